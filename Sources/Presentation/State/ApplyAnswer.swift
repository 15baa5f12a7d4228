import ConvEngine
import Scenes

/// What a learner does about an open question.
extension Session {
  /// The question that waits for an answer.
  var openQuestion: OpenQuestion? {
    guard let question = script?.question, question.isOpen else { return nil }
    return question
  }

  mutating func applyToQuestion(_ action: Action) {
    switch action {
    case .answer(let text): answer(text)
    case .hint: hint()
    case .solve: solve()
    case .startOver: startOver()
    case .mark: mark()
    default: break
    }
  }

  /// Why an action has to wait while a question is open: it would show the answer, or change it.
  func refusalWhileAsking(_ action: Action) -> String? {
    guard openQuestion != nil, !isScripted else { return nil }
    switch action {
    case .compare, .check, .formula, .show(.sentence), .show(.code):
      return "That would show the answer: answer first, or press s to see it."
    case .view(.zerosBetween) where stage?.veil?.hidesStuffing == true:
      return "That would show the answer: answer first, or press s to see it."
    case .turn, .operation, .set, .adjust, .edit, .undo, .redo, .reset, .learn:
      return "The numbers stay as they are while the question is open."
    default: return nil
    }
  }

  // MARK: Typing

  mutating func type(_ character: Unicode.Scalar) {
    guard (script?.question?.draft.unicodeScalars.count ?? 0) < 40 else { return }
    script?.question?.draft.unicodeScalars.append(character)
  }

  /// What Enter does: takes the answer, or goes back to it after looking around.
  mutating func commitAnswer() {
    guard let open = openQuestion, let stage = questionStage else { return }
    guard open.isAnswering else {
      script?.question?.isAnswering = true
      return
    }
    if case .cells = open.question.kind {
      return judge(Answers(open.question, stage).judge(open.marked))
    }
    guard !open.draft.isEmpty else { return say("Type an answer; t gives a hint, n passes on.") }
    answer(open.draft)
  }

  // MARK: Answering

  private mutating func answer(_ text: String) {
    guard let open = openQuestion, let stage = questionStage else {
      return say("No question is open.")
    }
    script?.question?.draft = text
    if case .cells(_, let panel) = open.question.kind {
      let marked = Session.cells(text, in: stage.computation.shape(of: panel))
      guard let marked else {
        return say("“\(text)” names no cells: write them as 0,1 1,1.")
      }
      script?.question?.marked = marked
      judge(Answers(open.question, stage).judge(marked))
    } else {
      judge(Answers(open.question, stage).judge(text))
    }
  }

  /// Cells in text form: `0,1 1,1`, with the channel before them where there are several.
  private static func cells(_ text: String, in shape: Shape4?) -> Set<Index4>? {
    var cells: Set<Index4> = []
    for word in text.split(whereSeparator: { " []".contains($0) }) {
      guard case .cell(let parts)? = Action.Place(String(word)), parts.count >= 2, parts.count <= 4
      else { return nil }
      let whole = Array(repeating: 0, count: 4 - parts.count) + parts
      let index = Index4(whole[0], whole[1], whole[2], whole[3])
      guard shape?.contains(index) == true else { return nil }
      cells.insert(index)
    }
    return cells
  }

  /// The stage that the question is about, wherever the learner walked meanwhile.
  private var questionStage: Stage? { askedStage ?? stage }

  private mutating func judge(_ judgement: Judgement) {
    guard let open = openQuestion, let stage = questionStage else { return }
    switch judgement {
    case .unreadable(let sentence): say(sentence)
    case .right:
      script?.question?.tries += 1
      close(.right, on: stage)
    case .wrong(let sentences):
      var tried = script?.question ?? open
      tried.tries += 1
      tried.feedback = .wrong(AnswerText.given(tried, marked: tried.marked), sentences)
      record(tried, .wrong, tried.draft)
      tried.draft = ""
      script?.question = tried
    }
  }

  private mutating func close(_ outcome: AnswerRecord.Outcome, on asked: Stage) {
    guard var open = script?.question else { return }
    open.outcome = outcome
    open.feedback = .explanation(Answers(open.question, asked).explanation)
    script?.question = open
    record(open, outcome, open.draft)
    let veil = stage?.veil
    stage?.veil = nil
    stage?.setFocus(nil)
    reveal(veil)
    proceed(isSilent: true)
  }

  /// What was asked for stands in its place.
  private mutating func reveal(_ asked: Veil?) {
    if let open = script?.question, let stage, let asked, asked.picking != nil {
      self.stage?.revealed = asked.showing(Answers(open.question, stage).cells ?? [])
    }
    guard let open = script?.question, case .number(.element(let element)) = open.question.kind,
      let stage, stage.pass.target == stage.computation.resolved(element.tensor),
      stage.view != .scatter
    else { return }
    self.stage?.stand(at: stage.trace.step(of: element.index), done: nil)
  }

  mutating func record(_ open: OpenQuestion, _ outcome: AnswerRecord.Outcome, _ answer: String) {
    script?.answers[open.number] = AnswerRecord(
      outcome: outcome, tries: open.tries, answer: answer)
    noteProgress()
  }

  // MARK: Help

  private mutating func hint() {
    guard let open = openQuestion else { return say("No question is open.") }
    guard open.hintsShown < open.question.hints.count else {
      return say(
        open.question.hints.isEmpty
          ? "There is no hint here; s shows the answer."
          : "That was the last hint; s shows the answer.")
    }
    script?.question?.hintsShown += 1
    script?.question?.feedback = .hint(open.question.hints[open.hintsShown])
  }

  private mutating func solve() {
    guard openQuestion != nil, let stage = questionStage else {
      return say("No question is open.")
    }
    guard confirmed(.solve, "s once more shows the answer; the exercise then counts as assisted.")
    else { return }
    close(.assisted, on: stage)
  }

  private mutating func startOver() {
    guard script != nil else { return say("There is nothing to start over.") }
    guard
      confirmed(.startOver, "x once more starts from the first page; answers are kept no longer.")
    else { return }
    script?.answers = [:]
    noteProgress()
    if script?.isDemo == true { go(toTime: 0) } else { go(toPage: 1) }
  }

  /// Whether an action was asked for twice, one after the other.
  mutating func confirmed(_ action: Action, _ question: String) -> Bool {
    if confirming == action { return true }
    say(question)
    confirming = action
    return false
  }

  private mutating func mark() {
    guard let open = openQuestion, case .cells(_, let panel) = open.question.kind, let stage else {
      return
    }
    let id = stage.computation.resolved(panel)
    guard stage.focus == .tensor(id) else {
      self.stage?.setFocus(.tensor(id))
      return
    }
    let index = stage.cell(of: id)
    let marked = open.marked.symmetricDifference([index])
    script?.question?.marked = marked
    self.stage?.veil?.picked = marked
  }
}

/// An answer as it was given.
enum AnswerText {
  /// A number with the sign that screens write.
  private static func signed(_ text: String) -> String {
    String(text.map { $0 == "-" ? "−" : $0 })
  }

  static func given(_ open: OpenQuestion, marked: Set<Index4>) -> String {
    switch open.question.kind {
    case .cells: "You marked \(Plural.count(marked.count, "cell"))."
    case .choice(let choices):
      Int(open.draft).flatMap { choices.indices.contains($0 - 1) ? choices[$0 - 1].text : nil }
        .map { "You answered “\($0)”." } ?? "You answered \(open.draft)."
    default: "You answered \(signed(open.draft))."
    }
  }
}
