import ConvEngine
import Scenes
import Screen

/// Turns a stage's tensors into grids of cells.
struct PanelPainter {
  let stage: Stage
  let trace: Trace
  let marks: Highlights
  let symbols: Symbols
  /// The columns that a title may take beyond its grid.
  var titleRoom = PanelPainter.shortTitle
  let memo = Memo()

  /// The step and what follows from it, worked out once for all cells.
  let step: Step
  let subjectIndex: Index4
  let activeTerm: Int?
  let isStepComplete: Bool
  let isTargetCheap: Bool

  init(_ stage: Stage, symbols: Symbols) {
    self.stage = stage
    self.symbols = symbols
    trace = stage.trace
    marks = stage.highlights
    step = stage.step
    subjectIndex = stage.subjectIndex
    let count = step.terms.count
    isStepComplete = stage.cursor.done >= count
    activeTerm = stage.cursor.done > 0 && stage.cursor.done < count ? stage.cursor.done - 1 : nil
    isTargetCheap = stage.computation.cost(of: stage.pass.target) <= Stage.quickTermLimit
  }

  // MARK: Values

  /// What stands at a place of a panel.
  enum Cell: Hashable {
    case value(Double, isComplete: Bool)
    case pending, target, padding, stuffing, counting
  }

  /// The element that a place of a panel shows, or why there is none.
  func element(_ panel: TensorPanel, _ map: Viewport.Map, _ row: Int, _ column: Int)
    -> (index: Index4?, blank: Blank?)
  {
    let rowPlace = panel.isTurned ? panel.rows.input - 1 - row : row
    let columnPlace = panel.isTurned ? panel.columns.input - 1 - column : column
    let (r, rowBlank) = panel.rows.element(at: rowPlace)
    let (q, columnBlank) = panel.columns.element(at: columnPlace)
    if panel.isOutside(row: rowPlace, column: columnPlace), panel.rows.mode == .zeros {
      return (nil, rowBlank == .padding || columnBlank == .padding ? .padding : .stuffing)
    }
    guard let r, let q else {
      return (nil, rowBlank == .padding || columnBlank == .padding ? .padding : .stuffing)
    }
    if panel.isByChannel { return (Index4(0, q, 0, 0), nil) }
    return (Index4(map.outer, map.channel, r, q), nil)
  }

  func cell(_ panel: TensorPanel, _ map: Viewport.Map, _ row: Int, _ column: Int) -> Cell {
    let (index, blank) = element(panel, map, row, column)
    guard let index else { return blank == .stuffing ? .stuffing : .padding }
    if let veil = stage.veil, hides(panel, index, veil) {
      return veil.asked == Element(panel.id, index) ? .target : .pending
    }
    switch panel.content {
    case .slope(let id, let activation):
      guard isCheap(id) else { return .counting }
      return .value(activation.derivative(stage.computation.value(id, at: index)), isComplete: true)
    case .tensor(let id):
      return panel.part == .target ? target(index) : operand(id, index)
    }
  }

  /// Whether an open question keeps a cell back; a slope is kept back with what it is taken of.
  private func hides(_ panel: TensorPanel, _ index: Index4, _ veil: Veil) -> Bool {
    if case .slope = panel.content { return veil.hidesSlopes || veil.hidden.contains(panel.id) }
    return veil.hides(panel.id, index, of: stage)
  }

  private func operand(_ id: TensorID, _ index: Index4) -> Cell {
    guard isCheap(id) else { return .counting }
    return .value(stage.computation.value(id, at: index), isComplete: true)
  }

  private func target(_ index: Index4) -> Cell {
    let isSubject = stage.view != .scatter && index == subjectIndex
    if isSubject, !isStepComplete { return .target }
    guard isTargetCheap else { return countedTarget(index, isSubject) }
    if stage.view != .scatter, trace.step(of: index) < stage.cursor.step {
      return .value(finished(index), isComplete: true)
    }
    guard let value = trace.value(of: index, before: stage.cursor) else { return .pending }
    return .value(value.sum, isComplete: value.isComplete)
  }

  /// An element of the target as it is in the end.
  private func finished(_ index: Index4) -> Double {
    let id = stage.pass.target
    if stage.computation.tensor(id) != nil { return stage.computation.value(id, at: index) }
    if let value = memo.values[index] { return value }
    let value = stage.computation.value(id, at: index)
    memo.values[index] = value
    return value
  }

  /// Of a sum that takes long, the number is known once its slices are counted.
  private func countedTarget(_ index: Index4, _ isSubject: Bool) -> Cell {
    if isSubject, let sum = stage.counting, sum.isFinished {
      return .value(step.finished(sum.sum), isComplete: true)
    }
    return trace.step(of: index) <= stage.cursor.step ? .counting : .pending
  }

  func isCheap(_ id: TensorID) -> Bool {
    stage.computation.cost(of: id) <= Stage.quickTermLimit
  }

  // MARK: Grids

