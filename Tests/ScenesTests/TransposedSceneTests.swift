import ConvEngine
import Scenes
import Testing

@Suite("Transposed layers in scene files")
struct TransposedSceneTests {
  private func layer(_ text: String, input: String = "{size: [3, 4], channels: 2}") throws -> Layer
  {
    let document = "version: 1\ntitle: x\nnetwork: {input: \(input), layers: [\(text)]}"
    return try Scene(file: "x.yaml", text: document, isShowable: isShowable).network.layers[0]
  }

  @Test func `a kernel lists its input channels`() throws {
    let layer = try layer(
      "{transposed: true, kernel: {filters: [[[[1]], [[2]], [[3]]], [[[4]], [[5]], [[6]]]]}}")
    #expect(layer.inputChannels == 2)
    #expect(layer.outputChannels == 3)
    #expect(layer.kernelShape == Shape4(2, 3, 1, 1))
  }

  @Test func `groups have as many output channels as rows each`() throws {
    let layer = try layer(
      "{transposed: true, groups: 2, kernel: {filters: [[[[1]], [[2]]], [[[4]], [[5]]]]}}")
    #expect(layer.inputChannels == 2)
    #expect(layer.outputChannels == 4)
  }

  @Test(
    "the output's size is said in one of two ways",
    arguments: [
      ("", TransposedOutput.padding(Size2D(0))),
      (", outputPadding: [1, 0]", .padding(Size2D(height: 1, width: 0))),
      (", outputSize: [6, 8]", .size(Size2D(height: 6, width: 8))),
    ])
  func outputSize(text: String, kind: TransposedOutput) throws {
    let layer = try layer("{transposed: true, stride: 2, kernel: {size: 1}\(text)}")
    #expect(layer.kind == .transposed(kind))
  }

  @Test func `a layer that is said not to be transposed is a convolution layer`() throws {
    #expect(try layer("{transposed: false, kernel: {size: 1}}").kind == .direct)
  }
}
