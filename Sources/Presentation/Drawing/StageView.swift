import ConvEngine
import Scenes
import Screen

/// Draws a stage on a screen of 80 × 24 or more.
struct StageView {
  let session: Session
  let stage: Stage
  var canvas: Canvas
  /// Lines of text that there is no room for.
  private(set) var hiddenLines = 0
  /// Where the stage begins, and how many columns it has.
  let left: Int
  let width: Int
  /// The column and the width of the explanation beside the stage, on wide screens.
  let aside: (column: Int, width: Int)?

  static let widestText = 76
  static let footerRows = 1
  static let panelTop = 2

  init(_ session: Session, _ stage: Stage, canvas: Canvas) {
    self.session = session
    self.stage = stage
    self.canvas = canvas
    let columns = canvas.columns
    if columns >= 120, canvas.rows >= 30 {
      let stageWidth = min(max(columns - 44, 78), 110)
      let asideWidth = min(columns - stageWidth - 6, StageView.widestText)
      let unused = columns - stageWidth - asideWidth - 6
      left = 1 + max(unused / 2, 0)
      width = stageWidth
      aside = (left + stageWidth + 4, asideWidth)
    } else {
      width = min(columns - 2, 110)
      left = 1 + max((columns - 2 - width) / 2, 0)
      aside = nil
    }
  }

  private var symbols: Symbols { canvas.symbols }
  private var right: Int { left + width }
  private var last: Int { canvas.rows - 1 }

  mutating func draw() -> Frame {
    drawTitle()
    drawMap()
    let top = stage.isComparing ? drawComparison() : drawPanels()
    if let block = questionBlock { drawQuestion(block, from: top) } else { drawBelow(from: top) }
    drawAside()
    drawFooter()
    return canvas.frame
  }

  // MARK: Title

  private mutating func drawTitle() {
    let titleWidth = symbols.width(of: session.stageTitle)
    let status = StageWords(stage, session: session)
      .status(width: width - min(titleWidth, width / 2) - 3, symbols: symbols)
    let statusWidth = status.width(symbols)
    let room = width - statusWidth - 2
    canvas.draw(
      Line([Span(shortened(session.stageTitle, width: room, symbols: symbols), .title)]), row: 0,
      column: left)
    canvas.draw(status, row: 0, endingAt: right)
  }

  private mutating func drawMap() {
    guard let map = StageWords(stage, session: session).map else { return }
    guard map.width(symbols) <= width else { return }
    canvas.draw(map, row: 1, column: left)
  }

  // MARK: Panels

  /// How many lines the parts below the panels need at the least.
  private var leastBelow: Int {
    if let block = questionBlock { return questionText.count + block.lines.count + 2 }
    if session.overlay == .options { return 13 }
    return stage.view == .scatter ? 9 : 7
  }

  private mutating func drawPanels() -> Int {
    let room = canvas.rows - StageView.panelTop - StageView.footerRows - leastBelow
    let layout = PanelLayout(stage, columns: width, rows: room, symbols: symbols)
    var bottom = StageView.panelTop
    for placed in layout.placed() {
      canvas.draw(
        placed.block, row: StageView.panelTop + placed.row, column: left + placed.column)
      bottom = max(bottom, StageView.panelTop + placed.row + placed.block.height)
    }
    return bottom
  }

  private mutating func drawComparison() -> Int {
    let room = canvas.rows - StageView.panelTop - StageView.footerRows - 7
    let comparison = Comparison(stage, columns: width, rows: room, symbols: symbols)
    var bottom = StageView.panelTop
    for placed in comparison.placed() {
      canvas.draw(
        placed.block, row: StageView.panelTop + placed.row, column: left + placed.column)
      bottom = max(bottom, StageView.panelTop + placed.row + placed.block.height)
    }
    return bottom
  }

  // MARK: A question

  /// The question on the page, unless something else was asked for.
  private var questionBlock: QuestionBlock? {
    guard let script = session.script, let open = script.question,
      session.overlay == nil, stage.focus != .formula
    else { return nil }
    return QuestionBlock(
      open: open, script: script, stage: stage, symbols: symbols,
      width: min(width, StageView.widestText))
  }

  private var questionText: [String] {
    stage.paragraphs.flatMap {
      wrapped($0, width: min(width, StageView.widestText), symbols: symbols)
    }
  }

  /// The page's text, then the question; where there is little room the text gives way.
  private mutating func drawQuestion(_ block: QuestionBlock, from top: Int) {
    let lines = block.lines
    var text = questionText
    var room = last - top - lines.count - 1
    if room < text.count {
      hiddenLines += text.count
      text = []
    }
    room -= text.count
    var row = top + (room > 0 && !text.isEmpty ? 1 : 0)
    room -= row - top
    for line in text {
      canvas.draw(Line(line), row: row, column: left)
      row += 1
    }
    if row < last { canvas.rule(row: row, columns: left..<right) }
    draw(lines, from: row + 1)
  }

