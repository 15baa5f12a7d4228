import ConvEngine
import Scenes
import Screen

/// The lines of a stage that are neither panels nor arithmetic.
struct StageWords {
  let stage: Stage
  let session: Session

  init(_ stage: Stage, session: Session) {
    self.stage = stage
    self.session = session
  }

  // MARK: The title line

  /// Which pass, which step, which product; what can be missed is left out where there is little room.
  func status(width: Int, symbols: Symbols) -> Line {
    var parts = statusParts
    func line() -> Line {
      let text = Line(parts.map(\.text).filter { !$0.isEmpty }.joined(separator: "   "), .dim)
      return session.isPlaying ? Line("▸ ", .good) + text : text
    }
    while line().width(symbols) > width, parts.count > 1,
      let least = parts.indices.min(by: { parts[$0].weight < parts[$1].weight })
    {
      if let short = parts[least].short {
        parts[least] = StatusPart(short, weight: 8)
      } else {
        parts.remove(at: least)
      }
    }
    return line()
  }

  /// A part of the title line; the lightest one is the first to go, or to be said in short.
  private struct StatusPart {
    var text: String
    var short: String?
    var weight: Int

    init(_ text: String, short: String? = nil, weight: Int) {
      self.text = text
      self.short = short
      self.weight = weight
    }
  }

  private var statusParts: [StatusPart] {
    let pass = stage.pass
    let name = [stage.passName(pass), stage.sign(pass)].filter { !$0.isEmpty }
      .joined(separator: " ")
    if session.script?.exercise != nil {
      return [StatusPart(page, weight: 7)] + (stage.veil?.hidesSizes == true ? [] : [position])
    }
    let place = [
      StatusPart(page, weight: 7),
      StatusPart(stage.isComparing ? "side by side" : name, weight: 4),
    ]
    if let veil = stage.veil { return place + (veil.hidesSizes ? [] : [position]) }
    let count = "\(stage.termNoun) \(stage.cursor.done)/\(stage.termCount)"
    return place + [
      StatusPart(viewName, weight: stage.view == .gather ? 0 : 5), position,
      StatusPart(
        stage.termCount == 1 || stage.isComparing ? "" : count,
        weight: stage.isStepComplete ? 1 : 7),
    ]
  }

  /// The view of the pass, where a backward pass has several.
  private var viewName: String {
    if stage.view == .gather, stage.pass.isForward || Trace.views(of: stage.pass).count < 2 {
      return ""
    }
    return "view: \(StageWords.title(stage.view))"
  }

  /// The page of a lesson, the time of a demo or of a recording.
  var page: String {
    if let recording = session.recording {
      return "REC \(StageWords.clock(session.clock - recording.start))"
    }
    guard let script = session.script, !script.isDemo || !script.isAtEnd else { return "" }
    if let exercise = script.exercise {
      return exercise.place(page: script.page, of: script.pageCount)
    }
    if script.isDemo {
      let time = StageWords.clock(session.scriptTime) + "/" + StageWords.clock(script.duration)
      return script.pausedAt == nil ? time : "paused \(time)"
    }
    return "page \(script.page)/\(script.pageCount)"
  }

  /// Milliseconds as minutes and seconds.
  static func clock(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    return "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
  }

  static func title(_ view: PassView) -> String {
    view == .zerosBetween ? "zeros between" : view.rawValue
  }

  /// Which step it is; the element says it too where it has channels.
  private var position: StatusPart {
    guard stage.view != .scatter, let element = subjectWithChannels else {
      return StatusPart(number, weight: 8)
    }
    return StatusPart(
      "\(element)  \(stage.cursor.step + 1)/\(stage.trace.count)", short: element, weight: 2)
  }

  private var subjectWithChannels: String? {
    let shape = stage.trace.subjectShape
    guard shape.channels > 1 || shape.outer > 1 else { return nil }
    return stage.element(stage.subject, stage.subjectIndex)
  }

  private var number: String {
    let trace = stage.trace
    let number = "\(stage.cursor.step + 1)/\(trace.count)"
    if stage.view == .scatter { return "\(stage.symbol(stage.subject)) \(number)" }
    switch stage.pass.rule {
    case .contraction(_, .output, _): return "window \(number)"
    case .contraction(_, .kernel, _):
      return "weight \(number)"
    case .loss: return ""
    default: return "cell \(number)"
    }
  }

