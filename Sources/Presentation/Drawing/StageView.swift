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
  /// The rows from which on a wide screen has room to say more than was asked for.
  static let tallRows = 40

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
  private var words: StageWords { StageWords(stage, session: session) }
  private var isTall: Bool { aside != nil && canvas.rows >= StageView.tallRows }

  mutating func draw() -> Frame {
    drawTitle()
    drawMap()
    let panels = stage.isComparing ? comparison : self.panels
    let bottom = draw(panels, from: top(of: panels))
    if let block = questionBlock {
      drawQuestion(block, from: bottom)
    } else {
      drawBelow(from: bottom)
    }
    drawAside(from: top(of: panels))
    drawFooter()
    return canvas.frame
  }

  // MARK: Title

  private mutating func drawTitle() {
    let title = session.stageTitle
    let titleWidth = symbols.width(of: title)
    let status = words.status(
      width: width - min(titleWidth, width / 2) - 3, symbols: symbols)
    let statusWidth = status.width(symbols)
    let room = width - statusWidth - 2
    canvas.draw(
      Line([Span(shortened(title, width: room, symbols: symbols), .title)]), row: 0,
      column: left)
    canvas.draw(status, row: 0, endingAt: right)
  }

  private mutating func drawMap() {
    guard let map = words.map(width: width, symbols: symbols) else { return }
    canvas.draw(map, row: 1, column: left)
  }

  // MARK: Panels

  /// How many lines the parts below the panels need at the least.
  private var leastBelow: Int {
    if let block = questionBlock { return questionText.count + block.leastHeight + 1 }
    if session.overlay == .options { return 13 }
    // Panels that take all they can get leave room for what is asked for where there is enough of both.
    return isTall ? StageView.leastBelowOfTall : (stage.view == .scatter ? 9 : 7)
  }

  private func panelRoom(leaving below: Int) -> Int {
    canvas.rows - StageView.panelTop - StageView.footerRows - below
  }

  private var panels: [PanelLayout.Placed] {
    PanelLayout(stage, columns: width, rows: panelRoom(leaving: leastBelow), symbols: symbols)
      .placed()
  }

  private var comparison: [PanelLayout.Placed] {
    Comparison(stage, columns: width, rows: panelRoom(leaving: 7), symbols: symbols).placed()
  }

  /// Where the panels begin: on a tall screen a little lower, by what they take themselves, so that no
  /// step moves them.
  private func top(of panels: [PanelLayout.Placed]) -> Int {
    guard isTall, session.overlay != .options else { return StageView.panelTop }
    let height = panels.map { $0.row + $0.block.height }.max() ?? 0
    let spare = panelRoom(leaving: StageView.mostBelow) - height
    return StageView.panelTop + min(max(spare / 2, 0), 6)
  }

  /// The fewest rows below the panels of a tall screen, whose parts stand further apart.
  private static let leastBelowOfTall = 16

  /// The rows that are kept for what stands below the panels of a tall screen.
  private static let mostBelow = 26

  /// Draws the panels, and returns the row below them.
  private mutating func draw(_ panels: [PanelLayout.Placed], from top: Int) -> Int {
    var bottom = top
    for placed in panels {
      canvas.draw(placed.block, row: top + placed.row, column: left + placed.column)
      bottom = max(bottom, top + placed.row + placed.block.height)
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
      open: open, script: script, stage: stage, symbols: symbols, width: textWidth)
  }

  /// The words of the page above the question, unless they stand aside.
  private var questionText: [String] {
    guard aside == nil else { return [] }
    return session.paragraphs(of: stage).flatMap { wrapped($0, width: textWidth, symbols: symbols) }
  }

  /// The page's text, then the question; where there is little room the text gives way.
  private mutating func drawQuestion(_ block: QuestionBlock, from top: Int) {
    let lines = block.lines(in: last - top - 1)
    var text = questionText
    var room = last - top - lines.count - 1
    if room < text.count {
      if block.open.feedback == .none { hiddenLines += text.count }
      text = []
    }
    room -= text.count
    var row = top + (room > 0 && !text.isEmpty ? 1 : 0)
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
    let isChoosing = session.overlay == .options
    let text = StageText(
      words, width: textWidth, isAside: aside != nil, isTall: isTall, symbols: symbols)
    let lower = LowerLines(
      layer: layerLines(isChoosing), sums: isChoosing ? nil : sums(room: last - top),
      textHeight: isChoosing ? OptionsView.groups.count + 1 : text.lines.count,
      room: last - top, isSpacious: isTall, keepsText: session.isTold)
    var row = top
    for line in lower.lines where row < last {
      switch line {
      case .blank: break
      case .rule: canvas.rule(row: row, columns: left..<right)
      case .line(let line): canvas.draw(line, row: row, column: left)
      }
      row += 1
    }
    if isChoosing { drawOptions(from: row) } else { draw(text, from: row) }
  }

  private var textWidth: Int { min(width, StageView.widestText) }

  private func layerLines(_ isChoosing: Bool) -> LowerLines.Layer {
    var lines = LowerLines.Layer()
    let layer = LayerWords(stage, isChoosing: isChoosing)
    guard isChoosing || (!stage.isComparing && stage.hasLayerLine) else { return lines }
    lines.call = [layer.call(width: width, symbols: symbols)]
    if stage.pass.isForward || isChoosing {
      lines.sizes = layer.sizes(symbols: symbols, width: width)
    }
    return lines
  }

  private func sums(room: Int) -> LowerLines.Sums {
    if stage.isComparing {
      let formulas = Comparison(stage, columns: width, rows: 0, symbols: symbols).formulas
      return LowerLines.Sums(formula: formulas.lines, limits: formulas.limits, sums: [])
    }
    let formula = words.formula(width: width, symbols: symbols)
    let most = min(max(room - 6, 2), 6)
    return LowerLines.Sums(
      formula: formula.lines, limits: formula.limits,
      sums: SumWords(stage: stage, symbols: symbols, width: width).lines(most: most))
  }

  private mutating func drawOptions(from top: Int) {
    guard last > top else { return }
    canvas.draw(
      OptionsView(stage: stage).block(width: width, rows: last - top, symbols: symbols), row: top,
      column: left)
  }

  /// Draws as much text as there is room for, and says where the rest is.
  private mutating func draw(_ text: StageText, from top: Int) {
    let room = last - top
    guard room > 0 else { return }
    hiddenLines += max(text.neededHeight - room, 0)
    let seen = text.seen(rows: room, from: stage.textOffset)
    for (place, line) in seen.lines.enumerated() {
      canvas.draw(line, row: top + place, column: left)
    }
    if let mark = seen.mark {
      canvas.draw(Line(mark, .hint), row: top + max(seen.lines.count - 1, 0), endingAt: right)
    }
  }

  // MARK: Aside and footer

  private mutating func drawAside(from top: Int) {
    guard let aside else { return }
    var lines: [Line] = []
    for paragraph in session.paragraphs(of: stage) {
      lines += wrapped(paragraph, width: aside.width, symbols: symbols).map { Line($0) }
      lines.append(Line())
    }
    lines += words.outline(width: aside.width, symbols: symbols)
    for (place, line) in lines.prefix(last - top - 1).enumerated() {
      canvas.draw(line, row: top + place, column: aside.column)
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
    case .contraction, .sum, .function, .derivative: true
    case .loss, .lossGradient, .update: false
    }
  }
}
