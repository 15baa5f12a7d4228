import ConvEngine
import Scenes
import Screen

/// Cross-correlation and convolution side by side: one input, the kernel both ways, both outputs.
struct Comparison {
  let stage: Stage
  let columns: Int
  let rows: Int
  let symbols: Symbols
  /// The two operations on the same numbers, the stage's own computation and the engine's on the layer
  /// with the other operation.
  private let sides: [Stage]

  init(_ stage: Stage, columns: Int, rows: Int, symbols: Symbols) {
    self.stage = stage
    self.columns = columns
    self.rows = rows
    self.symbols = symbols
    sides = Operation.allCases.map { operation in
      stage.layer.operation == operation ? stage : stage.withOtherOperation
    }
  }

  // MARK: Panels

  func placed() -> [PanelLayout.Placed] {
    var blocks = [inputBlock]
    for (side, operation) in zip(sides, Operation.allCases) {
      blocks.append(sideBlock(side, operation))
    }
    let widths = blocks.map { $0.width(symbols) }
    let gap = min(max((columns - widths.reduce(0, +)) / 2, 1), 4)
    var column = 0
    return zip(blocks, widths).map { block, width in
      defer { column += width + gap }
      return PanelLayout.Placed(block: block, row: 0, column: column)
    }
  }

  /// The two outputs by themselves, for small screens.
  func outputs() -> [PanelLayout.Placed] {
    let width = (columns - 2) / 2
    return zip(sides, Operation.allCases).enumerated().map { place, side in
      PanelLayout.Placed(
        block: Block(lines: outputLines(side.0, side.1, width: width, rows: rows - 1)), row: 0,
        column: place * (width + 2))
    }
  }

  private func outputLines(_ side: Stage, _ operation: Operation, width: Int, rows: Int) -> [Line] {
    let title = Line("\(outputName(operation))", .title)
    guard let target = side.scenery.panels.last(where: { $0.part == .target }) else {
      return [title]
    }
    let painter = painter(side)
    let view = painter.viewport(target, width: width, rows: max(rows, 1))
    let grid = marked(painter.grid(target, view.maps[0], view), side, target, view)
    return [title] + grid.block(symbols).lines
  }

  private func painter(_ side: Stage) -> PanelPainter { PanelPainter(side, symbols: symbols) }

  private var inputBlock: Block {
    guard let panel = stage.scenery.panels.first else { return Block() }
    let painter = painter(stage)
    let view = painter.viewport(panel, width: columns / 3 - 2, rows: max(rows - 7, 3))
    return painter.block(panel, view) + Block(lines: [Line()] + summary)
  }

  private func sideBlock(_ side: Stage, _ operation: Operation) -> Block {
    let painter = painter(side)
    let width = columns / 3 - 1
    var lines = [
      Line(
        operation == .convolution ? "∗ turns it first" : "⋆ slides \(kernelName) as it is", .title)
    ]
    if let kernel = side.scenery.panels.first(where: { $0.side == .kernel }) {
      let most = max((rows - 5) / 3, 3)
      let view = painter.viewport(kernel, width: width, rows: most)
      lines += painter.grid(kernel, view.maps[0], view).block(symbols).lines
      if rows >= 14 {
        lines.append(Line(" \(ends(painter, kernel, view.maps[0]))", .dim))
        lines += productLines(painter, most: view.rows.count, width: width)
      }
    }
    return Block(
      lines: lines
        + outputLines(side, operation, width: width, rows: max(rows - lines.count - 1, 1)))
  }

  /// Which weights come first and last as the kernel slides: `9 first, 1 last`.
  private func ends(_ painter: PanelPainter, _ kernel: TensorPanel, _ map: Viewport.Map) -> String {
    let places = (kernel.rowPlaces, kernel.columnPlaces)
    func weight(_ row: Int?, _ column: Int?) -> String {
      guard let row, let column, let index = painter.element(kernel, map, row, column).index else {
        return "?"
      }
      return Number.text(painter.stage.computation.value(kernel.id, at: index))
    }
    let first = weight(places.0.first, places.1.first)
    return "\(first) first, \(weight(places.0.last, places.1.last)) last"
  }

  private func productLines(_ painter: PanelPainter, most: Int, width: Int) -> [Line] {
    let grid = painter.stage.step.terms.grid
    guard most > 0, grid.rows > 0, grid.columns > 0 else { return [] }
    var gap = 2
    while gap >= 1 {
      let picture = painter.productGrid(0, 0..<min(grid.rows, most), 0..<min(grid.columns, 5), gap)
      if picture.width <= width { return picture.block(symbols).lines }
      gap -= 1
    }
    return []
  }

  private var kernelName: String { stage.symbol(TensorID(.kernel, stage.layerNumber)) }
  private var inputName: String { stage.symbol(stage.pass.operands[0]) }

  private func outputName(_ operation: Operation) -> String {
    "OUTPUT \(inputName) \(operation == .convolution ? "∗" : "⋆") \(kernelName)"
  }

  // MARK: Differences

  private func value(_ side: Stage, _ index: Index4) -> Double? {
    side.trace.value(of: index, before: stage.cursor)?.sum
  }

