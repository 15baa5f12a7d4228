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

  /// The first layers that can exist, in the order of their seeds.
  static func sample(_ count: Int) -> [RandomLayer] {
    let seeds = UInt64(0)...
    return Array(seeds.lazy.compactMap(RandomLayer.init(seed:)).prefix(count))
  }

  var testDescription: String {
    "seed \(seed): \(inputShape.extents), kernel \(layer.kernelShape.extents), \(layer.stride), "
      + "\(layer.padding), \(layer.paddingMode), \(layer.dilation), \(layer.operation)"
  }

  private init?(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    func size(_ range: ClosedRange<Int>) -> Size2D {
      Size2D(height: .random(in: range, using: &random), width: .random(in: range, using: &random))
    }
    let groups = Int.random(in: 1...2, using: &random)
    var layer = Layer(
      inputChannels: groups * .random(in: 1...2, using: &random),
      outputChannels: groups * .random(in: 1...2, using: &random), kernelSize: size(1...3))
    layer.groups = groups
    layer.stride = size(1...3)
    layer.dilation = size(1...2)
    let (start, end) = (size(0...2), size(0...2))
    layer.padding = .explicit(
      top: start.height, left: start.width, bottom: end.height, right: end.width)
    layer.paddingMode = PaddingMode.allCases[Int(seed % 4)]
    layer.operation = Operation.allCases.randomElement(using: &random) ?? .convolution
    layer.bias = BiasKind.allCases.randomElement(using: &random) ?? .none
    let input = size(1...5)
    let shape = Shape4(
      .random(in: 1...2, using: &random), layer.inputChannels, input.height, input.width)
    guard input.height != input.width, let geometry = try? layer.geometry(inputShape: shape)
    else { return nil }
    (self.seed, self.layer, self.geometry, inputShape) = (seed, layer, geometry, shape)
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

extension Shape4 {
  var extents: [Int] { [outer, channels, height, width] }

  /// All places of a tensor, in row-major order.
  var indices: [Index4] { (0..<count).map(index(at:)) }
}

/// Returns Σ a · b.
func dot(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double {
  zip(a.values, b.values).reduce(0) { $0 + $1.0 * $1.1 }
}
