import ConvEngine
import Testing

/// A layer of few channels a group, with rows of all lengths around those of a vector.
struct SparseLayer: Sendable, CustomTestStringConvertible {
  let seed: UInt64
  let layer: Layer
  let geometry: Geometry

  /// The first layers that can exist, in the order of their seeds.
  static func sample(_ count: Int) -> [SparseLayer] {
    Array((UInt64(0)...).lazy.compactMap(SparseLayer.init(seed:)).prefix(count))
  }

  var testDescription: String {
    "seed \(seed): \(geometry.inputShape.extents), kernel \(layer.kernelShape.extents), "
      + "\(layer.groups) groups, \(layer.stride), \(layer.padding), \(layer.paddingMode), "
      + "\(layer.dilation), \(layer.operation)"
  }

  private init?(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
    let groups = number(1...4)
    let (inputs, outputs) = seed % 3 == 0 ? (1, 1) : (number(1...3), number(1...6))
    let square = [1, 3, 3, 3, 5, 7][number(0...5)]
    let isPlain = seed % 2 == 0
    var layer = Layer(
      inputChannels: groups * inputs, outputChannels: groups * outputs,
      kernelSize: isPlain
        ? Size2D(square) : Size2D(height: number(1...4), width: number(1...4)))
    layer.groups = groups
    layer.stride =
      isPlain ? Size2D(number(1...2)) : Size2D(height: number(1...3), width: number(1...3))
    layer.dilation = isPlain ? Size2D(1) : Size2D(height: number(1...2), width: number(1...2))
    layer.padding = .explicit(
      top: number(0...3), left: number(0...3), bottom: number(0...3), right: number(0...3))
    if seed % 7 == 0 { layer.paddingMode = PaddingMode.allCases[number(0...3)] }
    if seed % 5 == 0 { layer.operation = .convolution }
    layer.bias = BiasKind.allCases[number(0...2)]
    let shape = Shape4(
      number(1...2), layer.inputChannels, number(1...(seed % 4 == 0 ? 12 : 6)),
      number(1...(seed % 4 == 1 ? 40 : 9)))
    guard let geometry = try? layer.geometry(inputShape: shape),
      geometry.multiplyAccumulateCount < 20_000
    else { return nil }
    (self.seed, self.layer, self.geometry) = (seed, layer, geometry)
  }
}
