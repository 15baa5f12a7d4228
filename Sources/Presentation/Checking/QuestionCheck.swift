import ConvEngine
import Scenes

/// Whether a question can be asked: it has one right answer, and every mistake shows.
struct QuestionCheck {
  let question: Question
  let stage: Stage

  init(_ question: Question, on stage: Stage) {
    self.question = question
    self.stage = stage
  }

  var problems: [String] {
    let answers = Answers(question, stage)
    switch question.kind {
    case .number(let quantity):
      guard let number = answers.number else { return ["this network has no \(quantity.text)"] }
      return collisions(numbers(quantity), right: number, text: Number.text, Examiner.isSame)
    case .shape(let id):
      guard let shape = answers.shape else { return ["this network has no \(id.name)"] }
      return collisions(sizes(id), right: shape.size, text: \.text, ==)
    case .choice:
      let count = answers.holding.count
      return count == 1 ? [] : ["\(count) of the choices hold; exactly one has to"]
    case .cells(let set, _):
      guard let cells = answers.cells else { return ["this network has no \(set.text)"] }
      return cells.isEmpty ? ["there are no cells of \(set.text)"] : []
    }
  }

  /// Answers that are wrong: one for each mistake that is looked for, the wrong choices, a wrong cell.
  var wrongAnswers: [String] {
    switch question.kind {
    case .number(let quantity): return numbers(quantity).map { Number.text($0.1) }
    case .shape(let id): return sizes(id).map { "\($0.1.height)x\($0.1.width)" }
    case .choice(let choices):
      let right = Answers(question, stage).holding
      return choices.indices.filter { !right.contains($0) }.map { "\($0 + 1)" }
    case .cells(_, let panel):
      let right = Answers(question, stage).cells ?? []
      guard let shape = stage.computation.shape(of: panel) else { return [] }
      let wrong = (0..<shape.count).map { shape.index(at: $0) }.first { right != [$0] }
      return wrong.map { [$0.text] } ?? []
    }
  }

  /// The mistakes that are named and lead to nothing that could be answered.
  var idleMistakes: [Mistake] {
    let found: [Mistake] =
      switch question.kind {
      case .number(let quantity): numbers(quantity).map(\.0)
      case .shape(let id): sizes(id).map(\.0)
      case .choice, .cells: []
      }
    return (question.mistakes ?? []).filter { !found.contains($0) }
  }

  private func sizes(_ id: TensorID) -> [(Mistake, Size2D)] {
    Mistakes(Examiner(stage), asked: question.mistakes).sizes(of: id).map { ($0.mistake, $0.size) }
  }

  private func numbers(_ quantity: Quantity) -> [(Mistake, Double)] {
    Mistakes(Examiner(stage), asked: question.mistakes).numbers(for: quantity)
      .map { ($0.mistake, $0.value) }
  }

  private func collisions<Value>(
    _ mistakes: [(Mistake, Value)], right: Value, text: (Value) -> String,
    _ isSame: (Value, Value) -> Bool
  ) -> [String] {
    var found: [String] = []
    for (place, (mistake, value)) in mistakes.enumerated() {
      if isSame(value, right) {
        found.append("the mistake \(mistake.rawValue) gives the right answer, \(text(value)), too")
      } else if let other = mistakes[..<place].first(where: { isSame($0.1, value) }) {
        found.append(
          "the mistakes \(other.0.rawValue) and \(mistake.rawValue) both give \(text(value))")
      }
    }
    return found
  }
}

extension Answers {
  /// The right cells as they can be typed.
  var typedCells: String {
    (cells ?? []).map(\.text).sorted().joined(separator: " ")
  }
}

extension Size2D {
  fileprivate var text: String { "\(height)×\(width)" }
}
