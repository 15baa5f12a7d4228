/// Writes Python in lines of a width, broken only where Python lets them be.
struct PythonText {
  let width: Int
  private static let indent = "    "

  /// A number that reads back as the very same double.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "torch.nan" }
    if value.isInfinite { return value < 0 ? "-torch.inf" : "torch.inf" }
    let text = value.description
    // An integer has no negative zero.
    return text.hasSuffix(".0") && text != "-0.0" ? String(text.dropLast(2)) : text
  }

  /// The beginning of a tensor of numbers, each of its rows on lines of its own.
  func tensor(_ name: String, _ numbers: [Double], columns: Int) -> [String] {
    var lines = ["\(name) = torch.tensor(["]
    for start in stride(from: 0, to: numbers.count, by: max(columns, 1)) {
      let row = numbers[start..<min(start + columns, numbers.count)]
      lines += filled(row.map { PythonText.number($0) + "," }, indent: PythonText.indent)
    }
    return lines
  }

  /// A call in one line, or its arguments on lines of their own.
  func call(_ head: String, _ arguments: [String], _ tail: String) -> [String] {
    let line = head + arguments.joined(separator: ", ") + tail
    if line.count <= width { return [line] }
    let listed = arguments.enumerated().map { place, text in
      text + (place == arguments.count - 1 ? tail : ",")
    }
    return [head] + filled(listed, indent: PythonText.indent)
  }

  /// Words beside each other, as many to a line as fit.
  private func filled(_ words: [String], indent: String) -> [String] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(indent + word)
      }
    }
    return lines
  }
}
