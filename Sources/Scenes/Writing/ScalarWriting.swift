/// Words and sentences as YAML reads them.
extension SceneWriter {
  /// The text in quotation marks.
  ///
  /// What would be taken for an anchor, or is no text, is written by its number.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "&": result += "\\x26"
      case "\0"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The text as it is where it can be nothing but a text, else in quotation marks.
  static func word(_ text: String) -> String {
    let others = [
      "null", "true", "false", "yes", "no", "on", "off", "y", "n",
    ]
    let isPlain =
      text.unicodeScalars.first.map(isLetter) == true && text.last != " "
      && text.unicodeScalars.allSatisfy {
        isLetter($0) || " 0123456789-_./=<>".unicodeScalars.contains($0)
      }
    return isPlain && !others.contains(text.lowercased()) ? text : quoted(text)
  }

  /// A list on one line.
  static func list(_ words: [String]) -> String {
    "[\(words.map(word).joined(separator: ", "))]"
  }

  /// Writes paragraphs under a key.
  mutating func block(_ level: Int, _ key: String, _ paragraphs: [String]) {
    let text = paragraphs.joined(separator: "\n\n")
    // A block cannot be empty, and has no way to write what would be taken for an anchor.
    guard !text.isEmpty, !text.unicodeScalars.contains("&") else {
      return line(level, "\(key) \(Self.quoted(text.isEmpty ? " " : text))")
    }
    line(level, "\(key) |2")
    // The indent of a block counts from its key, which in a list stands after the dash.
    let inner = key.hasPrefix("- ") ? level + 2 : level + 1
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      line(inner, String(part))
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }
}
