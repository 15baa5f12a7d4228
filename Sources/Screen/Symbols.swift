/// Which characters a screen may use.
package enum Symbols: Hashable, Sendable {
  case unicode, ascii

  /// The characters beyond ASCII that screens use: one closed list, all of width 1.
  ///
  /// Each stands with what takes its place on a terminal that has only ASCII.
  package static let substitutes: [Unicode.Scalar: String] = [
    "ω": "w", "σ": "act", "δ": "delta", "Σ": "sum", "∂": "d", "η": "eta", "′": "'", "·": "*",
    "×": "x", "⋆": "corr", "∗": "conv", "⊙": "(.)", "∘": "o", "≈": "~", "≠": "!=", "≤": "<=",
    "≥": ">=", "⌊": "floor(", "⌋": ")", "▸": ">", "◂": "<", "✓": "v", "✗": "x", "−": "-",
    "←": "<-", "→": "->", "↑": "^", "↓": "v", "↕": "|", "↔": "-", "⇄": "<->", "─": "-", "│": "|",
    "…": "..", "½": "1/2", "°": "deg", "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4",
    "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "ᵀ": "T", "█": "_", "±": "+-", "“": "\"",
    "”": "\"", "’": "'",
  ]

  /// Text as it stands on this kind of screen; what is on no list becomes `?`.
  package func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { append(scalar, to: &result) }
    return String(result)
  }

  private func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
    if scalar.value >= 0x20 && scalar.value < 0x7F {
      result.append(scalar)
    } else if let substitute = Symbols.substitutes[scalar] {
      if self == .unicode { result.append(scalar) } else { result += substitute.unicodeScalars }
    } else {
      result.append("?")
    }
  }

  /// How many columns a text takes on this kind of screen.
  package func width(of text: String) -> Int {
    Symbols.scalarCount(self == .unicode ? text : self.text(text))
  }

  /// How many characters a text has: the bytes that begin one, which are counted without decoding it.
  private static func scalarCount(_ text: String) -> Int {
    text.utf8.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  /// The glyph of a place outside the tensor, told from the sign of multiplication in ASCII too.
  package var padding: String { self == .unicode ? "·" : "." }

  /// What stands before a number that a place outside the tensor reads from it; in ASCII a point would
  /// make it a fraction.
  package var folded: String { self == .unicode ? "·" : ":" }

  /// Whether a text holds nothing but characters that a screen may show.
  package static func canShow(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      ($0.value >= 0x20 && $0.value < 0x7F) || substitutes[$0] != nil
    }
  }
}
