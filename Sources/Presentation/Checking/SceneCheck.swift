import ConvEngine
package import Scenes
import Screen

/// Plays a scene to its end without anybody, and says what is wrong with it.
package struct SceneCheck {
  /// Something that does not hold, and the line of the file that says it.
  package struct Problem: Hashable, Sendable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var sentence: String

    package var description: String { "\(file):\(line): \(sentence)" }
  }

  private let scene: Scene
  private var session: Session
  private var problems: [Problem] = []

  /// The screens that every page has to fit.
  package static let screens = [(columns: 80, rows: 24), (40, 12), (200, 60)]
  private let screens: [(columns: Int, rows: Int)]
  /// The most stops of a scene that is not stuck.
  private static let mostStops = 100_000

  /// Makes the check of a scene on the screens that its pages have to fit.
  package init(_ scene: Scene, screens: [(columns: Int, rows: Int)] = SceneCheck.screens) {
    self.scene = scene
    self.screens = screens
    session = Session(library: [scene])
    session.isChecking = true
  }

  /// Plays the scene and returns what was found, in the order of the file.
  ///
  /// - Complexity: O(events), beside what they do; a picture on each screen at every stop.
  package mutating func run() -> [Problem] {
    session.apply(.open(scene.name))
    guard session.stage != nil else {
      note(1, session.notice?.text ?? "this scene cannot be shown")
      return problems
    }
    var stops = 0
    while stops < Self.mostStops, stop() { stops += 1 }
    if stops == Self.mostStops { note(1, "the scene does not come to an end") }
    for failure in session.script?.failures ?? [] { note(failure.line, failure.sentence) }
    return problems.sorted { ($0.line, $0.sentence) < ($1.line, $1.sentence) }
  }

  private mutating func note(_ line: Int, _ sentence: String) {
    let problem = Problem(file: scene.file, line: line, sentence: sentence)
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// The line of the event that was played last.
  private var line: Int {
    guard let script = session.script, script.next > 0 else { return 1 }
    return script.scene.events[script.next - 1].line
  }

  /// Looks at the scene where it waits, and lets it go on; says whether it did.
  private mutating func stop() -> Bool {
    measure()
    guard let script = session.script else { return false }
    if let open = session.openQuestion {
      ask(open)
      return session.script?.question?.isOpen == false
    }
    if script.halt == .learner {
      session.turn(pages: 1)
      return true
    }
    if script.halt == .time, let time = session.wakeUp {
      session.apply(.tick(milliseconds: max(time - session.clock, 0)))
      return true
    }
    return false
  }

  // MARK: Screens

  private mutating func measure() {
    for (columns, rows) in screens {
      for symbols in [Symbols.unicode, .ascii] {
        session.preferences.symbols = symbols
        measure(columns, rows)
      }
    }
    session.preferences.symbols = .unicode
  }

  private mutating func measure(_ columns: Int, _ rows: Int) {
    let size = "\(columns)x\(rows)" + (session.preferences.symbols == .ascii ? " in ASCII" : "")
    let frame = session.frame(columns: columns, rows: rows)
    if frame.clippedCount > 0 {
      note(line, "\(frame.clippedCount) characters are cut off at \(size)")
    }
    if frame.overlapCount > 0 { note(line, "\(frame.overlapCount) characters overlap at \(size)") }
    guard scene.kind != .stage else { return }
    let hidden = tabs(columns).map { $0.hiddenLines(columns: columns, rows: rows) }.max() ?? 0
    if hidden > 0 {
      note(line, "\(hidden) line\(hidden == 1 ? "" : "s") of this page find no room at \(size)")
    }
  }

  /// The session as it is, or on a small screen with the text and with the question before it.
  private func tabs(_ columns: Int) -> [Session] {
    guard columns < 80, let stage = session.stage, scene.kind == .lesson else { return [session] }
    return [Panel.text, .question].filter { stage.focusOrder.contains($0) }.map { panel in
      var copy = session
      copy.stage?.setFocus(panel)
      return copy
    }
  }

  // MARK: Questions

  private mutating func ask(_ open: OpenQuestion) {
    guard let stage = session.stage else { return }
    for sentence in QuestionCheck(open.question, on: stage).problems { note(line, sentence) }
    let answers = Answers(open.question, stage)
    guard let text = answers.text else { return }
    session.apply(.answer(answers.cells == nil ? text : answers.typedCells))
    if session.script?.question?.isOpen == true {
      note(line, "the engine's own answer, \(text), is not taken")
    }
    measure()
  }
}

/// Whether a question can be asked: it has one right answer, and every mistake shows.
struct QuestionCheck {
  let question: Question
  let stage: Stage

  init(_ question: Question, on stage: Stage) {
    self.question = question
    self.stage = stage
  }

  var problems: [String] {
    let answers = Answers(question, stage)
    switch question.kind {
    case .number(let quantity):
      guard let number = answers.number else { return ["this network has no \(quantity.text)"] }
      return collisions(numbers(quantity), right: number, text: Number.text, Examiner.isSame)
    case .shape(let id):
      guard let shape = answers.shape else { return ["this network has no \(id.name)"] }
      let sizes = Mistakes(Examiner(stage), asked: question.mistakes).sizes(of: id)
      return collisions(sizes.map { ($0.mistake, $0.size) }, right: shape.size, text: \.text, ==)
    case .choice:
      let count = answers.holding.count
      return count == 1 ? [] : ["\(count) of the choices hold; exactly one has to"]
    case .cells(let set, _):
      guard let cells = answers.cells else { return ["this network has no \(set.text)"] }
      return cells.isEmpty ? ["there are no cells of \(set.text)"] : []
    }
  }

  private func numbers(_ quantity: Quantity) -> [(Mistake, Double)] {
    Mistakes(Examiner(stage), asked: question.mistakes).numbers(for: quantity)
      .map { ($0.mistake, $0.value) }
  }

  private func collisions<Value>(
    _ mistakes: [(Mistake, Value)], right: Value, text: (Value) -> String,
    _ isSame: (Value, Value) -> Bool
  ) -> [String] {
    var found: [String] = []
    for (place, (mistake, value)) in mistakes.enumerated() {
      if isSame(value, right) {
        found.append("the mistake \(mistake.rawValue) gives the right answer, \(text(value)), too")
      } else if let other = mistakes[..<place].first(where: { isSame($0.1, value) }) {
        found.append(
          "the mistakes \(other.0.rawValue) and \(mistake.rawValue) both give \(text(value))")
      }
    }
    return found
  }
}

extension Answers {
  /// The right cells as they can be typed.
  var typedCells: String {
    (cells ?? []).map(\.text).sorted().joined(separator: " ")
  }
}

extension Size2D {
  fileprivate var text: String { "\(height)×\(width)" }
}
