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
      let text = view.maps.map { painter.grid(panel, $0, view).textWidth }.max() ?? 1
      return PanelItem(content: .tensor(panel, view), textWidth: text)
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
    let cell = stage.cell(of: panel.id)
    guard shape.channels <= PanelLayout.mostMaps else { return [currentMap(panel)] }
    return (0..<shape.channels).map { Viewport.Map(outer: cell.outer, channel: $0) }
  }

  func currentMap(_ panel: TensorPanel) -> Viewport.Map {
    let cell = stage.cell(of: panel.id)
    return Viewport.Map(outer: cell.outer, channel: cell.channel)
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
    switch item.content {
    case .tensor(let panel, _):
      item.setRows(
        PanelLayout.window(panel.rowPlaces, showing: focusRow(panel), count: count))
    case .products:
      item.setRows(
        PanelLayout.window(
          0..<painter.step.terms.grid.rows, showing: activeProduct.row, count: count))
    }
  }

  func keepColumns(_ item: inout PanelItem, _ count: Int) {
    switch item.content {
    case .tensor(let panel, _):
      item.setColumns(
        PanelLayout.window(panel.columnPlaces, showing: focusColumn(panel), count: count))
    case .products:
      item.setColumns(
        PanelLayout.window(
          0..<painter.step.terms.grid.columns, showing: activeProduct.column, count: count))
    }
  }

  /// The channel whose products are shown where there is room for one only.
  private var activeChannels: Range<Int> {
    let grid = painter.step.terms.grid
    let size = max(grid.rows * grid.columns, 1)
    let place = min(max(stage.cursor.done - 1, 0) / size, max(grid.channels - 1, 0))
    return place..<min(place + 1, max(grid.channels, 0))
  }

  private var activeProduct: (row: ClosedRange<Int>, column: ClosedRange<Int>) {
    let grid = painter.step.terms.grid
    let place = max(stage.cursor.done - 1, 0) % max(grid.rows * grid.columns, 1)
    let row = place / max(grid.columns, 1)
    let column = place % max(grid.columns, 1)
    return (row...row, column...column)
  }

  func focusRow(_ panel: TensorPanel) -> ClosedRange<Int> {
    range(panel, marked: panel.side.flatMap { painter.marks.patches[$0]?.rows }, \.row)
  }

  func focusColumn(_ panel: TensorPanel) -> ClosedRange<Int> {
    range(panel, marked: panel.side.flatMap { painter.marks.patches[$0]?.columns }, \.column)
  }

  /// The window where it is small, else the cell that takes part in the active product.
  private func range(_ panel: TensorPanel, marked: Set<Int>?, _ part: (Index4) -> Int)
    -> ClosedRange<Int>
  {
    let cell = part(stage.cell(of: panel.id))
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
    let text = grid(panel, view.maps[0], view).textWidth
    if most * (text + view.gap) + 1 > width { view.gap = 1 }
    var count = min(most, max((width - 1) / (text + view.gap), 1))
    view.columns = columns(count)
    while count > 1, grid(panel, view.maps[0], view).width > width {
      count -= 1
      view.columns = columns(count)
    }
    return view
  }
}
