import ConvEngine
import Scenes
import Testing

@Suite("Scenes that name .npy files")
struct SceneArrayTests {
  private static let files: [String: [UInt8]] = [
    "x.npy": ArrayWriting.bytes([Float(1), 2, 3, 4, 5, 6, 7, 8], shape: [2, 2, 2]),
    "data/w.npy": ArrayWriting.bytes((1...8).map(Double.init), shape: [2, 2, 1, 2]),
    "b.npy": ArrayWriting.bytes([Float(7), 8], shape: [2]),
    "u.npy": ArrayWriting.bytes([Float(1), 2, 3, 4], shape: [2, 2, 1]),
    "nan.npy": ArrayWriting.bytes([Float.nan], shape: [1, 1]),
    "whole.npy": ArrayBytes(
      header: ArrayBytes.header("<i8", shape: "(1, 1)"), numbers: Array(repeating: 0, count: 8)
    ).bytes,
    "large.npy": ArrayWriting.bytes([Float](repeating: 1, count: 70_000), shape: [7, 10_000]),
  ]

  private func scene(_ network: String, hasFiles: Bool = true) throws -> Scene {
    let text = "version: 1\ntitle: x\nnetwork: \(network)\n"
    let loader: ArrayLoader? = hasFiles ? { name throws(ArrayError) in try Self.load(name) } : nil
    return try Scene(
      file: "x.yaml", bytes: Array(text.utf8), arrays: loader, isShowable: isShowable)
  }

  private static func load(_ name: String) throws(ArrayError) -> [UInt8] {
    guard let bytes = files[name] else { throw ArrayError("No such file or directory") }
    return bytes
  }

  @Test func `every tensor may be one`() throws {
    let network = try scene(
      """
      {input: {file: x.npy}, outputGradient: {file: u.npy},
       layers: [{kernel: {file: data/w.npy}}]}
      """
    ).network
    #expect(network.inputShape == Shape4(1, 2, 2, 2))
    #expect(network.leaf(TensorID(.activation, 0)).given?.values == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(network.leaf(TensorID(.kernel, 1)).given?.shape == Shape4(2, 2, 1, 2))
    #expect(network.leaf(TensorID(.outputGradient, 1)).given?.shape == Shape4(1, 2, 2, 1))
  }

  @Test("a bias may be one", arguments: [("tied", "b.npy", 2), ("untied", "u.npy", 4)])
  func biases(kind: String, file: String, count: Int) throws {
    let network = try scene(
      "{input: {file: x.npy}, layers: [{kernel: {file: data/w.npy}, "
        + "bias: {\(kind): {file: \(file)}}}]}"
    ).network
    #expect(network.layers[0].bias.rawValue == kind)
    #expect(network.leaf(TensorID(.bias, 1)).given?.values.count == count)
  }

  @Test func `a scene is saved with the numbers themselves`() throws {
    let scene = try scene("{input: {file: x.npy}, layers: [{kernel: {file: data/w.npy}}]}")
    let again = try Scene(file: "x.yaml", text: scene.yaml(), isShowable: isShowable)
    #expect(again == scene)
  }

  struct Row: CustomTestStringConvertible {
    var name: String
    var problem: String
    var testDescription: String { "\(name): \(problem)" }

    init(_ name: String, _ problem: String) {
      self.name = name
      self.problem = problem
    }
  }

  private static let mistakes =
    [
      Row("y.npy", "\"y.npy\": No such file or directory"),
      Row(
        "whole.npy",
        "\"whole.npy\": an array of int64, expected float32 or float64; array.astype(\"float32\") mends it"
      ),
      Row("b.npy", "\"b.npy\": a shape of 2, expected N×C×H×W, C×H×W or H×W"),
      Row(
        "nan.npy",
        "\"nan.npy\": it holds NaN or an infinity, expected numbers that a scene can write"),
      Row("large.npy", "more than 65536 numbers; a larger tensor can have a seed"),
    ]
    + ["../x.npy", "/x.npy", "a/../../x.npy", "a//x.npy", "x.txt", "..", "a/..", "5"].map {
      Row($0, "found \"\($0)\", expected a .npy file in the scene's folder or below")
    }

  @Test("what cannot be read is told with its place", arguments: mistakes)
  func everyMistake(row: Row) {
    #expect {
      try scene("{input: {file: \"\(row.name)\"}, layers: [{kernel: [[1]]}]}")
    } throws: { error in
      "\(error)".hasPrefix("x.yaml:3:25: network.input.file: \(row.problem)\n")
    }
  }

  @Test func `numbers of files and written ones are counted together`() throws {
    let row = Array(repeating: "1", count: 65_530).joined(separator: ", ")
    #expect {
      try scene("{input: [[\(row)]], layers: [{kernel: {file: data/w.npy}}]}")
    } throws: { error in
      "\(error)".contains("kernel.file: more than 65536 numbers")
    }
  }

  @Test func `a scene that is no file has none beside it`() {
    #expect {
      try scene("{input: {file: x.npy}, layers: [{kernel: [[1]]}]}", hasFiles: false)
    } throws: { error in
      "\(error)".contains(
        "network.input.file: a scene that is no file itself has no files beside it")
    }
  }
}