  /// Draws lines as far as there is room; the last ones, which hold the answer, in any case.
  private mutating func draw(_ lines: [Line], from top: Int) {
    let room = max(last - top, 0)
    hiddenLines += max(lines.count - room, 0)
    let shown =
      lines.count <= room ? lines : Array(lines.prefix(2)) + lines.suffix(max(room - 2, 0))
    for (place, line) in shown.prefix(room).enumerated() {
      canvas.draw(line, row: top + place, column: left)
    }
  }

  // MARK: Below the panels

  private mutating func drawBelow(from top: Int) {
    var row = top
    let room = last - top
    let isChoosing = session.overlay == .options
    let words = LayerWords(stage, isChoosing: isChoosing)
    var head: [Line] = []
    if !stage.isComparing, stage.hasLayerLine || isChoosing {
      head = [words.call(width: width, symbols: symbols)]
      if stage.pass.isForward || isChoosing, room >= 10 {
        head += words.sizes(symbols: symbols, width: width)
      }
    }
    let sums = isChoosing ? [] : arithmetic(most: min(max(room - head.count - 5, 2), 6))
    if room - head.count - sums.count >= 5 { row += 1 }
    for line in head where row < last {
      canvas.draw(line, row: row, column: left)
      row += 1
    }
    if row < last {
      canvas.rule(row: row, columns: left..<right)
      row += 1
    }
    for line in sums where row < last {
      canvas.draw(line, row: row, column: left)
      row += 1
    }
    drawText(from: isChoosing ? row : row + 1)
  }

  private func arithmetic(most: Int) -> [Line] {
    if stage.isComparing {
      return Comparison(stage, columns: width, rows: 0, symbols: symbols).formulas
    }
    let words = StageWords(stage, session: session)
    return words.formula(width: width, symbols: symbols)
      + SumWords(stage: stage, symbols: symbols, width: width).lines(most: most)
  }

  private mutating func drawText(from top: Int) {
    let words = StageWords(stage, session: session)
    let room = last - top
    guard room > 0 else { return }
    if session.overlay == .options {
      canvas.draw(
        OptionsView(stage: stage).block(width: width, rows: room, symbols: symbols), row: top,
        column: left)
      return
    }
    let textWidth = min(width, StageView.widestText)
    let now = words.explanation.flatMap { wrapped($0, width: textWidth, symbols: symbols) }
    let own =
      aside == nil
      ? stage.paragraphs.flatMap { wrapped($0, width: textWidth, symbols: symbols) } : []
    let both = now.isEmpty || own.isEmpty ? now + own : now + [""] + own
    let all = both.count > room && !now.isEmpty ? now : both
    draw(all, roles: now.count, from: top, room: room)
  }

  /// Draws as much text as there is room for, and says where the rest is.
  private mutating func draw(_ lines: [String], roles highlighted: Int, from top: Int, room: Int) {
    let most = max(lines.count - room, 0)
    hiddenLines += most
    let offset = min(stage.textOffset, most)
    for (place, line) in lines.dropFirst(offset).prefix(room).enumerated() {
      let role: Role = place + offset < highlighted ? .text : .dim
      canvas.draw(Line(line, role), row: top + place, column: left)
    }
    if most > 0 {
      let more = "\(offset + room)/\(lines.count) n p"
      canvas.clear(
        rows: top + room - 1..<top + room,
        columns: right - symbols.width(of: more) - 1..<right)
      canvas.draw(Line(more, .hint), row: top + room - 1, endingAt: right)
    }
  }

  // MARK: Aside and footer

  private mutating func drawAside() {
    guard let aside else { return }
    var lines: [Line] = []
    for paragraph in stage.paragraphs {
      lines += wrapped(paragraph, width: aside.width, symbols: symbols).map { Line($0) }
      lines.append(Line())
    }
    lines += StageWords(stage, session: session).outline(width: aside.width, symbols: symbols)
    for (place, line) in lines.prefix(last - StageView.panelTop - 1).enumerated() {
      canvas.draw(line, row: StageView.panelTop + place, column: aside.column)
    }
  }

  private mutating func drawFooter() {
    Footer(session).draw(on: &canvas, column: left, width: width)
  }
}

extension Stage {
  /// Whether the pass on stage is the work of a layer, whose call is then shown.
  var hasLayerLine: Bool {
    switch pass.rule {
    case .contraction, .sum: true
    default: false
    }
  }
}