  // MARK: The map of the network

  /// The whole way through the network.
  var map: Line? { map(width: .max, symbols: .unicode) }

  /// The way through the network, with the tensors of this pass marked; nil for one bare layer.
  ///
  /// Where it is too long, what is far from this pass is left out.
  func map(width: Int, symbols: Symbols) -> Line? {
    let network = stage.document.network
    let isBare = network.layers.count == 1 && network.layers[0].activation == .identity
    if isBare, network.ending == .outputGradient { return nil }
    let stations = stations
    let here = ["     here: ", "   here: "].map {
      Line([Span($0 + stage.summary(stage.pass), .text)])
    }
    for note in here {
      let line = map(stations, stations.indices) + note
      if line.width(symbols) <= width { return line }
    }
    var seen = stations.indices
    while let less = cut(seen, stations) {
      seen = less
      let line = map(stations, seen) + here[1]
      if line.width(symbols) <= width { return line }
    }
    let line = map(stations, seen)
    return line.width(symbols) <= width ? line : nil
  }

  /// The stations without the one that is farthest from those of this pass.
  private func cut(_ seen: Range<Int>, _ stations: [Span]) -> Range<Int>? {
    let here = stations.indices.filter { stations[$0].style.role == .argument }
    guard let first = here.first, let last = here.last else { return nil }
    let (before, after) = (first - seen.lowerBound, seen.upperBound - 1 - last)
    if before <= 0, after <= 0 { return nil }
    return before > after
      ? seen.lowerBound + 1..<seen.upperBound : seen.lowerBound..<seen.upperBound - 1
  }

  private func map(_ stations: [Span], _ seen: Range<Int>) -> Line {
    var line = Line(seen.lowerBound > 0 ? "… → " : "", .dim)
    for place in seen {
      if place > seen.lowerBound { line.spans.append(Span(" → ", .dim)) }
      line.spans.append(stations[place])
    }
    if seen.upperBound < stations.count { line.spans.append(Span(" → …", .dim)) }
    return line
  }

  private var stations: [Span] {
    let network = stage.document.network
    var stations = [span(TensorID(.activation, 0))]
    for number in 1...network.layers.count {
      stations += [span(TensorID(.kernel, number)), span(TensorID(.output, number))]
      let activation = network.layers[number - 1].activation
      if activation != .identity {
        stations += [Span(activation.name, .dim), span(TensorID(.activation, number))]
      }
    }
    if case .loss = network.ending { stations.append(span(TensorID(.loss, network.layers.count))) }
    return stations
  }

  private func span(_ id: TensorID) -> Span {
    let own = [stage.pass.target] + stage.pass.operands
    let variable = own.contains {
      Computation.variable(of: $0).map(stage.computation.resolved) == stage.computation.resolved(id)
    }
    let isHere = own.contains(stage.computation.resolved(id)) || variable
    return Span(stage.symbol(id), isHere ? .argument : .dim)
  }

  // MARK: The formula

  /// The formula in lines, broken before its signs where it is too long, and its limits where they need
  /// a line of their own.
  func formula(width: Int, symbols: Symbols, isLabelled: Bool = true)
    -> (lines: [Line], limits: [Line])
  {
    let formula = FormulaWriter(stage).formula()
    let picked = pickedSymbol(of: formula)
    var lines = FormulaLines(
      formula, picked: picked, isLabelled: isLabelled && picked != nil, width: width, symbols
    ).lines
    guard !formula.limits.isEmpty else { return (lines, []) }
    let room = width - (lines.last?.width(symbols) ?? 0) - symbols.width(of: formula.limits)
    guard room >= 2, !lines.isEmpty else {
      return (
        lines,
        wrapped(formula.limits, width: width - 6, symbols: symbols).map {
          Line("      " + $0, .dim)
        }
      )
    }
    lines[lines.count - 1].spans.append(
      Span(String(repeating: " ", count: min(room, 10)) + formula.limits, .dim))
    return (lines, [])
  }

  private func pickedSymbol(of formula: Formula) -> Int? {
    stage.focus == .formula ? stage.pickedSymbol % max(formula.symbols.count, 1) : nil
  }

  // MARK: What is said

