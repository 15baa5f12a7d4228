/// What is computed of a layer.
public enum LayerPass: String, Hashable, Sendable, CaseIterable {
  /// z of an input.
  case forward
  /// ∂L/∂a of the input, of an output gradient.
  case inputGradient = "input-gradient"
  /// ∂L/∂ω, of an output gradient and the input.
  case kernelGradient = "kernel-gradient"
}

extension Layer {
  /// Returns the side of the layer's relation that a pass sums onto.
  func side(of pass: LayerPass) -> Side {
    switch pass {
    case .forward: outputSide
    case .inputGradient: inputSide
    case .kernelGradient: .kernel
    }
  }
}
