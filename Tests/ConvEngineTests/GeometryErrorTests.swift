import ConvEngine
import Testing

@Suite("What is said about a layer that cannot exist")
struct GeometryErrorTests {
  @Test("a mistake is one sentence", arguments: Mistake.table)
  func mistakeIsOneSentence(_ row: Mistake) throws {
    var layer = Layer(inputChannels: 4, outputChannels: 4, kernelSize: Size2D(3))
    var input = Shape4(1, 4, 5, 6)
    row.change(&layer, &input)
    let error = #expect(throws: GeometryError.self) { try layer.geometry(inputShape: input) }
    #expect(error?.description == row.sentence)
  }

  @Test func `a kernel of another shape is refused`() {
    let layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2))
    let error = #expect(throws: GeometryError.self) {
      try Convolution(layer, kernel: grid("1 2 3"))
    }
    #expect(error?.description == "the kernel is 1×1×1×3, it has to be 1×1×2×2")
  }

  @Test func `a bias of another length is refused`() {
    let error = #expect(throws: GeometryError.self) {
      try Convolution(Layer(grid("1")), kernel: grid("1"), bias: .tied([1, 2]))
    }
    #expect(error?.description == "the bias is 2, it has to be 1")
  }

  @Test func `an untied bias of another size is refused`() throws {
    let layer = try Convolution(Layer(grid("1")), kernel: grid("1"), bias: .untied(grid("1 2")))
    let error = #expect(throws: GeometryError.self) { try layer.output(of: grid("1 2 3")) }
    #expect(error?.description == "the untied bias is 1×1×1×2, it has to be 1×1×1×3")
  }

  @Test func `a gradient of another shape is refused from both sides`() throws {
    let layer = try Convolution(Layer(grid("1 1")), kernel: grid("1 1"))
    let sentence = "the output gradient is 1×1×1×3, it has to be 1×1×1×2"
    let delta = grid("1 2 3")
    let input = #expect(throws: GeometryError.self) {
      try layer.inputGradient(outputGradient: delta, inputSize: Size2D(height: 1, width: 3))
    }
    let kernel = #expect(throws: GeometryError.self) {
      try layer.kernelGradient(outputGradient: delta, input: grid("1 2 3"))
    }
    #expect(input?.description == sentence)
    #expect(kernel?.description == sentence)
  }
}

/// A change that breaks a layer of 4 channels and kernel 3 on 5 rows and 6 columns.
struct Mistake: Sendable, CustomTestStringConvertible {
  var sentence: String
  var change: @Sendable (inout Layer, inout Shape4) -> Void

  var testDescription: String { sentence }

  init(_ sentence: String, _ change: @escaping @Sendable (inout Layer, inout Shape4) -> Void) {
    (self.sentence, self.change) = (sentence, change)
  }

  static let table = [
    Mistake("the stride is 0, it has to be at least 1") { layer, _ in
      layer.stride.width = 0
    },
    Mistake("the padding is -1, it has to be at least 0") { layer, _ in
      layer.padding = .explicit(top: 0, left: 0, bottom: -1, right: 0)
    },
    Mistake("the number of groups is 0, it has to be at least 1") { layer, _ in
      layer.groups = 0
    },
    Mistake(
      "the kernel spans 7 columns, the padded input has 6; "
        + "add padding, or make the kernel or its dilation smaller"
    ) { layer, _ in layer.dilation.width = 3 },
    Mistake(
      "3 groups do not divide 4 input channels; the groups have to divide both channel counts"
    ) { layer, _ in layer.groups = 3 },
    Mistake(
      "4 groups do not divide 6 output channels; the groups have to divide both channel counts"
    ) { layer, _ in (layer.outputChannels, layer.groups) = (6, 4) },
    Mistake("the input is 1×3×5×6, it has to be 1×4×5×6") { $1.channels = 3 },
    Mistake("padding 5 is too much for reflect on 5 rows; it can be at most 4") { layer, _ in
      (layer.padding, layer.paddingMode) = (.all(5), .reflect)
    },
    Mistake("padding 6 is too much for circular on 5 rows; it can be at most 5") { layer, _ in
      (layer.padding, layer.paddingMode) = (.all(6), .circular)
    },
    Mistake("the dilation of 9223372036854775807 is too large to be counted; make it smaller") {
      layer, _ in layer.dilation.height = .max
    },
    Mistake(
      "the input of 2147483647×4×2147483647×6 is too large to be counted; make it smaller"
    ) { ($1.outer, $1.height) = (Int(Int32.max), Int(Int32.max)) },
  ]
}
