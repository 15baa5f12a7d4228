import ConvEngine
import Screen

/// What is around a panel's grid: its title, the names of its maps, where the part seen lies.
extension PanelPainter {
  /// The title of a panel: its word, its symbol, its size.
  private func title(_ panel: TensorPanel) -> Line {
    let names = stage.names
    let id = panel.id
    if case .slope(let z, let activation) = panel.content {
      return Line([Span("σ′(\(names.symbol(z)))", .title), Span(", \(activation.name)", .dim)])
    }
    let words =
      panel.words
      ?? [names.word(id), names.symbol(id)].filter { !$0.isEmpty }.joined(separator: " ")
    let isFocused = stage.focus == .tensor(id) && panel.part != .unused
    let isPicked = stage.pickedTensor == id && panel.part != .unused
    return Line([
      Span(
        isFocused ? "[\(words)]" : words, panel.part == .unused ? .dim : .title,
        on: isFocused
          ? .focus : (isPicked || stage.pointed.contains(.tensor(id)) ? .picked : .none))
    ])
  }

  private func size(_ panel: TensorPanel) -> String {
    guard case .tensor(let id) = panel.content, id.role != .loss else { return "" }
    let shape = stage.computation.shape(of: id) ?? Shape4(1, 1, 1, 1)
    if panel.isByChannel { return "\(shape.channels)" }
    return Names.size(shape, isKernel: isKernel(panel))
  }

  /// The lines above a panel's cells: its title, and what is said of it where that is long.
  func headers(_ panel: TensorPanel, _ view: Viewport, gridWidth: Int) -> [Line] {
    let heading = Memo.Heading(panel: panel, view: view, gridWidth: gridWidth)
    let lines = memo.headers[heading] ?? newHeaders(panel, view, gridWidth: gridWidth)
    memo.headers[heading] = lines
    return lines
  }

  private func newHeaders(_ panel: TensorPanel, _ view: Viewport, gridWidth: Int) -> [Line] {
    var title = title(panel)
    let room = max(gridWidth, titleRoom)
    let joint = panel.remark.hasPrefix("(") ? "  " : ", "
    // The brackets of a focused title stand in for the blanks behind it, so that the focus moves nothing.
    let brackets = stage.focus == .tensor(panel.id) && panel.part != .unused ? 2 : 0
    var notes: [String] = []
    for (joint, note) in [("  ", size(panel)), (joint, panel.remark)] where !note.isEmpty {
      let joined = title + Line(joint + note, .dim)
      if notes.isEmpty, joined.width(symbols) - brackets <= room {
        title = joined
      } else {
        notes.append(note)
      }
    }
    if brackets > 0, title.spans.count > 1,
      title.width(symbols) > max(gridWidth, PanelPainter.narrowTitle)
    {
      title.spans[1].text = String(title.spans[1].text.drop { $0 == " " })
    }
    notes += position(panel, view)
    let text = wrapped(
      notes.map(\.unit).joined(separator: ", "), width: room, symbols: symbols)
    return [title] + (notes.isEmpty ? [] : text.map { Line($0, .dim) })
  }

  /// The columns that a title may take beyond its grid.
  static let shortTitle = 24
  /// The columns that any panel has for its title.
  static let narrowTitle = 12

  /// The maps of a panel one below the other.
  func block(_ panel: TensorPanel, _ view: Viewport, textWidth: Int) -> Block {
    let gridWidth = view.columns.count * (textWidth + view.gap) + 1
    var block = Block(lines: headers(panel, view, gridWidth: gridWidth))
    for map in view.maps {
      if let label = label(panel, map) { block.lines.append(label) }
      block.lines += grid(panel, map, view, leastTextWidth: textWidth).block(symbols).lines
      if isSpaced(panel, view), map != view.maps.last { block.lines.append(Line()) }
    }
    return block
  }

  func block(_ panel: TensorPanel, _ view: Viewport) -> Block {
    let width = view.maps.map { grid(panel, $0, view).textWidth }.max() ?? 0
    return block(panel, view, textWidth: width)
  }

  /// Whether the slices of a kernel keep step with their products, which have a sum below them.
  func isSpaced(_ panel: TensorPanel, _ view: Viewport) -> Bool {
    panel.id.role == .kernel && view.maps.count > 1
      && view.maps.count == step.terms.grid.channels
  }

