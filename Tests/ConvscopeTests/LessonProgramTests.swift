import Foundation
import Glibc
import Testing

/// A folder that is there for one test.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "convscope-\(UUID())")
      .path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    chmod(path, 0o755)
    try? FileManager.default.removeItem(atPath: path)
  }

  func text(_ name: String) -> String? {
    try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  func write(_ text: String, to name: String) throws {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// The names of the files in a folder of it.
  func names(_ part: String = "") -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(part)").sorted()) ?? []
  }
}

extension Emulator {
  /// Ends the program by a signal, and waits until it is gone.
  func kill(_ signal: Int32) {
    let process = process
    let end = Date().addingTimeInterval(10)
    guard process > 0, Glibc.kill(process, signal) == 0 else {
      Issue.record("the program is gone already")
      return
    }
    while Glibc.kill(process, 0) == 0, Date() < end { poll(nil, 0, 5) }
  }
}

@Suite("A lesson in the program", .serialized)
struct LessonProgramTests {
  private let state: Folder
  init() throws { state = try Folder() }

  private var environment: [String: String] { ["XDG_STATE_HOME": state.path] }

  private func terminal(_ arguments: String) throws -> Emulator {
    try Emulator(arguments, environment: environment)
  }

  /// What is kept, when it has come to be as expected.
  private func kept(_ text: String) throws {
    let end = Date().addingTimeInterval(10)
    while state.text("convscope/progress.yaml")?.contains(text) != true {
      guard Date() < end else {
        Issue.record("\(state.text("convscope/progress.yaml") ?? "nothing") without \(text)")
        return
      }
      poll(nil, 0, 5)
    }
  }

  // MARK: By keys

  @Test func `a lesson goes from start to end by keys, killed in between and resumed`() throws {
    let first = try terminal("lesson padding")
    try first.wait(for: "page 1/12")
    try first.type("1x1")
    try first.press("Enter")
    try first.wait(for: "✓ z is 1×1")
    for page in 2...3 {
      try first.press("Enter")
      try first.wait(for: "page \(page)/12")
    }
    try first.type("1x1")
    try first.press("Enter")
    try first.wait(for: "1×1 is the size without padding.")
    try kept("- [1, wrong, 1, \"1x1\"]")
    try first.type("n")
    try first.wait(for: "page 4/12")
    try kept("page: 4")
    first.kill(SIGKILL)

    let second = try terminal("lesson")
    try second.wait(for: "Going on at page 4; Backspace goes back, x starts over.")
    for page in 5...12 {
      try second.type("n")
      try second.wait(for: "page \(page)/12")
    }
    try second.press("Enter")
    try second.wait(for: "“Padding” is done.")
    try second.type("q")
    try second.wait(for: "status=0")
    try kept("finished: true")
    try kept("- [0, right, 1, \"1x1\"]")
    try kept("- [1, skipped, 1, \"\"]")
    let list = try Program.run(["list"], environment: environment).output
    #expect(list.contains("3. Padding (lesson-padding), 1 of 10 questions, 9 passed over"))
  }

  // MARK: Through a pipe

  @Test func `a lesson goes from start to end in lines`() throws {
    let lines = ["1x1", "", "", "1x1", "3x3", ""] + Array(repeating: "n", count: 9) + ["q"]
    let outcome = try Program.run(
      ["lesson", "3", "--plain"], input: lines.joined(separator: "\n") + "\n",
      environment: environment)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("> 1x1\nRight: z is 1×1: rows ⌊(3 + 0 + 0"))
    #expect(outcome.output.contains("> 1x1\nNot yet. 1×1 is the size without padding."))
    #expect(outcome.output.contains("> 3x3\nRight: z is 3×3"))
    #expect(outcome.output.contains("Second try.\n"))
    #expect(outcome.output.contains("“Padding” is done."))
    let file = try #require(state.text("convscope/progress.yaml"))
    #expect(file.contains("finished: true"))
    #expect(file.contains("- [1, right, 2, \"3x3\"]"))
  }

  @Test func `what was answered through a pipe is gone on with on the screen`() throws {
    _ = try Program.run(
      ["lesson", "padding", "--plain"], input: "1x1\n\n\n", environment: environment)
    let terminal = try terminal("lesson")
    try terminal.wait(for: "Going on at page 3")
  }

  // MARK: What is kept

  @Test func `a folder that cannot be written is told once, and the lesson goes on`() throws {
    try state.write("", to: "convscope")
    let outcome = try Program.run(
      ["lesson", "padding", "--plain"], input: "1x1\n\n\n3x3\n", environment: environment)
    #expect(outcome.output.contains("The lesson goes on, but is not saved: "))
    #expect(outcome.output.components(separatedBy: "is not saved").count == 2)
    #expect(outcome.output.contains("Right: z is 3×3"))
    #expect(outcome.status == 0)
  }

  @Test func `without any folder it is not saved either`() throws {
    let outcome = try Program.run(
      ["lesson", "padding", "--plain"], input: "1x1\n",
      environment: ["HOME": "", "XDG_STATE_HOME": ""])
    #expect(outcome.output.contains("neither XDG_STATE_HOME nor HOME is set."))
  }

  @Test(
    "a file that cannot be read is kept aside",
    arguments: [("version: 2\nlessons: {}\n", "the version that is known"), ("zebra\n", "zebra")])
  func aside(text: String, words: String) throws {
    try state.write(text, to: "convscope/progress.yaml")
    let outcome = try Program.run(
      ["lesson", "padding", "--plain"], input: "1x1\n", environment: environment)
    #expect(outcome.error.hasPrefix("convscope: Progress was not read, "), "\(outcome.error)")
    #expect(outcome.error.contains(words), "\(outcome.error)")
    #expect(outcome.error.contains("it is kept as \(state.path)/convscope/progress.yaml.kept."))
    #expect(state.text("convscope/progress.yaml.kept") == text)
    #expect(state.text("convscope/progress.yaml")?.contains("right") == true)
    #expect(state.names("convscope") == ["progress.yaml", "progress.yaml.kept"])
  }

  @Test func `a second file that cannot be read does not replace the first`() throws {
    for text in ["one\n", "two\n"] {
      try state.write(text, to: "convscope/progress.yaml")
      _ = try Program.run(["list"], environment: environment)
    }
    #expect(state.text("convscope/progress.yaml.kept") == "one\n")
    #expect(state.text("convscope/progress.yaml.kept-2") == "two\n")
  }
}
