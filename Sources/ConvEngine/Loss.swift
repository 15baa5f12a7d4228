/// What a network's answer costs, compared with the target.
public enum Loss: String, Hashable, Sendable, CaseIterable {
  /// ½ Σ (a − t)².
  case halfSumOfSquares = "half-sum-of-squares"
  /// Σ (a − t)² / number of elements.
  case meanSquaredError = "mean-squared-error"
  /// Σ a; the target is not used.
  case sum

  /// Returns what one element adds to the sum, before ``divisor(count:)``.
  public func term(_ output: Double, _ target: Double) -> Double {
    self == .sum ? output : (output - target) * (output - target)
  }

  /// Returns what the sum of the terms is divided by.
  public func divisor(count: Int) -> Double {
    switch self {
    case .halfSumOfSquares: 2
    case .meanSquaredError: Double(count)
    case .sum: 1
    }
  }

  /// Returns ∂L/∂a of one element.
  public func gradient(_ output: Double, _ target: Double, count: Int) -> Double {
    switch self {
    case .halfSumOfSquares: output - target
    case .meanSquaredError: 2 * (output - target) / Double(count)
    case .sum: 1
    }
  }
}
