import Foundation
import Glibc
import Testing

@Suite("Recording in the program", .serialized)
struct RecordProgramTests {
  private let folder: Folder
  init() throws { folder = try Folder() }

  private var file: String { "\(folder.path)/own.yaml" }

  private func recording() throws -> Emulator {
    let terminal = try Emulator("record \(file) --motion none")
    try terminal.wait(for: "REC 0:0")
    return terminal
  }

  /// What the stage shows: neither the time of the title, nor what keys do.
  private func stage(_ screen: String) -> [Substring] {
    Array(screen.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().prefix(18))
  }

  private func contents(_ text: String) throws {
    let end = Date().addingTimeInterval(10)
    while folder.text("own.yaml")?.contains(text) != true {
      guard Date() < end else {
        Issue.record("\(folder.text("own.yaml") ?? "no file") without \(text)")
        return
      }
      poll(nil, 0, 5)
    }
  }

  @Test func `what is recorded checks, and its last frame is the live one`() throws {
    let terminal = try recording()
    try terminal.press("Right", "Down")
    try terminal.type("..mff")
    let live = try terminal.wait { $0.contains("window 8/25") && $0.contains("2·1 ▸ 3·2 ◂") }
    try terminal.type("R")
    try terminal.wait(for: "Recorded as")
    try terminal.type("Q")
    try terminal.wait(for: "status=0")
    #expect(try Program.run(["check", file]).errorLines == [])
    let replay = try Emulator("play \(file) --speed 20")
    try replay.wait { stage($0) == stage(live) }
  }

  @Test("a recording that is cut short is a scene", arguments: [SIGTERM, SIGHUP, SIGKILL])
  func cut(signal: Int32) throws {
    let terminal = try recording()
    try terminal.press("Right", "Right")
    try terminal.wait(for: "window 3/25")
    try contents("- do: step 1\n")
    terminal.kill(signal)
    #expect(try Program.run(["check", file]).errorLines == [])
    let text = try #require(folder.text("own.yaml"))
    #expect(text.components(separatedBy: "- do: step 1\n").count == 3)
    #expect(!text.contains(terminal.home))
  }

  @Test func `no file is overwritten, and a free name is named`() throws {
    try folder.write("mine\n", to: "own.yaml")
    try folder.write("", to: "own-2.yaml")
    let outcome = try Program.run(["record", file])
    #expect(outcome.status == 1)
    #expect(
      outcome.error == "convscope: \(file): there is such a file already, and it is kept; "
        + "\(folder.path)/own-3.yaml is free\n")
    #expect(folder.text("own.yaml") == "mine\n")
  }

  @Test func `in lines too the file is a scene from the beginning`() throws {
    #expect(try Program.run(["record", file, "--plain"], input: "").status == 0)
    #expect(try Program.run(["check", file]).errorLines == [])
    let lost = try Program.run(["record", "/nowhere/own.yaml", "--plain"], input: "next\n")
    let complaint = "/nowhere/own.yaml: No such file or directory.\n"
    #expect(lost.output.contains("\(complaint)> next\nWindow 2 of 25"), "\(lost.output)")
  }

  @Test func `a folder that is not there is told, and exploring goes on`() throws {
    let terminal = try Emulator("record /nowhere/own.yaml", columns: 120)
    try terminal.wait(for: "/nowhere/own.yaml: No such file or directory")
    try terminal.press("Right")
    try terminal.wait(for: "window 2/25")
  }

  @Test func `R proposes a name that is free`() throws {
    let terminal = try Emulator("explore")
    try terminal.wait(for: "window 1/25")
    try terminal.type("R")
    try terminal.wait(for: "record as: recording.yaml")
    try terminal.press("Escape")
  }
}

@Suite("Playing and checking in the program", .serialized)
struct PlayProgramTests {
  private let folder: Folder
  init() throws { folder = try Folder() }

  private static let demo = """
    version: 1
    title: Mine
    network:
      input: [[1, 2], [3, 4]]
      layers:
        - kernel: [[1]]
    events:
      - marker: Start
      - do: seek 1
      - wait: 500
      - marker: Middle
      - do: seek 2
      - wait: 500
      - do: seek 4
      - expect: z1 1,1 = 4

    """

  private func demo(_ text: String = PlayProgramTests.demo) throws -> String {
    try folder.write(text, to: "mine.yaml")
    return "\(folder.path)/mine.yaml"
  }

  @Test func `a demo plays to its end by itself`() throws {
    let terminal = try Emulator("play \(try demo()) --speed 10")
    try terminal.wait(for: "window 4/4")
    try terminal.type("Q")
    try terminal.wait(for: "status=0")
  }

  @Test func `it starts where it is told, and plays on and on`() throws {
    let terminal = try Emulator("play \(try demo()) --from Middle --loop forever --speed 0.1")
    try terminal.wait(for: "window 2/4")
    try terminal.type("[")
    try terminal.wait(for: "window 1/4")
    try terminal.type(" ")
    try terminal.wait(for: "paused")
  }

