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
    case .sigmoid: Activation.sigmoid(z)
    case .tanh: conv_tanh(z)
    case .softplus: Swift.max(z, 0) + conv_log1p(conv_exp(-abs(z)))
    case .silu: Activation.product(z, Activation.sigmoid(z))
    case .gelu: Activation.product(z, Activation.normalDistribution(z))
    }
  }

  /// Returns σ′(z); at the corner of relu and leaky relu, the slope of the left side.
  public func derivative(_ z: Double) -> Double {
    switch self {
    case .identity: return 1
    case .relu: return z > 0 ? 1 : 0
    case .leakyRelu(let slope): return z > 0 ? 1 : slope
    case .sigmoid:
      let value = Activation.sigmoid(z)
      return value * (1 - value)
    case .tanh:
      let value = conv_tanh(z)
      return 1 - value * value
    case .softplus: return Activation.sigmoid(z)
    case .silu:
      let value = Activation.sigmoid(z)
      return value + Activation.product(z, value * (1 - value))
    case .gelu:
      let density = conv_exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      return Activation.normalDistribution(z) + Activation.product(z, density)
    }
  }

  /// A factor that has faded to zero wins against an infinite z, and leaves no negative zero.
  private static func product(_ z: Double, _ factor: Double) -> Double {
    factor == 0 ? 0 : z * factor
  }

  private static func sigmoid(_ z: Double) -> Double {
    if z >= 0 { return 1 / (1 + conv_exp(-z)) }
    let power = conv_exp(z)
    return power / (1 + power)
  }

  private static func normalDistribution(_ z: Double) -> Double {
    (1 + conv_erf(z / 2.0.squareRoot())) / 2
  }
}
