import ConvEngine
import Testing

/// Laws on random layers of both kinds: each padding mode and transposed layers, with stride and
/// dilation, groups, batches, one row or column, kernels of 1×1, and strides and padding beyond them.
@Suite("Laws of convolution")
struct ConvolutionLawTests {
  private static let layers = RandomLayer.ofBothKinds(1000)

  @Test("⟨conv x, y⟩ = ⟨x, input gradient of y⟩", arguments: layers)
  func adjoint(_ row: RandomLayer) throws {
    let (x, kernel, y) = row.tensors
    let convolution = try Convolution(row.layer, kernel: kernel)
    let back = try convolution.inputGradient(outputGradient: y, inputSize: x.shape.size)
    #expect(try dot(convolution.output(of: x), y) == dot(x, back))
  }

  @Test("⟨conv x, y⟩ = ⟨w, kernel gradient of x and y⟩", arguments: layers)
  func adjointOfTheKernel(_ row: RandomLayer) throws {
    let (x, kernel, y) = row.tensors
    let convolution = try Convolution(row.layer, kernel: kernel)
    let gradient = try convolution.kernelGradient(outputGradient: y, input: x)
    #expect(try dot(convolution.output(of: x), y) == dot(kernel, gradient))
  }

  /// L = Σ δ · z is linear in every number, so its difference is its slope, whatever the nudge.
  @Test("a number raised by one raises L by its gradient", arguments: layers)
  func finiteDifferences(_ row: RandomLayer) throws {
    let (x, kernel, delta) = row.tensors
    let plain = Loss(row.layer, input: x, kernel: kernel, bias: row.constants, delta: delta)
    let convolution = try Convolution(row.layer, kernel: kernel, bias: row.constants)
    let back = try convolution.inputGradient(outputGradient: delta, inputSize: x.shape.size)
    let slopes = try convolution.kernelGradient(outputGradient: delta, input: x)
    let base = try plain.value
    for place in row.places(of: back) {
      var raised = plain
      raised.input.values[place] += 1
      #expect(try raised.value - base == back.values[place], "input \(place)")
    }
    for place in row.places(of: slopes) {
      var raised = plain
      raised.kernel.values[place] += 1
      #expect(try raised.value - base == slopes.values[place], "kernel \(place)")
    }
    let constants = convolution.biasGradient(outputGradient: delta).values
    for place in constants.indices.prefix(3) {
      var raised = plain
      raised.bias.values[place] += 1
      #expect(try raised.value - base == constants[place], "bias \(place)")
    }
  }

  @Test("the sample holds every kind of layer often", arguments: Kind.table)
  func sampleHoldsEveryKind(_ kind: Kind) {
    #expect(Self.layers.count(where: kind.holds) >= 40)
  }

  @Test(
    "a transposed layer is the input gradient of its direct layer",
    arguments: RandomLayer.transposed(500))
  func transposedIsTheInputGradient(_ row: RandomLayer) throws {
    let (x, kernel, y) = row.tensors
    let transposed = try Convolution(row.layer, kernel: kernel)
    // An output padding as large as the stride makes room for one more window; it reads zeros of δ.
    let room = try row.direct.geometry(inputShape: row.outputShape).outputShape
    let direct = try Convolution(row.direct, kernel: kernel)
    let size = row.outputShape.size
    #expect(
      try transposed.output(of: x)
        == direct.inputGradient(outputGradient: x.extended(to: room), inputSize: size))
    #expect(
      try transposed.inputGradient(outputGradient: y, inputSize: x.shape.size)
        == direct.output(of: y).cropped(to: x.shape))
    #expect(
      try transposed.kernelGradient(outputGradient: y, input: x)
        == direct.kernelGradient(outputGradient: x.extended(to: room), input: y))
  }

  @Test(
    "a layer is the input gradient of its transposed layer",
    arguments: RandomLayer.sample(2000).filter { $0.layer.paddingMode == .zeros })
  func layerIsTheInputGradientOfTransposed(_ row: RandomLayer) throws {
    let (x, kernel, y) = row.tensors
    var layer = row.layer
    layer.kind = .transposed(.size(x.shape.size))
    swap(&layer.inputChannels, &layer.outputChannels)
    let transposed = try Convolution(layer, kernel: kernel)
    let direct = try Convolution(row.layer, kernel: kernel)
    #expect(
      try transposed.inputGradient(outputGradient: x, inputSize: y.shape.size)
        == direct.output(of: x))
    #expect(
      try transposed.output(of: y)
        == direct.inputGradient(outputGradient: y, inputSize: x.shape.size))
  }
}

