import ConvEngine
import Scenes
import Screen

/// How the events of a scene go on.
extension Session {
  /// Begins a scene, or goes on with it at a page.
  mutating func begin(_ scene: Scene, page: Int = 1, answers: [Int: AnswerRecord] = [:]) {
    guard !scene.events.isEmpty else {
      script = nil
      return
    }
    ownPreferences = ownPreferences ?? preferences
    if let theme = scene.theme.flatMap(Theme.init) { preferences.theme = theme }
    if scene.kind == .demo { preferences.speed = Preferences().speed }
    script = Script(scene, at: clock)
    script?.isChecked = isChecking
    script?.answers = answers
    guard page > 1 else {
      proceed()
      return sayWhereItIsTooSmall(scene)
    }
    go(toPage: page)
    say("Going on at page \(page); Backspace goes back, x starts over.")
  }

  /// What a scene does to the speed and to the theme is over with it.
  mutating func restorePreferences() {
    guard let own = ownPreferences else { return }
    (preferences.speed, preferences.theme) = (own.speed, own.theme)
    ownPreferences = nil
  }

  /// Says what is to be said when the size of the screen is known for the first time.
  package mutating func arriveOnScreen() {
    if let script { sayWhereItIsTooSmall(script.scene) }
    if let remark { say(remark) }
    remark = nil
  }

  /// The screen takes another size.
  mutating func resize(_ columns: Int, _ rows: Int) {
    guard screen != (columns, rows) else { return }
    screen = (columns, rows)
    guard let script, script.scene.size != nil else { return }
    // What was said of another size is no longer so.
    notice = nil
    sayWhereItIsTooSmall(script.scene)
  }

  /// A demo on a smaller screen than its own is laid out anew.
  mutating func sayWhereItIsTooSmall(_ scene: Scene) {
    guard let size = scene.size, screen.columns < size.columns || screen.rows < size.rows else {
      return
    }
    say(
      "Made for \(size.columns)x\(size.rows), laid out anew for \(screen.columns)x\(screen.rows).")
  }

  // MARK: Forward

  /// Lets events happen until one has to be waited for.
  ///
  /// - Parameters:
  ///   - turningPage: Whether the learner has gone on to the next page.
  ///   - isSilent: Whether words and questions wait, so that what was said of an answer can be read.
  mutating func proceed(turningPage: Bool = false, isSilent: Bool = false) {
    var mayTurn = turningPage
    script?.halt = .none
    while let script, script.halt == .none, script.question?.isOpen != true,
      script.next < script.scene.events.count
    {
      let placed = script.scene.events[script.next]
      if case .page = placed.event, script.page > 0, !mayTurn {
        self.script?.halt = .learner
        return
      }
      if isSilent, placed.event.speaks {
        self.script?.halt = .learner
        return
      }
      if case .page = placed.event { mayTurn = false }
      self.script?.next += 1
      happen(placed)
    }
    if script?.isAtEnd == true { finish() }
  }

  mutating func happen(_ placed: PlacedEvent) {
    switch placed.event {
    case .page: turnPage()
    case .stage(let name): put(networkNamed: name)
    case .act(let actions):
      for action in actions { actInScript(action) }
    case .discuss(let parameters): stage?.discuss(parameters)
    case .text(let paragraphs): stage?.text = paragraphs
    case .caption(let line): stage?.text = [line]
    case .highlight(let marks): highlight(marks)
    case .wait(let milliseconds):
      script?.elapsed += milliseconds
      script?.halt = .time
    case .waitForLearner: script?.halt = .learner
    case .marker: break
    case .question(let question): open(question)
    case .expect(let expectation): hold(expectation, line: placed.line)
    }
  }

  /// An action of a scene is done without a word about it.
  mutating func actInScript(_ action: Action) {
    isScripted = true
    apply(action)
    isScripted = false
    if preferences.motion == .none || script?.isDemo != true { finishTurn() }
    notice = nil
  }

  mutating func turnPage() {
    script?.page += 1
    script?.question = nil
    stage?.asksQuestion = false
    stage?.veil = nil
    stage?.revealed = nil
    stage?.text = []
    stage?.pointed = []
    overlay = nil
    stage?.textOffset = 0
    stage?.setFocus(nil)
  }

  mutating func put(networkNamed name: String) {
    guard let scene = script?.scene,
      let named = scene.networks.first(where: { $0.name == name })
    else { return }
    var other = scene
    other.network = named.network
    other.text = stage?.text ?? []
    if let next = try? Stage(other) { stage = next }
  }

  mutating func highlight(_ marks: [Event.Highlight]) {
    var parameters: [Parameter] = []
    var pointed: Set<Panel> = []
    for mark in marks {
      switch mark {
      case .panel(let id): pointed.insert(.tensor(stage?.computation.resolved(id) ?? id))
      case .products: pointed.insert(.products)
      case .parameter(let parameter): parameters.append(parameter)
      }
    }
    stage?.pointed = pointed
    if !parameters.isEmpty { stage?.discuss(parameters) }
  }

  mutating func open(_ question: Question) {
    guard let script, let stage else { return }
    var open = OpenQuestion(question, number: script.questionCount)
    self.script?.questionCount += 1
    askedStage = stage
    if let record = script.answers[open.number], record.outcome.isClosed {
      open.outcome = record.outcome
      open.tries = record.tries
      open.feedback = .explanation(Answers(question, stage).explanation)
    } else {
      self.stage?.isComparing = false
      let veil = Veil(question, on: stage)
      self.stage?.veil = veil
      if veil.hidesStuffing, stage.view == .zerosBetween { self.stage?.choose(view: .gather) }
      if case .cells(_, let panel) = question.kind {
        self.stage?.setFocus(.tensor(stage.computation.resolved(panel)))
      }
    }
    self.stage?.asksQuestion = true
    self.script?.question = open
  }

  mutating func finish() {
    guard let script, script.isDemo else { return }
    if let repeats = script.repeats {
      guard repeats > 0 else { return }
      self.script?.repeats = repeats - 1
    }
    guard script.duration > 0 else { return }
    go(toTime: 0)
  }
}

extension Event {
  /// Whether the event says something in the place where an answer is judged.
  fileprivate var speaks: Bool {
    switch self {
    case .text, .caption, .question, .stage, .page: true
    default: false
    }
  }
}
