import ConvEngine
import Scenes

/// How far the events of a scene have gone, and what its learner answered.
struct Script: Hashable, Sendable {
  let scene: Scene
  /// Whether the scene says anything in the course of its events.
  let hasWords: Bool
  /// The exercise that the scene is, where it is one.
  var exercise: Exercise?
  /// The event that comes next.
  var next = 0
  /// The pages that have begun.
  var page = 0
  /// When the present wait is over, by the session's clock.
  var waitsUntil: Int?
  /// Whether nothing goes on until the learner does.
  var waitsForLearner = false
  /// The question on the page.
  var question: OpenQuestion?
  /// The questions that came up to here.
  var questionCount = 0
  /// What was answered, by the question's number from 0.
  var answers: [Int: AnswerRecord] = [:]
  /// The waits that were begun, together, in milliseconds.
  var elapsed = 0
  /// The session's clock at the beginning.
  var start = 0
  /// How far a demo had got when it was paused, in milliseconds.
  var pausedAt: Int?
  /// How often the demo plays again; nil is without end.
  var repeats: Int? = 0
  /// What did not hold, as far as it is looked for.
  var failures: [Failure] = []
  /// Whether expectations are looked at.
  var isChecked = false

  struct Failure: Hashable, Sendable {
    var line: Int
    var sentence: String
  }

  init(_ scene: Scene, at clock: Int) {
    self.scene = scene
    hasWords = scene.kind == .lesson || scene.events.contains { $0.event.isWords }
    start = clock
  }

  var isDemo: Bool { scene.kind == .demo }
  var isAtEnd: Bool { next >= scene.events.count && waitsUntil == nil && question?.isOpen != true }

  var pageCount: Int { pageStarts.count }

  /// The events that begin a page.
  var pageStarts: [Int] {
    scene.events.indices.filter { if case .page = scene.events[$0].event { true } else { false } }
  }

  /// Each chapter with its time in milliseconds.
  var markers: [(name: String, time: Int)] {
    var time = 0
    var found: [(String, Int)] = []
    for placed in scene.events {
      if case .wait(let milliseconds) = placed.event { time += milliseconds }
      if case .marker(let name) = placed.event { found.append((name, time)) }
    }
    return found
  }

  /// How long the waits are together.
  var duration: Int {
    scene.events.reduce(0) { sum, placed in
      if case .wait(let milliseconds) = placed.event { sum + milliseconds } else { sum }
    }
  }
}

/// A question that a learner has before them.
struct OpenQuestion: Hashable, Sendable {
  /// From 0, in the scene.
  let number: Int
  let question: Question
  var draft = ""
  /// Whether what is typed goes into the answer, rather than to the stage.
  var isAnswering = true
  var tries = 0
  var hintsShown = 0
  var marked: Set<Index4> = []
  /// What was said of the last answer.
  var feedback: [String] = []
  var outcome: AnswerRecord.Outcome?

  init(_ question: Question, number: Int) {
    self.question = question
    self.number = number
  }

  var isOpen: Bool { outcome == nil }

  /// The characters that an answer of this kind can have.
  func takes(_ character: Unicode.Scalar) -> Bool {
    switch question.kind {
    case .number: "0123456789+-−.,/eE".unicodeScalars.contains(character)
    // X alone is a key of its own: it begins no size.
    case .shape:
      "0123456789x×,".unicodeScalars.contains(character) || character == "X" && !draft.isEmpty
    case .choice(let choices): (1...choices.count).contains(Int(character.value) - 48)
    case .cells: false
    }
  }
}

extension Event {
  fileprivate var isWords: Bool {
    switch self {
    case .text, .caption: true
    default: false
    }
  }
}
