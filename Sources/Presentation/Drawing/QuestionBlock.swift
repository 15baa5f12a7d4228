import Scenes
import Screen

/// A question below the stage: what is asked, what was said to the last answer, what is typed.
struct QuestionBlock {
  let open: OpenQuestion
  let script: Script
  let stage: Stage
  let symbols: Symbols
  let width: Int
  /// Whether there is room to offer exercises.
  var isOfferShown = true

  /// All its lines: the head, the question, the choices, what was said, the answer.
  var lines: [Line] {
    var lines = [head] + asked
    let said = feedback
    if !said.isEmpty { lines += [Line()] + said }
    // The offer takes the place of the empty line, so that it never costs a line of the page.
    if open.isOpen { return lines + [offer ?? Line(), answer] }
    return lines + [offer].compactMap { $0 }
  }

  /// The lines that there are before anything was answered.
  var leastHeight: Int { 1 + asked.count + (open.isOpen ? 2 : 0) + 2 }

  private var head: Line {
    let count = script.scene.questions.count
    let place = count > 1 || script.exercise == nil ? " \(open.number + 1) of \(count)" : ""
    let number = "QUESTION\(place)"
    let room = width - symbols.width(of: number) - symbols.width(of: state)
    guard room >= 2 else { return Line(number, .title) }
    return Line([
      Span(number, .title), Span(String(repeating: " ", count: max(room, 2))), Span(state, .dim),
    ])
  }

  /// The tries and hints so far, or what came of it.
  private var state: String {
    switch open.outcome {
    case .right?:
      return "✓ right" + (open.tries > 1 ? ", \(QuestionBlock.ordinal(open.tries)) try" : "")
    case .assisted?: return "shown"
    case .skipped?: return "passed over"
    case .wrong?, nil: break
    }
    let left = open.question.hints.count - open.hintsShown
    let hints = left > 0 ? "\(Plural.count(left, "hint")) left (t)" : ""
    let tries = open.tries > 0 ? "\(QuestionBlock.ordinal(open.tries + 1)) try" : ""
    return [tries, hints].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  static func ordinal(_ number: Int) -> String {
    switch number {
    case 1: "1st"
    case 2: "2nd"
    case 3: "3rd"
    default: "\(number)th"
    }
  }

  /// What a failed question of a lesson offers.
  private var offer: Line? {
    isOfferShown && script.offersPractice(after: open)
      ? Line("X practises exactly this.", .dim) : nil
  }

  private var asked: [Line] {
    var lines = wrapped(open.question.prompt, width: width, symbols: symbols).map { Line($0) }
    guard case .choice(let choices) = open.question.kind else { return lines }
    for (place, choice) in choices.enumerated() {
      let texts = wrapped(choice.text, width: width - 5, symbols: symbols)
      for (row, text) in texts.enumerated() {
        let mark = row == 0 ? Span("  \(place + 1)  ", .key) : Span("     ")
        lines.append(Line([mark, Span(text)]))
      }
    }
    return lines
  }

  private var feedback: [Line] {
    open.feedback.lines.enumerated().flatMap { place, text in
      let role: Role = open.isOpen ? .text : (place == 0 ? .good : .text)
      let mark = !open.isOpen && place == 0 && open.outcome == .right ? "✓ " : ""
      return wrapped(mark + text, width: width, symbols: symbols).map { Line($0, role) }
    }
  }

  /// The line that is typed in, or how cells are marked.
  private var answer: Line {
    if case .cells = open.question.kind {
      return line(
        Span("marked: \(open.marked.count)", .key),
        ["   arrows move, Enter marks, a answers", "   Enter marks, a answers"])
    }
    let label = AnswerWords(stage).label(of: open.question)
    var draft = open.draft
    while !draft.isEmpty, symbols.width(of: "\(label) \(draft)█") > width { draft.removeFirst() }
    guard open.isAnswering else {
      return line(
        Span("\(label) \(draft)", .key),
        ["  (paused: Enter returns to the answer)", "  (paused: Enter)"])
    }
    return Line([Span("\(label) ", .key), Span(draft, .title), Span("█", .symbol)])
  }

  /// A line with the longest of some hints that there is room for.
  private func line(_ head: Span, _ hints: [String]) -> Line {
    let hint = hints.first { symbols.width(of: head.text + $0) <= width } ?? ""
    return Line([head, Span(hint, .hint)])
  }
}

extension AnswerWords {
  /// What stands before the line that is typed in: `z[0,0] =`.
  func label(of question: Question) -> String {
    switch question.kind {
    case .number(let quantity): (name(of: quantity) ?? "answer") + " ="
    case .shape(let id): "\(stage.symbol(id)): rows × columns ="
    case .choice: "your choice:"
    case .cells: ""
    }
  }
}