  /// Whether each of a panel's maps has a name above it.
  func hasLabels(_ panel: TensorPanel) -> Bool {
    let shape = stage.computation.shape(of: panel.id) ?? Shape4(1, 1, 1, 1)
    return !panel.isByChannel && (shape.channels > 1 || shape.outer > 1)
  }

  /// Which part of a large panel is seen.
  func position(_ panel: TensorPanel, _ view: Viewport) -> [String] {
    var parts: [String] = []
    let shape = stage.computation.shape(of: panel.id) ?? Shape4(1, 1, 1, 1)
    func part(_ name: String, _ seen: Range<Int>, _ all: Range<Int>) {
      guard seen.count < all.count else { return }
      let ends = [seen.lowerBound, seen.upperBound - 1].map { Number.text(Double($0)) }
      parts.append("\(name) \(ends[0])…\(ends[1])")
    }
    if view.isHeat { parts += PanelPainter.heatKey }
    part("rows", view.rows, panel.rowPlaces)
    part(panel.isByChannel ? "o" : "columns", view.columns, panel.columnPlaces)
    if !panel.isByChannel, view.maps.count < shape.channels {
      parts.insert(contentsOf: channels(panel, view.maps[0], shape), at: 0)
    }
    return parts
  }

  /// Which of a panel's channels is seen: `o 1 of 0…2`.
  private func channels(_ panel: TensorPanel, _ map: Viewport.Map, _ shape: Shape4) -> [String] {
    guard isKernel(panel) else {
      let isOutput =
        panel.side.map { $0 == stage.layer.outputSide }
        ?? [.output, .outputGradient].contains(panel.id.role)
      return [PanelPainter.place(map.channel, of: shape.channels, isOutput ? "o" : "c")]
    }
    let isTransposed = stage.layer.isTransposed
    let outer = PanelPainter.place(map.outer, of: shape.outer, isTransposed ? "c" : "o")
    let channel = PanelPainter.place(map.channel, of: shape.channels, isTransposed ? "o" : "c")
    return shape.outer > 1 ? [outer, channel] : [channel]
  }

  /// A channel, which counts from 0, among all of them.
  static func place(_ channel: Int, of count: Int, _ name: String) -> String {
    "\(name) \(channel) of 0…\(count - 1)"
  }

  private func isKernel(_ panel: TensorPanel) -> Bool {
    panel.id.role.isKernelShaped
  }

  private func label(_ panel: TensorPanel, _ map: Viewport.Map) -> Line? {
    guard hasLabels(panel) else { return nil }
    let shape = stage.computation.shape(of: panel.id) ?? Shape4(1, 1, 1, 1)
    let symbol = stage.names.symbol(panel.id)
    if isKernel(panel) { return Line("\(symbol)[\(map.outer),\(map.channel)]", .dim) }
    let place = shape.outer > 1 ? "\(map.outer),\(map.channel)" : "\(map.channel)"
    guard panel.part == .target, panel.id.role == .output else {
      return Line("\(symbol)[\(place)]", .dim)
    }
    let isCurrent = isCurrent(map.channel)
    return Line([
      Span(isCurrent ? "▸" : " ", .symbol), Span("o \(place)", isCurrent ? .title : .dim),
      Span(biasText(map.channel), .dim),
    ])
  }

  /// Whether the step, or what the cursor is on, is about this output channel.
  private func isCurrent(_ channel: Int) -> Bool {
    if marks.isLinked, let linked = marks.linked[stage.layer.outputSide]?.channels {
      return linked.contains(channel)
    }
    return channel == subjectIndex.channel && stage.view != .scatter
  }

  private func biasText(_ channel: Int) -> String {
    guard stage.layer.bias == .tied else { return "" }
    let value = stage.computation.value(
      TensorID(.bias, stage.layerNumber), at: Index4(0, channel, 0, 0))
    return "   b[\(channel)] = \(Number.text(value))"
  }

  // MARK: Products

