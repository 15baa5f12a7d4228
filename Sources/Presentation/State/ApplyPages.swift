import ConvEngine
import Scenes

/// How a learner goes through the pages of a lesson, and to a place of any scene.
extension Session {
  // MARK: To a place

  /// Goes to the beginning of a page, as if all before it had just happened.
  mutating func go(toPage page: Int) {
    guard let starts = script?.pageStarts, !starts.isEmpty else { return }
    let number = min(max(page, 1), starts.count)
    replay(to: starts[number - 1])
    proceed(turningPage: true)
  }

  /// Does all that happens before an event once more, on a fresh stage, without waiting.
  mutating func replay(to place: Int) {
    guard var script else { return }
    script.next = 0
    script.page = 0
    script.question = nil
    script.questionCount = 0
    script.halt = .none
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
  mutating func skip() {
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
    if case .pause(let time) = script.halt { return time }
    return min(clock - script.start, script.duration)
  }

  // MARK: Time

  /// Lets the waits of a demo pass that are over by now.
  mutating func advanceScript() {
    while let until = script?.waitsUntil, until <= clock { proceed() }
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
    if self.script?.halt == .learner || self.script?.next ?? 0 < script.scene.events.count {
      self.script?.question = nil
      restore()
      proceed(turningPage: isBeforePage)
      noteProgress()
    } else {
      end(script)
    }
  }

  /// Whether the next thing to happen is another page.
  private var isBeforePage: Bool {
    guard let script, script.scene.events.indices.contains(script.next) else { return false }
    if case .page = script.scene.events[script.next].event { return true }
    return false
  }

  mutating func pageOfDemo(_ pages: Int) {
    if script?.isAtEnd == true, pages > 0 { goHome() } else { toChapter(pages) }
  }

  /// What the learner did on the stage meanwhile is taken back before it goes on.
  mutating func restore() {
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
}
