import Scenes
import Screen

/// A question below the stage: what is asked, what was said to the last answer, what is typed.
struct QuestionBlock {
  let open: OpenQuestion
  let script: Script
  let stage: Stage
  let symbols: Symbols
  let width: Int
  /// What has given way already.
  private var thrift = Thrift.none

  /// What gives way where there is little room, one after another.
  private enum Thrift: Int, CaseIterable, Comparable {
    case none, emptyLines, offer
    /// From here on what was read already, where something else is said.
    case longPrompt, longChoices, prompt, answerGiven, head

    static func < (left: Thrift, right: Thrift) -> Bool { left.rawValue < right.rawValue }
  }

  init(open: OpenQuestion, script: Script, stage: Stage, symbols: Symbols, width: Int) {
    self.open = open
    self.script = script
    self.stage = stage
    self.symbols = symbols
    self.width = width
  }

  /// All its lines: the head, the question, the choices, what was said, the answer.
  var lines: [Line] {
    var lines = (thrift < .head ? [head] : []) + asked
    let said = feedback
    if !said.isEmpty { lines += [Line()] + said }
    // The offer takes the place of the empty line, so that it never costs a line of the page.
    lines += open.isOpen ? [offer ?? Line(), answer] : [offer].compactMap { $0 }
    return thrift == .none ? lines : lines.filter { !$0.spans.isEmpty }
  }

  /// Its lines where there are so many rows for them; there may still be more.
  func lines(in rows: Int) -> [Line] {
    let most = open.feedback == .none ? Thrift.offer : .head
    var block = self
    for thrift in Thrift.allCases where thrift <= most {
      block.thrift = thrift
      let lines = block.lines
      if lines.count <= rows { return lines }
    }
    return block.lines
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
    thrift < .offer && script.offersPractice(after: open)
      ? Line("X practises exactly this.", .dim) : nil
  }

  private var asked: [Line] {
    guard case .choice(let choices) = open.question.kind else { return prompt }
    return prompt
      + choices.enumerated().flatMap { place, choice in
        texts(choice.text, width: width - 5, isWhole: thrift < .longChoices).enumerated()
          .map { row, text in
            let mark = row == 0 ? Span("  \(place + 1)  ", .key) : Span("     ")
            return Line([mark, Span(text)])
          }
      }
  }

  private var prompt: [Line] {
    if thrift >= .prompt { return [] }
    return texts(open.question.prompt, width: width, isWhole: thrift < .longPrompt).map { Line($0) }
  }

  /// A text in as many lines as it takes, or in one.
  private func texts(_ text: String, width: Int, isWhole: Bool) -> [String] {
    isWhole
      ? wrapped(text, width: width, symbols: symbols)
      : [shortened(text, width: width, symbols: symbols)]
  }

  private var feedback: [Line] {
    var said = open.feedback.lines
    if thrift >= .answerGiven, case .wrong(_, let sentences) = open.feedback, !sentences.isEmpty {
      said = sentences
    }
    return said.enumerated().flatMap { place, text in
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
