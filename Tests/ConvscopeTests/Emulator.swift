import Foundation
import Glibc

/// The program as it was built, beside the tests.
enum Program {
  static let path: String = {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = URL(filePath: own ?? "").deletingLastPathComponent()
    let candidates =
      [folder.appending(path: "convscope").path(percentEncoded: false)]
      + CommandLine.arguments.filter { $0.hasSuffix(".xctest") }.map {
        URL(filePath: $0).deletingLastPathComponent().appending(path: "convscope")
          .path(percentEncoded: false)
      }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "convscope"
  }()

  /// What a run without a terminal left behind.
  struct Outcome {
    var status: Int32
    var output: String
    var error: String

    var errorLines: [Substring] { error.split(separator: "\n") }
  }

  /// Runs the program to its end, with pipes.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    path: String = Program.path
  ) throws -> Outcome {
    try run(path, arguments, input: input, environment: Self.environment(environment))
  }

  static func run(
    _ path: String, _ arguments: [String], input: String = "", environment: [String: String]
  ) throws -> Outcome {
    let own = FileManager.default.temporaryDirectory.appending(path: "convscope-\(UUID())")
      .path(percentEncoded: false)
    // Files, since the ends of a pipe would live on in every other process that is started meanwhile.
    let names = ["in", "out", "error"].map { "\(own).\($0)" }
    defer { for name in names { unlink(name) } }
    try input.write(toFile: names[0], atomically: false, encoding: .utf8)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, names[0], O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, names[1], O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, names[2], O_WRONLY | O_CREAT, 0o600)
    // Threads of tests have signals blocked, which would be handed down.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, path, &actions, &attributes, words, variables)
    guard code == 0 else { throw CocoaError(.executableNotLoadable) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let texts = names.map { (try? String(contentsOfFile: $0, encoding: .utf8)) ?? "" }
    return Outcome(
      status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F), output: texts[1],
      error: texts[2])
  }

  /// Nothing of the environment of the tests.
  static func environment(_ own: [String: String]) -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
      "TERM": "tmux-256color", "SWIFT_BACKTRACE": "enable=no",
    ].merging(own) { $1 }
  }
}

/// A terminal with a person at it: tmux, and in it a shell or the program.
final class Emulator {
  private static let patience = 10.0
  nonisolated(unsafe) private static var count = 0
  private static let lock = NSLock()

  let home: String
  private let socket: String

  /// Starts a script of ours that runs the program, tells its status, and what it did to the terminal.
  init(
    _ arguments: String = "explore", columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:], inShell: Bool = false
  ) throws {
    socket = Emulator.lock.withLock {
      Emulator.count += 1
      return "convscope-\(getpid())-\(Emulator.count)"
    }
    home = FileManager.default.temporaryDirectory.appending(path: socket)
      .path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try write(
      """
      #!/bin/sh
      ulimit -c 0
      trap : INT QUIT
      stty -g >"$HOME/before"
      sh -c 'echo $$ >"$HOME/pid"; exec \(Program.path) \(arguments)'
      echo "status=$?"
      stty -g >"$HOME/after"
      cmp -s "$HOME/before" "$HOME/after" && echo modes=kept || echo modes=changed
      echo "typed: $(head -n 1)"
      """, to: "script")
    let variables = Program.environment(["HOME": home, "PS1": "$ "].merging(environment) { $1 })
      .filter { !$0.value.isEmpty }.map { "\($0.key)='\($0.value)'" }.sorted()
    let command =
      inShell
      ? "bash --norc --noprofile -i"
      : "sh \(home)/script; sleep 60"
    try tmux(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env -i \(variables.joined(separator: " ")) \(command)")
  }

  deinit {
    _ = try? tmux("kill-server")
    try? FileManager.default.removeItem(atPath: home)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(home)/\(name)", atomically: true, encoding: .utf8)
  }

  @discardableResult
  func tmux(_ arguments: String...) throws -> String {
    try Program.run(
      "/usr/bin/tmux", ["-u", "-L", socket, "-f", "/dev/null"] + arguments,
      environment: Program.environment([:])
    ).output
  }

  /// The number of the program's process.
  var process: Int32 {
    let text = (try? String(contentsOfFile: "\(home)/pid", encoding: .utf8)) ?? ""
    return Int32(text.filter(\.isNumber)) ?? 0
  }

  // MARK: The person

  /// Presses keys by tmux's names.
  func press(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  /// Types characters as they are.
  func type(_ text: String) throws { try tmux("send-keys", "-l", text) }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  var screen: String { (try? tmux("capture-pane", "-p")) ?? "" }

  func ask(_ format: String) -> String {
    ((try? tmux("display", "-p", format)) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Looks until the screen is as expected; returns the last one looked at.
  @discardableResult
  func wait(until isExpected: (String) -> Bool) throws -> String {
    let end = Date().addingTimeInterval(Emulator.patience)
    var screen = screen
    while !isExpected(screen) {
      if Date() > end { throw TooLate(screen: screen) }
      // The program needs the processor more.
      poll(nil, 0, 5)
      screen = self.screen
    }
    return screen
  }

  @discardableResult
  func wait(for text: String) throws -> String { try wait { $0.contains(text) } }

  /// The screen did not come to be as expected.
  struct TooLate: Error, CustomStringConvertible {
    var screen: String
    var description: String { "the screen stayed as it is here:\n\(screen)" }
  }
}

extension String {
  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
