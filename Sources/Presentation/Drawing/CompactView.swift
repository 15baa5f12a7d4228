import ConvEngine
import Scenes
import Screen

/// Draws a stage on a small screen: one panel at a time, the active product beside it.
struct CompactView {
  let session: Session
  let stage: Stage
  var canvas: Canvas
  /// Lines that there is no room for.
  private(set) var hiddenLines = 0
  static let asideWidth = 12

  init(_ session: Session, _ stage: Stage, canvas: Canvas) {
    self.session = session
    self.stage = stage
    self.canvas = canvas
  }

  var symbols: Symbols { canvas.symbols }
  var width: Int { canvas.columns - 2 }
  var last: Int { canvas.rows - 1 }

  mutating func draw() -> Frame {
    drawTitle()
    if session.overlay == .options {
      drawTabs()
      drawOptions()
    } else if stage.isComparing {
      drawComparison()
    } else {
      drawTabs()
      drawTab()
    }
    Footer(session).draw(on: &canvas, column: 1, width: width)
    return canvas.frame
  }

  // MARK: Title and tabs

  private mutating func drawTitle() {
    let trace = stage.trace
    var status = "\(shortNoun) \(stage.cursor.step + 1)/\(trace.count)"
    if let script = session.script {
      status =
        script.isDemo
        ? StageWords(stage, session: session).page : "p \(script.page)/\(script.pageCount)"
    } else if stage.termCount != 1 {
      status += " prod \(stage.cursor.done)/\(stage.termCount)"
    }
    if symbols.width(of: status) > width - 6 { status = "\(stage.cursor.step + 1)/\(trace.count)" }
    let room = width - symbols.width(of: status) - 1
    var title =
      session.script?.exercise?.shortTitle
      ?? stage.title.split(separator: "·").first.map(String.init) ?? stage.title
    while title.hasSuffix(" ") { title.removeLast() }
    canvas.draw(
      Line(shortened(title, width: room, symbols: symbols), .title), row: 0, column: 1)
    canvas.draw(Line(status, .dim), row: 0, endingAt: canvas.columns - 1)
  }

  private var shortNoun: String {
    if stage.view == .scatter { return stage.symbol(stage.subject) }
    switch stage.pass.rule {
    case .contraction(_, .output, _): return "win"
    case .contraction(_, .kernel, _): return "wt"
    default: return "cell"
    }
  }

  private var tabs: [Panel] { stage.focusOrder }
  private var tab: Panel {
    if let focus = stage.focus, tabs.contains(focus) { return focus }
    if session.script?.question != nil { return .question }
    return session.script?.scene.kind == .lesson ? .text : tabs[0]
  }

  private func name(_ panel: Panel) -> String {
    switch panel {
    case .tensor(let id):
      let word = stage.names.word(id).split(separator: " ").last.map(String.init) ?? ""
      return [word, stage.names.symbol(id)].filter { !$0.isEmpty }.joined(separator: " ")
    case .products: return "PRODUCTS"
    case .text: return "TEXT"
    case .question: return "QUESTION"
    case .formula: return "FORMULA"
    }
  }

  /// The tab strip; where not all names fit, those around the open one, and marks where more follow.
  private mutating func drawTabs() {
    let names = tabs.map { $0 == tab ? "[\(name($0))]" : name($0) }
    let open = tabs.firstIndex(of: tab) ?? 0
    let seen = seenTabs(names, open: open)
    var line = Line(seen.lowerBound > 0 ? "…" : "", .dim)
    for place in seen {
      if place > seen.lowerBound { line.spans.append(Span(" ")) }
      let isOpen = place == open
      line.spans.append(Span(names[place], isOpen ? .title : .dim, on: isOpen ? .focus : .none))
    }
    if seen.upperBound < names.count { line.spans.append(Span("…", .dim)) }
    canvas.draw(line, row: 1, column: 1)
  }

  private func seenTabs(_ names: [String], open: Int) -> Range<Int> {
    let mark = symbols.width(of: "…")
    func fits(_ range: Range<Int>) -> Bool {
      let marks = (range.lowerBound > 0 ? mark : 0) + (range.upperBound < names.count ? mark : 0)
      return range.reduce(marks - 1) { $0 + symbols.width(of: names[$1]) + 1 } <= width
    }
    var first = 0
    while first < open, !fits(first..<open + 1) { first += 1 }
    let ends = (open + 1...names.count).filter { fits(first..<$0) }
    return first..<(ends.last ?? open + 1)
  }

