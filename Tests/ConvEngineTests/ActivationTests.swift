import ConvEngine
import Testing

@Suite("Activations")
struct ActivationTests {
  /// A central difference is off by nudge² / 6 times the third derivative, which is below 2 for all.
  @Test("the derivative is the slope", arguments: Activation.all)
  func derivativeIsTheSlope(_ activation: Activation) {
    let nudge = 1.0 / 8192
    for z in stride(from: -6.1, through: 6.1, by: 0.25) {
      let slope = (activation(z + nudge) - activation(z - nudge)) / (2 * nudge)
      #expect(abs(activation.derivative(z) - slope) < 1e-7, "\(activation.name) at \(z)")
    }
  }

  @Test(
    "at its corner an activation has the slope of its left side",
    arguments: [
      (Activation.relu, 0), (.leakyRelu(slope: 0.1), 0.1), (.identity, 1),
    ])
  func corner(_ activation: Activation, slope: Double) {
    #expect(activation.derivative(0) == slope)
    #expect(activation.derivative(-0.0) == slope)
    #expect(activation(0) == 0)
  }

  @Test("far out an activation follows its asymptotes", arguments: Extreme.table)
  func extremes(_ row: Extreme) {
    for z in [1000, .infinity] {
      #expect(row.activation(z) == (row.high ?? z))
      #expect(row.activation(-z) == row.low * (row.isLinearBelow ? z : 1))
      #expect(row.activation.derivative(z) == row.highSlope)
      #expect(row.activation.derivative(-z) == row.lowSlope)
    }
  }

  @Test("nothing becomes a negative zero", arguments: Activation.all)
  func noNegativeZero(_ activation: Activation) {
    #expect(activation(-1000) != 0 || activation(-1000).sign == .plus)
  }

  @Test("what is no number stays none", arguments: Activation.all)
  func notANumber(_ activation: Activation) {
    #expect(activation(.nan).isNaN)
  }

  @Test("a value is", arguments: Value.table)
  func values(_ row: Value) {
    #expect(abs(row.activation(row.z) - row.value) < 1e-15)
  }

  @Test("far out a small number has all its digits", arguments: Value.tails)
  func tails(_ row: Value) {
    #expect(abs(row.activation(row.z) - row.value) <= 1e-13 * abs(row.value))
  }

  @Test("far out a small slope has all its digits", arguments: Value.flatSlopes)
  func flatSlopes(_ row: Value) {
    #expect(abs(row.activation.derivative(row.z) - row.value) <= 1e-13 * abs(row.value))
  }

  @Test(
    "only what is no exponential is exact",
    arguments: [
      (Activation.relu, 3, true), (.leakyRelu(slope: 0.1), -3, true), (.tanh, 0, true),
      (.tanh, 29, false), (.sigmoid, -1, false), (.gelu, 20, false), (.tanh, .infinity, true),
    ] as [(Activation, Double, Bool)])
  func exactness(_ activation: Activation, z: Double, isExact: Bool) {
    #expect(activation.isExact(at: z) == isExact)
  }

  @Test func `names are unique and as in scene files`() {
    #expect(
      Activation.all.map(\.name) == [
        "identity", "relu", "leaky-relu", "sigmoid", "tanh", "softplus", "silu", "gelu",
      ])
  }
}

/// What an activation tends to: `high` nil where it follows z itself.
struct Extreme: Sendable, CustomTestStringConvertible {
  var activation: Activation
  var high: Double?
  var low: Double
  var highSlope: Double, lowSlope: Double
  var isLinearBelow = false

  var testDescription: String { activation.name }

  static let table = [
    Extreme(activation: .identity, low: -1, highSlope: 1, lowSlope: 1, isLinearBelow: true),
    Extreme(activation: .relu, low: 0, highSlope: 1, lowSlope: 0),
    Extreme(
      activation: .leakyRelu(slope: 0.5), low: -0.5, highSlope: 1, lowSlope: 0.5,
      isLinearBelow: true),
    Extreme(activation: .sigmoid, high: 1, low: 0, highSlope: 0, lowSlope: 0),
    Extreme(activation: .tanh, high: 1, low: -1, highSlope: 0, lowSlope: 0),
    Extreme(activation: .softplus, low: 0, highSlope: 1, lowSlope: 0),
    Extreme(activation: .silu, low: 0, highSlope: 1, lowSlope: 0),
    Extreme(activation: .gelu, low: 0, highSlope: 1, lowSlope: 0),
  ]
}

/// A value to sixteen digits, from Python's `math`; tails and slopes from `mpmath` with 40 digits.
struct Value: Sendable, CustomTestStringConvertible {
  var activation: Activation
  var z: Double, value: Double

  var testDescription: String { "\(activation.name) of \(z)" }

  static let table = [
    Value(activation: .leakyRelu(slope: 0.1), z: -20, value: -2),
    Value(activation: .sigmoid, z: 1, value: 0.7310585786300049),
    Value(activation: .tanh, z: 1, value: 0.7615941559557649),
    Value(activation: .softplus, z: 1, value: 1.3132616875182228),
    Value(activation: .silu, z: -1, value: -0.2689414213699951),
    Value(activation: .gelu, z: -1, value: -0.15865525393145707),
  ]

  static let tails = [
    Value(activation: .gelu, z: -20, value: -5.5072482372124674e-88),
    Value(activation: .gelu, z: -6, value: -5.9195258702261888e-9),
    Value(activation: .silu, z: -50, value: -9.6437492398195889e-21),
    Value(activation: .softplus, z: -40, value: 4.248354255291589e-18),
  ]

  static let flatSlopes = [
    Value(activation: .tanh, z: 29, value: 2.5880939702581841e-25),
    Value(activation: .tanh, z: -20, value: 1.6993417021166356e-17),
    Value(activation: .sigmoid, z: 40, value: 4.248354255291589e-18),
    Value(activation: .sigmoid, z: -40, value: 4.248354255291589e-18),
    Value(activation: .gelu, z: -20, value: -1.1014360483133464e-86),
    Value(activation: .silu, z: -50, value: -9.4508742550231971e-21),
  ]
}
