import ConvEngine
import Testing

@Suite("Layers and their sizes")
struct LayerTests {
  @Test(
    "kernel 5, stride 3, padding 2 (Dumoulin & Visin 2016)",
    arguments: [(15, 5), (16, 6), (17, 6), (18, 6)])
  func inexactStride(input: Int, output: Int) throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(5))
    layer.stride = Size2D(3)
    layer.padding = .all(2)
    let shape = try layer.geometry(inputShape: Shape4(1, 1, input, input)).outputShape
    #expect(shape == Shape4(1, 1, output, output))
  }

  @Test("the page's examples have the sizes", arguments: PageExample.table)
  func pageExamples(_ row: PageExample) throws {
    let geometry = try row.layer.geometry(inputShape: row.input)
    #expect(geometry.outputShape.size == Size2D(row.output))
  }

  @Test(
    "LeNet-5 shrinks its feature maps", arguments: [(32, 5, 1, 28), (28, 2, 2, 14), (14, 5, 1, 10)])
  func leNet(input: Int, kernel: Int, stride: Int, output: Int) throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(kernel))
    layer.stride = Size2D(stride)
    let geometry = try layer.geometry(inputShape: Shape4(1, 1, input, input))
    #expect(geometry.outputShape.size == Size2D(output))
  }

  @Test func `each axis has its own kernel and stride`() throws {
    var layer = Layer(
      inputChannels: 1, outputChannels: 1, kernelSize: Size2D(height: 3, width: 2))
    layer.stride = Size2D(height: 2, width: 3)
    let geometry = try layer.geometry(inputShape: Shape4(1, 1, 7, 11))
    #expect(geometry.outputShape.size == Size2D(height: 3, width: 4))
    #expect(geometry.columns.unreadInputs == [2, 5, 8])
  }

  @Test func `padding 4 keeps the size of kernel 5 with dilation 2`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(5))
    layer.dilation = Size2D(2)
    layer.padding = .same
    let size = Size2D(height: 9, width: 12)
    #expect(layer.sides(of: size) == (4, 4, 4, 4))
    #expect(try layer.geometry(inputShape: Shape4(1, 1, 9, 12)).outputShape.size == size)
  }

  @Test("same padding puts the odd place at one end", arguments: SamePadding.table)
  func samePadding(_ row: SamePadding) throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(row.kernel))
    layer.stride = Size2D(row.stride)
    layer.dilation = Size2D(row.dilation)
    layer.padding = .same
    let size = Size2D(row.input)
    #expect(layer.sides(of: size) == (row.start, row.start, row.end, row.end))
    let geometry = try layer.geometry(inputShape: Shape4(1, 1, row.input, row.input))
    #expect(geometry.outputShape.size == Size2D((row.input + row.stride - 1) / row.stride))
    layer.padding = .sameLower
    #expect(layer.sides(of: size) == (row.end, row.end, row.start, row.start))
  }

  @Test("example 4 learns", arguments: [(BiasKind.none, 54), (.tied, 57), (.untied, 81)])
  func parameters(bias: BiasKind, count: Int) {
    var layer = Layer(inputChannels: 2, outputChannels: 3, kernelSize: Size2D(3))
    layer.bias = bias
    #expect(layer.parameterCount(outputShape: Shape4(1, 3, 3, 3)) == count)
  }

  @Test("groups cut weights", arguments: [(1, 144), (2, 72), (4, 36)])
  func groupsCutWeights(groups: Int, count: Int) {
    var layer = Layer(inputChannels: 4, outputChannels: 4, kernelSize: Size2D(3))
    layer.groups = groups
    #expect(layer.parameterCount(outputShape: Shape4(1, 4, 3, 3)) == count)
  }

  @Test func `no number traps`() throws {
    let numbers = [Int.min, -1, 0, 1, 2, 3, 1 << 20, 1 << 31, 1 << 40, 1 << 62, .max - 1, .max]
    var random = SeededGenerator(state: 7)
    func number() -> Int { numbers.randomElement(using: &random) ?? 0 }
    func size() -> Size2D { Size2D(height: number(), width: number()) }
    for _ in 0..<20_000 {
      var layer = Layer(inputChannels: number(), outputChannels: number(), kernelSize: size())
      (layer.stride, layer.dilation, layer.groups) = (size(), size(), number())
      layer.padding =
        [
          .valid, .same, .sameLower,
          .explicit(top: number(), left: number(), bottom: number(), right: number()),
        ].randomElement(using: &random) ?? .valid
      layer.paddingMode = PaddingMode.allCases.randomElement(using: &random) ?? .zeros
      layer.kind =
        [.direct, .transposed(.padding(size())), .transposed(.size(size()))]
        .randomElement(using: &random) ?? .direct
      _ = try? layer.geometry(inputShape: Shape4(number(), number(), number(), number()))
    }
  }

  @Test("one number that is out of range is refused", arguments: Refusal.table)
  func oneNumberOutOfRange(_ row: Refusal) throws {
    for number in [Int.max, 1 << 31, 0, -1, Int.min] where number != row.allowed {
      var layer = Layer(inputChannels: 2, outputChannels: 2, kernelSize: Size2D(3))
      layer.padding = .same
      var input = Shape4(1, 2, 5, 6)
      row.change(&layer, &input, number)
      #expect(throws: GeometryError.self) { try layer.geometry(inputShape: input) }
    }
  }

  @Test func `the largest extents have a geometry of correct size`() throws {
    let most = Int(Int32.max)
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(most))
    layer.kernelSize.width = 1
    layer.dilation = Size2D(most)
    layer.stride = Size2D(most)
    layer.padding = .same
    let geometry = try layer.geometry(inputShape: Shape4(1, 1, most, 1))
    #expect(geometry.outputShape == Shape4(1, 1, 1, 1))
    #expect(geometry.rows.effectiveKernelSize == most * (most - 1) + 1)
    #expect(geometry.rows.margins.before + geometry.rows.margins.after == most * (most - 2) + 1)
  }
}