  // MARK: The open tab

  var bodyTop: Int { 2 }
  /// Below the body: the sum, the layer, the footer.
  var bodyRows: Int { max(canvas.rows - bodyTop - 3, 1) }

  private mutating func drawTab() {
    switch tab {
    case .tensor(let id): drawPanel(id)
    case .products: drawProducts()
    case .formula: drawFormula()
    case .text: drawText()
    case .question: drawQuestion()
    }
    if tab == .text || tab == .question { return }
    if let block = questionBlock { drawAnswer(block) } else { drawSum() }
  }

  private var questionBlock: QuestionBlock? {
    guard let script = session.script, let open = script.question else { return nil }
    return QuestionBlock(
      open: open, script: script, stage: stage, symbols: symbols, width: width)
  }

  private mutating func drawQuestion() {
    guard let block = questionBlock else { return }
    let room = last - bodyTop
    // Who scrolls wants to see all of it.
    let isWhole = stage.textOffset > 0
    let lines = (isWhole ? block.lines : block.lines(in: room)).filter { !$0.spans.isEmpty }
    let most = max(lines.count - room, 0)
    hiddenLines = most
    let offset = min(stage.textOffset, most)
    for (row, line) in lines.dropFirst(offset).prefix(most > 0 ? room - 1 : room).enumerated() {
      canvas.draw(line, row: bodyTop + row, column: 1)
    }
    guard most > 0 else { return }
    let seen = "\(offset + room - 1)/\(lines.count) ↑↓"
    canvas.draw(Line(seen, .hint), row: last - 1, endingAt: canvas.columns - 1)
  }

  /// What is typed stays in sight beside a panel.
  private mutating func drawAnswer(_ block: QuestionBlock) {
    guard block.open.isOpen, let answer = block.lines.last else { return }
    if answer.width(symbols) <= width { canvas.draw(answer, row: last - 2, column: 1) }
    let prompt = shortened(block.open.question.prompt, width: width, symbols: symbols)
    canvas.draw(Line(prompt, .dim), row: last - 1, column: 1)
  }

  private mutating func drawPanel(_ id: TensorID) {
    guard let panel = stage.scenery.panels.first(where: { $0.id == id }) else { return }
    let aside = self.aside
    let room = width - CompactView.asideWidth
    let painter = PanelPainter(stage, symbols: symbols)
    let view = painter.viewport(panel, width: room, rows: bodyRows)
    let grid = painter.grid(panel, view.maps[0], view)
    canvas.draw(grid.block(symbols), row: bodyTop, column: 1)
    let column = max(grid.width + 2, canvas.columns - 1 - aside.width(symbols))
    guard column + aside.width(symbols) < canvas.columns + 1 else { return }
    canvas.draw(
      Block(lines: Array(aside.lines.prefix(bodyRows))), row: bodyTop, column: column)
  }

  /// The active product in lines: its place, both operands, the product, the sum.
  private var aside: Block {
    let step = stage.step
    let head = Line(stage.element(step.tensor, step.index), .title)
    guard stage.veil == nil else { return Block(lines: [head]) }
    guard stage.cursor.done > 0, !step.terms.isEmpty, !stage.isLongStep else {
      return Block(lines: [head] + (stage.view == .scatter ? [] : [Line("= ?")]))
    }
    let term = step.terms[stage.cursor.done - 1]
    var lines = [stage.view == .scatter ? receiver(term) : head, line(term.left)]
    if let right = term.right { lines.append(line(right)) }
    lines.append(Line("product \(PanelPainter.short(term.product))"))
    if let sum = sum(of: term) { lines.append(Line("sum \(PanelPainter.short(sum))")) }
    lines.append(Line("done \(stage.cursor.done)/\(step.terms.count)", .dim))
    return Block(lines: lines)
  }

  /// The element that a product is handed out to, or that it falls on padding.
  private func receiver(_ term: Term) -> Line {
    term.blank == nil
      ? Line(stage.element(stage.pass.target, term.target), .title) : Line("padding", .padding)
  }

