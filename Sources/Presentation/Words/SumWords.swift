import ConvEngine
import Screen

/// The arithmetic of the step, in lines.
struct SumWords {
  let stage: Stage
  let symbols: Symbols
  let width: Int

  let step: Step

  init(stage: Stage, symbols: Symbols, width: Int) {
    self.stage = stage
    self.symbols = symbols
    self.width = width
    step = stage.step
  }

  var pass: Pass { stage.pass }
  var done: Int { stage.cursor.done }
  var terms: Terms { step.terms }

  /// The most products that one line shows.
  static let mostOnALine = 9
  /// The most running sums that are shown.
  static let mostRunningSums = 6

  func lines(most: Int) -> [Line] {
    if stage.veil != nil { return [] }
    if let counting = stage.counting, counting.count > 0, stage.isLongStep {
      return countingLines(counting)
    }
    switch pass.rule {
    case .function, .derivative, .lossGradient, .update: return [single]
    case .contraction where stage.view == .scatter: return handedOut(most: most)
    case .contraction where terms.grid.channels > 1: return channelLines
    case .contraction, .sum, .loss: return sumLines
    }
  }

  var element: String { stage.element(step.tensor, step.index) }

  // MARK: One after another

  private var sumLines: [Line] {
    guard done > 0 else {
      if terms.isEmpty {
        return [unreached]
      }
      return [Line("\(element) = ?    \(stage.terms(terms.count)) to add")]
    }
    return stage.isStepComplete ? [whole] : [soFar, runningSums]
  }

  /// An element without products: 0, or the bias.
  private var unreached: Line {
    guard let addend = step.addend, let id = addend.tensor else {
      return Line("\(element) = 0    nothing reaches it: it takes part in no product")
    }
    return Line(
      "\(element) = \(Number.text(addend.value)) (\(stage.symbol(id)))"
        + "    nothing else reaches it: it takes part in no product")
  }

  /// The products that are done; those on zeros between are none that anybody would write down.
  private var products: [Double] {
    (0..<done).lazy.map { terms[$0] }
      .filter { stage.view != .zerosBetween || $0.blank == nil }.map(\.product)
  }

  private var whole: Line {
    let value = step.finished(products.reduce(0, +))
    if products.isEmpty {
      return Line(
        "\(element) = 0\(step.addend == nil ? "" : addend(step) + " = " + Number.text(value))"
          + "    every product is on a zero")
    }
    if let factors, symbols.width(of: "\(element) = \(factors) = ") < width - 10 {
      return Line([Span("\(element) = \(factors) = "), Span(Number.text(value), .title)])
    }
    if products.count == 1, step.addend == nil, step.divisor == 1 {
      return Line([Span("\(element) = "), Span(Number.text(value), .title)])
    }
    var text = fitted(products, room: width - symbols.width(of: "\(element) = ") - 24)
    text += addend(step)
    if step.divisor != 1 { text = "(\(text)) / \(Number.text(step.divisor))" }
    let sign = Number.isRounded(value) ? "≈" : "="
    return Line([Span("\(element) = \(text) \(sign) "), Span(Number.text(value), .title)])
  }

  /// The most products that are written with both factors.
  static let mostWithFactors = 6

  /// A short sum with both factors of every product, and the bias.
  private var factors: String? {
    guard case .contraction = pass.rule, terms.grid.channels == 1 else { return nil }
    let shown = terms.filter { stage.view != .zerosBetween || $0.blank == nil }
    guard shown.count <= SumWords.mostWithFactors else { return nil }
    let exact = shown.allSatisfy { !Number.isRounded($0.left.value) }
    guard exact, shown.allSatisfy({ !Number.isRounded($0.right?.value ?? 0) }) else { return nil }
    return shown.map(productText).joined(separator: " + ") + addend(step)
  }

  private var soFar: Line {
    let text = fitted(products, room: width - 14)
    return Line([Span(indent), Span(text + " + …", .finished)])
  }

  private var indent: String { String(repeating: " ", count: 11) }

  /// A sum, its beginning left out where it is too long.
  private func fitted(_ values: [Double], room: Int) -> String {
    var start = 0
    while start < values.count - 1 {
      let text = sum(values, from: start)
      if symbols.width(of: text) <= room, values.count - start <= SumWords.mostOnALine {
        return text
      }
      start += 1
    }
    return sum(values, from: start)
  }

  /// A sum from one of its numbers on: `… − 72 + 25`.
  private func sum(_ values: [Double], from start: Int) -> String {
    let end = Array(values[start...])
    guard start > 0, let first = end.first, first < 0 else {
      return (start > 0 ? "… + " : "") + Number.sum(end)
    }
    return "… − " + Number.sum([first.magnitude] + end.dropFirst())
  }

