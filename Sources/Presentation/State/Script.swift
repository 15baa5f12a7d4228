import ConvEngine
import Scenes

/// How far the events of a scene have gone, and what its learner answered.
struct Script: Hashable, Sendable {
  let scene: Scene
  /// Whether the scene says anything in the course of its events.
  let hasWords: Bool
  let isDemo: Bool
  /// The events that begin a page.
  let pageStarts: [Int]
  /// How long the waits of the whole scene are together, in milliseconds.
  let duration: Int
  /// Each chapter with its time in milliseconds.
  let markers: [Chapter]
  /// The exercise that the scene is, where it is one.
  var exercise: Exercise?
  /// The event that comes next.
  var next = 0
  /// The pages that have begun.
  var page = 0
  /// What the next event waits for.
  var halt = Halt.none
  /// The question on the page.
  var question: OpenQuestion?
  /// The questions that came up to here.
  var questionCount = 0
  /// What was answered, by the question's number from 0.
  var answers: [Int: AnswerRecord] = [:]
  /// The session's clock at the beginning.
  var start = 0
  /// The waits that were begun, together, in milliseconds.
  var elapsed = 0
  /// How often the demo plays again; nil is without end.
  var repeats: Int? = 0
  /// What did not hold, as far as it is looked for.
  var failures: [Failure] = []
  /// Whether expectations are looked at.
  var isChecked = false

  /// Why a scene does not go on by itself.
  enum Halt: Hashable, Sendable {
    case none
    /// A wait is not over yet.
    case time
    case learner
    /// A demo was paused, so many milliseconds after its beginning.
    case pause(Int)
  }

  struct Chapter: Hashable, Sendable {
    var name: String
    var time: Int
  }

  struct Failure: Hashable, Sendable {
    var line: Int
    var sentence: String
  }

  init(_ scene: Scene, at clock: Int) {
    self.scene = scene
    let kind = scene.kind
    isDemo = kind == .demo
    hasWords = kind == .lesson || scene.events.contains { $0.event.isWords }
    start = clock
    var time = 0
    var markers: [Chapter] = []
    for placed in scene.events {
      if case .wait(let milliseconds) = placed.event { time += milliseconds }
      if case .marker(let name) = placed.event { markers.append(Chapter(name: name, time: time)) }
    }
    duration = time
    self.markers = markers
    pageStarts = scene.events.indices.filter {
      if case .page = scene.events[$0].event { true } else { false }
    }
  }

  var isAtEnd: Bool { next >= scene.events.count && halt == .none && question?.isOpen != true }
  var isPaused: Bool { if case .pause = halt { true } else { false } }

  /// When the present wait is over, by the session's clock.
  var waitsUntil: Int? { halt == .time ? start + elapsed : nil }

  var pageCount: Int { pageStarts.count }
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
  /// What was said last.
  var feedback = Feedback.none
  var outcome: AnswerRecord.Outcome?

  /// What a learner is told while a question is before them.
  enum Feedback: Hashable, Sendable {
    case none
    case hint(String)
    /// What was answered, and what is said of it.
    case wrong(String, [String])
    /// The right answer, and what it is made of.
    case explanation([String])

    /// All of it, in paragraphs.
    var lines: [String] {
      switch self {
      case .none: []
      case .hint(let hint): [hint]
      case .wrong(let answer, let sentences): ["✗ \(answer)"] + sentences
      case .explanation(let sentences): sentences
      }
    }
  }

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
