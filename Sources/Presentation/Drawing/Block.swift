import Screen

/// A piece of text in one style.
struct Span: Hashable, Sendable {
  var text: String
  var style: Style

  init(_ text: String, _ role: Role = .text, on ground: Ground = .none) {
    self.text = text
    style = Style(role, on: ground)
  }
}

/// Spans side by side.
struct Line: Hashable, Sendable, ExpressibleByStringLiteral {
  var spans: [Span]

  init(_ spans: [Span] = []) { self.spans = spans }
  init(_ text: String, _ role: Role = .text) { spans = [Span(text, role)] }
  init(stringLiteral text: String) { self.init(text) }

  static func + (left: Line, right: Line) -> Line { Line(left.spans + right.spans) }
  static func += (left: inout Line, right: Line) { left.spans += right.spans }

  var text: String { spans.map(\.text).joined() }

  func width(_ symbols: Symbols) -> Int {
    spans.reduce(0) { $0 + symbols.width(of: $1.text) }
  }
}

/// Lines below each other.
struct Block: Hashable, Sendable {
  var lines: [Line] = []

  var height: Int { lines.count }

  func width(_ symbols: Symbols) -> Int { lines.map { $0.width(symbols) }.max() ?? 0 }

  static func + (upper: Block, lower: Block) -> Block { Block(lines: upper.lines + lower.lines) }
}

/// A frame that is being drawn on, in the symbols of its terminal.
struct Canvas {
  let symbols: Symbols
  private(set) var frame: Frame

  init(columns: Int, rows: Int, symbols: Symbols) {
    self.symbols = symbols
    frame = Frame(columns: columns, rows: rows)
  }

  var columns: Int { frame.columns }
  var rows: Int { frame.rows }

  /// Draws a line from a place to the right, and returns the column after it.
  @discardableResult
  mutating func draw(_ line: Line, row: Int, column: Int) -> Int {
    var place = column
    for span in line.spans {
      place = frame.put(symbols.text(span.text), row: row, column: place, style: span.style)
    }
    return place
  }

  /// Draws a line that ends before a column.
  mutating func draw(_ line: Line, row: Int, endingAt column: Int) {
    draw(line, row: row, column: column - line.width(symbols))
  }

  mutating func draw(_ block: Block, row: Int, column: Int) {
    for (offset, line) in block.lines.enumerated() { draw(line, row: row + offset, column: column) }
  }

  mutating func rule(row: Int, columns range: Range<Int>) {
    for column in range {
      frame.put(symbols == .unicode ? "─" : "-", row: row, column: column, style: Style(.rule))
    }
  }

  mutating func clear(rows: Range<Int>, columns: Range<Int>) {
    frame.clear(rows: rows, columns: columns)
  }
}

extension String {
  /// The text as one unit, which a line is broken within only where it is too long for a line.
  var unit: String { replacing(" ", with: String.unbroken) }
  /// The text with the blanks of its units as blanks again.
  var withoutUnits: String { replacing(String.unbroken, with: " ") }

  fileprivate static let unbroken = "\u{A0}"
}

/// Breaks text into lines of at most so many columns, at blanks, and units only where they need it.
func wrapped(_ text: String, width: Int, symbols: Symbols) -> [String] {
  var lines: [String] = []
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    var line = ""
    for word in paragraph.split(separator: " ").flatMap({ broken($0, width, symbols) }) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if symbols.width(of: longer) <= width || line.isEmpty {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    lines.append(line)
  }
  return lines.map(\.withoutUnits)
}

/// A word in pieces of at most so many columns, which most words are one of.
private func broken(_ word: Substring, _ width: Int, _ symbols: Symbols) -> [Substring] {
  if symbols.width(of: String(word)) > width, word.contains(String.unbroken) {
    return word.split(separator: String.unbroken).flatMap { broken($0, width, symbols) }
  }
  var pieces: [Substring] = []
  var rest = word
  while symbols.width(of: String(rest)) > width, rest.count > 1 {
    let fits = (1...rest.count).last { symbols.width(of: String(rest.prefix($0))) <= width } ?? 1
    pieces.append(rest.prefix(fits))
    rest = rest.dropFirst(fits)
  }
  return pieces + [rest]
}

/// A text that is cut where it is longer than so many columns, and says so.
func shortened(_ text: String, width: Int, symbols: Symbols) -> String {
  guard symbols.width(of: text) > width else { return text }
  var kept = text
  while !kept.isEmpty, symbols.width(of: kept + "…") > width { kept.removeLast() }
  return kept + "…"
}
