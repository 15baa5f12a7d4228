import ConvEngine
import Scenes

/// What an answer is worth.
enum Judgement: Hashable, Sendable {
  case right
  /// A wrong answer, with the mistake that leads to it where one is known.
  case wrong([String])
  /// No answer of the kind that is asked for.
  case unreadable(String)
}

/// Judges what a learner answers to a question, and says the right answer when it is time.
struct Answers {
  let question: Question
  let stage: Stage
  private let examiner: Examiner
  private let words: AnswerWords

  init(_ question: Question, _ stage: Stage) {
    // What is said of an answer holds nothing back.
    var stage = stage
    stage.veil = nil
    self.question = question
    self.stage = stage
    examiner = Examiner(stage)
    words = AnswerWords(stage)
  }

  // MARK: The right answer

  /// The number that is right, where one is asked for.
  var number: Double? {
    if case .number(let quantity) = question.kind { return examiner.value(of: quantity) }
    return nil
  }

  /// The shape that is right, where one is asked for.
  var shape: Shape4? {
    if case .shape(let id) = question.kind { return stage.computation.shape(of: id) }
    return nil
  }

  /// The choices whose claims hold.
  var holding: [Int] {
    guard case .choice(let choices) = question.kind else { return [] }
    return choices.indices.filter { examiner.holds(choices[$0].claim) == true }
  }

  /// The cells that are right, where cells are asked for.
  var cells: Set<Index4>? {
    if case .cells(let set, _) = question.kind { return examiner.cells(of: set) }
    return nil
  }

  /// The right answer as it could have been typed; nil where the network has none.
  var text: String? {
    switch question.kind {
    case .number: number.map(Number.text)
    case .shape: shape.map { Names.size($0, isKernel: false) }
    case .choice: holding.count == 1 ? "\(holding[0] + 1)" : nil
    case .cells: cells.map { words.list($0) }
    }
  }

  /// The right answer with what it is made of, and why that is so.
  var explanation: [String] { made + [question.because].compactMap { $0 } }

  private var made: [String] {
    switch question.kind {
    case .number(let quantity):
      guard let number else { return [] }
      return [words.computation(of: quantity, value: number, examiner) + "."]
    case .shape(let id): return [words.size(of: id)]
    case .choice(let choices): return holding.map { AnswerWords.sentence(choices[$0].text) }
    case .cells: return cells.map { [words.list($0) + "."] } ?? []
    }
  }

  // MARK: Judging

  func judge(_ answer: String) -> Judgement {
    switch question.kind {
    case .number: judgeNumber(answer)
    case .shape: judgeShape(answer)
    case .choice(let choices): judgeChoice(answer, choices)
    case .cells: .unreadable("The cells are marked with Enter and answered with a.")
    }
  }

  private func judgeNumber(_ answer: String) -> Judgement {
    guard let given = TypedNumber.value(of: answer), let number else {
      return .unreadable("“\(answer)” is no number: write it as −1.5, 3/4 or 2e3.")
    }
    if Answers.isSame(given, number, typed: answer) { return .right }
    return .wrong(diagnosis(of: given, typed: answer))
  }

  /// Whole numbers have to be met; of others so many decimals as were typed, two at the least.
  static func isSame(_ given: Double, _ right: Double, typed: String) -> Bool {
    if Examiner.isSame(given, right) { return true }
    guard right != right.rounded(), !typed.contains("/") else { return false }
    let digits = typed.split(whereSeparator: { $0 == "." || $0 == "," })
    guard digits.count == 2, digits[1].count >= 2, digits[1].allSatisfy(\.isNumber) else {
      return false
    }
    let unit = digits[1].reduce(1.0) { unit, _ in unit / 10 }
    return (given - right).magnitude <= unit / 2 * 1.000001
  }

  private func diagnosis(of given: Double, typed: String) -> [String] {
    guard case .number(let quantity) = question.kind else { return [] }
    let known = Mistakes(examiner, asked: question.mistakes).numbers(for: quantity)
    if let found = known.first(where: { Answers.isSame(given, $0.value, typed: typed) }) {
      return [words.sentence(found, quantity)]
        + [words.sum(found)].compactMap { $0 } + [next].compactMap { $0 }
    }
    if let number, given == -number, number != 0, quantity.isSum {
      return ["The number is right, its sign is not."] + [next].compactMap { $0 }
    }
    return [next ?? "That is not it. Go through the products one by one."]
  }

  private var next: String? { question.next }

  private func judgeShape(_ answer: String) -> Judgement {
    guard let given = Expectation.Shape(answer), given.extents.count >= 2, let shape else {
      return .unreadable("“\(answer)” is no size: write rows and columns as 3x3.")
    }
    if shape.isCalled(given) { return .right }
    guard case .shape(let id) = question.kind else { return .wrong([]) }
    let size = given.extents.suffix(2)
    let found = Mistakes(examiner, asked: question.mistakes).sizes(of: id).first {
      [$0.size.height, $0.size.width] == Array(size)
    }
    return .wrong(
      [found.map { words.sentence($0.mistake, size: $0.size) }, next].compactMap { $0 })
  }

  private func judgeChoice(_ answer: String, _ choices: [Question.Choice]) -> Judgement {
    guard let number = Int(answer), choices.indices.contains(number - 1) else {
      return .unreadable(
        "“\(answer)” is none of the choices: type a digit from 1 to \(choices.count).")
    }
    if holding == [number - 1] { return .right }
    return .wrong([choices[number - 1].next ?? next].compactMap { $0 })
  }

  /// Judges cells that were marked.
  func judge(_ marked: Set<Index4>) -> Judgement {
    guard let cells else { return .unreadable("There are no such cells here.") }
    if marked == cells { return .right }
    if marked.isEmpty {
      return .unreadable("No cell is marked yet: Enter marks the one under the cursor.")
    }
    let right = marked.intersection(cells).count
    let isAll = right == marked.count
    let said =
      isAll
      ? "What you marked is right, but something is missing."
      : "\(right) of the \(Plural.count(marked.count, "cell")) that you marked \(right == 1 ? "is" : "are") right."
    return .wrong([said] + [next].compactMap { $0 })
  }
}

extension Shape4 {
  /// Whether extents, the columns last, are this shape's; axes left out have to be 1, or channels alone.
  func isCalled(_ given: Expectation.Shape) -> Bool {
    let own = [outer, channels, height, width]
    let count = given.extents.count
    guard Array(own.suffix(count)) == given.extents else { return false }
    return count >= 2
  }
}

extension Quantity {
  /// Whether the number is a sum of products, whose sign can be mistaken.
  fileprivate var isSum: Bool {
    switch self {
    case .element, .soFar, .share, .channelSum, .rise: true
    default: false
    }
  }
}