  func grid(
    _ panel: TensorPanel, _ map: Viewport.Map, _ view: Viewport, leastTextWidth: Int = 1
  ) -> Grid {
    var view = view
    let gap = view.gap
    // The cells are the same whatever stands between them and in other maps.
    (view.gap, view.maps) = (0, [])
    let part = Memo.Part(panel: panel, map: map, view: view)
    let cells = memo.cells[part] ?? cells(panel, map, view)
    memo.cells[part] = cells
    return Grid(rows: cells.rows, textWidth: max(cells.width, leastTextWidth), gap: gap)
  }

  /// The cells of one map, and how wide the widest of them is now or in the end.
  private func cells(_ panel: TensorPanel, _ map: Viewport.Map, _ view: Viewport)
    -> (rows: [[GridCell]], width: Int)
  {
    let numbers = numbers(panel, map, view)
    let decimals = Number.decimals(of: numbers)
    let rows = view.rows.map { row in
      view.columns.map { column in
        gridCell(
          cell(panel, map, row, column), panel, map, row, column, decimals: decimals, view)
      }
    }
    let measured = rows.joined().map { symbols.width(of: $0.text) }.max() ?? 1
    let final = numbers.map { symbols.width(of: text($0, decimals, view)) }.max() ?? 1
    return (rows, max(measured, final))
  }

  /// The numbers that the part seen will hold in the end, so that cells do not grow while it fills.
  private func numbers(_ panel: TensorPanel, _ map: Viewport.Map, _ view: Viewport) -> [Double] {
    guard panel.part == .target, isCheap(panel.id), stage.veil == nil else {
      return view.rows.flatMap { row in
        view.columns.compactMap { column in
          if case .value(let value, _) = cell(panel, map, row, column) { value } else { nil }
        }
      }
    }
    return view.rows.flatMap { row in
      view.columns.compactMap { column in
        element(panel, map, row, column).index.map(finished)
      }
    }
  }

  static let widestNumber = 8

  private func text(_ value: Double, _ decimals: Int, _ view: Viewport) -> String {
    if view.isHeat { return PanelPainter.heat(value).glyph }
    return Number.cell(value, decimals: decimals, width: PanelPainter.widestNumber)
  }

  /// What the glyphs of a heat view stand for.
  static let heatKey = ["# ≥ 3", "+ > 0", "− < 0", "= ≤ −3"]

  /// One glyph for a number's sign and size.
  static func heat(_ value: Double) -> (glyph: String, role: Role) {
    if value == 0 || value.isNaN { return ("0", .dim) }
    let isStrong = value.magnitude >= 3
    if value > 0 { return isStrong ? ("#", .heatPositiveStrong) : ("+", .heatPositive) }
    return isStrong ? ("=", .heatNegativeStrong) : ("−", .heatNegative)
  }

  private func gridCell(
    _ cell: Cell, _ panel: TensorPanel, _ map: Viewport.Map, _ row: Int, _ column: Int,
    decimals: Int, _ view: Viewport
  ) -> GridCell {
    var result = plain(cell, decimals: decimals, view)
    let index = element(panel, map, row, column).index
    if let index, isUnread(panel, index), case .value = cell {
      result.text = "(" + result.text
      result.isUnread = true
      result.role = .unread
    }
    if index != nil, panel.folds(row: row, column: column) {
      result.text = symbols.folded + result.text
      result.role = .padding
    }
    if panel.part == .unused { result.role = .finished }
    mark(&result, panel, map, row, column, index)
    return result
  }

  private func plain(_ cell: Cell, decimals: Int, _ view: Viewport) -> GridCell {
    switch cell {
    case .value(let value, _):
      let role: Role =
        view.isHeat ? PanelPainter.heat(value).role : (value < 0 ? .negative : .value)
      return GridCell(text: text(value, decimals, view), role: role)
    case .pending: return GridCell(text: "_", role: .pending)
    case .target: return GridCell(text: "?", role: .argument)
    case .padding: return GridCell(text: symbols.padding, role: .padding)
    case .stuffing: return GridCell(text: "∘", role: .stuffing)
    case .counting: return GridCell(text: "…", role: .pending)
    }
  }

  /// Whether no window ever reads an element of an input panel.
  private func isUnread(_ panel: TensorPanel, _ index: Index4) -> Bool {
    guard panel.side == .input, panel.part == .operand, stage.veil == nil,
      let geometry = stage.geometry
    else { return false }
    return geometry.rows.taps(.input, index.row).isEmpty
      || geometry.columns.taps(.input, index.column).isEmpty
  }
}

extension TensorPanel {
  /// Whether a place lies around the elements rather than between them.
  func isOutside(row: Int, column: Int) -> Bool {
    row < 0 || row >= rows.inputSpan || column < 0 || column >= columns.inputSpan
  }

  /// Whether a place around the elements reads one of them.
  func folds(row: Int, column: Int) -> Bool {
    rows.mode != .zeros && isOutside(row: row, column: column)
  }
}
