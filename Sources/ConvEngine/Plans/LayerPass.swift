/// What is computed of a layer.
public enum LayerPass: String, Hashable, Sendable, CaseIterable {
  /// z of an input.
  case forward
  /// ∂L/∂a of the input, of an output gradient.
  case inputGradient = "input-gradient"
  /// ∂L/∂ω, of an output gradient and the input.
  case kernelGradient = "kernel-gradient"

  /// The side of the relation that the pass sums onto.
  var side: Side {
    switch self {
    case .forward: .output
    case .inputGradient: .input
    case .kernelGradient: .kernel
    }
  }
}
