import ConvEngine
import Testing

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A layer in one of all its shapes, with whole numbers around it: rows and columns always differ.
struct RandomLayer: Sendable, CustomTestStringConvertible {
  let seed: UInt64
  let layer: Layer
  let inputShape: Shape4
  let geometry: Geometry

  /// The first convolution layers that can exist, in the order of their seeds.
  static func sample(_ count: Int) -> [RandomLayer] { sample(count, isTransposed: false) }

  /// The first transposed layers that can exist, in the order of their seeds.
  static func transposed(_ count: Int) -> [RandomLayer] { sample(count, isTransposed: true) }

  /// So many of either kind.
  static func ofBothKinds(_ count: Int) -> [RandomLayer] { sample(count) + transposed(count) }

  private static func sample(_ count: Int, isTransposed: Bool) -> [RandomLayer] {
    let seeds = UInt64(0)...
    let layers = seeds.lazy.compactMap { RandomLayer(seed: $0, isTransposed: isTransposed) }
    return Array(layers.prefix(count))
  }

  var testDescription: String {
    "seed \(seed): \(inputShape.extents), \(layer.kind), kernel \(layer.kernelShape.extents), "
      + "\(layer.stride), \(layer.padding), \(layer.paddingMode), \(layer.dilation), "
      + "\(layer.operation)"
  }

  private init?(seed: UInt64, isTransposed: Bool) {
    var random = SeededGenerator(state: seed)
    var layer = RandomLayer.channels(&random)
    layer.kernelSize = .random(in: 1...3, using: &random)
    layer.stride = .random(in: 1...4, using: &random)
    layer.dilation = .random(in: 1...3, using: &random)
    layer.padding = RandomLayer.padding(&random)
    layer.paddingMode = isTransposed ? .zeros : PaddingMode.allCases[Int(seed % 4)]
    layer.operation = Operation.allCases.randomElement(using: &random) ?? .convolution
    layer.bias = BiasKind.allCases.randomElement(using: &random) ?? .none
    let input = Size2D.random(in: 1...5, using: &random)
    let shape = Shape4(
      .random(in: 1...2, using: &random), layer.inputChannels, input.height, input.width)
    if isTransposed { layer.kind = .transposed(RandomLayer.output(layer, shape, &random)) }
    guard let geometry = try? layer.geometry(inputShape: shape),
      input.height != input.width, layer.isTransposed || geometry.inputShape.count < 400
    else { return nil }
    (self.seed, self.layer, self.geometry, inputShape) = (seed, layer, geometry, shape)
  }

  /// One group, two, or as many as there are input channels, with a multiplier.
  private static func channels(_ random: inout SeededGenerator) -> Layer {
    let isDepthwise = Int.random(in: 0...3, using: &random) == 0
    let groups = Int.random(in: 1...(isDepthwise ? 3 : 2), using: &random)
    var layer = Layer(
      inputChannels: groups * (isDepthwise ? 1 : .random(in: 1...2, using: &random)),
      outputChannels: groups * .random(in: 1...2, using: &random), kernelSize: Size2D(1))
    layer.groups = groups
    return layer
  }

  /// Four different sides, or what keeps the size.
  private static func padding(_ random: inout SeededGenerator) -> Padding {
    let (start, end) = (
      Size2D.random(in: 0...3, using: &random), Size2D.random(in: 0...3, using: &random)
    )
    return switch Int.random(in: 0...7, using: &random) {
    case 0: .same
    case 1: .sameLower
    case 2: .valid
    default:
      .explicit(top: start.height, left: start.width, bottom: end.height, right: end.width)
    }
  }

  /// An output padding within its bounds, or the size that it makes.
  private static func output(
    _ layer: Layer, _ input: Shape4, _ random: inout SeededGenerator
  ) -> TransposedOutput {
    let most = Size2D(
      height: max(layer.stride.height, layer.dilation.height) - 1,
      width: max(layer.stride.width, layer.dilation.width) - 1)
    var padding = Size2D(
      height: .random(in: 0...most.height, using: &random),
      width: .random(in: 0...most.width, using: &random))
    if layer.padding == .same || layer.padding == .sameLower { padding = Size2D(0) }
    var copy = layer
    copy.kind = .transposed(.padding(padding))
    guard Bool.random(using: &random), let shape = try? copy.outputShape(inputShape: input)
    else { return .padding(padding) }
    return .size(shape.size)
  }

  /// The shape of z.
  var outputShape: Shape4 { geometry.shape(of: layer.outputSide) }

  /// Whole numbers for the input, the kernel and δ.
  var tensors: (input: Tensor<Double>, kernel: Tensor<Double>, delta: Tensor<Double>) {
    (
      Leaf(seed: seed &* 3).tensor(shape: inputShape),
      Leaf(seed: seed &* 3 &+ 1).tensor(shape: layer.kernelShape),
      Leaf(seed: seed &* 3 &+ 2).tensor(shape: outputShape)
    )
  }

  /// Whole numbers for the constants of the layer's kind.
  var constants: Bias<Double> {
    let leaf = Leaf(seed: seed &* 7)
    switch layer.bias {
    case .none: return .none
    case .tied: return .tied(leaf.tensor(shape: Shape4(1, layer.outputChannels, 1, 1)).values)
    case .untied:
      return .untied(
        leaf.tensor(
          shape: Shape4(1, layer.outputChannels, outputShape.height, outputShape.width)))
    }
  }

  /// The layer between an input and δ, all of whole numbers from the seed.
  var network: Network {
    var leaves: [TensorID: Leaf] = [:]
    let roles: [(TensorID.Role, Int)] = [
      (.activation, 0), (.kernel, 1), (.bias, 1), (.outputGradient, 1), (.target, 1),
    ]
    for (place, (role, layer)) in roles.enumerated() {
      leaves[TensorID(role, layer)] = Leaf(seed: seed &* 5 &+ UInt64(place))
    }
    return Network(inputShape: inputShape, layers: [layer], leaves: leaves)
  }
}

extension Size2D {
  fileprivate static func random(
    in range: ClosedRange<Int>, using random: inout SeededGenerator
  ) -> Size2D {
    Size2D(height: .random(in: range, using: &random), width: .random(in: range, using: &random))
  }
}

extension Shape4 {
  /// All places of a tensor, in row-major order.
  var indices: [Index4] { (0..<count).map(index(at:)) }
}

/// Returns Σ a · b.
func dot(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double {
  zip(a.values, b.values).reduce(0) { $0 + $1.0 * $1.1 }
}