/// One of the page's four examples.
struct PageExample: CustomTestStringConvertible {
  var name: String
  var layer: Layer
  var input: Shape4
  var output: Int

  var testDescription: String { name }

  init(_ name: String, input: Shape4, output: Int, _ change: (inout Layer) -> Void = { _ in }) {
    layer = Layer(inputChannels: input.channels, outputChannels: 1, kernelSize: Size2D(3))
    change(&layer)
    (self.name, self.input, self.output) = (name, input, output)
  }

  static let table = [
    PageExample("padding 1", input: Shape4(1, 1, 5, 5), output: 5) { $0.padding = .all(1) },
    PageExample("stride 2", input: Shape4(1, 1, 5, 5), output: 2) { $0.stride = Size2D(2) },
    PageExample("dilation 2", input: Shape4(1, 1, 7, 7), output: 3) { $0.dilation = Size2D(2) },
    PageExample("two channels", input: Shape4(1, 2, 5, 5), output: 3),
  ]
}

/// The places that `same` adds at each end.
struct SamePadding: CustomTestStringConvertible {
  var input: Int, kernel: Int
  var stride = 1, dilation = 1
  var start: Int, end: Int

  var testDescription: String { "input \(input), kernel \(kernel), stride \(stride)" }

  static let table = [
    SamePadding(input: 5, kernel: 3, start: 1, end: 1),
    SamePadding(input: 5, kernel: 4, start: 1, end: 2),
    SamePadding(input: 6, kernel: 2, start: 0, end: 1),
    SamePadding(input: 6, kernel: 3, stride: 2, start: 0, end: 1),
    SamePadding(input: 7, kernel: 3, stride: 2, start: 1, end: 1),
    SamePadding(input: 7, kernel: 4, stride: 3, start: 1, end: 2),
    SamePadding(input: 6, kernel: 1, stride: 3, start: 0, end: 0),
    SamePadding(input: 6, kernel: 2, dilation: 3, start: 1, end: 2),
  ]
}

/// One number of a layer or its input.
struct Refusal: Sendable, CustomTestStringConvertible {
  var name: String
  var allowed: Int?
  var change: @Sendable (inout Layer, inout Shape4, Int) -> Void

  var testDescription: String { name }

  static let table = [
    Refusal(name: "batch") { $1.outer = $2 }, Refusal(name: "channels") { $1.channels = $2 },
    Refusal(name: "height") { $1.height = $2 }, Refusal(name: "width") { $1.width = $2 },
    Refusal(name: "input channels") { $0.inputChannels = $2 },
    Refusal(name: "output channels") { $0.outputChannels = $2 },
    Refusal(name: "kernel height") { $0.kernelSize.height = $2 },
    Refusal(name: "kernel width") { $0.kernelSize.width = $2 },
    Refusal(name: "stride down") { $0.stride.height = $2 },
    Refusal(name: "stride right") { $0.stride.width = $2 },
    Refusal(name: "dilation down") { $0.dilation.height = $2 },
    Refusal(name: "dilation right") { $0.dilation.width = $2 },
    Refusal(name: "groups") { $0.groups = $2 },
    Refusal(name: "padding", allowed: 0) {
      $0.padding = .explicit(top: 1, left: 1, bottom: $2, right: 1)
    },
  ]
}
