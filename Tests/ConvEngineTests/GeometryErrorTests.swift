import ConvEngine
import Testing

@Suite("What is said about a layer that cannot exist")
struct GeometryErrorTests {
  @Test("a mistake is one sentence", arguments: Mistake.table + Mistake.transposed)
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
    Mistake(
      "the kernel of 218934409×11777599×73×49 is too large to be counted; make it smaller"
    ) { layer, input in
      input = Shape4(1, 11_777_599, 73, 49)
      layer = Layer(
        inputChannels: 11_777_599, outputChannels: 218_934_409,
        kernelSize: Size2D(height: 73, width: 49))
      layer.bias = .tied
    },
    Mistake("the dilation of 9223372036854775807 is too large to be counted; make it smaller") {
      layer, _ in layer.dilation.height = .max
    },
    Mistake(
      "the input of 2147483647×4×2147483647×6 is too large to be counted; make it smaller"
    ) { ($1.outer, $1.height) = (Int(Int32.max), Int(Int32.max)) },
  ]

  /// Changes that break the same layer once it is transposed.
  static let transposed = [
    Mistake("the padding mode of a transposed layer is reflect, it can only be zeros") {
      layer, _ in (layer.kind, layer.paddingMode) = (.transposed(.padding(Size2D(0))), .reflect)
    },
    Mistake(
      "the output padding of 3 columns is too large; it has to be smaller than the larger of "
        + "stride 3 and dilation 2"
    ) { layer, _ in
      (layer.stride.width, layer.dilation.width) = (3, 2)
      layer.kind = .transposed(.padding(Size2D(height: 0, width: 3)))
    },
    Mistake(
      "the output padding of 1 row is too large; it has to be smaller than the larger of "
        + "stride 1 and dilation 1"
    ) { layer, _ in layer.kind = .transposed(.padding(Size2D(height: 1, width: 0))) },
    Mistake("the output padding is -1, it has to be at least 0") { layer, _ in
      layer.kind = .transposed(.padding(Size2D(height: -1, width: 0)))
    },
    Mistake(
      "the output padding is 1, but same padding makes the output input × stride; "
        + "leave the output padding out, or ask for an output size"
    ) { layer, _ in
      (layer.stride, layer.padding) = (Size2D(2), .same)
      layer.kind = .transposed(.padding(Size2D(1)))
    },
    Mistake("an output of 15 rows was asked for, it can have 11 to 14") { layer, _ in
      layer.stride.height = 2
      layer.dilation.height = 4
      layer.padding = .explicit(top: 3, left: 0, bottom: 3, right: 0)
      layer.kind = .transposed(.size(Size2D(height: 15, width: 8)))
    },
    Mistake("an output of 9 columns was asked for, it can have 8") { layer, _ in
      layer.kind = .transposed(.size(Size2D(height: 7, width: 9)))
    },
    Mistake("an output of 8 rows was asked for, it can have 9 to 10") { layer, _ in
      (layer.stride.height, layer.padding) = (2, .same)
      layer.kind = .transposed(.size(Size2D(height: 8, width: 6)))
    },
    Mistake("the asked output size is 0, it has to be at least 1") { layer, _ in
      layer.kind = .transposed(.size(Size2D(height: 0, width: 8)))
    },
    Mistake(
      "the output would have -1 columns, it has to have at least 1; "
        + "make the padding smaller, or the output padding larger"
    ) { layer, _ in
      layer.padding = .explicit(top: 0, left: 5, bottom: 0, right: 4)
      layer.kind = .transposed(.padding(Size2D(0)))
    },
    Mistake("the number of output rows of 8589934587 is too large to be counted; make it smaller") {
      layer, input in
      (layer.stride.height, input.height) = (4, Int(Int32.max))
      layer.kind = .transposed(.padding(Size2D(0)))
    },
    Mistake(
      "the output of 2147483647×4×1073741827×8 is too large to be counted; make it smaller"
    ) { layer, input in
      (input.outer, input.height, layer.stride.height) = (Int(Int32.max), 1025, 1 << 20)
      layer.kind = .transposed(.padding(Size2D(0)))
    },
    Mistake(
      "3 groups do not divide 4 input channels; the groups have to divide both channel counts"
    ) { layer, _ in (layer.groups, layer.kind) = (3, .transposed(.padding(Size2D(0)))) },
  ]
}
