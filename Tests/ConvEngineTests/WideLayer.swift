import ConvEngine

/// A layer of many channels or many places: what fills vectors and caches, and what is left over.
struct WideLayer: CustomStringConvertible {
  let layer: Layer
  let geometry: Geometry

  /// Makes the layer of a seed, of at most so many multiply–accumulates.
  ///
  /// Plain ones are of one group, 3×3, without stride and dilation.
  init(seed: UInt64, products: Int, isPlain: Bool = false) {
    var random = SeededGenerator(state: seed)
    var made: (Layer, Geometry)?
    while made == nil {
      var layer = WideLayer.layer(&random)
      if isPlain { layer.makePlain() }
      let most = Bool.random(using: &random) ? 9 : 40
      let shape = Shape4(
        .random(in: 1...2, using: &random), layer.inputChannels,
        .random(in: 1...most, using: &random), .random(in: 1...most, using: &random))
      if let geometry = try? layer.geometry(inputShape: shape),
        geometry.multiplyAccumulateCount <= products
      {
        made = (layer, geometry)
      }
    }
    guard let made else { preconditionFailure("There is always a layer small enough.") }
    (layer, geometry) = made
  }

  var description: String {
    "\(geometry.inputShape.extents), kernel \(layer.kernelShape.extents), \(layer.stride), "
      + "\(layer.padding), \(layer.paddingMode), \(layer.dilation), \(layer.operation)"
  }

  private static func layer(_ random: inout SeededGenerator) -> Layer {
    func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
    func channels(_ most: Int) -> Int { number(1...(number(0...1) == 0 ? 3 : most)) }
    let groups = number(0...3) == 0 ? 2 : 1
    var layer = Layer(
      inputChannels: groups * channels(20), outputChannels: groups * channels(40),
      kernelSize: Size2D(height: number(1...3), width: number(1...3)))
    layer.groups = groups
    layer.stride = Size2D(height: number(1...2), width: number(1...2))
    layer.dilation = Size2D(height: number(1...2), width: number(1...2))
    layer.padding = .explicit(
      top: number(0...2), left: number(0...2), bottom: number(0...2), right: number(0...2))
    if number(0...3) == 0 { layer.paddingMode = PaddingMode.allCases[number(0...3)] }
    if number(0...3) == 0 { layer.operation = .convolution }
    return layer
  }
}

extension Layer {
  fileprivate mutating func makePlain() {
    kernelSize = Size2D(3)
    (stride, dilation, groups) = (Size2D(1), Size2D(1), 1)
  }
}
