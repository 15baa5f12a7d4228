import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
  struct Row: CustomTestStringConvertible {
    var line: String
    var sentence: String
    var testDescription: String { line }

    init(_ line: String, _ sentence: String) {
      self.line = line
      self.sentence = sentence
    }
  }

  private static let extents = "whole numbers from 1 to 65536"

  @Test(
    "wrong usage is told in one line",
    arguments: [
      Row("--frob", "Unknown option '--frob'"),
      Row("explore --strid 2", "Unknown option '--strid'. Did you mean '--stride'?"),
      Row("explore --stride", "Missing value for '--stride <H[,W]>'"),
      Row(
        "explore --output-size 9", "--output-padding and --output-size go with --transposed"),
      Row("explore 3", "Unexpected argument '3'"),
      Row(
        "explore --stride x",
        "The value 'x' is invalid for '--stride <H[,W]>': expected H or H,W with \(extents), as in 2 or 2,1"
      ),
      Row("explore --stride 0", "The value '0' is invalid for '--stride <H[,W]>': expected H or"),
      Row(
        "explore --groups 1,2", "The value '1,2' is invalid for '--groups <G>': expected a whole"),
      Row(
        "explore --padding 1,2,3",
        "The value '1,2,3' is invalid for '--padding <P>': expected P, V,H or T,L,B,R with whole "
          + "numbers from 0, or same, same-lower or valid"),
      Row(
        "explore --padding-mode mirror",
        "The value 'mirror' is invalid for '--padding-mode <mode>': expected zeros, reflect, "
          + "replicate or circular"),
      Row(
        "explore --seed 1.5",
        "The value '1.5' is invalid for '--seed <N>': expected a whole number from 0"),
      Row(
        "--theme pink",
        "The value 'pink' is invalid for '--theme <name>': expected auto, dark, light, "
          + "high-contrast, cvd or mono"),
      Row(
        "--speed 3",
        "The value '3' is invalid for '--speed <number>': expected 0.25, 0.5, 1, 2, 4, 8 or 16"),
      Row(
        "explore --bias --no-bias",
        "Value to be set with flag '--no-bias' had already been set with flag '--bias'"),
      Row(
        "explore --kernel-size 7",
        "This layer cannot be: the kernel spans 7 rows, the padded input has 5; add padding, or "
          + "make the kernel or its dilation smaller"),
      Row(
        "explore --in-channels 4 --groups 3",
        "This layer cannot be: 3 groups do not divide 4 input channels"),
    ])
  func usage(row: Row) throws {
    let outcome = try Program.run(row.line.split(separator: " ").map(String.init))
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.error.hasPrefix("convscope: " + row.sentence), "\(outcome.error)")
    #expect(outcome.output.isEmpty)
  }

  @Test("help and the version are no errors", arguments: ["--help", "help explore", "--version"])
  func help(line: String) throws {
    let outcome = try Program.run(line.split(separator: " ").map(String.init))
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    #expect(outcome.output.contains(line == "--version" ? "0.1.0" : "USAGE: convscope"))
  }

  @Test func `a completion script is made for shells`() throws {
    let outcome = try Program.run(["--generate-completion-script", "bash"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("--kernel-size"))
  }

  @Test(
    "options of the layer arrive",
    arguments: [
      (
        "--stride 2,1 --padding 1,2,3,4",
        "Conv2d(1, 1, kernel_size=3, stride=(2, 1), padding=(1,2,3,4),"
      ),
      (
        "--kernel-size 2,3 --input-size 4,6",
        "Conv2d(1, 1, kernel_size=(2, 3), stride=1, padding=0,"
      ),
      (
        "--in-channels 4 --out-channels 6 --groups 2",
        "Conv2d(4, 6, kernel_size=3, stride=1, padding=0, dilation=1, groups=2, bias=False)"
      ),
      ("--padding same --dilation 2", "padding=2, dilation=2,"),
      ("--padding valid --untied-bias", "padding=0, dilation=1, bias=untied"),
      ("--operation convolution --activation tanh", "tanh ∗ turned"),
      (
        "--transposed --in-channels 2 --out-channels 3 --stride 2 --output-padding 1",
        "ConvTranspose2d(2, 3, kernel_size=3, stride=2, padding=0, output_padding=1,"
      ),
      ("--input-size 2048 --in-channels 64 --out-channels 64 --bias", "Conv2d(64, 64,"),
    ])
  func layers(options: String, call: String) throws {
    let outcome = try Program.run(["explore"] + options.split(separator: " ").map(String.init))
    #expect(outcome.output.contains(call), "\(outcome.output)")
    #expect(outcome.status == 0)
  }

  @Test func `a seed makes the same numbers again, and another one others`() throws {
    let outputs = try ["1", "1", "2"].map { try Program.run(["explore", "--seed", $0]).output }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0] != outputs[2])
  }

  @Test func `the program alone can be copied, and started from anywhere`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "convscope-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let copy = folder.appending(path: "copy").path(percentEncoded: false)
    // Another process does it: our own would have the copy open when a test beside this one forks.
    _ = try Program.run("/bin/cp", [Program.path, copy], environment: Program.environment([:]))
    let outcome = try Program.run(
      "/usr/bin/env", ["-C", "/", copy], environment: Program.environment([:]))
    #expect(outcome.output.contains(" scenes.\nLessons, Forward:\n1. "))
    try FileManager.default.removeItem(at: folder)
  }
}

