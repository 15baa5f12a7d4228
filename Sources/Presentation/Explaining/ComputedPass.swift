import ConvEngine

/// A pass of one layer alone that can be computed from files.
package enum ComputedPass: String, Hashable, Sendable, CaseIterable {
  /// z of a convolution layer.
  case forward
  /// ∂L/∂a.
  case inputGradient = "input-gradient"
  /// ∂L/∂ω.
  case kernelGradient = "kernel-gradient"
  /// ∂L/∂b.
  case biasGradient = "bias-gradient"
  /// z of a transposed layer.
  case transposed

  /// What is computed.
  package var result: String {
    switch self {
    case .forward, .transposed: "output"
    case .inputGradient: "input gradient"
    case .kernelGradient: "kernel gradient"
    case .biasGradient: "bias gradient"
    }
  }

  /// The operands of a product, as JSON calls them: the left one, and the right one where there is one.
  package var operands: [String] {
    switch self {
    case .forward, .transposed: ["input", "kernel"]
    case .inputGradient: ["output-gradient", "kernel"]
    case .kernelGradient: ["output-gradient", "input"]
    case .biasGradient: ["output-gradient"]
    }
  }

  /// The sides of the relation that the result and the operands stand on; none of a sum over places.
  func sides(of layer: Layer) -> (result: Side, left: Side, right: Side)? {
    switch self {
    case .forward, .transposed: (layer.outputSide, layer.inputSide, .kernel)
    case .inputGradient: (layer.inputSide, layer.outputSide, .kernel)
    case .kernelGradient: (.kernel, layer.outputSide, layer.inputSide)
    case .biasGradient: nil
    }
  }
}
