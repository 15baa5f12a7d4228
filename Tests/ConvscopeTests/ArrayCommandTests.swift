import Foundation
import Scenes
import Testing

/// The commands that take files, as a shell starts them.
@Suite("Commands on .npy files")
struct ArrayCommandTests {
  private func run(_ line: String, in folder: ArrayFolder) throws -> Program.Outcome {
    try Program.run(
      "/usr/bin/env",
      ["-C", folder.path, Program.path] + line.split(separator: " ").map(String.init),
      input: "", environment: Program.environment([:]))
  }

  /// A 5×5 input of 1 to 25, a 3×3 kernel of 1 to 9, and files that are wrong.
  private func folder() throws -> ArrayFolder {
    let folder = try ArrayFolder()
    try folder.count("x.npy", shape: [5, 5])
    try folder.count("w.npy", shape: [3, 3])
    try folder.count("b.npy", shape: [1])
    try folder.count("two.npy", shape: [2])
    try folder.write("w64.npy", (1...9).map(Double.init), shape: [3, 3])
    let good = folder.bytes("x.npy") ?? []
    for (name, bytes) in [
      ("cut.npy", Array(good.dropLast(3))), ("text.npy", Array("1 2 3".utf8)), ("empty.npy", []),
      ("five.npy", ArrayWriting.bytes([Float(1)], shape: [1, 1, 1, 1, 1])),
    ] {
      try Data(bytes).write(to: URL(filePath: folder[name]))
    }
    return folder
  }

  private static let mistakes: [(String, Int32, String)] = [
    (
      "compute forward --input no.npy --kernel w.npy -o y.npy", 1,
      "no.npy: No such file or directory"
    ),
    ("compute forward --input . --kernel w.npy -o y.npy", 1, ".: expected a file"),
    (
      "compute forward --input cut.npy --kernel w.npy -o y.npy", 1,
      "cut.npy: truncated: 5×5 float32 take 100 bytes, 97 are there"
    ),
    (
      "compute forward --input text.npy --kernel w.npy -o y.npy", 1,
      "text.npy: no .npy file: it does not begin with \\x93NUMPY"
    ),
    (
      "compute forward --input empty.npy --kernel w.npy -o y.npy", 1,
      "empty.npy: empty, expected a .npy file"
    ),
    (
      "compute forward --input five.npy --kernel w.npy -o y.npy", 1,
      "five.npy: a shape of 1×1×1×1×1, expected N×C×H×W, C×H×W or H×W"
    ),
    (
      "compute forward --input x.npy --kernel b.npy -o y.npy", 1,
      "b.npy: a shape of 1, expected O×C×H×W or H×W"
    ),
    (
      "compute forward --input x.npy --kernel w64.npy -o y.npy", 1,
      "x.npy is float32 and w64.npy is float64, expected one kind; array.astype(\"float32\") mends it"
    ),
    (
      "compute forward --input x.npy --kernel w.npy --bias two.npy -o y.npy", 1,
      "two.npy: found numbers of 2, expected 1"
    ),
    (
      "compute forward --input w.npy --kernel x.npy -o y.npy", 1,
      "This layer cannot be: the kernel spans 5 rows, the padded input has 3; add padding, or make the "
        + "kernel or its dilation smaller"
    ),
    (
      "compute forward --input x.npy --kernel w.npy --padding 65536 -o y.npy", 1,
      "The output would be 1×1×131075×131075 float32, which is more than the memory has room for"
    ),
    (
      "compute input-gradient --output-gradient x.npy --kernel w.npy --input-size 5 -o y.npy", 1,
      "x.npy: found numbers of 1×1×5×5, expected 1×1×3×3"
    ),
    (
      "compute forward --input x.npy --kernel w.npy -o no/y.npy", 1, "no: No such file or directory"
    ),
    (
      "compute forward --input x.npy --kernel w.npy -o .", 1,
      ".: expected the name of a file to write"
    ),
    (
      "compute transposed --input x.npy --kernel w.npy --padding-mode reflect -o y.npy", 1,
      "This layer cannot be: the padding mode of a transposed layer is reflect, it can only be zeros"
    ),
    (
      "compute transposed --input x.npy --kernel w.npy --output-padding 1 --output-size 8 -o y.npy",
      2,
      "--output-size goes without --output-padding, which follows from it; see convscope --help"
    ),
    (
      "compute kernel-gradient --output-gradient x.npy --input x.npy --kernel-size 1 --output-size 5 "
        + "-o y.npy", 2,
      "--output-padding and --output-size go with --transposed; see convscope --help"
    ),
    (
      "compute forward --input x.npy --kernel w.npy", 2,
      "Missing expected argument '--output <file.npy>'; see convscope --help"
    ),
    (
      "explain forward --input x.npy --kernel w.npy --at 0,0,3,0", 1,
      "--at 0,0,3,0: there is no such element in the output of 1×1×3×3; places count from 0"
    ),
    (
      "explain forward --input x.npy --kernel w.npy --at 0,0", 2,
      "--at 0,0: found 2 numbers, expected 4 for the output of 1×1×3×3"
    ),
    (
      "explain forward --input x.npy --kernel w.npy --at 0,0,-1,0", 2,
      "The value '0,0,-1,0' is invalid for '--at <place>': expected whole numbers from 0 with commas "
        + "between them, as in 0,0,1,1; see convscope --help"
    ),
    (
      "shape --input-shape 1,1,5,5 --out-channels 1 --kernel-size 7", 1,
      "This layer cannot be: the kernel spans 7 rows, the padded input has 5; add padding, or make the "
        + "kernel or its dilation smaller"
    ),
    (
      "shape --input-shape 5,5 --out-channels 1 --kernel-size 3", 2,
      "The value '5,5' is invalid for '--input-shape <N,C,H,W>': expected N,C,H,W with whole numbers "
        + "from 1 to 2147483647, as in 1,3,32,32; see convscope --help"
    ),
    (
      "explore --input x.npy --input-size 4", 2,
      "--input-size goes without --input, whose file says it; see convscope --help"
    ),
    ("explore --input no.npy", 1, "no.npy: No such file or directory"),
  ]

