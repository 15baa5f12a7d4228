import Foundation
import Glibc

/// The built program on a terminal of its own, 80 × 24, whose other end is read here.
final class RunningProgram {
  private let controller: Int32
  private let process: pid_t

  // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2), macros that Swift does not import.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430
  // POSIX_SPAWN_SETSID, which is there for GNU sources only.
  private static let newSession: Int16 = 0x80
  private static let environment = [
    "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TERM=xterm-256color", "HOME=/nonexistent",
  ]

  /// The program beside this one.
  static var path: String? {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = URL(filePath: own ?? "").deletingLastPathComponent().appending(path: "convscope")
      .path(percentEncoded: false)
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  /// Starts the program; nil where there is no terminal to be had.
  init?(_ path: String, _ arguments: [String]) {
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    guard controller >= 0, ioctl(controller, RunningProgram.setLock, &isLocked) == 0,
      ioctl(controller, RunningProgram.getNumber, &number) == 0,
      ioctl(controller, UInt(TIOCSWINSZ), &size) == 0,
      let process = RunningProgram.spawn(path, arguments, on: "/dev/pts/\(number)")
    else {
      close(controller)
      return nil
    }
    self.process = process
  }

  deinit { close(controller) }

  private static func spawn(_ path: String, _ arguments: [String], on device: String) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in 0...2 {
      posix_spawn_file_actions_addopen(&actions, descriptor, device, O_RDWR, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A session of its own, so that the first terminal that it opens controls it.
    posix_spawnattr_setflags(&attributes, newSession)
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, path, &actions, &attributes, words, variables)
    return code == 0 ? process : nil
  }

  // MARK: The other end

  /// Types a text.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(controller, bytes, bytes.count)
  }

  /// Reads until nothing has come for a while, or enough has; says how much came, and when the last of it did.
  func output(quiet milliseconds: Int32 = 25, most: Int = .max)
    -> (bytes: Int, last: ContinuousClock.Instant?)
  {
    var count = 0
    var last: ContinuousClock.Instant?
    var buffer = [UInt8](repeating: 0, count: 65536)
    var source = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    while count < most, poll(&source, 1, milliseconds) > 0 {
      let read = read(controller, &buffer, buffer.count)
      guard read > 0 else { break }
      count += read
      last = .now
    }
    return (count, last)
  }

  /// Asks the program to end, and waits until it has.
  func end() {
    type("Q")
    _ = output(quiet: 100)
    kill(process, SIGTERM)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }

  // MARK: What the kernel says of it

  /// The processor time of all its threads, in milliseconds.
  var processorTime: Double {
    sum(over: "schedstat") { text in
      text.split(separator: " ").first.flatMap { Double($0) }.map { $0 / 1e6 }
    }
  }

  /// How often its threads have gone to sleep of their own accord.
  var sleeps: Double { sum(over: "status") { number(after: "voluntary_ctxt_switches:", in: $0) } }

  /// The most memory that it has held, in kilobytes.
  var memory: Double {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    return number(after: "VmHWM:", in: status) ?? 0
  }

  private func sum(over file: String, _ value: (String) -> Double?) -> Double {
    let folder = "/proc/\(process)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return threads.reduce(0) { sum, thread in
      let text = try? String(contentsOfFile: "\(folder)/\(thread)/\(file)", encoding: .utf8)
      return sum + (text.flatMap(value) ?? 0)
    }
  }

  private func number(after label: String, in text: String) -> Double? {
    let line = text.split(separator: "\n").first { $0.hasPrefix(label) }
    return line?.split(whereSeparator: { " \t".contains($0) }).dropFirst().first
      .flatMap { Double($0) }
  }
}