  /// What was asked for last: a sentence, a check, what the cursor is linked with.
  var explanation: [String] {
    if stage.veil != nil { return [] }
    var lines: [String] = []
    if let descent = stage.descent { lines.append(descent) }
    if session.overlay == .sentence { lines.append(stage.sentence) }
    if let check = stage.checkLines { lines += check }
    if let links = stage.linkSentence { lines += links }
    if lines.isEmpty, !hasOtherWords {
      lines += [stage.agreement, stage.rawInputNote, foldedNote].compactMap { $0 } + stage.stuffing
    }
    if !isAnswering, !hasOtherWords { lines += stage.unreadNotes }
    if let turning { lines.append(turning) }
    return lines
  }

  /// A lesson and a demo say what they have to say; a recording is a stage as it was.
  private var hasOtherWords: Bool { session.script?.hasWords == true }

  /// Whether something was asked that is being answered.
  var isAnswering: Bool {
    session.overlay == .sentence || stage.check != nil || stage.linkSentence != nil
  }

  /// Which element the active product reads on a place around the input, where the padding folds back.
  private var foldedNote: String? {
    guard case .contraction(let geometry, let side, _) = stage.pass.rule, side != .input,
      geometry.isFolded, stage.view == .gather, let active = stage.activeTerm
    else { return nil }
    let term = stage.step.terms[active]
    let read = side == .output ? term.left : term.right ?? term.left
    guard let id = read.tensor,
      term.place != Position(row: read.index.row, column: read.index.column)
    else { return nil }
    let place = [term.place.row, term.place.column].map { Number.text(Double($0)) }
    return "Row \(place[0]), column \(place[1]) is around the input: "
      + "padding_mode=\(geometry.rows.mode.rawValue) reads "
      + "\(stage.element(id, read.index)) = \(Number.text(read.value)) there."
  }

  /// What a tall screen says unasked: the step in a sentence, what its element is linked with, and the
  /// other forms of its formula.
  func unasked(width: Int, symbols: Symbols) -> [Line] {
    if hasOtherWords { return [] }
    func part(_ title: String, _ lines: [Line]) -> [Line] {
      lines.isEmpty ? [] : [Line(), Line(title, .title)] + lines
    }
    func text(_ sentences: [String]) -> [Line] {
      sentences.flatMap { wrapped($0, width: width, symbols: symbols) }.map { Line($0) }
    }
    return part("THE STEP", session.overlay == .sentence ? [] : text([stage.sentence]))
      + part("WHAT IT IS LINKED WITH", stage.linkSentence == nil ? text(links) : [])
      + part("THE FORMULA IN ITS OTHER FORMS", otherForms(width: width, symbols: symbols))
  }

  private var links: [String] {
    var linked = stage
    linked.setFocus(.tensor(stage.subject))
    return linked.linkSentence ?? []
  }

  private func otherForms(width: Int, symbols: Symbols) -> [Line] {
    var seen = [StageWords.text(of: FormulaWriter(stage).formula())]
    return (1..<FormulaForm.allCases.count).flatMap { more in
      var other = stage
      other.formulaForm += more
      let formula = FormulaWriter(other).formula()
      guard !seen.contains(StageWords.text(of: formula)) else { return [Line]() }
      seen.append(StageWords.text(of: formula))
      return FormulaLines(formula, picked: nil, width: width, symbols).lines
    }
  }

  private static func text(of formula: Formula) -> String { formula.pieces.map(\.text).joined() }

  private var turning: String? {
    guard stage.document.isTurning else { return nil }
    return "The rows have changed places: one flip. The columns come next; f does it now."
  }

  /// The passes in their order, with the place of this one.
  func outline(width: Int, symbols: Symbols) -> [Line] {
    var lines = [Line("PASSES", .title)]
    let count = stage.computation.passes.count
    for (number, pass) in stage.computation.passes.enumerated() {
      let isHere = number == stage.passNumber
      let place = (number < 9 && count > 9 ? " " : "") + "\(number + 1)  "
      let indent = 2 + place.count
      let summary = wrapped(stage.summary(pass), width: width - indent, symbols: symbols)
      for (row, text) in summary.enumerated() {
        let head =
          row == 0
          ? [Span(isHere ? "▸ " : "  ", .symbol), Span(place, .dim)]
          : [Span(String(repeating: " ", count: indent))]
        lines.append(Line(head + [Span(text, isHere ? .title : .text)]))
      }
    }
    return lines
  }
}