  /// The step's products in the shape of what slides, for one channel or for all that there is room for.
  func products(_ view: PanelItem.ProductView) -> Block {
    var block = Block(lines: [productsTitle])
    let grid = step.terms.grid
    let showsAll = grid.channels == view.channels.count
    if !showsAll {
      block.lines.append(
        Line(
          PanelPainter.place(view.channels.lowerBound, of: grid.channels, channelName), .dim))
    }
    for channel in view.channels {
      if grid.channels > 1, showsAll { block.lines.append(Line()) }
      block.lines += productGrid(channel, view.rows, view.columns, view.gap).block(symbols).lines
      if grid.channels > 1 { block.lines.append(channelSum(channel)) }
    }
    return block
  }

  var productsTitle: Line {
    let names = stage.names
    if stage.view == .scatter { return Line("ADDED NOW", .title) }
    var symbols = stage.pass.operands.map(names.symbol)
    if case .contraction(_, .kernel, _) = stage.pass.rule { symbols.reverse() }
    if stage.focus == .products { return Line([Span("[PRODUCTS]", .title, on: .focus)]) }
    return Line([
      Span("PRODUCTS", .title), Span(" " + symbols.joined(separator: "·"), .dim),
    ])
  }

  /// What the outermost part of the step's sum runs over, or the channels that receive.
  var channelName: String {
    switch stage.pass.rule {
    case .contraction(_, .kernel, _): stage.view == .scatter ? "c" : "n"
    case .contraction(_, let side, _):
      stage.layer.letters(of: (side == .output) == (stage.view == .scatter) ? .output : .input)
        .channel
    default: "c"
    }
  }

  func productGrid(_ channel: Int, _ rows: Range<Int>, _ columns: Range<Int>, _ gap: Int) -> Grid {
    let part = Memo.ProductPart(channel: channel, rows: rows, columns: columns)
    let cells = memo.products[part] ?? productCells(part)
    memo.products[part] = cells
    return Grid(rows: cells.rows, textWidth: cells.width, gap: gap, alignment: .centre)
  }

  private func productCells(_ part: Memo.ProductPart) -> (rows: [[GridCell]], width: Int) {
    let terms = step.terms
    let cells = part.rows.map { row in
      part.columns.map { column in
        product(terms, terms.position(channel: part.channel, row: row, column: column))
      }
    }
    let measured = cells.joined().map { symbols.width(of: $0.text) }.max() ?? 1
    return (cells, max(measured, widestProduct))
  }

  private func product(_ terms: Terms, _ place: Int) -> GridCell {
    guard place < stage.cursor.done, stage.veil?.hidesProducts != true else {
      return GridCell(text: "_", role: .pending)
    }
    guard isCheap(terms) else { return GridCell(text: "…", role: .pending) }
    let term = terms[place]
    var cell = GridCell(text: productText(term), role: role(of: term))
    if activeTerm == place {
      cell.isTap = true
      cell.ground = .tap
    }
    return cell
  }

  private func isCheap(_ terms: Terms) -> Bool { stage.pass.operands.allSatisfy(isCheap) }

  private func role(of term: Term) -> Role {
    if term.blank != nil { return .padding }
    return activeTerm == nil ? .value : .finished
  }

  func productText(_ term: Term) -> String {
    if let blank = term.blank {
      return blank == .stuffing ? "∘" : symbols.padding
    }
    guard let right = term.right else { return Number.text(term.left.value) }
    var factors = [term.left.value, right.value]
    if case .contraction(_, .kernel, _) = stage.pass.rule { factors.reverse() }
    return factors.map(PanelPainter.short).joined(separator: "·")
  }

  /// A factor of a product in a cell, short.
  static func short(_ value: Double) -> String {
    Number.cell(value, decimals: Number.decimals(of: [value]), width: 6)
  }

  /// What the products of a channel come to; what is handed out to many elements has no sum.
  func channelSum(_ channel: Int) -> Line {
    if stage.view == .scatter { return Line() }
    let terms = step.terms
    let own = terms.positions(ofChannel: channel)
    let start = own.lowerBound
    let end = stage.veil == nil ? min(own.upperBound, stage.cursor.done) : start
    guard end > start else { return Line("\(channelName) \(channel) not yet", .pending) }
    guard isCheap(terms), end - start <= Stage.quickTermLimit else {
      return Line("\(channelName) \(channel) …", .pending)
    }
    let sum = terms.sum(of: start..<end)
    return end == own.upperBound
      ? Line("sum of \(channelName) \(channel) = \(Number.text(sum))", .finished)
      : Line("\(channelName) \(channel) so far = \(Number.text(sum))")
  }
}
