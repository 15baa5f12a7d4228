import ConvEngine
import Testing

@Suite("Transposed layers and their sizes")
struct LayerKindTests {
  private func layer(_ kind: TransposedOutput = .padding(Size2D(0))) -> Layer {
    var layer = Layer(inputChannels: 4, outputChannels: 6, kernelSize: Size2D(height: 3, width: 2))
    layer.kind = .transposed(kind)
    layer.stride = Size2D(height: 2, width: 3)
    return layer
  }

  private let input = Shape4(5, 4, 3, 4)

  /// 2 · (3 − 1) + 3 rows and 3 · (4 − 1) + 2 columns.
  @Test func `the output has room for all windows`() throws {
    #expect(try layer().outputShape(inputShape: input) == Shape4(5, 6, 7, 11))
  }

  @Test func `the relation is the direct layer's`() throws {
    let transposed = layer()
    let geometry = try transposed.geometry(inputShape: input)
    var direct = Layer(inputChannels: 6, outputChannels: 4, kernelSize: transposed.kernelSize)
    direct.stride = transposed.stride
    #expect(try geometry == direct.geometry(inputShape: Shape4(5, 6, 7, 11)))
    #expect(geometry.shape(of: transposed.inputSide) == input)
    #expect(geometry.shape(of: transposed.outputSide) == Shape4(5, 6, 7, 11))
    #expect(transposed.kernelShape == direct.kernelShape)
  }

  @Test func `the kernel is kept by input channel`() {
    var layer = layer()
    #expect(layer.kernelShape == Shape4(4, 6, 3, 2))
    layer.groups = 2
    #expect(layer.kernelShape == Shape4(4, 3, 3, 2))
    layer.bias = .tied
    #expect(layer.parameterCount(outputShape: Shape4(5, 6, 7, 11)) == 4 * 3 * 3 * 2 + 6)
  }

  @Test func `every input element meets every weight of its group`() throws {
    var layer = layer()
    layer.groups = 2
    let count = try layer.geometry(inputShape: input).multiplyAccumulateCount
    #expect(count == input.count * 3 * 3 * 2)
  }

  @Test func `four-sided padding takes rows and columns away`() throws {
    var layer = layer()
    layer.padding = .explicit(top: 1, left: 2, bottom: 0, right: 3)
    let geometry = try layer.geometry(inputShape: input)
    #expect(geometry.inputShape.size == Size2D(height: 6, width: 6))
    #expect((geometry.rows.before, geometry.columns.before) == (1, 2))
    #expect(geometry.rows.margins.after == 0)
    #expect(geometry.columns.margins.after == 3)
  }

  @Test func `an output padding adds at the end`() throws {
    let geometry = try layer(.padding(Size2D(height: 1, width: 2))).geometry(inputShape: input)
    #expect(geometry.inputShape.size == Size2D(height: 8, width: 13))
    #expect(geometry.rows.remainder(after: 0) == 1)
    #expect(geometry.columns.remainder(after: 0) == 2)
    #expect(geometry.rows.unreadInputs == [7])
    #expect(geometry.columns.unreadInputs == [2, 5, 8, 11, 12])
  }

  @Test func `an output padding may be as large as the dilation allows`() throws {
    var layer = layer(.padding(Size2D(height: 4, width: 0)))
    layer.dilation.height = 5
    #expect(try layer.outputShape(inputShape: input).height == 2 * 2 + 5 * 2 + 1 + 4)
  }

  @Test(
    "inputs of 5 and 6 both shrink to 3, and both come back",
    arguments: [(TransposedOutput.padding(Size2D(0)), 5), (.padding(Size2D(1)), 6)])
  func bothComeBack(output: TransposedOutput, size: Int) throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    (layer.stride, layer.padding) = (Size2D(2), .all(1))
    let shape = Shape4(1, 1, size, size)
    #expect(try layer.outputShape(inputShape: shape).size == Size2D(3))
    layer.kind = .transposed(output)
    #expect(try layer.outputShape(inputShape: Shape4(1, 1, 3, 3)) == shape)
    layer.kind = .transposed(.size(Size2D(size)))
    #expect(try layer.outputShape(inputShape: Shape4(1, 1, 3, 3)) == shape)
  }

  @Test(
    "kernel 5, stride 3, padding 2 comes back to the least (Dumoulin & Visin 2016)",
    arguments: [(5, 13), (6, 16)])
  func comesBackToTheLeast(input: Int, output: Int) throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(5))
    (layer.stride, layer.padding) = (Size2D(3), .all(2))
    layer.kind = .transposed(.padding(Size2D(0)))
    let shape = try layer.outputShape(inputShape: Shape4(1, 1, input, input))
    #expect(shape.size == Size2D(output))
  }

  @Test("same padding makes input × stride", arguments: [1, 2, 3, 4], [1, 2, 3, 5])
  func samePadding(stride: Int, kernel: Int) throws {
    for padding in [Padding.same, .sameLower] {
      for dilation in 1...2 {
        var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(kernel))
        layer.stride = Size2D(height: stride, width: 2)
        layer.dilation = Size2D(height: dilation, width: 1)
        (layer.padding, layer.kind) = (padding, .transposed(.padding(Size2D(0))))
        let geometry = try layer.geometry(inputShape: Shape4(1, 1, 4, 5))
        #expect(geometry.inputShape.size == Size2D(height: 4 * stride, width: 10))
        layer.kind = .direct
        #expect(try layer.geometry(inputShape: geometry.inputShape) == geometry)
      }
    }
  }

  @Test func `same padding can be asked for a size that it shrinks`() throws {
    var layer = layer(.size(Size2D(height: 5, width: 11)))
    layer.padding = .sameLower
    let geometry = try layer.geometry(inputShape: input)
    layer.kind = .direct
    swap(&layer.inputChannels, &layer.outputChannels)
    #expect(try layer.geometry(inputShape: Shape4(5, 6, 5, 11)) == geometry)
  }
}
