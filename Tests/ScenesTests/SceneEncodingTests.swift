import ConvEngine
import Scenes
import Testing

@Suite("Saving a scene")
struct SceneEncodingTests {
  @Test("a shipped scene reads back from its document", arguments: EmbeddedScenes.files.map(\.name))
  func roundTrip(file: String) throws {
    let text = try #require(EmbeddedScenes.files.first { $0.name == file }?.text)
    let scene = try Scene(file: file, text: text, isShowable: isShowable)
    let document = try scene.yaml()
    let again = try Scene(file: file, text: document, isShowable: isShowable)
    #expect(again == scene)
    #expect(try again.yaml() == document)
  }

  @Test(
    "a network reads back with all its options",
    arguments: [
      "{input: {size: 9, seed: 3}, layers: [{kernel: {size: [3, 2]}, stride: [2, 1]}]}",
      "{input: {size: [9, 8], channels: 4, batch: 2, range: [0, 9]}, layers: "
        + "[{kernel: {size: 3, inputChannels: 4, outputChannels: 6, seed: 7}, groups: 2, "
        + "bias: tied, padding: same, activation: {leakyRelu: 0.1}}]}",
      "{input: {batch: [[[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]]]}, layers: "
        + "[{kernel: [[1, -0.5]], padding: [1, 2, 3, 0], paddingMode: replicate, "
        + "operation: convolution, bias: {tied: {seed: 5, range: [1, 2]}}}], loss: sum}",
      "{input: {size: 6, edits: [[0, 0, 1, 2, 5], [0, 0, 9, 9, 1e-7]]}, layers: "
        + "[{kernel: {named: sobel-x, seed: 2}, bias: {untied: {seed: 3}}, padding: sameLower, "
        + "dilation: 2}], loss: meanSquaredError, target: {seed: 4}}",
      "{input: {size: 65536, channels: 1024}, layers: [{kernel: {size: 3, outputChannels: 64}}]}",
    ])
  func options(network: String) throws {
    let document = "version: 1\ntitle: \"a \\\"b\\\" \\\\ c\"\nnetwork: \(network)\n"
    let scene = try Scene(file: "x.yaml", text: document, isShowable: isShowable)
    let again = try Scene(file: "x.yaml", text: scene.yaml(), isShowable: isShowable)
    #expect(again == scene)
  }

  @Test func `edited numbers are saved as they stand`() throws {
    var scene = try scene("[[1, 2], [3, 4]]")
    scene.network.leaves[TensorID(.activation, 0)]?.edits[Index4(0, 0, 1, 0)] = -7.5
    scene.start = [.seek(.step(2, product: 1)), .set(.stride, "2")]
    scene.text = ["one\n  two", "three"]
    let again = try Scene(file: "x.yaml", text: scene.yaml(), isShowable: isShowable)
    #expect(
      again.network.leaves[TensorID(.activation, 0)] == Leaf(Tensor(rows: [[1, 2], [-7.5, 4]])))
    #expect(again.start == scene.start)
    #expect(again.text == scene.text)
  }

  @Test func `numbers that grew beyond the given ones are saved with them`() throws {
    var scene = try scene("[[1, 2], [3, 4]]")
    scene.network.inputShape = Shape4(1, 1, 3, 3)
    let again = try Scene(file: "x.yaml", text: scene.yaml(), isShowable: isShowable)
    let leaf = try #require(scene.network.leaves[TensorID(.activation, 0)])
    #expect(
      again.network.leaves[TensorID(.activation, 0)]
        == Leaf(leaf.tensor(shape: Shape4(1, 1, 3, 3))))
  }

  @Test func `too many numbers are refused`() throws {
    var scene = try scene("[[1, 2], [3, 4]]")
    scene.network.inputShape = Shape4(1, 1, 300, 300)
    let error = #expect(throws: SceneErrors.self) { try scene.yaml() }
    #expect(
      error?.description == "x:1:1: network: 90001 numbers; a scene has at most 65536")
  }

  private func scene(_ input: String) throws -> Scene {
    try Scene(
      file: "x.yaml",
      text: "version: 1\ntitle: x\nnetwork: {input: \(input), layers: [{kernel: [[2]]}]}",
      isShowable: isShowable)
  }
}
