/// Numbers as people read them: one formatter for screens, sentences and exports.
enum Number {
  /// The most digits that are shown of a number.
  static let significantDigits = 6

  /// Returns a number in arithmetic: whole numbers whole, others to six significant digits.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    if value == 0 { return "0" }
    let magnitude = value.magnitude
    if magnitude == magnitude.rounded(), magnitude < 1e15 {
      return sign(value) + "\(Int(magnitude))"
    }
    if magnitude >= 1e6 || magnitude < 1e-4 { return scientific(value, digits: significantDigits) }
    let decimals = significantDigits - 1 - exponent(of: magnitude)
    return sign(value) + trimmed(fixed(magnitude, decimals: max(decimals, 0)))
  }

  /// Whether ``text(_:)`` says less than the number.
  static func isRounded(_ value: Double) -> Bool {
    guard value.isFinite, value != value.rounded() else { return false }
    let shown = text(value.magnitude)
    return Double(shown) != value.magnitude
  }

  /// Returns a number in parentheses where it is negative, as a factor or addend after a sign.
  static func factor(_ value: Double) -> String {
    value < 0 ? "(\(text(value)))" : text(value)
  }

  /// Returns a number for a cell: a whole number whole, another with so many decimals; never wider than
  /// `width`.
  static func cell(_ value: Double, decimals: Int, width: Int) -> String {
    guard value.isFinite else { return special(value) }
    let isWhole = value == value.rounded() && value.magnitude < 1e15
    let digits = fixed(value.magnitude, decimals: isWhole ? 0 : decimals)
    let isNothing = digits.allSatisfy { $0 == "0" || $0 == "." }
    let text = value == 0 ? "0" : (isNothing ? digits : sign(value) + digits)
    if text.count <= width { return text }
    for digits in stride(from: 3, through: 1, by: -1) {
      let short = scientific(value, digits: digits)
      if short.count <= width || digits == 1 { return short }
    }
    return text
  }

  /// How many decimals the cells of a panel need to show these numbers.
  static func decimals(of values: [Double]) -> Int {
    func isWhole(_ value: Double) -> Bool {
      !value.isFinite || (value == value.rounded() && value.magnitude < 1e15)
    }
    return values.allSatisfy(isWhole) ? 0 : (values.allSatisfy { isWhole($0 * 10) } ? 1 : 2)
  }

  /// Returns a sum written out: `9 + 16 − 5`.
  static func sum(_ values: [Double]) -> String {
    guard let first = values.first else { return "0" }
    return values.dropFirst().reduce(text(first)) { line, value in
      line + (value < 0 ? " − " : " + ") + text(value.magnitude)
    }
  }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "nan" : (value < 0 ? "−inf" : "inf")
  }

  private static func sign(_ value: Double) -> String { value < 0 ? "−" : "" }

  private static func exponent(of magnitude: Double) -> Int {
    var exponent = 0
    var rest = magnitude
    while rest >= 10 { (rest, exponent) = (rest / 10, exponent + 1) }
    while rest < 1 && rest > 0 { (rest, exponent) = (rest * 10, exponent - 1) }
    return exponent
  }

  private static func fixed(_ magnitude: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (magnitude * scale).rounded()
    guard scaled < 9e15 else { return scientific(magnitude, digits: significantDigits) }
    let digits = String(Int(scaled))
    if decimals == 0 { return digits }
    let padded = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
    return padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var kept = Substring(text)
    while kept.hasSuffix("0") { kept = kept.dropLast() }
    if kept.hasSuffix(".") { kept = kept.dropLast() }
    return String(kept)
  }

  private static func scientific(_ value: Double, digits: Int) -> String {
    let magnitude = value.magnitude
    guard magnitude > 0 else { return "0" }
    var power = exponent(of: magnitude)
    var lead = magnitude
    for _ in 0..<abs(power) { lead = power > 0 ? lead / 10 : lead * 10 }
    var mantissa = fixed(lead, decimals: digits - 1)
    if mantissa.hasPrefix("10") {
      power += 1
      mantissa = fixed(lead / 10, decimals: digits - 1)
    }
    return sign(value) + trimmed(mantissa) + "e" + (power < 0 ? "−\(-power)" : "\(power)")
  }
}
