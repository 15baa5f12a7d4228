/// What came of a question.
package struct AnswerRecord: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Answered by the learner.
    case right
    /// The answer was shown.
    case assisted
    /// Passed over.
    case skipped
    /// Tried, not yet right.
    case wrong

    /// Whether nothing is left to answer: what was passed over can be answered later.
    package var isClosed: Bool { self == .right || self == .assisted }
  }

  package var outcome: Outcome
  package var tries: Int
  /// The last answer that was given.
  package var answer: String

  package init(outcome: Outcome, tries: Int, answer: String) {
    self.outcome = outcome
    self.tries = tries
    self.answer = answer
  }
}

/// What a learner has done, by the lessons' names.
package struct Progress: Hashable, Sendable {
  /// What was done of one lesson.
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
  /// The lesson that was open last.
  package var last: String?

  package init(entries: [String: Entry] = [:], last: String? = nil) {
    self.entries = entries
    self.last = last
  }

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

  /// The lesson to go on with: the one that was open last, else the first that was not gone through.
  package func next(among lessons: [Scene]) -> Scene? {
    let open = lessons.filter { entries[$0.name]?.isFinished != true }
    return open.first { $0.name == last } ?? open.first ?? lessons.first
  }
}
