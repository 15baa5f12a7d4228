import CConvKernels

/// The function that follows a layer's sum, element by element.
public enum Activation: Hashable, Sendable {
  /// a = z.
  case identity
  /// a = max(z, 0).
  case relu
  /// a = z where z > 0, else slope · z.
  case leakyRelu(slope: Double)
  /// a = 1 / (1 + e⁻ᶻ).
  case sigmoid
  /// a = tanh z.
  case tanh
  /// a = ln(1 + eᶻ).
  case softplus
  /// a = z · sigmoid z.
  case silu
  /// a = z · Φ(z), Φ the distribution function of the normal distribution, by erf.
  case gelu

  /// Every activation, the leaky one with its usual slope of 0.01.
  public static let all: [Activation] = [
    .identity, .relu, .leakyRelu(slope: 0.01), .sigmoid, .tanh, .softplus, .silu, .gelu,
  ]

  /// The activation's name in lower case: `leaky-relu`.
  public var name: String {
    switch self {
    case .identity: "identity"
    case .relu: "relu"
    case .leakyRelu: "leaky-relu"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .softplus: "softplus"
    case .silu: "silu"
    case .gelu: "gelu"
    }
  }

  /// Returns σ(z).
  public func callAsFunction(_ z: Double) -> Double {
    switch self {
    case .identity: z
    case .relu: z > 0 ? z : (z.isNaN ? z : 0)
    case .leakyRelu(let slope): z > 0 ? z : slope * z
    case .sigmoid: Activation.logistic(z)
    case .tanh: conv_tanh(z)
    case .softplus: Swift.max(z, 0) + conv_log1p(conv_exp(-abs(z)))
    case .silu: Activation.product(z, Activation.logistic(z))
    case .gelu: Activation.product(z, Activation.normalDistribution(z))
    }
  }

  /// Returns σ′(z); at the corner of relu and leaky relu, the slope of the left side.
  public func derivative(_ z: Double) -> Double {
    switch self {
    case .identity: return 1
    case .relu: return z > 0 ? 1 : 0
    case .leakyRelu(let slope): return z > 0 ? 1 : slope
    case .sigmoid: return Activation.bell(z)
    // 1 − tanh² is 0 where tanh rounds to 1; this is the same function without the difference.
    case .tanh: return 4 * Activation.bell(2 * z)
    case .softplus: return Activation.logistic(z)
    case .silu:
      return Activation.logistic(z) + Activation.product(z, Activation.bell(z))
    case .gelu:
      let density = conv_exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      return Activation.normalDistribution(z) + Activation.product(z, density)
    }
  }

  /// Returns whether σ(z) and σ′(z) are what a `Double` can hold, rather than rounded to it.
  ///
  /// Of a number other than 0, exponentials and what is made of them are never rational.
  package func isExact(at z: Double) -> Bool {
    switch self {
    case .identity, .relu, .leakyRelu: true
    case .sigmoid, .tanh, .softplus, .silu, .gelu: z == 0 || !z.isFinite
    }
  }

  /// A factor that has faded to zero wins against an infinite z, and leaves no negative zero.
  private static func product(_ z: Double, _ factor: Double) -> Double {
    factor == 0 ? 0 : z * factor
  }

  private static func logistic(_ z: Double) -> Double {
    if z >= 0 { return 1 / (1 + conv_exp(-z)) }
    let power = conv_exp(z)
    return power / (1 + power)
  }

  /// sigmoid z · (1 − sigmoid z), the second factor without a difference.
  private static func bell(_ z: Double) -> Double {
    Activation.logistic(z) * Activation.logistic(-z)
  }

  /// Φ(z) = (1 + erf(z / √2)) / 2; by the complement, which has digits left far below 0.
  private static func normalDistribution(_ z: Double) -> Double {
    conv_erfc(-z / 2.0.squareRoot()) / 2
  }
}