  /// The cells that differ have a colour, those that do not a sign, as far as both are filled.
  private func marked(_ grid: Grid, _ side: Stage, _ panel: TensorPanel, _ view: Viewport) -> Grid {
    var grid = grid
    let painter = painter(side)
    for (y, row) in view.rows.enumerated() {
      for (x, column) in view.columns.enumerated() {
        guard let index = painter.element(panel, view.maps[0], row, column).index,
          let isDifferent = differs(index)
        else { continue }
        if isDifferent { grid.rows[y][x].role = .argument } else { grid.rows[y][x].isSame = true }
      }
    }
    return grid
  }

  private func differs(_ index: Index4) -> Bool? {
    guard isComplete(index), let one = value(sides[0], index), let other = value(sides[1], index)
    else { return nil }
    return one != other
  }

  private func isComplete(_ index: Index4) -> Bool {
    let step = stage.trace.step(of: index)
    return step < stage.cursor.step || (step == stage.cursor.step && stage.isStepComplete)
  }

  private var summary: [Line] {
    let index = stage.subjectIndex
    let place = stage.names.indices(
      stage.pass.target, index, shape: stage.computation.shape(of: stage.pass.target))
    var lines: [Line] = []
    var values: [Double] = []
    for (side, sign) in zip(sides, ["⋆", "∗"]) {
      let value = isComplete(index) ? value(side, index) : nil
      if let value { values.append(value) }
      lines.append(
        Line([
          Span("(\(inputName) \(sign) \(kernelName))[\(place)] = "),
          Span(value.map(Number.text) ?? "?", .title),
        ]))
    }
    if values.count == 2 {
      lines.append(Line("difference \(Number.text((values[0] - values[1]).magnitude))", .dim))
    }
    return lines + [counted] + (hasSame ? [Line("= stands behind equal ones", .dim)] : [])
  }

  /// Both numbers and the count of differing cells in one line, for small screens.
  var short: Line {
    let index = stage.subjectIndex
    func text(_ side: Stage) -> String {
      isComplete(index) ? value(side, index).map(Number.text) ?? "?" : "?"
    }
    return Line([
      Span("⋆ "), Span(text(sides[0]), .title), Span("  ∗ "), Span(text(sides[1]), .title),
      Span("  "),
    ]) + counted
  }

  private var filled: Int { stage.cursor.step + (stage.isStepComplete ? 1 : 0) }

  /// Whether a filled cell is the same on both sides.
  private var hasSame: Bool {
    let shape = stage.trace.subjectShape
    return filled <= 4096 && (0..<filled).contains { differs(shape.index(at: $0)) == false }
  }

  private var counted: Line {
    guard filled <= 4096 else { return Line() }
    let shape = stage.trace.subjectShape
    let different = (0..<filled).filter { differs(shape.index(at: $0)) == true }.count
    let isAll = filled == stage.trace.count
    return Line(
      "\(different) of \(filled)\(isAll ? "" : " so far") differ\(different > 0 ? " ≠" : "")",
      different > 0 ? .argument : .text)
  }

  // MARK: Formulas

  /// The formulas of both, and their limits where not both have room for them.
  var formulas: (lines: [Line], limits: [Line]) {
    let formulas = zip(sides, ["⋆", "∗"]).map { side, sign in
      let room = columns - symbols.width(of: "(\(inputName) \(sign) \(kernelName))")
      return named(
        StageWords(side, session: Session(library: []))
          .formula(width: room, symbols: symbols), sign)
    }
    let limits = formulas[0].limits.map { Line("      " + $0, .dim) }
    let keepsLimits = formulas.allSatisfy { formula in
      formula.limits != nil && formula.lines.count == 1
        && formula.lines[0].width(symbols) + symbols.width(of: formula.limits ?? "") + 2 <= columns
    }
    let lines = formulas.flatMap { formula in
      guard keepsLimits, let limits = formula.limits else { return formula.lines }
      return [formula.lines[0] + Line("  " + limits, .dim)]
    }
    return (lines, keepsLimits ? [] : [limits].compactMap { $0 })
  }

  /// A formula that begins with what it computes, `(I ∗ K′)[1,1]`, and its limits.
  private func named(_ formula: (lines: [Line], limits: [Line]), _ sign: String)
    -> (lines: [Line], limits: String?)
  {
    var lines = formula.lines
    var limits = formula.limits.first?.text.trimmed
    guard let head = lines.first?.spans.first, let bracket = head.text.firstIndex(of: "[") else {
      return (lines, limits)
    }
    if limits == nil, let end = lines[lines.count - 1].spans.last, end.text.hasPrefix("  ") {
      limits = end.text.trimmed
      lines[lines.count - 1].spans.removeLast()
    }
    lines[0].spans[0].text = "(\(inputName) \(sign) \(kernelName))" + head.text[bracket...]
    return (lines, limits)
  }
}

extension String {
  /// The text without the blanks around it.
  fileprivate var trimmed: String {
    split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}

extension Stage {
  /// The same stage with the layer's other operation: convolution for cross-correlation, or back.
  var withOtherOperation: Stage {
    var other = self
    let name = layer.operation.other.rawValue
    guard let next = try? document.setting(.operation, to: name, layer: layerNumber) else {
      return self
    }
    try? other.change(to: next, remembering: false)
    return other
  }
}
