/// A gradient's element beside the slope that two nudges of its variable give.
public struct GradientCheck: Hashable, Sendable {
  /// What back-propagation says.
  public var gradient: Double
  /// L with the variable raised by ``nudge``.
  public var above: Double
  /// L with the variable lowered by ``nudge``.
  public var below: Double
  /// How far the variable was moved either way.
  public var nudge: Double

  /// (above − below) / (2 · nudge).
  public var slope: Double { (above - below) / (2 * nudge) }
}

extension TensorID {
  var isGradient: Bool { Computation.variable(of: self) != nil }
}

extension Computation {
  /// Returns the loss of the network; for a δ given by hand, Σ δ · z, whose gradient it is.
  ///
  /// - Returns: The number, or nil where the tensors that it takes are too large to be kept.
  public var loss: Double? {
    let last = network.layers.count
    if case .loss = network.ending { return tensor(TensorID(.loss, last))?.values.first }
    guard let output = tensor(TensorID(.output, last)),
      let delta = tensor(TensorID(.outputGradient, last))
    else { return nil }
    return zip(output.values, delta.values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Returns the variable that a gradient is taken with respect to, or nil of other tensors.
  public static func variable(of gradient: TensorID) -> TensorID? {
    switch gradient.role {
    case .activationGradient: TensorID(.activation, gradient.layer)
    case .outputGradient: TensorID(.output, gradient.layer)
    case .kernelGradient: TensorID(.kernel, gradient.layer)
    case .biasGradient: TensorID(.bias, gradient.layer)
    default: nil
    }
  }

  /// Checks an element of a gradient by moving its variable up and down and computing the loss again.
  ///
  /// - Parameters:
  ///   - gradient: The gradient's name.
  ///   - index: The element.
  ///   - nudge: How far the variable is moved; a power of two keeps whole numbers exact.
  /// - Returns: Both numbers, or nil where the network is too large to be computed again or the name is
  ///   no gradient's.
  /// - Precondition: The index lies inside the gradient.
  /// - Complexity: O(two forward passes).
  public func check(_ gradient: TensorID, at index: Index4, nudge: Double) -> GradientCheck? {
    guard let variable = Computation.variable(of: gradient).map(resolved), isComplete,
      let above = loss(nudging: variable, at: index, by: nudge),
      let below = loss(nudging: variable, at: index, by: -nudge)
    else { return nil }
    return GradientCheck(
      gradient: value(gradient, at: index), above: above, below: below, nudge: nudge)
  }

  private func loss(nudging variable: TensorID, at index: Index4, by nudge: Double) -> Double? {
    let change = Nudge(tensor: variable, index: index, by: nudge)
    return (try? Computation(network, nudge: change))?.loss
  }
}