@Suite("A folder of scenes")
struct SceneFolderTests {
  private func folder(_ files: [String: String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "convscope-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return folder.path(percentEncoded: false)
  }

  private let scene = """
    version: 1
    title: Mine
    network:
      input: [[1, 2], [3, 4]]
      layers:
        - kernel: [[1]]
    """

  @Test func `its scenes come first`() throws {
    let outcome = try Program.run(
      ["--scenes", try folder(["01-mine.yaml": scene])], input: "mine\n")
    #expect(outcome.output.contains(" scenes.\nYour own:\n1. Mine."))
    #expect(outcome.output.contains("Window 1 of 4"))
  }

  @Test(
    "a scene of it is played and checked by its name, from a folder within too",
    arguments: ["play mine --plain", "check mine", "check demo-padding"])
  func byName(line: String) throws {
    let path = try folder(["own/01-mine.yaml": scene])
    let words = line.split(separator: " ").map(String.init)
    let outcome = try Program.run(words + ["--scenes", path])
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("Window 1 of 4") == line.hasPrefix("play"))
    #expect(try Program.run(words).status == (line.contains("mine") ? 1 : 0))
  }

  @Test func `a scene of it stands in the place of the one that is compiled in`() throws {
    let path = try folder(["demo-padding.yaml": scene])
    let outcome = try Program.run(["play", "demo-padding", "--plain", "--scenes", path])
    #expect(outcome.output.hasPrefix("Mine"), "\(outcome.output)")
  }

  @Test func `two scenes of one name are told`() throws {
    let path = try folder(["a/mine.yaml": scene, "b/01-mine.yaml": scene])
    let outcome = try Program.run(["list", "--scenes", path])
    #expect(outcome.status == 1)
    #expect(
      outcome.error
        == "convscope: \(path)/b/01-mine.yaml: there is a scene mine already, \(path)/a/mine.yaml\n"
    )
  }

  @Test func `its mistakes are told with their places`() throws {
    let wrong = scene.replacing("title", with: "titel")
    let path = try folder(["a.yaml": wrong])
    let outcome = try Program.run(["--scenes", path])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("\(path)/a.yaml:2:1: unknown key \"titel\""))
  }

  @Test func `one that is not there is told`() throws {
    let outcome = try Program.run(["--scenes", "/nowhere"])
    #expect(outcome.status == 1)
    #expect(outcome.error == "convscope: /nowhere: No such file or directory\n")
  }
}
