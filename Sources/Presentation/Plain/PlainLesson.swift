import ConvEngine
import Scenes
import Screen

/// A lesson in lines: its pages, its questions, what is said of answers.
struct PlainLesson {
  let session: Session
  let stage: Stage
  let script: Script

  init?(_ session: Session) {
    guard let stage = session.stage, let script = session.script else { return nil }
    self.session = session
    self.stage = stage
    self.script = script
  }

  /// All of the page: where it is, its text, the panels, the question.
  var lines: [String] {
    let text = PlainText(session, stage)
    return [place] + words + (stage.veil == nil ? text.layer : []) + text.panels
      + (stage.veil == nil ? text.step : []) + question
  }

  /// Where one is.
  ///
  /// `Lesson 3 of 20, Padding. Page 5 of 9. Pass: forward, cross-correlation.`
  var place: String {
    var parts: [String] = []
    if let number = session.lessonNumber(of: script.scene) {
      parts.append("Lesson \(number) of \(session.lessons.count), \(script.scene.title).")
    } else {
      parts.append("\(script.scene.title).")
    }
    if !script.isDemo { parts.append("Page \(script.page) of \(script.pageCount).") }
    let name = [stage.passName(stage.pass), operation].filter { !$0.isEmpty }
    parts.append("Pass: \(name.joined(separator: ", ")).")
    return parts.joined(separator: " ")
  }

  private var operation: String {
    guard stage.pass.isForward else { return "" }
    return stage.layer.isTransposed ? "transposed" : stage.layer.operation.rawValue
  }

  var words: [String] { stage.text.map(PlainText.oneLine) }

  // MARK: Questions

  /// The question, its choices, and what can be answered.
  var question: [String] {
    guard let open = script.question else { return [] }
    let head = "Question \(open.number + 1) of \(script.scene.questions.count)."
    guard open.isOpen else {
      return ["\(head) \(open.question.prompt)"] + open.feedback.lines + goOn
    }
    var lines = [
      "\(head) \(open.question.prompt)  (\(kind(open)); t hint; s show the answer; n next page; p page before; ? help)"
    ]
    if case .choice(let choices) = open.question.kind {
      lines += choices.enumerated().map { "\($0 + 1). \($1.text)" }
    }
    return lines
  }

  private func kind(_ open: OpenQuestion) -> String {
    switch open.question.kind {
    case .number: "a number"
    case .shape: "rows and columns as 3x3"
    case .choice: "the number of a choice"
    case .cells: "cells as 0,1 1,1"
    }
  }

  /// What an answer led to, and how to go on.
  var outcome: [String] {
    guard let open = script.question else { return [] }
    switch open.outcome {
    case .right?:
      let tries = open.tries > 1 ? " \(PlainLesson.ordinal(open.tries)) try." : ""
      return ["Right: " + open.feedback.lines.joined(separator: " ") + tries] + goOn
    case .assisted?:
      return ["The answer: " + open.feedback.lines.joined(separator: " ")] + offer(open) + goOn
    case .skipped?: return ["Passed over."]
    case .wrong?, nil: return feedback(open)
    }
  }

  private func feedback(_ open: OpenQuestion) -> [String] {
    switch open.feedback {
    case .none, .explanation: []
    case .hint(let hint): ["Hint: " + hint]
    case .wrong(_, let sentences): ["Not yet. " + sentences.joined(separator: " ")] + offer(open)
    }
  }

  /// What a failed question of a lesson offers.
  private func offer(_ open: OpenQuestion) -> [String] {
    script.offersPractice(after: open) ? ["X practises exactly this."] : []
  }

  private var goOn: [String] {
    ["An empty line goes on."]
  }

  static func ordinal(_ number: Int) -> String {
    switch number {
    case 2: "Second"
    case 3: "Third"
    default: QuestionBlock.ordinal(number)
    }
  }

  // MARK: Changes

  /// What is worth saying after the lesson stood elsewhere.
  func changes(from old: Session) -> [String] {
    guard let before = old.script, before.scene.name == script.scene.name else { return lines }
    if before.page != script.page, !script.isDemo { return lines }
    if before.question != script.question, script.question?.number == before.question?.number {
      return outcome
    }
    var said: [String] = []
    if stage.text != old.stage?.text { said += words }
    if before.question?.number != script.question?.number { said += question }
    if script.isAtEnd, !before.isAtEnd { said.append("This is the end; an empty line leads back.") }
    return said
  }
}
