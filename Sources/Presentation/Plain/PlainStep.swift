import ConvEngine
import Screen

/// The step in words: where it is, its products one by one, what they come to.
struct PlainStep {
  let stage: Stage
  let symbols: Symbols
  private let step: Step

  /// The most products that are told of a step at once.
  static let mostProducts = 25

  init(_ stage: Stage, symbols: Symbols) {
    self.stage = stage
    self.symbols = symbols
    step = stage.step
  }

  private var done: Int { stage.cursor.done }

  var lines: [String] { [place] + products(from: 0) + result }

  /// The place of the walk, such as `Window 7 of 25, z[1,1], product 5 of 9`.
  var place: String {
    var parts = ["\(noun) \(stage.cursor.step + 1) of \(stage.trace.count)"]
    parts.append(stage.element(step.tensor, step.index))
    if step.terms.count != 1 { parts.append("\(stage.termNoun) \(done) of \(step.terms.count)") }
    return parts.joined(separator: ", ") + "."
  }

  private var noun: String {
    if stage.view == .scatter { return "Element" }
    switch stage.pass.rule {
    case .contraction(_, .output, _): return "Window"
    case .contraction(_, .kernel, _): return "Weight"
    default: return "Cell"
    }
  }

  // MARK: Products

  /// The products that are done, from one on, each with the sum after it.
  func products(from start: Int) -> [String] {
    guard done > start, !stage.isLongStep, stage.veil?.hidesProducts != true else { return [] }
    if case .contraction = stage.pass.rule, stage.view == .scatter { return handedOut(from: start) }
    guard hasProducts else { return [] }
    let first = max(start, done - PlainStep.mostProducts)
    var sum = (0..<first).reduce(0.0) { $0 + step.terms.product(at: $1) }
    let before =
      first > start
      ? ["\(stage.terms(first - start)) come before these, sum \(Number.text(sum))."] : []
    return before
      + (first..<done).map { place in
        let term = step.terms[place]
        sum += term.product
        return "\(self.place(of: term)): \(text(term)), sum \(Number.text(sum))"
      }
  }

  private var hasProducts: Bool {
    switch stage.pass.rule {
    case .contraction, .sum, .loss: true
    case .function, .derivative, .lossGradient, .update: false
    }
  }

  private func handedOut(from start: Int) -> [String] {
    let lines = arithmetic.handedOut(max(start, done - PlainStep.mostProducts)..<done)
    return lines.map { PlainText.oneLine($0.text) }
  }

  /// `channel 1 row 2 column 3`, and that it is padding where it is; in an input gradient, whose
  /// terms share that place, the elements that meet: `δ[0,1] and ω′[2,0]`.
  private func place(of term: Term) -> String {
    if case .contraction(_, .input, _) = stage.pass.rule, let delta = term.left.tensor,
      let weight = term.right, let kernel = weight.tensor
    {
      return stage.element(delta, term.left.index) + " and " + stage.element(kernel, weight.index)
        + folded(term)
    }
    var text = channel(of: term).map { $0 + " " } ?? ""
    text +=
      "row \(Number.text(Double(term.place.row))) column \(Number.text(Double(term.place.column)))"
    switch term.blank {
    case .padding: return text + ", padding"
    case .stuffing: return text + ", a zero between"
    case nil: return text + folded(term)
    }
  }

  /// Which element a place around the input reads instead of a zero.
  private func folded(_ term: Term) -> String {
    guard let folded = stage.folded(term) else { return "" }
    guard folded.value != nil else {
      let place = [folded.place.row, folded.place.column].map { Number.text(Double($0)) }
      return ", back from padding at row \(place[0]) column \(place[1])"
    }
    let input = TensorID(.activation, stage.layerNumber - 1)
    return ", padding that reads \(stage.element(input, folded.index))"
  }

  private func channel(of term: Term) -> String? {
    guard step.terms.grid.channels > 1 else { return nil }
    switch stage.pass.rule {
    case .contraction(_, .kernel, _), .sum: return "batch element \(term.left.index.outer)"
    case .contraction(_, let side, _):
      return "\(stage.layer.channelWord(summedOnto: side)) \(term.left.index.channel)"
    default: return "channel \(term.left.index.channel)"
    }
  }

  private func text(_ term: Term) -> String {
    guard let right = term.right else { return Number.text(term.product) }
    if case .loss = stage.pass.rule {
      return "from \(Number.text(term.left.value)) and \(Number.text(right.value)), "
        + Number.text(term.product)
    }
    var factors = [term.left.value, right.value]
    if case .contraction(_, .kernel, _) = stage.pass.rule { factors.reverse() }
    let times = symbols == .unicode ? "×" : "*"
    return
      "\(Number.text(factors[0])) \(times) \(Number.text(factors[1])) = \(Number.text(term.product))"
  }

  // MARK: The result

  /// What the step comes to, or that it is not yet known.
  var result: [String] {
    let isHandingOut = stage.view == .scatter && done > 0
    if isHandingOut, !stage.isLongStep { return [] }
    guard stage.isStepComplete || done == 0 || stage.isLongStep else {
      let sum = (0..<done).reduce(0.0) { $0 + step.terms.product(at: $1) }
      return ["\(element) is not yet known, so far \(Number.text(sum))\(stage.withBias(sum))."]
    }
    let lines = arithmetic.lines(most: 9).map { PlainText.oneLine($0.text) }
    return [lines.joined(separator: " ")]
  }

  private var element: String { stage.element(step.tensor, step.index) }

  private var arithmetic: SumWords {
    SumWords(stage: stage, symbols: symbols, width: PlainText.width)
  }
}
