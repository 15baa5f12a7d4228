import ConvEngine
import Screen

/// The products of the step on a small screen, as a grid and as the sum that they are.
extension CompactView {
  mutating func drawProducts() {
    let grid = stage.step.terms.grid
    guard grid.rows > 0, grid.columns > 0, grid.channels > 0 else {
      canvas.draw(Line("no product reaches it", .dim), row: bodyTop, column: 1)
      return
    }
    let painter = PanelPainter(stage, symbols: symbols)
    let place = stage.step.terms.gridPlace(of: stage.cursor.done - 1)
    let first = min(max(place.row - bodyRows + 2, 0), max(grid.rows - bodyRows + 1, 0))
    let rows = first..<min(first + bodyRows - 1, grid.rows)
    let seen = productColumns(painter, channel: place.channel, rows: rows, at: place.column)
    let head = stage.element(stage.step.tensor, stage.step.index)
    let note =
      grid.channels > 1
      ? "  " + PanelPainter.place(place.channel, of: grid.channels, painter.channelName) : ""
    let sum = Line([Span(head, .title), Span(" = Σ \(products)", .dim), Span(note, .title)])
    canvas.draw(
      sum.width(symbols) <= width && stage.view != .scatter ? sum : Line(head + note, .title),
      row: bodyTop, column: 1)
    canvas.draw(
      painter.productGrid(place.channel, rows, seen.columns, seen.gap).block(symbols),
      row: bodyTop + 1, column: 1)
    drawProductSum(place.channel, from: bodyTop + 1 + rows.count)
  }

  /// What the products are made of: `a·ω′`.
  private var products: String {
    stage.pass.operands.map(stage.names.symbol).joined(separator: "·")
  }

  /// The products of the channel in sight written out as their sum, where rows are left below the grid.
  private mutating func drawProductSum(_ channel: Int, from top: Int) {
    guard stage.view != .scatter, !stage.isLongStep, stage.cursor.done > 0 else { return }
    let terms = stage.step.terms
    let done = terms.positions(ofChannel: channel).clamped(to: 0..<stage.cursor.done)
    let products = terms[done].filter { stage.view != .zerosBetween || $0.blank == nil }
      .map(\.product)
    let left = terms.count - stage.cursor.done
    let note = left == 0 ? [] : ["\(Plural.count(left, "more product")) to add"]
    let room = bodyTop + bodyRows - top - 1 - note.count
    guard room > 0 else { return }
    let lines = sumLines(products, most: room) + note
    for (place, line) in lines.enumerated() {
      canvas.draw(Line(line, .finished), row: top + 1 + place, column: 1)
    }
  }

  /// `9 + 16 − 5 = 20`, broken before its signs; where it is too long, its end.
  private func sumLines(_ values: [Double], most: Int) -> [String] {
    guard !values.isEmpty else { return [] }
    var parts = values.enumerated().map { place, value in
      place == 0
        ? Number.text(value) : (value < 0 ? "− " : "+ ") + Number.text(value.magnitude)
    }
    parts.append("= " + Number.text(values.reduce(0, +)))
    var lines = [""]
    for part in parts {
      let longer = lines[lines.count - 1].isEmpty ? part : lines[lines.count - 1] + " " + part
      if symbols.width(of: longer) <= width - 2 {
        lines[lines.count - 1] = longer
      } else {
        lines.append(part)
      }
    }
    guard lines.count > most else { return lines }
    lines = Array(lines.suffix(most))
    lines[0] = "… " + lines[0]
    return lines
  }

  /// The columns of products around the active one that fit, and the gap between them.
  private func productColumns(
    _ painter: PanelPainter, channel: Int, rows: Range<Int>, at active: Int
  ) -> (columns: Range<Int>, gap: Int) {
    let all = painter.step.terms.grid.columns
    var count = min(all, max(width / 4, 1))
    for gap in [3, 1] {
      let columns = PanelLayout.window(0..<all, showing: active...active, count: count)
      if painter.productGrid(channel, rows, columns, gap).width <= width { return (columns, gap) }
    }
    while count > 1 {
      count -= 1
      let columns = PanelLayout.window(0..<all, showing: active...active, count: count)
      if painter.productGrid(channel, rows, columns, 1).width <= width { return (columns, 1) }
    }
    return (active..<active + 1, 1)
  }
}
