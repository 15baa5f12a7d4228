import ConvEngine
import Screen

/// Finds room for the panels of a stage: all of them as they are where they fit, else their parts around
/// the window.
struct PanelLayout {
  let stage: Stage
  let columns: Int
  let rows: Int
  let symbols: Symbols
  /// Blanks between two columns of panels; a wide screen has room for more.
  var panelGap: Int { columns >= 100 ? 8 : 4 }
  static let fewestCells = 3
  static let mostMaps = 8

  init(_ stage: Stage, columns: Int, rows: Int, symbols: Symbols) {
    self.stage = stage
    self.columns = columns
    self.rows = rows
    self.symbols = symbols
  }

  /// A block and its place.
  struct Placed {
    var block: Block
    var row: Int
    var column: Int
  }

  /// Draws all the panels into the room that there is; what came before the ⊙ step gives way first.
  func placed() -> [Placed] {
    var tiers = stage.scenery.tiers.map { tier in
      TierLayout(tier, stage: tier.isSumBefore ? stage.sumBefore : stage, self)
    }
    let heights = tiers.map(\.naturalHeight)
    if tiers.count > 1, heights.reduce(0, +) + tiers.count - 1 > rows { tiers.removeFirst() }
    var row = 0
    var placed: [Placed] = []
    for (number, tier) in tiers.enumerated() {
      let after = tiers.dropFirst(number + 1).map { $0.naturalHeight + 1 }.reduce(0, +)
      let blocks = tier.blocks(height: rows - row - after)
      placed += place(blocks, row: row)
      row += (blocks.map(\.block.height).max() ?? 0) + 1
    }
    return placed
  }

  private func place(_ blocks: [(block: Block, width: Int)], row: Int) -> [Placed] {
    let widths = blocks.map(\.width)
    let gaps = max(blocks.count - 1, 1)
    let gap = min(max((columns - widths.reduce(0, +)) / gaps, 1), panelGap)
    var column = 0
    return blocks.map { block, width in
      defer { column += width + gap }
      return Placed(block: block, row: row, column: column)
    }
  }

  /// Pages through a range so that a part of it stays in view, moving as seldom as can be.
  static func window(_ all: Range<Int>, showing part: ClosedRange<Int>, count: Int) -> Range<Int> {
    guard count < all.count else { return all }
    let page = max(count - part.count + 1, 1)
    let offset = (part.lowerBound - all.lowerBound) / page * page
    let start = min(max(all.lowerBound + offset, all.lowerBound), all.upperBound - count)
    return start..<start + count
  }
}

/// The columns of panels of one tier, made to fit.
private struct TierLayout {
  let stage: Stage
  let painter: PanelPainter
  let room: PanelLayout
  private var slots: [[PanelItem]]

  init(_ tier: Scenery.Tier, stage: Stage, _ room: PanelLayout) {
    self.stage = stage
    self.room = room
    var painter = PanelPainter(stage, symbols: room.symbols)
    let count = tier.columns.count
    painter.titleRoom = min((room.columns - count + 1) / count, PanelPainter.shortTitle)
    self.painter = painter
    let view = PartInView(stage, painter)
    slots = tier.columns.map { $0.map { view.item($0, room) } }
    for place in slots.indices where height(slots[place]) > room.rows {
      slots[place].removeAll(where: givesWay)
    }
  }

  /// A bias that is not looked at is the first to go where there is little room.
  private func givesWay(_ item: PanelItem) -> Bool {
    guard case .tensor(let panel, _) = item.content else { return false }
    return panel.id.role == .bias && stage.focus != .tensor(panel.id)
  }

  var naturalHeight: Int { slots.map(height).max() ?? 0 }

