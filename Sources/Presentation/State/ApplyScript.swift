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

  /// A demo on a smaller screen than its own is laid out anew.
  private mutating func sayWhereItIsTooSmall(_ scene: Scene) {
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
    script?.waitsForLearner = false
    while let script, script.waitsUntil == nil, !script.waitsForLearner,
      script.question?.isOpen != true, script.next < script.scene.events.count
    {
      let placed = script.scene.events[script.next]
      if case .page = placed.event, script.page > 0, !mayTurn {
        self.script?.waitsForLearner = true
        return
      }
      if isSilent, placed.event.speaks {
        self.script?.waitsForLearner = true
        return
      }
      if case .page = placed.event { mayTurn = false }
      self.script?.next += 1
      happen(placed)
    }
    if script?.isAtEnd == true { finish() }
  }

  private mutating func happen(_ placed: PlacedEvent) {
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
      let elapsed = (script?.elapsed ?? 0) + milliseconds
      script?.elapsed = elapsed
      let until = (script?.start ?? clock) + elapsed
      script?.waitsUntil = until
    case .waitForLearner: script?.waitsForLearner = true
    case .marker: break
    case .question(let question): open(question)
    case .expect(let expectation): hold(expectation, line: placed.line)
    }
  }

  /// An action of a scene is done without a word about it.
  private mutating func actInScript(_ action: Action) {
    isScripted = true
    apply(action)
    isScripted = false
    if preferences.motion == .none || script?.isDemo != true { finishTurn() }
    notice = nil
  }

  private mutating func turnPage() {
    script?.page += 1
    script?.question = nil
    stage?.asksQuestion = false
    stage?.veil = nil
    stage?.text = []
    stage?.pointed = []
    overlay = nil
    stage?.textOffset = 0
    stage?.setFocus(nil)
  }

  private mutating func put(networkNamed name: String) {
    guard let scene = script?.scene,
      let named = scene.networks.first(where: { $0.name == name })
    else { return }
    var other = scene
    other.network = named.network
    other.text = stage?.text ?? []
    if let next = try? Stage(other) { stage = next }
  }

  private mutating func highlight(_ marks: [Event.Highlight]) {
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

  private mutating func open(_ question: Question) {
    guard let script, let stage else { return }
    var open = OpenQuestion(question, number: script.questionCount)
    self.script?.questionCount += 1
    if let record = script.answers[open.number], record.outcome != .wrong {
      open.outcome = record.outcome
      open.tries = record.tries
      open.feedback = Answers(question, stage).explanation
    } else {
      self.stage?.isComparing = false
      self.stage?.veil = Veil(question, on: stage)
      if case .cells(_, let panel) = question.kind {
        self.stage?.setFocus(.tensor(stage.computation.resolved(panel)))
      }
    }
    self.stage?.asksQuestion = true
    self.script?.question = open
  }

  private mutating func finish() {
    guard let script, script.isDemo else { return }
    if let repeats = script.repeats {
      guard repeats > 0 else { return }
      self.script?.repeats = repeats - 1
    }
    guard script.duration > 0 else { return }
    go(toTime: 0)
  }

  // MARK: Expectations

  private mutating func hold(_ expectation: Expectation, line: Int) {
    guard script?.isChecked == true, let stage else { return }
    let sentence = unmet(expectation, stage)
    if let sentence { script?.failures.append(.init(line: line, sentence: sentence)) }
  }

  private func unmet(_ expectation: Expectation, _ stage: Stage) -> String? {
    switch expectation {
    case .claim(let claim):
      switch Examiner(stage).holds(claim) {
      case true?: return nil
      case false?:
        return "expected \(claim.text), found " + AnswerWords.found(claim, Examiner(stage))
      case nil: return "expected \(claim.text), which this network has not"
      }
    case .shape(let id, let shape):
      let own = stage.computation.shape(of: id)
      guard own?.isCalled(shape) != true else { return nil }
      return "expected \(id.name) of \(shape.text), found \(own?.text ?? "none")"
    case .screen(let text):
      let size = script?.scene.size ?? Scene.ScreenSize(columns: 80, rows: 24)
      let frame = frame(columns: size.columns, rows: size.rows)
      return frame.text.contains(text) ? nil : "expected “\(text)” on the screen"
    }
  }

  // MARK: To a place

  /// Goes to the beginning of a page, as if all before it had just happened.
  mutating func go(toPage page: Int) {
    guard let starts = script?.pageStarts, !starts.isEmpty else { return }
    let number = min(max(page, 1), starts.count)
    replay(to: starts[number - 1])
    proceed(turningPage: true)
  }

  /// Does all that happens before an event once more, on a fresh stage, without waiting.
  private mutating func replay(to place: Int) {
    guard var script else { return }
    script.next = 0
    script.page = 0
    script.question = nil
    script.questionCount = 0
    script.waitsUntil = nil
    script.waitsForLearner = false
    script.start = clock
    script.elapsed = 0
    self.script = script
    guard let fresh = try? Stage(script.scene) else { return }
    stage = fresh
    isPlaying = false
    turnsAt = nil
    for action in script.scene.start { actInScript(action) }
    while let next = self.script?.next, next < place { skip() }
  }

  /// Lets the next event happen without waiting for it.
  private mutating func skip() {
    guard let script, script.next < script.scene.events.count else { return }
    let placed = script.scene.events[script.next]
    self.script?.next += 1
    switch placed.event {
    case .question: self.script?.questionCount += 1
    case .wait(let milliseconds):
      self.script?.elapsed += milliseconds
      advanceStage(to: clock + milliseconds)
    case .waitForLearner, .expect: break
    default: happen(placed)
    }
  }

  /// Goes to a time of a demo, as if it had been played up to there.
  mutating func go(toTime time: Int) {
    guard script != nil else { return }
    let end = min(max(time, 0), script?.duration ?? 0)
    replay(to: 0)
    var left = end
    while let script, script.next < script.scene.events.count {
      guard case .wait(let milliseconds) = script.scene.events[script.next].event else {
        skip()
        continue
      }
      if milliseconds > left { break }
      left -= milliseconds
      skip()
    }
    if left > 0 { advanceStage(to: clock + left) }
    let start = clock - end
    script?.start = start
    if let script, script.next < script.scene.events.count {
      proceed()
    }
  }

  /// Where a demo stands, in milliseconds from its beginning.
  var scriptTime: Int {
    guard let script else { return 0 }
    return script.pausedAt ?? min(clock - script.start, script.duration)
  }

  // MARK: Time

  /// Lets the waits of a demo pass that are over by now.
  mutating func advanceScript() {
    guard script?.pausedAt == nil else { return }
    while let until = script?.waitsUntil, until <= clock {
      script?.waitsUntil = nil
      proceed()
    }
  }

  // MARK: The learner's part

  /// Goes on, or back.
  mutating func turn(pages: Int) {
    guard let script else {
      scroll(by: pages)
      return
    }
    if script.isDemo { return pageOfDemo(pages) }
    guard pages > 0 else {
      if script.page <= 1 {
        guard let exercise = script.exercise, exercise.number > 1 else {
          return say("This is the first page.")
        }
        return begin(exercise.later(by: -1))
      }
      return go(toPage: script.page - 1)
    }
    if let open = script.question, open.isOpen { skip(open) }
    if self.script?.waitsForLearner == true || self.script?.next ?? 0 < script.scene.events.count {
      self.script?.question = nil
      restore()
      proceed(turningPage: true)
      noteProgress()
    } else {
      end(script)
    }
  }

  private mutating func pageOfDemo(_ pages: Int) {
    if script?.isAtEnd == true, pages > 0 { goHome() } else { toChapter(pages) }
  }

  /// What the learner did on the stage meanwhile is taken back before it goes on.
  private mutating func restore() {
    guard let script else { return }
    let (next, answers) = (script.next, script.answers)
    replay(to: next)
    self.script?.answers = answers
  }

  private mutating func skip(_ open: OpenQuestion) {
    record(open, .skipped, open.draft)
    stage?.veil = nil
  }

  private mutating func end(_ script: Script) {
    if let exercise = script.exercise { return begin(exercise.later(by: 1)) }
    let title = script.scene.title
    noteProgress(isFinished: true)
    goHome()
    say("“\(title)” is done.")
  }

  /// Pauses a demo, or lets it go on from where it was paused.
  mutating func hold(_ isOn: Bool?) {
    guard let script, script.isDemo else { return }
    let pauses = isOn ?? (script.pausedAt == nil)
    if pauses, script.pausedAt == nil {
      if script.isAtEnd { return go(toTime: 0) }
      let time = scriptTime
      self.script?.pausedAt = time
      isPlaying = false
    } else if !pauses, let time = script.pausedAt {
      self.script?.pausedAt = nil
      go(toTime: time)
    }
  }

  /// Goes to the next chapter of a demo, or to a former one.
  mutating func toChapter(_ by: Int) {
    guard let script, !script.markers.isEmpty else { return say("There are no chapters here.") }
    let now = scriptTime
    let times = [0] + script.markers.map(\.time)
    let next =
      by > 0 ? times.first { $0 > now } : times.last { $0 < now - Session.chapterTolerance }
    guard let next else { return say(by > 0 ? "This is the last chapter." : "This is the first.") }
    go(toTimeKeepingPause: next)
  }

  /// Goes to a chapter by its name.
  mutating func toChapter(named name: String) {
    guard let marker = script?.markers.first(where: { $0.name == name }) else {
      return say("There is no chapter “\(name)”.")
    }
    go(toTimeKeepingPause: marker.time)
  }

  mutating func go(toTimeKeepingPause time: Int) {
    let isPaused = script?.pausedAt != nil
    script?.pausedAt = nil
    go(toTime: time)
    if isPaused { hold(true) }
  }

  /// Lets a demo play so many times again; nil is without end.
  package mutating func playAgain(_ times: Int?) { script?.repeats = times }

  /// Starts a demo at a chapter or a time; says whether there is such a one.
  package mutating func play(from place: String) -> Bool {
    if let marker = script?.markers.first(where: { $0.name == place }) {
      go(toTime: marker.time)
      return true
    }
    guard let time = Session.milliseconds(place), time <= script?.duration ?? 0 else {
      return false
    }
    go(toTime: time)
    return true
  }

  /// Reads `12.5` or `1:05` as a time.
  private static func milliseconds(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let seconds = NumberText.value(parts[parts.count - 1]), seconds >= 0,
      seconds < 1e6
    else { return nil }
    guard parts.count == 2 else { return Int(seconds * 1000) }
    guard let minutes = Int(parts[0]), (0...10_000).contains(minutes) else { return nil }
    return minutes * 60_000 + Int(seconds * 1000)
  }

  /// Goes back to the chapter before, where so little of this one has passed.
  static let chapterTolerance = 700

  /// Goes to the end of the present wait of a paused demo, or to that of the one before.
  mutating func stepDemo(_ by: Int) {
    guard let script else { return }
    if script.pausedAt == nil { hold(true) }
    var ends: [Int] = [0]
    for placed in script.scene.events {
      if case .wait(let milliseconds) = placed.event {
        ends.append(ends[ends.count - 1] + milliseconds)
      }
    }
    let now = scriptTime
    guard let next = by > 0 ? ends.first(where: { $0 > now }) : ends.last(where: { $0 < now })
    else {
      return
    }
    go(toTimeKeepingPause: next)
  }
}

extension AnswerWords {
  /// What stands where a claim does not hold.
  static func found(_ claim: Claim, _ examiner: Examiner) -> String {
    guard case .compare(let left, _, let right) = claim else { return "that it is not so" }
    func text(_ quantity: Quantity) -> String {
      examiner.value(of: quantity).map(Number.text) ?? "nothing"
    }
    return "\(text(left)) and \(text(right))"
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
