package import ConvEngine
import Scenes
package import Screen

/// What a layer makes of an input of a shape: for the command line, where no numbers are.
package struct LayerReport {
  private let layer: Layer
  private let geometry: Geometry

  /// Makes the report of a layer; nothing is computed.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - inputShape: `[N, C, H, W]`.
  /// - Throws: ``GeometryError`` where the layer or its output cannot exist.
  package init(_ layer: Layer, inputShape: Shape4) throws(GeometryError) {
    self.layer = layer
    geometry = try layer.geometry(inputShape: inputShape)
  }

  /// The shape of what comes out: `[N, O, H, W]`.
  package var output: Shape4 { geometry.shape(of: layer.outputSide) }

  /// Weights and biases.
  package var parameters: Int { layer.parameterCount(outputShape: output) }

  /// Products of the forward sum, those on padding included.
  package var multiplyAccumulates: Int { geometry.multiplyAccumulateCount }

  /// The report as one line of JSON.
  package var json: String {
    let extents = output.parts.map(String.init).joined(separator: ",")
    return "{\"output\":[\(extents)],\"parameters\":\(parameters),"
      + "\"multiplyAccumulates\":\(multiplyAccumulates)}"
  }

  /// The report in lines: the output's shape, the formula of each axis with its numbers, what is left
  /// over, the parameters, the products, the layer in PyTorch.
  ///
  /// - Throws: ``NetworkError`` never of a layer that has a report.
  package func lines(symbols: Symbols) throws(NetworkError) -> [String] {
    let network = Network(
      inputShape: geometry.shape(of: layer.inputSide), layers: [layer], leaves: [:])
    let stage = try Stage(Scene(name: "shape", title: "Shape", network: network))
    // Without any room beside the formulas, every note has a line of its own.
    let sizes = LayerWords(stage).sizes(symbols: symbols, width: 0).map(\.text)
    let lines = ["output  \(output.text)"] + sizes + [products] + LayerCode(stage, geometry).lines
    return lines.map(symbols.text)
  }

  private var products: String {
    let sums = geometry.shape(of: .output)
    let factors =
      sums.parts + [geometry.kernelShape.channels] + geometry.kernelShape.parts.suffix(2)
    return "\(Plural.count(multiplyAccumulates, "multiply-accumulate")) = "
      + factors.map(String.init).joined(separator: "·")
  }
}

extension Shape4 {
  /// The four extents.
  fileprivate var parts: [Int] { [outer, channels, height, width] }
}