  /// The sum that a product has been added to: the step's own, or that of its receiver.
  private func sum(of term: Term) -> Double? {
    guard stage.view == .scatter else { return stage.step.terms.sum(of: 0..<stage.cursor.done) }
    guard term.blank == nil, stage.isTargetQuick else { return nil }
    return stage.trace.value(of: term.target, before: stage.cursor)?.sum
  }

  private func line(_ operand: Operand) -> Line {
    guard let id = operand.tensor else { return Line("padding 0", .padding) }
    return Line("\(stage.element(id, operand.index)) \(PanelPainter.short(operand.value))")
  }

  private mutating func drawFormula() {
    let formula = StageWords(stage, session: session)
      .formula(width: width, symbols: symbols, isLabelled: false)
    for (row, line) in (formula.lines + formula.limits).prefix(bodyRows).enumerated() {
      canvas.draw(line, row: bodyTop + row, column: 1)
    }
  }

  private mutating func drawText() {
    let text = StageText(
      StageWords(stage, session: session), width: width, isAside: false,
      saysAnswers: !session.isTold, symbols: symbols)
    hiddenLines = max(text.lines.count - (last - bodyTop), 0)
    let seen = text.seen(rows: last - bodyTop, from: stage.textOffset)
    for (row, line) in seen.lines.enumerated() {
      canvas.draw(line, row: bodyTop + row, column: 1)
    }
    if let mark = seen.mark, mark != "[TEXT]" {
      canvas.draw(Line(mark, .hint), row: last - 1, endingAt: canvas.columns - 1)
    }
  }

  private mutating func drawComparison() {
    canvas.draw(Line("⋆ and ∗ side by side", .title), row: 1, column: 1)
    let comparison = Comparison(stage, columns: width, rows: bodyRows, symbols: symbols)
    for placed in comparison.outputs() {
      canvas.draw(placed.block, row: bodyTop + placed.row, column: 1 + placed.column)
    }
    drawSum()
  }

  /// The last line of the step's sum that fits, with as much of it as can be.
  private var sumLine: Line? {
    if stage.isComparing {
      return Comparison(stage, columns: width, rows: 0, symbols: symbols).short
    }
    // Lines leave room behind them; where there is little, it is better filled.
    for spare in [24, 12, 0] {
      let words = SumWords(stage: stage, symbols: symbols, width: width + spare)
      guard var line = words.lines(most: 1).last else { return nil }
      if let first = line.spans.first {
        line.spans[0].text = String(first.text.drop { $0 == " " })
      }
      if line.width(symbols) <= width { return line }
    }
    return nil
  }

  private mutating func drawSum() {
    if session.overlay == .sentence || stage.check != nil {
      let words = StageWords(stage, session: session)
      let lines = words.explanation.flatMap { wrapped($0, width: width, symbols: symbols) }
      let top = max(last - lines.count, bodyTop)
      canvas.clear(rows: top..<last, columns: 0..<canvas.columns)
      for (place, line) in lines.prefix(last - top).enumerated() {
        canvas.draw(Line(line), row: top + place, column: 1)
      }
      return
    }
    if let sumLine, sumLine.width(symbols) <= width {
      canvas.draw(sumLine, row: last - 2, column: 1)
    }
    let call = LayerWords(stage).shortCall
    if stage.hasLayerLine, call.width(symbols) <= width {
      canvas.draw(call, row: last - 1, column: 1)
    } else {
      let summary = Line(stage.summary(stage.pass), .dim)
      if summary.width(symbols) <= width { canvas.draw(summary, row: last - 1, column: 1) }
    }
  }

  private mutating func drawOptions() {
    let parameter = stage.parameter
    let value = stage.document.text(of: parameter, layer: stage.layerNumber)
    let lines = [
      Line("OPTIONS of the layer", .title),
      Line([Span("▸\(parameter.rawValue) \(value)◂", .argument)]),
      Line("arrows choose, + − change", .hint),
    ]
    for (place, line) in lines.prefix(bodyRows).enumerated() {
      canvas.draw(line, row: bodyTop + place, column: 1)
    }
    let call = LayerWords(stage, isChoosing: true).shortCall
    if call.width(symbols) <= width { canvas.draw(call, row: last - 1, column: 1) }
  }
}
