import Screen

/// One cell of a panel's grid, before it has a width.
struct GridCell: Hashable, Sendable {
  var text: String
  var role = Role.value
  /// A cell that belongs together with its bracketed neighbours: the window, what is linked.
  var isBracketed = false
  /// A cell in parentheses, whose closing one stands in the gap behind it.
  var isUnread = false
  /// A cell that is the same in what it is compared with, which is said in the gap behind it.
  var isSame = false
  /// The cell of the product that is being added.
  var isTap = false
  var ground = Ground.none
}

/// Cells in rows, drawn with their marks between them.
struct Grid: Hashable, Sendable {
  enum Alignment { case right, centre }

  var rows: [[GridCell]]
  var textWidth: Int
  /// Columns between two cells; the mark stands in the first of them, between centred cells in the second.
  var gap: Int
  var alignment = Alignment.right

  var columnCount: Int { rows.first?.count ?? 0 }
  var hasUnread: Bool { rows.contains { $0.contains(where: \.isUnread) } }

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
    let inside = before.map(Grid.isInWindow) == true && Grid.isInWindow(cell)
    let text =
      alignment == .centre && gap >= 2
      ? " " + mark + String(repeating: " ", count: gap - 2)
      : mark + String(repeating: " ", count: gap - mark.count)
    return Span(text, .symbol, on: inside ? .window : .none)
  }

  /// Whether a cell belongs to the window, as the active one in it does.
  private static func isInWindow(_ cell: GridCell) -> Bool {
    cell.isBracketed && (cell.ground == .window || cell.ground == .tap)
  }

  private func glyph(_ before: GridCell?, _ cell: GridCell) -> String {
    let mark = bracket(before, cell)
    if mark == nil, before?.isSame == true { return "=" }
    guard before?.isUnread == true else { return mark ?? " " }
    // Both marks stand where there is room for two.
    guard let mark else { return ")" }
    return gap >= 2 ? ")" + mark : mark
  }

  private func bracket(_ before: GridCell?, _ cell: GridCell) -> String? {
    if cell.isTap { return "▸" }
    if before?.isTap == true { return "◂" }
    let wasBracketed = before?.isBracketed ?? false
    if cell.isBracketed && !wasBracketed { return "[" }
    return wasBracketed && !cell.isBracketed ? "]" : nil
  }

  private func closing(_ cell: GridCell) -> String {
    let mark =
      cell.isTap
      ? "◂" : (cell.isBracketed ? "]" : (cell.isUnread ? ")" : (cell.isSame ? "=" : " ")))
    return alignment == .centre && gap >= 3 ? " " + mark : mark
  }

  private func padded(_ text: String, _ symbols: Symbols) -> String {
    let room = max(textWidth - symbols.width(of: text), 0)
    let left = alignment == .right ? room : (room + 1) / 2
    return String(repeating: " ", count: left) + text
      + String(repeating: " ", count: room - left)
  }
}