  /// The blocks of the columns, and how wide they are in whichever step.
  func blocks(height most: Int) -> [(block: Block, width: Int)] {
    var slots = slots
    for place in slots.indices { shrink(&slots[place], toHeight: most) }
    // Titles with one blank between them read as one: cells give way for that, but no panel is cut for it.
    var tight = width(slots) + slots.count - 1 - room.columns
    while tight > 0, narrowGaps(of: &slots) || cutFurther(&slots, by: tight) {
      tight = width(slots) + slots.count - 1 - room.columns
    }
    var excess = width(slots) - room.columns
    while excess > 0, narrow(&slots, by: excess) { excess = width(slots) - room.columns }
    for place in slots.indices { shrink(&slots[place], toHeight: most) }
    return slots.map { items in
      var block = Block()
      for item in items {
        if block.height > 0 { block.lines.append(Line()) }
        block = block + painter.block(item)
      }
      return (block, max(width(items), block.width(room.symbols)))
    }
  }

  private func height(_ items: [PanelItem]) -> Int {
    items.map(painter.height).reduce(0, +) + items.count - 1
  }

  private func width(_ items: [PanelItem]) -> Int { items.map(painter.width).max() ?? 0 }

  private func width(_ slots: [[PanelItem]]) -> Int {
    slots.map(width).reduce(0, +) + slots.count - 1
  }

  // MARK: Height

  /// Takes away what can be missed most: further maps, then rows of the tallest.
  private func shrink(_ items: inout [PanelItem], toHeight most: Int) {
    let part = PartInView(stage, painter)
    for place in items.indices where items[place].mapCount > 1 && height(items) > most {
      part.keepOneMap(&items[place])
    }
    while height(items) > most {
      let tallest = items.indices.filter { items[$0].rows.count > PanelLayout.fewestCells }
        .max { items[$0].rows.count < items[$1].rows.count }
      guard let tallest else { return }
      let count = items[tallest].rows.count - max(height(items) - most, 1)
      part.keepRows(&items[tallest], max(count, PanelLayout.fewestCells))
    }
  }

  // MARK: Width

  /// Makes the widest column narrower: first its gaps, then what is seen of it.
  private func narrow(_ slots: inout [[PanelItem]], by excess: Int) -> Bool {
    if narrowGaps(of: &slots) { return true }
    for slot in widest(slots) where cut(&slots[slot], by: excess) { return true }
    return false
  }

  private func widest(_ slots: [[PanelItem]]) -> [Int] {
    slots.indices.sorted { width(slots[$0]) > width(slots[$1]) }
  }

  /// Takes a blank between the cells of the widest column that has any to spare.
  private func narrowGaps(of slots: inout [[PanelItem]]) -> Bool {
    for place in slots.indices where narrowProducts(&slots[place]) { return true }
    for slot in widest(slots) {
      for place in slots[slot].indices
      where slots[slot][place].gap > slots[slot][place].leastGap {
        guard painter.width(slots[slot][place]) == width(slots[slot]) else { continue }
        slots[slot][place].gap -= 1
        return true
      }
    }
    return false
  }

  /// Products give way before the elements of tensors do.
  private func narrowProducts(_ items: inout [PanelItem]) -> Bool {
    for place in items.indices where items[place].gap > 2 {
      guard case .products = items[place].content,
        painter.width(items[place]) == width(items)
      else { continue }
      items[place].gap -= 1
      return true
    }
    return false
  }

  /// Leaves out another column of a panel that is not seen whole anyway.
  private func cutFurther(_ slots: inout [[PanelItem]], by excess: Int) -> Bool {
    for slot in widest(slots) where slots[slot].contains(where: \.isCut) {
      if cut(&slots[slot], by: excess) { return true }
    }
    return false
  }

  private func cut(_ items: inout [PanelItem], by excess: Int) -> Bool {
    let part = PartInView(stage, painter)
    let widest = items.indices.filter { items[$0].columns.count > 1 }
      .max { painter.width(items[$0]) < painter.width(items[$1]) }
    guard let widest else { return false }
    let item = items[widest]
    guard painter.gridWidth(item) == painter.width(item) else { return false }
    let most = max(excess / (item.textWidth + item.gap), 1)
    let least = item.columns.count > PanelLayout.fewestCells ? PanelLayout.fewestCells : 1
    part.keepColumns(&items[widest], max(item.columns.count - most, least))
    return true
  }
}

extension PanelLayout {
  /// The widest window that is kept in view as a whole.
  static var widestWindow: Int { 12 }
}