  private var runningSums: Line {
    var sums: [Double] = []
    var sum = 0.0
    for value in products {
      sum += value
      sums.append(sum)
    }
    var shown = Array(sums.suffix(SumWords.mostRunningSums))
    func text() -> String { shown.dropLast().map(Number.text).joined(separator: "  ") }
    while shown.count > 1, symbols.width(of: text()) > width - 30 { shown.removeFirst() }
    return Line([
      Span("sum so far ", .dim), Span(shown.count > 1 ? text() + "  " : "", .finished),
      Span("▸\(Number.text(sum))◂", .argument),
    ])
  }

  // MARK: Channels

  private var channelLines: [Line] {
    let grid = terms.grid
    let size = grid.rows * grid.columns
    let name = channelName
    var sums: [String] = []
    var total = 0.0
    for channel in 0..<grid.channels where channel * size < done {
      let end = min((channel + 1) * size, done)
      let sum = terms.sum(of: channel * size..<end)
      total += sum
      sums.append(end == (channel + 1) * size ? Number.factor(sum) : "\(Number.factor(sum)) so far")
    }
    if sums.isEmpty { return sumLines }
    let shown = sums.count > 4 ? ["…"] + sums.suffix(3) : sums
    let bias = step.addend.flatMap { addend in
      addend.tensor.map { "\(stage.element($0, addend.index))" }
    }
    let parts = ["\(name) by \(name)"] + (bias.map { ["the bias \($0)"] } ?? [])
    return [
      Line([Span("\(element) = ", .text), Span("\(parts.joined(separator: ", then ")):", .dim)]),
      channelSum(sums.count > 1 ? shown.joined(separator: " + ") : "", total),
    ]
  }

  /// The sums of the channels where there are several, and what they come to; the bias is named
  /// wherever it is in a sum.
  private func channelSum(_ text: String, _ total: Double) -> Line {
    guard stage.isStepComplete else {
      let end = [
        Span(Number.text(total), .title),
        Span(step.addend == nil ? " so far" : "\(stage.withBias(total)) so far", .dim),
      ]
      let whole = Line([Span(text.isEmpty ? "   = " : "   = \(text) = ")] + end)
      return whole.width(symbols) <= width ? whole : Line([Span("   = ")] + end)
    }
    return Line([
      Span("   = \(text)\(addend(step)) = "), Span(Number.text(step.finished(total)), .title),
    ])
  }

  private var channelName: String {
    switch pass.rule {
    case .contraction(_, .kernel, _): "batch element"
    case .contraction(_, let side, _): stage.layer.channelWord(summedOnto: side)
    default: "channel"
    }
  }

  // MARK: One product

  private var single: Line {
    let term = terms[0]
    let left = Number.factor(term.left.value)
    var text: String
    switch pass.rule {
    case .derivative:
      let z = stage.computation.value(pass.operands[1], at: step.index)
      let slope = term.right?.value ?? 0
      text = "\(left) · σ′(\(Number.text(z))) = \(left) · \(Number.text(slope))"
    case .function: text = "σ(\(Number.text(term.left.value)))"
    case .update(let rate):
      text =
        "\(Number.text(term.left.value)) − \(Number.text(rate)) · \(Number.factor(term.right?.value ?? 0))"
    default:
      text = "\(Number.text(term.left.value)) − \(Number.factor(term.right?.value ?? 0))"
      if case .lossGradient(.meanSquaredError) = pass.rule {
        text = "2 · (\(text)) / \(stage.computation.shape(of: pass.target)?.count ?? 1)"
      }
      if case .lossGradient(.sum) = pass.rule { text = "1" }
    }
    let value = term.product
    let sign = stage.isApproximate(value) ? "≈" : "="
    if case .lossGradient(.sum) = pass.rule {
      return Line([Span("\(element) = "), Span(stage.isStepComplete ? text : "?", .title)])
    }
    return Line([
      Span("\(element) = \(text)"),
      Span(stage.isStepComplete ? " \(sign) \(Number.text(value))" : " = ?", .title),
    ])
  }

  func productText(_ term: Term) -> String {
    guard let right = term.right else { return Number.text(term.left.value) }
    return "\(Number.factor(term.left.value))·\(Number.factor(right.value))"
  }

  // MARK: Counting

  private func countingLines(_ counting: LongSum) -> [Line] {
    let share = counting.next * 100 / counting.count
    if counting.isFinished {
      return [
        Line([
          Span("\(element): sum of \(stage.terms(counting.count)) = "),
          Span(Number.text(counting.sum), .title),
        ])
      ]
    }
    return [
      Line("\(element): still counting, \(share) % of \(stage.terms(counting.count));", .notice),
      Line("sum so far \(Number.text(counting.sum))", .dim),
    ]
  }
}
