/// A gradient's element beside the slope that two nudges of its variable give.
public struct GradientCheck: Hashable, Sendable {
  /// What back-propagation says.
  public var gradient: Double
  /// L with the variable raised by ``nudge``, or the part of L that it takes part in.
  public var above: Double
  /// L with the variable lowered by ``nudge``, or the part of L that it takes part in.
  public var below: Double
  /// How far the variable was moved either way.
  public var nudge: Double
  /// Whether only the part of L was computed in which the variable takes part.
  package var isPart = false

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
  package static func variable(of gradient: TensorID) -> TensorID? {
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
  ///   no gradient's. Of the last layer below a δ given by hand, any size can be checked: L = Σ δ · z
  ///   is then a sum of products, and those without the variable do not change.
  /// - Precondition: The index lies inside the gradient.
  /// - Complexity: O(two forward passes), or O(taps of the variable).
  public func check(_ gradient: TensorID, at index: Index4, nudge: Double) -> GradientCheck? {
    guard let variable = Computation.variable(of: gradient).map(resolved) else { return nil }
    guard isComplete else { return partialCheck(gradient, variable, index, nudge) }
    guard let above = loss(nudging: variable, at: index, by: nudge),
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

/// Checks that compute no more than the products in which a variable takes part.
extension Computation {
  /// The most numbers that such a check reads.
  private static let mostRead = 20_000_000

  private func partialCheck(
    _ gradient: TensorID, _ variable: TensorID, _ index: Index4, _ nudge: Double
  ) -> GradientCheck? {
    guard network.ending == .outputGradient,
      let above = part(of: variable, at: index, nudgedBy: nudge),
      let below = part(of: variable, at: index, nudgedBy: -nudge)
    else { return nil }
    return GradientCheck(
      gradient: value(gradient, at: index), above: above, below: below, nudge: nudge, isPart: true)
  }

  /// The sum of δ · (a · w), or of δ · b, over what a variable of the last layer takes part in.
  private func part(of variable: TensorID, at index: Index4, nudgedBy nudge: Double) -> Double? {
    let last = network.layers.count
    let (layer, delta) = (network.layers[last - 1], TensorID(.outputGradient, last))
    let nudged = value(variable, at: index) + nudge
    guard
      case .contraction(let geometry, _, _)? = pass(computing: TensorID(.output, last)).map({
        passes[$0].rule
      })
    else { return nil }
    let (kernel, input) = (TensorID(.kernel, last), resolved(TensorID(.activation, last - 1)))
    switch variable {
    case TensorID(.bias, last): return biasPart(delta, index, nudged)
    case kernel:
      let taps = Taps(geometry, of: .kernel, at: index)
      return part(taps, delta, input, on: layer.inputSide, nudged)
    case input:
      let taps = Taps(geometry, of: layer.inputSide, at: index)
      return part(taps, delta, kernel, on: .kernel, nudged)
    default: return nil
    }
  }

  /// The sum of δ times the products of taps; nil where that is too much to be read.
  private func part(
    _ taps: Taps, _ delta: TensorID, _ other: TensorID, on side: Side, _ nudged: Double
  ) -> Double? {
    guard isReadable(taps.count, [delta, other]) else { return nil }
    let (first, second) = (reader(delta), reader(other))
    let deltaSide = network.layers[delta.layer - 1].outputSide
    return taps.reduce(0) { sum, tap in
      guard tap.blank == nil else { return sum }
      return sum + first(tap.index(on: deltaSide)) * (nudged * second(tap.index(on: side)))
    }
  }

  private func biasPart(_ delta: TensorID, _ index: Index4, _ nudged: Double) -> Double? {
    guard let number = pass(computing: TensorID(.biasGradient, delta.layer)) else { return nil }
    let terms = Step(of: passes[number], at: index, in: self).terms
    guard isReadable(terms.count, [delta]) else { return nil }
    return terms.reduce(0) { $0 + $1.left.value * nudged }
  }

  private func isReadable(_ count: Int, _ ids: [TensorID]) -> Bool {
    let costs = ids.map { min(cost(of: $0), Computation.mostRead) }.reduce(0, +)
    return count <= Computation.mostRead / max(costs, 1)
  }

  /// Reads a tensor's elements, with what they share looked up once.
  private func reader(_ id: TensorID) -> (Index4) -> Double {
    if let tensor = tensor(id) { return { tensor[$0] } }
    if pass(computing: id) == nil {
      let leaf = network.leaf(id)
      return { leaf.value(at: $0) }
    }
    return { value(id, at: $0) }
  }
}