  @Test("a mistake is told in one sentence, and leaves no file", arguments: mistakes.indices)
  func everyMistake(number: Int) throws {
    let (line, status, sentence) = Self.mistakes[number]
    let folder = try folder()
    let before = folder.names
    let outcome = try run(line, in: folder)
    #expect(outcome.status == status)
    #expect(outcome.error == "convscope: \(sentence)\n")
    #expect(outcome.output.isEmpty)
    #expect(folder.names == before)
  }

  @Test func `a result is written in place of what was there, even of an input`() throws {
    let folder = try folder()
    let before = folder.names
    let outcome = try run(
      "compute forward --input x.npy --kernel w.npy --bias b.npy --padding 1 -o x.npy", in: folder)
    #expect((outcome.status, outcome.output, outcome.error) == (0, "", ""))
    let result = try folder.read("x.npy", as: Float.self)
    #expect(result.shape == [1, 1, 5, 5])
    #expect(result.values[0] == Float(1 * 5 + 2 * 6 + 6 * 8 + 7 * 9 + 1))
    #expect(folder.names == before)
  }

  @Test func `what is no file is written to, not replaced`() throws {
    let folder = try folder()
    let outcome = try run("compute bias-gradient --output-gradient x.npy -o /dev/null", in: folder)
    #expect((outcome.status, outcome.error) == (0, ""))
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func `an element is explained as json`() throws {
    let outcome = try run(
      "explain forward --input x.npy --kernel w.npy --padding 1 --at 0,0,0,0 --format json",
      in: folder())
    #expect(
      outcome.output.hasPrefix(#"{"pass":"forward","at":[0,0,0,0],"terms":[{"input":[0,0,-1,-1],"#))
    #expect(outcome.output.hasSuffix("\"bias\":0,\"value\":128}\n"))
  }

  @Test func `a shape is told with its formula, its cost and the layer in PyTorch`() throws {
    let line =
      "shape --input-shape 1,3,224,224 --out-channels 64 --kernel-size 7 --stride 2 --padding 3"
    #expect(
      try run(line, in: folder()).output == """
        output  1×64×112×112
        rows    ⌊(224 + 3 + 3 − 1·(7 − 1) − 1) / 2⌋ + 1 = ⌊111.5⌋ + 1 = 112
        columns the same
        1 row and column left
        9472 parameters = 64·3·7·7 + 64
        118013952 multiply-accumulates = 1·64·112·112·3·7·7
        torch.nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3)

        """)
    #expect(
      try run(line + " --no-bias --format json", in: folder()).output
        == #"{"output":[1,64,112,112],"parameters":9408,"multiplyAccumulates":118013952}"# + "\n")
  }

  @Test func `a layer of files is explored`() throws {
    let outcome = try run("explore --input x.npy --kernel w.npy --stride 2", in: folder())
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Conv2d(1, 1, kernel_size=3, stride=2, padding=0,"))
    #expect(outcome.output.contains("1 2 3"))
  }

  @Test func `a scene reads the files of its folder, and no others`() throws {
    let folder = try folder()
    let inner = folder["inner"]
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: folder["w.npy"], toPath: inner + "/w.npy")
    try FileManager.default.createSymbolicLink(
      atPath: inner + "/out.npy", withDestinationPath: folder["x.npy"])
    try FileManager.default.createSymbolicLink(
      atPath: inner + "/own.npy", withDestinationPath: "w.npy")
    for (name, input) in [("good", "w.npy"), ("linked", "own.npy"), ("bad", "out.npy")] {
      let scene = """
        version: 1
        title: Mine
        network:
          input: {file: \(input)}
          layers: [{kernel: [[1]]}]

        """
      try scene.write(toFile: "\(inner)/\(name).yaml", atomically: true, encoding: .utf8)
    }
    let good = try run("check inner/good.yaml inner/linked.yaml", in: folder)
    #expect((good.status, good.error) == (0, ""))
    let bad = try run("check inner/bad.yaml", in: folder)
    #expect(bad.status == 1)
    #expect(
      bad.error.hasPrefix(
        "convscope: inner/bad.yaml:4:17: network.input.file: \"out.npy\": it leads out of the "
          + "scene's folder\n"))
  }
}
