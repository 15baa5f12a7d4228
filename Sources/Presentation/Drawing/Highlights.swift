import ConvEngine

/// The cells of a panel that belong to the step, as its window, or are linked with the cursor.
struct LinkedCells {
  /// Places along the panel's own axes.
  var rows: Set<Int>
  var columns: Set<Int>
  /// The channels, batch elements or filters that it covers; nil covers all.
  var outers: Set<Int>?
  var channels: Set<Int>?

  func covers(outer: Int, channel: Int, row: Int, column: Int) -> Bool {
    rows.contains(row) && columns.contains(column) && outers?.contains(outer) ?? true
      && channels?.contains(channel) ?? true
  }

  /// One element.
  static func cell(_ index: Index4) -> LinkedCells {
    LinkedCells(
      rows: [index.row], columns: [index.column], outers: [index.outer],
      channels: [index.channel])
  }
}

/// What is marked on the panels: the window, the product that is being added, the element asked about.
struct Highlights {
  var linked: [Side: LinkedCells] = [:]
  /// The element of each tensor that takes part in the active product.
  var taps: [TensorID: Index4] = [:]
  /// The place of the active product on a panel with places of its own.
  var tapPlace: Position?
  var subject: (id: TensorID, index: Index4)?
  /// The element under the cursor of a focused panel that no taps lead to.
  var cursor: (id: TensorID, index: Index4)?
  /// Whether the marks show what the cursor is linked with, rather than a step.
  var isLinked = false
}

extension Stage {
  /// The product that is being added, while the sum is unfinished.
  var activeTerm: Int? {
    cursor.done > 0 && cursor.done < termCount ? cursor.done - 1 : nil
  }

  var highlights: Highlights {
    if let picking = veil?.picking, picking == subject {
      return Highlights(subject: (step.tensor, step.index))
    }
    guard veil == nil, case .tensor(let id)? = focus else { return stepHighlights }
    if let linked = linkedHighlights(of: id) { return linked }
    var marks = stepHighlights
    marks.cursor = (id, cell(of: id))
    return marks
  }

  /// The taps of a step along both axes, from the side that its subject stands on.
  func taps(of index: Index4) -> (geometry: Geometry, side: Side, taps: Taps)? {
    guard case .contraction(let geometry, let side, _) = pass.rule else { return nil }
    switch view {
    case .gather: return (geometry, side, Taps(geometry, of: side, at: index))
    case .zerosBetween: return (geometry, side, Taps(stuffed: geometry, at: index))
    case .scatter:
      let source: Side = side == .output ? .input : .output
      return (geometry, source, Taps(geometry, of: source, at: index))
    }
  }

  private var stepHighlights: Highlights {
    let step = step
    var marks = Highlights(subject: (step.tensor, step.index))
    if let active = activeTerm, veil == nil {
      let term = step.terms[active]
      for operand in [term.left, term.right].compactMap({ $0 }) {
        if let id = operand.tensor { marks.taps[computation.resolved(id)] = operand.index }
      }
      if view == .scatter { marks.taps[pass.target] = term.target }
      marks.tapPlace = term.place
    }
    if let (geometry, side, taps) = taps(of: step.index) {
      marks.linked = linkedCells(geometry, side, taps, step.index)
    }
    return marks
  }

  private func linkedHighlights(of id: TensorID) -> Highlights? {
    guard case .contraction(let geometry, _, _) = pass.rule,
      let side = scenery.panels.first(where: { $0.id == id })?.side
    else { return nil }
    let index = cell(of: id)
    let taps = Taps(geometry, of: side, at: index)
    var marks = Highlights(subject: (id, index))
    marks.linked = linkedCells(geometry, side, taps, index)
    marks.isLinked = true
    return marks
  }

  private func linkedCells(_ geometry: Geometry, _ subject: Side, _ taps: Taps, _ index: Index4)
    -> [Side: LinkedCells]
  {
    guard let first = taps.first, let last = taps.last else { return [:] }
    var linked: [Side: LinkedCells] = [:]
    if subject != .input {
      linked[.input] = LinkedCells(
        rows: Set(
          taps.rows.map { $0.input == nil || geometry.isFolded ? $0.place : $0.input ?? 0 }),
        columns: Set(
          taps.columns.map { $0.input == nil || geometry.isFolded ? $0.place : $0.input ?? 0 }),
        outers: [first.input.outer, last.input.outer],
        channels: Set(first.input.channel...last.input.channel))
    }
    if subject != .kernel {
      linked[.kernel] = LinkedCells(
        rows: Set(taps.rows.map(\.kernel)), columns: Set(taps.columns.map(\.kernel)),
        outers: Set(first.kernel.outer...last.kernel.outer),
        channels: Set(first.kernel.channel...last.kernel.channel))
    }
    if subject != .output {
      let isStuffed = taps.isStuffed
      linked[.output] = LinkedCells(
        rows: Set(taps.rows.map { isStuffed ? $0.place : $0.output }),
        columns: Set(taps.columns.map { isStuffed ? $0.place : $0.output }),
        outers: [first.output.outer, last.output.outer],
        channels: Set(first.output.channel...last.output.channel))
    }
    return linked
  }
}

extension Geometry {
  var isFolded: Bool { rows.mode != .zeros }
}
