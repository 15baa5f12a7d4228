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
  /// Numbers that are asked for and could have been read off an earlier page; nothing is wrong with that.
  package private(set) var warnings: [Problem] = []
  /// The pages that were turned, as their stages were left.
  private var pages: [(number: Int, stage: Stage)] = []
  /// What was measured already, without the time that the title counts.
  private var measured: Set<Int> = []
  /// Whether anything was done since the last look.
  private var isStale = true

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
      if let stage = session.stage { pages.append((script.page, stage)) }
      session.turn(pages: 1)
      isStale = true
      return true
    }
    guard script.halt == .time, let time = session.wakeUp else { return false }
    let isMoving = session.isPlaying || session.turnsAt != nil
    session.apply(.tick(milliseconds: max(time - session.clock, 0)))
    let next = min(session.script?.next ?? 0, script.scene.events.count)
    let done = script.next < next ? script.scene.events[script.next..<next] : []
    isStale = isMoving || next < script.next || done.contains { $0.event.isSeen }
    return true
  }

  // MARK: Screens

  /// Measures what is shown on all screens, unless it was shown before.
  private mutating func measure(after what: String = "") {
    guard isStale, !screens.isEmpty else { return }
    isStale = false
    var still = session
    still.script?.start = session.clock
    guard measured.insert(still.frame(columns: 80, rows: 24).text.hashValue).inserted else {
      return
    }
    // What is said to an answer finds room on a large screen, where it does on a standard one.
    let isHelp = !what.isEmpty && screens.count > 1
    for (columns, rows) in screens where !isHelp || columns <= 80 {
      for symbols in [Symbols.unicode, .ascii] {
        session.preferences.symbols = symbols
        measure(columns, rows, after: what)
      }
    }
    session.preferences.symbols = .unicode
  }

  private mutating func measure(_ columns: Int, _ rows: Int, after what: String) {
    let size = "\(columns)x\(rows)" + (session.preferences.symbols == .ascii ? " in ASCII" : "")
    let frame = session.frame(columns: columns, rows: rows)
    if frame.clippedCount > 0 {
      note(line, "\(frame.clippedCount) characters are cut off at \(size)")
    }
    if frame.overlapCount > 0 { note(line, "\(frame.overlapCount) characters overlap at \(size)") }
    guard scene.kind != .stage else { return }
    let hidden = tabs(columns).map { $0.hiddenLines(columns: columns, rows: rows) }.max() ?? 0
    if hidden > 0 {
      note(
        line, "\(Plural.count(hidden, "line")) of this page find no room at \(size)\(what)")
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
    warn(open.question, stage)
    let check = QuestionCheck(open.question, on: stage)
    for sentence in check.problems { note(line, sentence) }
    for mistake in check.idleMistakes {
      note(line, "the mistake \(mistake.rawValue) comes to nothing here")
    }
    let answers = Answers(open.question, stage)
    guard let text = answers.text else { return }
    lookAtHelp(open.question, stage)
    apply(.answer(answers.cells == nil ? text : answers.typedCells))
    if session.script?.question?.isOpen == true {
      note(line, "the engine's own answer, \(text), is not taken")
    }
    measure()
  }

  private mutating func warn(_ question: Question, _ stage: Stage) {
    guard case .number(.element(let element)) = question.kind,
      let page = pages.first(where: { $0.stage.isSame(as: stage) && $0.stage.shows(element) })
    else { return }
    let words = Quantity.element(element).text
    warnings.append(
      Problem(
        file: scene.file, line: line, sentence: "\(words) stood on stage on page \(page.number)"))
  }

  /// Asks for the hints, and answers in every wrong way that is looked for: what is said then has to find
  /// room as well.
  private mutating func lookAtHelp(_ question: Question, _ stage: Stage) {
    let asked = session
    for number in question.hints.indices {
      apply(.hint)
      measure(after: " with hint \(number + 1)")
    }
    for answer in QuestionCheck(question, on: stage).wrongAnswers {
      session = asked
      apply(.answer(answer))
      measure(after: " after the answer \(answer)")
    }
    session = asked
  }

  private mutating func apply(_ action: Action) {
    session.apply(action)
    isStale = true
  }
}

extension Event {
  /// Whether the event can change what is seen, or what is to be looked at.
  fileprivate var isSeen: Bool {
    switch self {
    case .wait, .marker, .expect: false
    default: true
    }
  }
}

extension Stage {
  fileprivate func isSame(as other: Stage) -> Bool {
    document.network == other.document.network
  }

  /// Whether the number of an element can be read here: as an operand, or because its step is done.
  fileprivate func shows(_ element: Element) -> Bool {
    let id = computation.resolved(element.tensor.located(in: document.network))
    if pass.operands.contains(id) { return true }
    guard pass.target == id, view != .scatter else { return false }
    let step = trace.step(of: element.index)
    return step < cursor.step || step == cursor.step && isStepComplete
  }
}
