/// The one text form of a number in scenes and actions: as short as reads back to the same number.
package enum NumberText {
  /// Returns the text: `5`, `-0.25`, `1e-07`.
  package static func of(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Reads a number in decimal, as `5`, `-0.25` or `1e-7`; nil where it is none or not finite.
  package static func value(_ text: String) -> Double? {
    guard text.utf8.count <= 40, text.utf8.allSatisfy(isAllowed), text.utf8.contains(where: isDigit)
    else { return nil }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isDigit(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
  }
}
