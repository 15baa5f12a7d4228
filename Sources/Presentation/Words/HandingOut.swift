import ConvEngine
import Screen

/// What the source's element hands out, in lines.
extension SumWords {
  /// What the products that are done gave to their receivers; of many, the last ones.
  func handedOut(most: Int) -> [Line] {
    guard done > 0 else {
      return [Line("\(element) hands out \(stage.terms(terms.count))")]
    }
    let lines = handedOut(max(done - SumWords.mostHandedOut, 0)..<done)
    guard lines.count > most, most > 1 else { return lines.suffix(max(most, 1)) }
    let above = lines.count - most + 1 + max(done - SumWords.mostHandedOut, 0)
    return [Line("… \(above) more above", .dim)] + lines.suffix(most - 1)
  }

  /// The most products whose receivers are looked up at once.
  private static let mostHandedOut = 256

  /// What each receiver held, gets, and holds then; what falls on padding in one line.
  func handedOut(_ places: Range<Int>) -> [Line] {
    let dropped = places.filter { terms[$0].blank != nil }
    let lines = places.filter { terms[$0].blank == nil }.map { place in
      if stage.isTargetQuick { return received(terms[place], at: place) }
      let name = stage.element(pass.target, terms[place].target)
      return Line("\(name)  +=  \(productText(terms[place]))")
    }
    guard let last = dropped.last else { return lines }
    let note = Line(
      dropped.count == 1
        ? "padding: \(productText(terms[last])) is dropped"
        : "padding: \(stage.terms(dropped.count)) are dropped", .padding)
    return last == places.upperBound - 1 ? lines + [note] : [note] + lines
  }

  /// What a receiver held before a product, the product, and the bias where that was the last one.
  private func received(_ term: Term, at place: Int) -> Line {
    func held(after done: Int) -> (sum: Double, isComplete: Bool)? {
      stage.trace.value(of: term.target, before: Cursor(step: stage.cursor.step, done: done))
    }
    let (before, after) = (held(after: place), held(after: place + 1))
    let name = stage.element(pass.target, term.target)
    let isLast = after?.isComplete == true && before?.isComplete != true
    return Line([
      Span("\(name):  \(Number.text(before?.sum ?? 0)) + \(productText(term))"),
      Span(isLast ? addend(of: term.target) : ""), Span(" = "),
      Span(Number.text(after?.sum ?? term.product), .title),
    ])
  }

  /// The bias of an element of the target, as it is added to the sum of its products.
  private func addend(of target: Index4) -> String {
    let gathered = Trace(stage.computation, pass: pass)
    return addend(gathered[gathered.step(of: target)])
  }

  /// The last addend of a step: ` + 2 (b)`.
  func addend(_ step: Step) -> String {
    guard let addend = step.addend, let id = addend.tensor else { return "" }
    return " + \(Number.factor(addend.value)) (\(stage.symbol(id)))"
  }
}
