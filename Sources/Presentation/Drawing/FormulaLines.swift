import ConvEngine
import Screen

/// A formula in lines that are broken at its signs, never inside an index.
struct FormulaLines {
  private let pieces: [Span]
  private let width: Int
  private let symbols: Symbols
  static let indent = "  "

  /// Lays out a formula, with the picked one of its symbols between marks.
  init(
    _ formula: Formula, picked: Int?, isLabelled: Bool = false, width: Int, _ symbols: Symbols
  ) {
    var pieces = !isLabelled ? [] : [Span("[FORMULA]", .title, on: .focus), Span("  ")]
    var number = 0
    for piece in formula.pieces {
      guard piece.tensor != nil else {
        pieces.append(Span(piece.text))
        continue
      }
      let isPicked = number == picked
      pieces.append(
        Span(
          isPicked ? "▸\(piece.text)◂" : piece.text, .symbol, on: isPicked ? .picked : .none))
      number += 1
    }
    self.pieces = pieces
    self.width = width
    self.symbols = symbols
  }

  var lines: [Line] {
    var lines = [Line()]
    for unit in units {
      if add(unit, to: &lines) { continue }
      for piece in unit.spans where !add(Line([piece]), to: &lines) {
        lines[lines.count - 1].spans.append(piece)
      }
    }
    return lines
  }

  /// Puts spans at the end of the last line, or onto a new one; says whether they fit.
  private func add(_ unit: Line, to lines: inout [Line]) -> Bool {
    let last = lines[lines.count - 1]
    if (last + unit).width(symbols) <= width {
      lines[lines.count - 1] += unit
      return true
    }
    var unit = unit
    unit.spans[0].text = String(unit.spans[0].text.drop { $0 == " " })
    let next = Line([Span(FormulaLines.indent)]) + unit
    guard next.width(symbols) <= width else { return false }
    lines.append(next)
    return true
  }

  /// The pieces with the signs before them, since a line begins with a sign.
  private var units: [Line] {
    var units: [Line] = []
    for piece in pieces {
      if units.isEmpty || piece.text.hasPrefix(" ") {
        units.append(Line([piece]))
      } else {
        units[units.count - 1].spans.append(piece)
      }
    }
    return units
  }
}
