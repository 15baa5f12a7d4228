import ConvEngine
import Scenes

/// Questions about the half turn, and about what differs between ⋆ and ∗.
enum TurnForms {
  private static let (kernel, output) = (TensorID(.kernel, 1), TensorID(.output, 1))

  /// A number of the turned kernel.
  static let turned: PracticeForm = { board, random in
    // A layer that computes ∗ shows its kernel turned.
    guard board.layer().operation == .crossCorrelation else { return nil }
    let w = board.element(kernel, &random)
    let place = "[\(w.index.row),\(w.index.column)]"
    return PracticeTask(
      text: "K is K′ turned by 180°. K′ is on stage.", pass: output,
      question: Question(
        "Which number is K\(place)?", .number(.turned(w)),
        hints: [
          "The rows change places, and the columns too.",
          "Look as far from the last row and the last column as K\(place) is from the first.",
        ], next: "Do both flips: the first row becomes the last, read backwards.",
        mistakes: [.transposed, .rowsFlipped, .columnsFlipped]))
  }

  /// Where a number stands after the turn.
  static let place: PracticeForm = { board, random in
    // A layer that computes ∗ shows its kernel turned.
    guard board.layer().operation == .crossCorrelation else { return nil }
    let w = board.element(kernel, &random)
    let shape = board.shape(kernel)
    let (row, column) = (w.index.row, w.index.column)
    let turned = shape.reversing(w.index)
    let (lastRow, lastColumn) = (turned.row, turned.column)
    let places = [(row, lastColumn), (lastRow, column), (lastRow, lastColumn), (row, column)]
    let value = board.examiner.value(of: .element(w)) ?? 0
    return PracticeTask(
      text: "K is K′ turned by 180°. K′ is on stage.", pass: output,
      question: Question(
        "Where in K does the \(Number.text(value)) of \(board.name(w)) stand?",
        .choice(
          places.map { row, column in
            let element = Element(kernel, Index4(0, 0, row, column))
            return .init(
              "at [\(row),\(column)]", if: .compare(.turned(element), .equal, .number(value)))
          }), hints: ["A half turn is two flips: of the rows, and of the columns."],
        next: "Count its row and its column from the other end."))
  }

  /// How many cells differ, or agree.
  static func count(ofDiffering isDiffering: Bool) -> PracticeForm {
    { board, _ in
      PracticeTask(
        text: board.sentence() + " Compare z with ⋆ and z with ∗.", pass: output,
        question: Question(
          "In how many cells do the two \(isDiffering ? "differ" : "agree")?",
          .number(isDiffering ? .differing(layer: 1) : .agreeing(layer: 1)), hints: hints,
          next: next, mistakes: []))
    }
  }

  private static let hints = [
    "Write the turned kernel beside the kernel.",
    "Where both kernels have the same number, the product is the same: compare only the others.",
  ]
  private static let next = "Compute each cell twice, and compare the same place in both."

  /// The cells that differ.
  static let differing: PracticeForm = { board, _ in
    PracticeTask(
      text: board.sentence() + " Compare z with ⋆ and z with ∗.", pass: output,
      question: Question(
        "In which cells of z do the two differ? Mark them.",
        .cells(.differing(layer: 1), on: output), hints: hints, next: next))
  }

  /// Which of the two is more usual here.
  static let majority: PracticeForm = { board, _ in
    let (differing, agreeing) = (Quantity.differing(layer: 1), Quantity.agreeing(layer: 1))
    return PracticeTask(
      text: board.sentence() + " Compare z with ⋆ and z with ∗.", pass: output,
      question: Question(
        "Do the two differ in more cells than they agree in?",
        .choice([
          .init("they differ in more", if: .compare(differing, .greater, agreeing)),
          .init("they agree in more", if: .compare(differing, .less, agreeing)),
          .init("in as many", if: .compare(differing, .equal, agreeing)),
        ]), hints: hints, next: next))
  }
}