/// L = Σ δ · z of one layer, as a function of all its numbers.
private struct Loss {
  var layer: Layer
  var input: Tensor<Double>
  var kernel: Tensor<Double>
  var bias: Bias<Double>
  var delta: Tensor<Double>

  init(
    _ layer: Layer, input: Tensor<Double>, kernel: Tensor<Double>, bias: Bias<Double>,
    delta: Tensor<Double>
  ) {
    (self.layer, self.input, self.kernel, self.bias) = (layer, input, kernel, bias)
    self.delta = delta
  }

  var value: Double {
    get throws { try dot(Convolution(layer, kernel: kernel, bias: bias).output(of: input), delta) }
  }
}

extension RandomLayer {
  /// The layer that a transposed one is the transposed one of.
  fileprivate var direct: Layer {
    var direct = layer
    direct.kind = .direct
    swap(&direct.inputChannels, &direct.outputChannels)
    return direct
  }

  /// The first place of a tensor, the last, and one between.
  fileprivate func places(of tensor: Tensor<Double>) -> Set<Int> {
    let count = tensor.values.count
    return [0, Int(seed % UInt64(count)), count - 1]
  }
}

extension Tensor<Double> {
  /// The numbers with rows and columns of zeros behind them.
  fileprivate func extended(to shape: Shape4) -> Tensor {
    var result = Tensor(shape: shape)
    for index in self.shape.indices { result[index] = self[index] }
    return result
  }

  /// The first rows and columns.
  fileprivate func cropped(to shape: Shape4) -> Tensor {
    Tensor(shape: shape, values: shape.indices.map { self[$0] })
  }
}

extension Bias<Double> {
  fileprivate var values: [Double] {
    get {
      switch self {
      case .none: []
      case .tied(let values): values
      case .untied(let tensor): tensor.values
      }
    }
    set {
      switch self {
      case .none: break
      case .tied: self = .tied(newValue)
      case .untied(let tensor): self = .untied(Tensor(shape: tensor.shape, values: newValue))
      }
    }
  }
}

/// A property that many layers of the sample have to have.
struct Kind: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var holds: @Sendable (RandomLayer) -> Bool

  init(_ name: String, _ holds: @escaping @Sendable (RandomLayer) -> Bool) {
    (testDescription, self.holds) = (name, holds)
  }

  /// Every padding mode and the transposed layers, each with stride and dilation.
  static let table =
    PaddingMode.allCases.map { mode in
      Kind("\(mode) on places around the input, stride and dilation above 1") {
        !$0.layer.isTransposed && $0.layer.paddingMode == mode && $0.stridesAndDilates
          && max($0.geometry.rows.margins.before, $0.geometry.columns.margins.before) > 0
      }
    } + [
      Kind("transposed, stride and dilation above 1") {
        $0.layer.isTransposed && $0.stridesAndDilates
      },
      Kind("output padding") {
        $0.layer.isTransposed && $0.geometry.rows.margins.after < $0.bottom
      },
      Kind("output padding as large as the stride") {
        $0.geometry.rows.margins.after + $0.geometry.rows.stride <= $0.bottom
      },
      Kind("an asked output size") {
        if case .transposed(.size) = $0.layer.kind { true } else { false }
      },
      Kind("same padding of a transposed layer") {
        $0.layer.isTransposed && [.same, .sameLower].contains($0.layer.padding)
      },
      Kind("one row") { $0.inputShape.height == 1 },
      Kind("one column") { $0.inputShape.width == 1 },
      Kind("a kernel of 1×1") { $0.layer.kernelSize == Size2D(1) },
      Kind("a stride beyond the kernel") { $0.layer.stride.height > $0.layer.kernelSize.height },
      Kind("padding beyond the kernel") {
        $0.geometry.rows.before > $0.geometry.rows.effectiveKernelSize
      },
      Kind("a batch") { $0.inputShape.outer > 1 },
      Kind("depthwise with a multiplier") {
        $0.layer.groups > 1 && $0.layer.groups == $0.layer.inputChannels
          && $0.layer.outputChannels > $0.layer.groups
      },
      Kind("turned") { $0.layer.operation == .convolution && $0.layer.isTransposed },
      Kind("an untied bias") { $0.layer.bias == .untied },
    ]
}

extension RandomLayer {
  fileprivate var stridesAndDilates: Bool {
    max(layer.stride.height, layer.stride.width) > 1
      && max(layer.dilation.height, layer.dilation.width) > 1
  }

  fileprivate var bottom: Int { layer.sides(of: geometry.inputShape.size).bottom }
}
