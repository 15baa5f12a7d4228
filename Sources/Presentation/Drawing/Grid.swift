import Screen

/// One cell of a panel's grid, before it has a width.
struct GridCell: Hashable, Sendable {
  var text: String
  var role = Role.value
  /// A cell that belongs together with its bracketed neighbours: the window, what is linked.
  var isBracketed = false
  /// A cell in parentheses, whose closing one stands in the gap behind it.
  var isUnread = false
  /// The cell of the product that is being added.
  var isTap = false
  var ground = Ground.none
}

/// Cells in rows, drawn with their marks between them.
struct Grid: Hashable, Sendable {
  enum Alignment { case right, centre }

  var rows: [[GridCell]]
  var textWidth: Int
  /// Columns between two cells; the mark stands in the first of them, in the middle of three.
  var gap: Int
  var alignment = Alignment.right

  var columnCount: Int { rows.first?.count ?? 0 }

  /// The columns that the grid takes, the last mark included.
  var width: Int { columnCount * (textWidth + gap) + 1 }

  func block(_ symbols: Symbols) -> Block { Block(lines: rows.map { line($0, symbols) }) }

  private func line(_ cells: [GridCell], _ symbols: Symbols) -> Line {
    var line = Line()
    for (column, cell) in cells.enumerated() {
      let before = column > 0 ? cells[column - 1] : nil
      line.spans.append(mark(before, cell))
      let ground = cell.ground
      line.spans.append(Span(padded(cell.text, symbols), cell.role, on: ground))
    }
    if let last = cells.last { line.spans.append(Span(closing(last), .symbol)) }
    return line
  }

  private func mark(_ before: GridCell?, _ cell: GridCell) -> Span {
    let mark = glyph(before, cell)
    let inside = before?.isBracketed == true && cell.isBracketed && before?.ground == .window
    let text =
      alignment == .centre && gap >= 3
      ? " \(mark) " + String(repeating: " ", count: gap - 3)
      : mark + String(repeating: " ", count: gap - 1)
    return Span(text, .symbol, on: inside ? .window : .none)
  }

  private func glyph(_ before: GridCell?, _ cell: GridCell) -> String {
    if cell.isTap { return "▸" }
    if before?.isTap == true { return "◂" }
    let wasBracketed = before?.isBracketed ?? false
    if cell.isBracketed && !wasBracketed { return "[" }
    if wasBracketed && !cell.isBracketed { return "]" }
    return before?.isUnread == true ? ")" : " "
  }

  private func closing(_ cell: GridCell) -> String {
    let mark = cell.isTap ? "◂" : (cell.isBracketed ? "]" : (cell.isUnread ? ")" : " "))
    return alignment == .centre && gap >= 3 ? " " + mark : mark
  }

  private func padded(_ text: String, _ symbols: Symbols) -> String {
    let room = max(textWidth - symbols.width(of: text), 0)
    let left = alignment == .right ? room : (room + 1) / 2
    return String(repeating: " ", count: left) + text
      + String(repeating: " ", count: room - left)
  }
}
