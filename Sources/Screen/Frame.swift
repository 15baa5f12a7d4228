/// One character of width 1 in a style.
package struct Cell: Hashable, Sendable {
  package var symbol: Unicode.Scalar
  package var style: Style

  package init(_ symbol: Unicode.Scalar, _ style: Style) {
    self.symbol = symbol
    self.style = style
  }

  package static let blank = Cell(" ", .text)
}

/// A screen's worth of cells; the only thing that front ends get to see.
///
/// The bottom-right cell is never written, since terminals scroll on it. Text that runs out of the
/// frame or over other text is kept count of, so that a test can say that nothing is cut off.
package struct Frame: Hashable, Sendable {
  package let columns: Int
  package let rows: Int
  package private(set) var cells: [Cell]
  /// How many characters found no place inside the frame.
  package private(set) var clippedCount = 0
  /// How many characters were written over others that stood there.
  package private(set) var overlapCount = 0

  package init(columns: Int, rows: Int) {
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
    cells = Array(repeating: .blank, count: self.columns * self.rows)
  }

  /// Makes a frame with another one in its middle.
  package init(_ inner: Frame, centredIn columns: Int, rows: Int) {
    self.init(columns: columns, rows: rows)
    let (left, top) = ((columns - inner.columns) / 2, (rows - inner.rows) / 2)
    for row in 0..<inner.rows {
      for column in 0..<inner.columns where holds(row: top + row, column: left + column) {
        cells[(top + row) * columns + left + column] = inner[row, column]
      }
    }
    clippedCount = inner.clippedCount
    overlapCount = inner.overlapCount
  }

  package subscript(row: Int, column: Int) -> Cell { cells[row * columns + column] }

  /// Whether a character may stand at a place.
  package func holds(row: Int, column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
      && !(row == rows - 1 && column == columns - 1)
  }

  /// Writes text from a place to the right, and returns the column after it.
  @discardableResult
  package mutating func put(_ text: String, row: Int, column: Int, style: Style = .text) -> Int {
    var place = column
    for symbol in text.unicodeScalars {
      put(symbol, row: row, column: place, style: style)
      place += 1
    }
    return place
  }

  /// Writes one character; a blank in plain style never covers what is there.
  package mutating func put(_ symbol: Unicode.Scalar, row: Int, column: Int, style: Style) {
    guard holds(row: row, column: column) else {
      if symbol != " " { clippedCount += 1 }
      return
    }
    let place = row * columns + column
    if cells[place].symbol != " " {
      guard symbol != " " else { return }
      overlapCount += 1
    }
    cells[place] = Cell(symbol, style)
  }

  /// Changes the style of cells without changing their text.
  package mutating func restyle(
    row: Int, columns range: Range<Int>, _ change: (inout Style) -> Void
  ) {
    for column in range where holds(row: row, column: column) {
      change(&cells[row * columns + column].style)
    }
  }

  /// Blanks a rectangle, so that something can be laid over it.
  package mutating func clear(rows: Range<Int>, columns range: Range<Int>) {
    for row in rows.clamped(to: 0..<self.rows) {
      for column in range.clamped(to: 0..<columns) { cells[row * columns + column] = .blank }
    }
  }

  /// The characters, a line for each row, without blanks at the ends.
  package var text: String { plane { $0.symbol } }

  /// One letter for each cell's style, in the same shape as ``text``.
  package var styles: String {
    plane { $0.style.letter.unicodeScalars.first ?? "." }
  }

  private func plane(_ letter: (Cell) -> Unicode.Scalar) -> String {
    var lines: [String] = []
    for row in 0..<rows {
      var line = String.UnicodeScalarView()
      var kept = 0
      for column in 0..<columns {
        let cell = self[row, column]
        line.append(letter(cell))
        if cell.symbol != " " || cell.style.ground != .none { kept = column + 1 }
      }
      lines.append(String(line.prefix(kept)))
    }
    return lines.joined(separator: "\n")
  }
}
