import ConvEngine
package import Scenes
import Screen

/// The prompt of the linear mode: a line in, the lines that answer it out.
extension Session {
  /// The most steps that one `play` tells.
  private static let mostPlayed = 100

  /// Does what a typed line says, and returns what is to be said then.
  package mutating func obey(_ line: String) -> [String] {
    let line = trimmed(line)
    if line == "say" { return lines() }
    let actions: [Action]
    if let answer = answering(line) { return answer.flatMap { obey($0) } }
    do { actions = try self.actions(forLine: line) } catch {
      let text = error.description
      return [preferences.symbols.text(text.hasSuffix("?") ? text : text + ".")]
    }
    if let overlay, [.help, .passes, .code].contains(overlay) || actions == [.quit] {
      self.overlay = nil
    }
    return actions.flatMap { obey($0) } + counted
  }

  /// How to go on with a sum that is not finished.
  private var counted: [String] {
    isStillCounting ? ["tick 1 goes on counting; any other line leaves it."] : []
  }

  /// Does an action, and returns what is to be said then.
  package mutating func obey(_ action: Action) -> [String] {
    let old = self
    apply(action)
    if draft != nil {
      draft = nil
      return ["Here it is typed in one line: seek 7.5, or edit a0 0,0,1,2 5."]
    }
    let notice = self.notice?.text
    settle()
    let said = notice.map { [preferences.symbols.text($0)] } ?? []
    return said + (isPlaying ? [] : changes(from: old)) + play() + playDemo()
  }

  /// Plays a demo to its end, and tells it.
  package mutating func playDemo() -> [String] {
    var lines: [String] = []
    while let more = playMoment() { lines += more }
    return lines
  }

  /// Plays a demo to its next moment, and tells it; nil where none is playing.
  package mutating func playMoment() -> [String]? {
    guard script?.isDemo == true, script?.halt == .time, let time = wakeUp
    else { return nil }
    let old = self
    apply(.tick(milliseconds: max(time - clock, 0)))
    return changes(from: old)
  }

  /// The most numbers that are read before a line is answered, so that no sum keeps a prompt waiting.
  private static let mostCounted = 8_000_000

  private var isStillCounting: Bool { stage?.counting.map { !$0.isFinished } == true }

  /// Lets pass the time that a turn takes, and a long sum as far as it can be waited for.
  package mutating func settle() {
    var slices = max(Session.mostCounted / max(costOfSlice, 1), 1)
    while turnsAt != nil || isStillCounting, slices > 0, let time = wakeUp {
      apply(.tick(milliseconds: max(time - clock, 0)))
      slices -= 1
    }
  }

  /// The numbers that are read in one slice of a long sum.
  private var costOfSlice: Int {
    guard let stage else { return 1 }
    let costs = stage.pass.operands.map { min(stage.computation.cost(of: $0), Session.mostCounted) }
    return Session.countingSlice * max(costs.reduce(0, +), 1)
  }

  /// Plays on, step by step, and tells each.
  private mutating func play() -> [String] {
    if script?.isDemo == true { return [] }
    var lines: [String] = []
    var count = 0
    while isPlaying, count < Session.mostPlayed, let time = wakeUp {
      let old = self
      apply(.tick(milliseconds: max(time - clock, 0)))
      settle()
      lines += changes(from: old)
      count += 1
      if isStillCounting { isPlaying = false }
    }
    if isPlaying {
      isPlaying = false
      lines.append("Paused after \(count) steps; play goes on.")
    }
    return lines
  }

  private func actions(forLine line: String) throws(ActionError) -> [Action] {
    if line == "help" || line == "?" { return [.close, .show(.help)] }
    guard stage == nil else { return line.isEmpty ? [.step(1)] : [try Action(parsing: line)] }
    if line.isEmpty { return scene(home.selected) }
    if let number = Int(line), library.indices.contains(number - 1) { return scene(number - 1) }
    if let place = library.firstIndex(where: { $0.name == line }) { return scene(place) }
    return [try Action(parsing: line)]
  }

  private func scene(_ place: Int) -> [Action] {
    library.indices.contains(place) ? [.open(library[place].name)] : []
  }

  private func trimmed(_ line: String) -> String {
    let start = line.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }

  // MARK: Answers

  /// The letters that mean in a lesson what they do on its screen.
  private static let lessonLetters: [String: Action] = [
    "n": .page(1), "p": .page(-1), "b": .page(-1), "x": .startOver,
    "X": .practise(nil, difficulty: 1, seed: nil),
  ]
  private static let questionLetters: [String: Action] = ["t": .hint, "s": .solve]

  /// What a line means in a lesson: a letter as on the screen, or an answer to the open question.
  private func answering(_ line: String) -> [Action]? {
    guard script != nil else { return nil }
    if let action = Session.lessonLetters[line] { return [action] }
    guard let open = openQuestion else { return line.isEmpty ? [.page(1)] : nil }
    if line.isEmpty { return [] }
    if let action = Session.questionLetters[line] { return [action] }
    if (try? Action(parsing: line)) != nil { return nil }
    return isAnswer(line, to: open) ? [.answer(line)] : nil
  }

  private func isAnswer(_ line: String, to open: OpenQuestion) -> Bool {
    if case .cells = open.question.kind { return line.allSatisfy { "0123456789, []".contains($0) } }
    return line.unicodeScalars.allSatisfy { open.takes($0) || $0 == " " }
  }
}
