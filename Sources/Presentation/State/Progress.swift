package import Scenes

/// What a learner has done, by the scenes' names.
package struct Progress: Hashable, Sendable {
  /// What was done of one scene.
  package struct Entry: Hashable, Sendable {
    /// The page that was reached last, from 1.
    package var page: Int
    /// Whether the last page was passed.
    package var isFinished: Bool
    /// What came of the questions, by their number from 0.
    package var answers: [Int: AnswerRecord]

    package init(page: Int = 1, isFinished: Bool = false, answers: [Int: AnswerRecord] = [:]) {
      self.page = page
      self.isFinished = isFinished
      self.answers = answers
    }
  }

  package var entries: [String: Entry]

  package init(entries: [String: Entry] = [:]) { self.entries = entries }

  package subscript(name: String) -> Entry? {
    get { entries[name] }
    set { entries[name] = newValue }
  }

  /// How many of a scene's questions are answered, by the learner or with help.
  package func answered(_ scene: Scene) -> Int {
    entries[scene.name]?.answers.values.count { $0.outcome == .right || $0.outcome == .assisted }
      ?? 0
  }

  /// Whether a lesson was gone through to its end with all its questions answered.
  package func isDone(_ scene: Scene) -> Bool {
    entries[scene.name]?.isFinished == true && answered(scene) == scene.questions.count
  }
}

extension Session {
  /// Notes how far a lesson has gone, for the front end to keep.
  mutating func noteProgress(isFinished: Bool = false) {
    guard let script, script.scene.kind == .lesson, library.contains(script.scene) else { return }
    let wasFinished = progress[script.scene.name]?.isFinished ?? false
    progress[script.scene.name] = Progress.Entry(
      page: max(script.page, 1), isFinished: isFinished || wasFinished, answers: script.answers)
    savesWanted += 1
  }
}
