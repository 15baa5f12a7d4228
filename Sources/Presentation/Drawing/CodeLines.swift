import Screen

/// Lines of Python that stay Python where they are broken to fit a screen.
struct CodeLines {
  let width: Int
  let symbols: Symbols
  /// How many brackets are open before the next line.
  private var depth = 0
  static let indent = "    "

  init(width: Int, symbols: Symbols) {
    self.width = width
    self.symbols = symbols
  }

  /// Returns a program in lines that fit: comments above their code, the code broken after commas inside
  /// brackets, where Python reads on.
  func lines(_ program: [String]) -> [String] {
    var copy = self
    return program.flatMap { copy.lines(of: $0) }
  }

  private mutating func lines(of line: String) -> [String] {
    let (code, comment) = parts(of: line)
    guard symbols.width(of: line) > width else {
      depth += CodeLines.depth(of: code)
      return [line]
    }
    let indent = String(line.prefix { $0 == " " })
    let above = comment.map {
      wrapped($0, width: width - indent.count - 2, symbols: symbols).map { indent + "# " + $0 }
    }
    return (above ?? []) + (code.isEmpty ? [] : broken(code, indent))
  }

  /// A line's code and its comment.
  private func parts(of line: String) -> (code: String, comment: String?) {
    guard let mark = line.firstRange(of: "# ") else { return (line, nil) }
    return (trimmed(String(line[..<mark.lowerBound])), String(line[mark.upperBound...]))
  }

  private mutating func broken(_ code: String, _ indent: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for part in pieces(code) {
      if symbols.width(of: trimmed(line + part)) > width, line.contains(where: { $0 != " " }) {
        lines.append(trimmed(line))
        line = indent + CodeLines.indent + String(part.drop { $0 == " " })
      } else {
        line += part
      }
    }
    return lines + [trimmed(line)]
  }

  /// The pieces between which a line may be broken.
  private mutating func pieces(_ code: String) -> [String] {
    var pieces = [""]
    for character in code {
      pieces[pieces.count - 1].append(character)
      depth += CodeLines.change(of: character)
      if depth > 0, ",([{".contains(character) { pieces.append("") }
    }
    return pieces.filter { !$0.isEmpty }
  }

  private static func depth(of code: String) -> Int { code.reduce(0) { $0 + change(of: $1) } }

  private static func change(of character: Character) -> Int {
    "([{".contains(character) ? 1 : (")]}".contains(character) ? -1 : 0)
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
