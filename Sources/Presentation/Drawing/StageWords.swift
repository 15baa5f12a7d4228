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
    if lines.isEmpty, !session.isTold {
      lines +=
        [handingOutNote, stage.agreement, stage.rawInputNote, foldedNote, givenNote]
        .compactMap { $0 } + stage.stuffing
    }
    if !isAnswering, !session.isTold { lines += stage.unreadNotes }
    if let turning { lines.append(turning) }
    return lines
  }

  /// Whether something was asked that is being answered.
  var isAnswering: Bool {
    session.overlay == .sentence || stage.check != nil || stage.linkSentence != nil
  }

  /// What one δ means, and what it does with that, where it hands out.
  private var handingOutNote: String? {
    guard stage.view == .scatter, stage.pass.purpose == .inputGradient else { return nil }
    let step = stage.step
    let value = stage.computation.value(step.tensor, at: step.index)
    let delta = stage.element(step.tensor, step.index)
    let output = stage.element(TensorID(.output, step.tensor.layer), step.index)
    let effect = value == 0 ? "stays as it is" : (value > 0 ? "rises" : "falls")
    return "\(delta) = \(Number.text(value)): raise \(output) a little and L \(effect). "
      + "Each input that \(output) was made of gets δ times the weight it was multiplied by."
  }

  /// Where δ comes from, where no loss is computed.
  private var givenNote: String? {
    let delta = TensorID(.outputGradient, stage.document.network.layers.count)
    guard !stage.pass.isForward, stage.view != .zerosBetween,
      stage.document.network.isLeaf(delta),
      stage.pass.operands.contains(where: { stage.computation.resolved($0) == delta })
    else { return nil }
    let isMade = stage.document.network.leaf(delta).given == nil
    return "\(stage.symbol(delta)) is \(isMade ? "made up, from a seed" : "given"): "
      + "no loss is computed here."
  }

  /// Which element the active product reads on a place around the input, or comes back to from there,
  /// where the padding folds back.
  private var foldedNote: String? {
    guard let active = stage.activeTerm, let geometry = stage.geometry,
      let folded = stage.folded(stage.step.terms[active])
    else { return nil }
    let mode = "padding_mode=\(geometry.rows.mode.rawValue)"
    let (row, column) = (
      Number.text(Double(folded.place.row)), Number.text(Double(folded.place.column))
    )
    guard let value = folded.value else {
      return "This product comes back from row \(row), column \(column) around the input, where "
        + "\(mode) reads \(stage.element(TensorID(.activation, stage.layerNumber - 1), folded.index))."
    }
    return "Row \(row), column \(column) is around the input: \(mode) reads "
      + "\(stage.element(TensorID(.activation, stage.layerNumber - 1), folded.index)) = "
      + "\(Number.text(value)) there."
  }

  /// What a tall screen says unasked: the step in a sentence, what its element is linked with, and the
  /// other forms of its formula.
  func unasked(width: Int, symbols: Symbols) -> [Line] {
    if session.isTold { return [] }
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
