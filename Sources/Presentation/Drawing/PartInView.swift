import ConvEngine
import Screen

/// What of a panel stays in view when not all of it can.
struct PartInView {
  let stage: Stage
  let painter: PanelPainter

  init(_ stage: Stage, _ painter: PanelPainter) {
    self.stage = stage
    self.painter = painter
  }

  /// A panel with all that it has, as far as any screen could show it.
  func item(_ kind: PanelKind, _ room: PanelLayout) -> PanelItem {
    switch kind {
    case .tensor(let panel):
      if isBetterAsHeat(panel, room) {
        let view = Viewport(
          maps: maps(panel), rows: panel.rowPlaces, columns: panel.columnPlaces, gap: 1,
          isHeat: true)
        return PanelItem(content: .tensor(panel, view), textWidth: 1)
      }
      let most = min(panel.rowPlaces.count, max(room.rows, PanelLayout.fewestCells))
      let widest = min(panel.columnPlaces.count, max(room.columns / 6, PanelLayout.mostMaps))
      let view = Viewport(
        maps: maps(panel),
        rows: PanelLayout.window(panel.rowPlaces, showing: focusRow(panel), count: most),
        columns: PanelLayout.window(
          panel.columnPlaces, showing: focusColumn(panel), count: widest),
        gap: room.columns >= 100 ? 3 : 2)
      let grids = view.maps.map { painter.grid(panel, $0, view) }
      return PanelItem(
        content: .tensor(panel, view), textWidth: grids.map(\.textWidth).max() ?? 1,
        leastGap: grids.contains(where: \.hasUnread) ? 2 : 1)
    case .products: return products(room)
    }
  }

  /// Whether a map is too wide for its numbers, but can be shown whole by signs and sizes.
  private func isBetterAsHeat(_ panel: TensorPanel, _ room: PanelLayout) -> Bool {
    let count = panel.columnPlaces.count
    return count > max(room.columns / 6, PanelLayout.mostMaps)
      && 2 * count + 1 <= room.columns / 2 && panel.rowPlaces.count + 2 <= room.rows
      && panel.part != .unused
  }

  private func products(_ room: PanelLayout) -> PanelItem {
    let grid = painter.step.terms.grid
    let many = grid.channels > 1 && grid.channels <= PanelLayout.mostMaps
    let active = activeProduct
    let view = PanelItem.ProductView(
      channels: many ? 0..<grid.channels : activeChannels,
      rows: PanelLayout.window(
        0..<grid.rows, showing: active.row, count: min(grid.rows, max(room.rows, 3))),
      columns: PanelLayout.window(
        0..<grid.columns, showing: active.column, count: min(grid.columns, max(room.columns / 6, 3))
      ))
    let text =
      view.channels.map { painter.productGrid($0, view.rows, view.columns, 3).textWidth }.max() ?? 1
    return PanelItem(content: .products(view), textWidth: text)
  }

  private func maps(_ panel: TensorPanel) -> [Viewport.Map] {
    let shape = stage.computation.shape(of: panel.id) ?? Shape4(1, 1, 1, 1)
    let current = currentMap(panel)
    guard shape.channels <= PanelLayout.mostMaps, !panel.isByChannel else { return [current] }
    return (0..<shape.channels).map { Viewport.Map(outer: current.outer, channel: $0) }
  }

  /// The map of the step's element, or one that the cursor in another panel is linked with.
  func currentMap(_ panel: TensorPanel) -> Viewport.Map {
    if panel.isByChannel { return Viewport.Map(outer: 0, channel: 0) }
    let cell = stage.cell(of: panel.id)
    var map = Viewport.Map(outer: cell.outer, channel: cell.channel)
    guard painter.marks.isLinked, let linked = panel.side.flatMap({ painter.marks.linked[$0] })
    else { return map }
    if let outers = linked.outers, !outers.contains(map.outer) { map.outer = outers.min() ?? 0 }
    if let channels = linked.channels, !channels.contains(map.channel) {
      map.channel = channels.min() ?? 0
    }
    return map
  }

  func keepOneMap(_ item: inout PanelItem) {
    switch item.content {
    case .tensor(let panel, var view):
      view.maps = [currentMap(panel)]
      item.content = .tensor(panel, view)
    case .products(var view):
      view.channels = activeChannels
      item.content = .products(view)
    }
  }