  @Test func `in lines it is told to its end`() throws {
    let outcome = try Program.run(["play", try demo(), "--plain"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Window 4 of 4"))
    #expect(outcome.output.contains("This is the end; an empty line leads back.\n"))
  }

  struct Row: CustomTestStringConvertible {
    var line: String
    var status: Int32
    var sentence: String
    var testDescription: String { line }

    init(_ line: String, _ status: Int32, _ sentence: String) {
      self.line = line
      self.status = status
      self.sentence = sentence
    }
  }

  static let usage = [
    Row("play", 2, "Missing expected argument '<scene>'"),
    Row("play demo-padding --speed 0", 2, "expected a number from 0.1 to 20"),
    Row("play demo-padding --speed fast", 2, "expected a number from 0.1 to 20"),
    Row("play demo-padding --loop 0", 2, "expected once, forever or a whole number from 1"),
    Row("play demo-padding --loop twice", 2, "expected once, forever or a whole number from 1"),
    Row("record", 2, "Missing expected argument '<file>'"),
    Row("check", 2, "Missing expected argument '<scenes> ...'"),
  ]

  static let inputs = [
    Row("play zebra", 1, "zebra: there is no such file, and no scene of that name"),
    Row("play zebra.yaml", 1, "zebra.yaml: No such file or directory"),
    Row("play demo-padding --from Nowhere", 1, "there is no chapter and no time \"Nowhere\" in it"),
    Row(
      "play lesson-padding --from 1", 1,
      "a scene that waits for its learner begins at its beginning"),
    Row("play demo-padding --from 99:00", 1, "there is no chapter and no time \"99:00\" in it"),
    Row("lesson 99", 1, "There is no lesson \"99\": it is a number from 1 to 20"),
    Row("lesson zebra", 1, "There is no lesson \"zebra\": it is a number from 1 to 20"),
    Row("check zebra", 1, "zebra: there is no such file, and no scene of that name"),
    Row("check /nowhere.yaml", 1, "/nowhere.yaml: No such file or directory"),
  ]

  @Test("what cannot be done is told in one line", arguments: usage + inputs)
  func errors(row: Row) throws {
    let outcome = try Program.run(row.line.split(separator: " ").map(String.init))
    #expect(outcome.status == row.status)
    #expect(outcome.error.contains(row.sentence), "\(outcome.error)")
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.output.isEmpty)
  }

  @Test func `a scene that holds is passed without a word`() throws {
    for name in [try demo(), "demo-padding", folder.path] {
      let outcome = try Program.run(["check", name])
      #expect(outcome.status == 0)
      #expect(outcome.output + outcome.error == "")
    }
  }

  @Test func `all that is wrong is told in one run, with its lines`() throws {
    let wrong = PlayProgramTests.demo.replacing("= 4", with: "= 5") + "  - expect: z1 0,0 = 2\n"
    let other = PlayProgramTests.demo.replacing("marker", with: "marked")
    let path = try demo(wrong)
    try folder.write(other, to: "other.yaml")
    let outcome = try Program.run(["check", folder.path])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("\(path):15: expected z1 1,1 = 5, found 4 and 5\n"))
    #expect(outcome.error.contains("\(path):16: expected z1 0,0 = 2, found 1 and 2\n"))
    #expect(outcome.error.contains("\(folder.path)/other.yaml:8:5: "))
    #expect(outcome.error.contains("\(folder.path)/other.yaml:11:5: "))
  }

  @Test func `scenes that need each other are told`() throws {
    for (name, needed) in [("a", "b"), ("b", "c"), ("c", "a")] {
      let text = PlayProgramTests.demo.replacing("network:", with: "needs: [\(needed)]\nnetwork:")
      try folder.write(text, to: "\(name).yaml")
    }
    let outcome = try Program.run(["check", folder.path])
    #expect(outcome.status == 1)
    #expect(
      outcome.error == "convscope: \(folder.path)/a.yaml:1: nobody can begin with scenes that need "
        + "each other: a needs b needs c needs a\n")
  }

  @Test func `the list has every scene under its heading, with its name`() throws {
    let output = try Program.run(["list"]).output
    #expect(
      output.hasPrefix("Lessons: Forward\n  1. The window and the sum (lesson-window), 0 of "))
    for line in [
      "20. One whole step by hand (lesson-whole-step)", "Padding (demo-padding)",
      "Explore: Explore\n  Explore (explore)",
    ] {
      #expect(output.contains(line), "\(output)")
    }
  }

  @Test(
    "a lesson is found by its number, its name and its title",
    arguments: ["3", "padding", "lesson-padding", "Padding", "PADDING"])
  func lessons(name: String) throws {
    let outcome = try Program.run(["lesson", name, "--plain"])
    #expect(outcome.output.hasPrefix("Lesson 3 of 20, Padding. Page 1 of 12."))
  }

  @Test func `without a name it is the first lesson that is not done`() throws {
    let outcome = try Program.run(["lesson", "--plain"])
    #expect(outcome.output.hasPrefix("Lesson 1 of 20, "))
  }
}
