import ConvEngine
import Screen

/// What is marked on a panel's cells: the window, the active product, the cursor and its links.
extension PanelPainter {
  func mark(
    _ cell: inout GridCell, _ panel: TensorPanel, _ map: Viewport.Map, _ row: Int, _ column: Int,
    _ index: Index4?
  ) {
    if let veil = stage.veil ?? stage.revealed, let index, panel.id == veil.picking,
      panel.part != .unused
    {
      pick(&cell, index, veil)
      return
    }
    if let cursor = marks.cursor, let index, cursor.id == panel.id, cursor.index == index {
      cell.isBracketed = true
      cell.ground = .focus
    } else if marks.cursor?.id != panel.id, let addend = step.addend, let index,
      addend.tensor == panel.id, addend.index == index
    {
      cell.isBracketed = true
      cell.ground = .window
    } else if let subject = marks.subject, let index, subject.id == panel.id,
      subject.index == index,
      case .tensor = panel.content
    {
      cell.isBracketed = true
      cell.ground = marks.isLinked || stage.view == .scatter ? .focus : .target
    } else if isElementwise, let index, index == subjectIndex, panel.part != .unused {
      cell.isBracketed = true
      cell.ground = .window
    } else if isLinkedCell(panel, map, row, column, index) {
      cell.isBracketed = !coversAll(panel)
      cell.ground = marks.isLinked ? .linked : .window
      if coversAll(panel), !marks.isLinked { cell.ground = .none }
    }
    if isTap(panel, map, row, column, index) {
      cell.isTap = true
      cell.ground = .tap
    }
    if stage.pickedTensor == panel.id, panel.part != .unused,
      cell.isBracketed || cell.ground != .none || coversAll(panel)
    {
      cell.ground = .picked
    }
  }

  /// In the panel where cells are picked, nothing but the picked ones and the cursor is marked.
  private func pick(_ cell: inout GridCell, _ index: Index4, _ veil: Veil) {
    cell.isBracketed = veil.picked.contains(index)
    cell.ground = cell.isBracketed ? .picked : .none
    guard let id = veil.picking, stage.focus == .tensor(id), stage.cell(of: id) == index else {
      return
    }
    cell.isTap = true
    cell.ground = .tap
  }

  private var isElementwise: Bool {
    switch stage.pass.rule {
    case .function, .derivative, .lossGradient, .update, .sum(tied: false): true
    default: false
    }
  }

  private func isLinkedCell(
    _ panel: TensorPanel, _ map: Viewport.Map, _ row: Int, _ column: Int, _ index: Index4?
  ) -> Bool {
    guard let side = panel.side, let linked = marks.linked[side], panel.part != .unused else {
      return false
    }
    let isByElement = panel.isTurned || stage.view == .scatter || side != .input
    let usesElement = isByElement && !(side == .output && stage.view == .zerosBetween)
    guard let index = usesElement ? index : Index4(0, 0, row, column) else { return false }
    return linked.covers(
      outer: map.outer, channel: map.channel, row: index.row, column: index.column)
  }

  /// Whether the linked cells are the whole panel, so that brackets would say nothing.
  private func coversAll(_ panel: TensorPanel) -> Bool {
    guard let side = panel.side, let linked = marks.linked[side] else { return false }
    if let known = memo.isCovered[panel.id] { return known }
    let isCovered =
      panel.rowPlaces.allSatisfy(linked.rows.contains)
      && panel.columnPlaces.allSatisfy(linked.columns.contains)
    memo.isCovered[panel.id] = isCovered
    return isCovered
  }

  private func isTap(
    _ panel: TensorPanel, _ map: Viewport.Map, _ row: Int, _ column: Int, _ index: Index4?
  ) -> Bool {
    if marks.isLinked || panel.part == .unused { return false }
    if let index, let tap = marks.taps[panel.id], tap == index {
      if panel.side == .input, panel.rows.mode != .zeros, let place = marks.tapPlace {
        return place == Position(row: row, column: column)
      }
      if case .tensor = panel.content { return stage.view == .scatter || panel.part != .target }
    }
    guard index == nil, let place = marks.tapPlace, place == Position(row: row, column: column),
      let linked = panel.side.flatMap({ marks.linked[$0] })
    else { return false }
    let reads: Side = stage.view == .zerosBetween ? .output : .input
    return panel.side == reads
      && linked.covers(outer: map.outer, channel: map.channel, row: row, column: column)
      && map.channel == activeChannel
  }

  /// The channel that the active product reads.
  private var activeChannel: Int? {
    guard let activeTerm else { return nil }
    let term = step.terms[activeTerm]
    // Onto the kernel, the input side is the right operand.
    return stage.pass.purpose == .kernelGradient
      ? term.right?.index.channel : term.left.index.channel
  }
}
