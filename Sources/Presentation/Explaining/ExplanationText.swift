extension Explanation {
  /// Writes the explanation as a table: a line for each term with both operands, the product and the sum
  /// so far, then the bias and the value.
  ///
  ///     output[0,0,0,0] is the sum of 2 terms
  ///
  ///     input     kernel     left  right  product  sum
  ///     [0,0,0,0] [0,0,0,0]     1      9        9    9
  ///
  /// The columns are as wide as their widest entry, so all terms are looked at twice.
  package func writeText(to sink: (String) throws -> Void) rethrows {
    let place = at.map(String.init).joined(separator: ",")
    let terms = count == 1 ? "1 term" : "\(count) terms"
    try sink("\(pass.result)[\(place)] is the sum of \(terms)\n\n")
    let widths = self.widths
    try sink(Self.line(headings, widths, isHeading: true))
    var sum = Scalar(0)
    for term in self {
      sum += term.product
      try sink(Self.line(cells(term, sum: sum), widths))
    }
    let indent = widths.prefix(labels + 3).map { $0 + 2 }.reduce(0, +)
    let last = [("bias", bias), ("value", sum + bias)].dropFirst(hasBias ? 0 : 1)
    for (name, number) in last {
      let space = indent + widths[labels + 3] - name.count - Self.text(number).count
      try sink(name + String(repeating: " ", count: Swift.max(space, 1)) + Self.text(number) + "\n")
    }
  }

  private var hasBias: Bool { pass == .forward || pass == .transposed }

  /// How many columns hold places.
  private var labels: Int { pass.operands.count }

  private var headings: [String] {
    pass.operands.map { $0.replacing("-", with: " ") } + ["left", "right", "product", "sum", ""]
  }

  private func cells(_ term: Term, sum: Scalar) -> [String] {
    let places = [term.left, term.right].compactMap(\.self).map {
      "[\($0.parts.map(String.init).joined(separator: ","))]"
    }
    return places + [term.leftValue, term.rightValue, term.product, sum].map(Self.text)
      + [term.isPadding ? "padding" : term.isFolded ? "folded" : ""]
  }

  private var widths: [Int] {
    var widths = headings.map(\.count)
    var sum = Scalar(0)
    for term in self {
      sum += term.product
      for (column, cell) in cells(term, sum: sum).enumerated() {
        widths[column] = Swift.max(widths[column], cell.utf8.count)
      }
    }
    let value = Self.text(sum + bias).utf8.count
    widths[labels + 3] = Swift.max(widths[labels + 3], value, Self.text(bias).utf8.count)
    return widths
  }

  /// Places stand at the left, numbers at the right of their columns.
  private static func line(_ cells: [String], _ widths: [Int], isHeading: Bool = false) -> String {
    let numbers = cells.count - 5..<cells.count - 1
    var line = ""
    for (column, cell) in cells.enumerated() where !cell.isEmpty {
      let space = String(repeating: " ", count: widths[column] - cell.utf8.count)
      line += (column == 0 ? "" : "  ") + (numbers.contains(column) ? space + cell : cell + space)
    }
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }
}