  func keepRows(_ item: inout PanelItem, _ count: Int) {
    let (all, part) =
      switch item.content {
      case .tensor(let panel, _): (panel.rowPlaces, focusRow(panel))
      case .products: (0..<painter.step.terms.grid.rows, activeProduct.row)
      }
    item.rows = PanelLayout.window(all, showing: part, count: count)
    measure(&item)
  }

  func keepColumns(_ item: inout PanelItem, _ count: Int) {
    let (all, part) =
      switch item.content {
      case .tensor(let panel, _): (panel.columnPlaces, focusColumn(panel))
      case .products: (0..<painter.step.terms.grid.columns, activeProduct.column)
      }
    item.columns = PanelLayout.window(all, showing: part, count: count)
    measure(&item)
  }

  /// Fewer numbers may need other decimals, and so more room than all of them.
  private func measure(_ item: inout PanelItem) {
    guard case .tensor(let panel, let view) = item.content else { return }
    let widths = view.maps.map { painter.grid(panel, $0, view).textWidth }
    item.textWidth = max(item.textWidth, widths.max() ?? 0)
  }

  /// The channel whose products are shown where there is room for one only.
  private var activeChannels: Range<Int> {
    let terms = painter.step.terms
    guard terms.grid.channels > 0 else { return 0..<0 }
    let channel = terms.gridPlace(of: stage.cursor.done - 1).channel
    return channel..<channel + 1
  }

  private var activeProduct: (row: ClosedRange<Int>, column: ClosedRange<Int>) {
    let place = painter.step.terms.gridPlace(of: stage.cursor.done - 1)
    return (place.row...place.row, place.column...place.column)
  }

  func focusRow(_ panel: TensorPanel) -> ClosedRange<Int> {
    range(panel, marked: panel.side.flatMap { painter.marks.linked[$0]?.rows }, \.row)
  }

  func focusColumn(_ panel: TensorPanel) -> ClosedRange<Int> {
    range(panel, marked: panel.side.flatMap { painter.marks.linked[$0]?.columns }) {
      panel.isByChannel ? $0.channel : $0.column
    }
  }

  /// Where the active product reads a panel with places of its own, which may be around its elements.
  private func placeOfStep(_ panel: TensorPanel) -> Index4? {
    let reads: Side = stage.view == .zerosBetween ? .output : .input
    guard panel.side == reads, panel.part == .operand, stage.view != .scatter, stage.focus == nil,
      !painter.step.terms.isEmpty
    else { return nil }
    let last = painter.step.terms.count - 1
    let place = painter.step.terms[min(max(stage.cursor.done - 1, 0), last)].place
    return Index4(0, 0, place.row, place.column)
  }

  /// The window where it is small, else the cell that takes part in the active product.
  private func range(_ panel: TensorPanel, marked: Set<Int>?, _ part: (Index4) -> Int)
    -> ClosedRange<Int>
  {
    let cell = part(placeOfStep(panel) ?? stage.cell(of: panel.id))
    guard painter.marks.subject?.id != panel.id, let marked, let first = marked.min(),
      let last = marked.max(), last - first < PanelLayout.widestWindow
    else { return cell...cell }
    return first...last
  }
}

extension PanelPainter {
  /// The part of one map around its window that fits so many columns and rows.
  func viewport(_ panel: TensorPanel, width: Int, rows: Int) -> Viewport {
    let part = PartInView(stage, self)
    let most = min(panel.columnPlaces.count, max(width / 2, 1))
    func columns(_ count: Int) -> Range<Int> {
      PanelLayout.window(panel.columnPlaces, showing: part.focusColumn(panel), count: count)
    }
    var view = Viewport(
      maps: [part.currentMap(panel)],
      rows: PanelLayout.window(panel.rowPlaces, showing: part.focusRow(panel), count: rows),
      columns: columns(most))
    let whole = grid(panel, view.maps[0], view)
    let text = whole.textWidth
    if most * (text + view.gap) + 1 > width, !whole.hasUnread { view.gap = 1 }
    var count = min(most, max((width - 1) / (text + view.gap), 1))
    view.columns = columns(count)
    while count > 1, grid(panel, view.maps[0], view).width > width {
      count -= 1
      view.columns = columns(count)
    }
    return view
  }
}
