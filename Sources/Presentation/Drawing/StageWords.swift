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
      let text = Line(parts.filter { !$0.isEmpty }.joined(separator: "   "), .dim)
      return session.isPlaying ? Line("▸ ", .good) + text : text
    }
    if line().width(symbols) > width, stage.isStepComplete { parts.removeLast() }
    while line().width(symbols) > width, parts.count > 1 { parts.removeFirst() }
    return line()
  }

  private var statusParts: [String] {
    let pass = stage.pass
    let name = [stage.passName(pass), stage.sign(pass)].filter { !$0.isEmpty }
      .joined(separator: " ")
    if session.script?.exercise != nil {
      return [page, stage.veil?.hidesSizes == true ? "" : position].filter { !$0.isEmpty }
    }
    if let veil = stage.veil {
      return [page, name, veil.hidesSizes ? "" : position].filter { !$0.isEmpty }
    }
    return [
      page,
      stage.isComparing ? "side by side" : name,
      stage.view == .gather ? "" : "view: \(StageWords.title(stage.view))",
      position,
      stage.termCount == 1 || stage.isComparing
        ? "" : "product \(stage.cursor.done)/\(stage.termCount)",
    ]
  }

  /// The page of a lesson, or the time of a demo.
  var page: String {
    guard let script = session.script else { return "" }
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

  private var position: String {
    let trace = stage.trace
    let shape = trace.subjectShape
    let number = "\(stage.cursor.step + 1)/\(trace.count)"
    if stage.view == .scatter { return "\(stage.symbol(stage.subject)) \(number)" }
    let hasChannels = shape.channels > 1 || shape.outer > 1
    if hasChannels { return "\(stage.element(stage.subject, stage.subjectIndex))  \(number)" }
    switch stage.pass.rule {
    case .contraction(_, .output, _): return "window \(number)"
    case .contraction(_, .kernel, _):
      return "weight \(number)"
    case .loss: return ""
    default: return "cell \(number)"
    }
  }

  // MARK: The map of the network

  /// The way through the network, with the tensors of this pass marked; nil for one bare layer.
  var map: Line? {
    let network = stage.document.network
    let isBare = network.layers.count == 1 && network.layers[0].activation == .identity
    if isBare, network.ending == .outputGradient { return nil }
    var line = Line([span(TensorID(.activation, 0))])
    for number in 1...network.layers.count {
      for id in [TensorID(.kernel, number), TensorID(.output, number)] {
        line.spans += [Span(" → ", .dim), span(id)]
      }
      let activation = network.layers[number - 1].activation
      if activation != .identity {
        line.spans += [Span(" → \(activation.name) → ", .dim), span(TensorID(.activation, number))]
      }
    }
    if case .loss = network.ending {
      line.spans += [Span(" → ", .dim), span(TensorID(.loss, network.layers.count))]
    }
    line.spans.append(Span("     here: \(stage.summary(stage.pass))", .text))
    return line
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

  /// The formula in one line, or broken before its last factor where it is too long.
  func formula(width: Int, symbols: Symbols) -> [Line] {
    let line = wholeFormula(width: width, symbols: symbols)
    guard line.width(symbols) > width,
      let sign = line.spans.lastIndex(where: { $0.text == " · " })
    else { return [line] }
    let indent = Span("      ")
    return [Line(Array(line.spans[..<sign])), Line([indent] + line.spans[sign...])]
  }

  private func wholeFormula(width: Int, symbols: Symbols) -> Line {
    let formula = FormulaWriter(stage).formula()
    let isFocused = stage.focus == .formula
    var line = Line()
    var number = 0
    for piece in formula.pieces {
      guard piece.tensor != nil else {
        line.spans.append(Span(piece.text))
        continue
      }
      let isPicked = isFocused && number == stage.pickedSymbol % max(formula.symbols.count, 1)
      line.spans.append(Span(piece.text, .symbol, on: isPicked ? .picked : .none))
      number += 1
    }
    let room = width - line.width(symbols) - symbols.width(of: formula.limits)
    if !formula.limits.isEmpty, room >= 2 {
      line.spans.append(Span(String(repeating: " ", count: min(room, 10)) + formula.limits, .dim))
    }
    return line
  }

  // MARK: What is said

  /// What was asked for last: a sentence, a check, what the cursor is linked with.
  var explanation: [String] {
    if stage.veil != nil { return [] }
    var lines: [String] = []
    if session.overlay == .sentence { lines.append(stage.sentence) }
    if let check = stage.checkLines { lines += check }
    if let links = stage.linkSentence { lines += links }
    if lines.isEmpty {
      lines += [stage.agreement, stage.rawInputNote].compactMap { $0 } + stage.stuffing
    }
    if let turning { lines.append(turning) }
    return lines
  }

  private var turning: String? {
    guard stage.document.isTurning else { return nil }
    return "The rows have changed places: one flip. The columns come next; f does it now."
  }

  /// The passes in their order, with the place of this one.
  func outline(width: Int, symbols: Symbols) -> [Line] {
    var lines = [Line("PASSES", .title)]
    for (number, pass) in stage.computation.passes.enumerated() {
      let isHere = number == stage.passNumber
      lines.append(
        Line([
          Span(isHere ? "▸ " : "  ", .symbol),
          Span("\(number + 1)  ", .dim),
          Span(stage.summary(pass), isHere ? .title : .text),
        ]))
    }
    return lines
  }
}
