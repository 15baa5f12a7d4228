import ConvEngine
import Scenes

/// Questions about which elements a layer joins.
enum LinkForms {
  private static let (input, kernel, output) = (
    TensorID(.activation, 0), TensorID(.kernel, 1), TensorID(.output, 1)
  )

  /// How many outputs an input goes into.
  static let usesOfInput: PracticeForm = { board, random in
    let a = board.element(input, &random)
    return PracticeTask(
      text: board.sentence(), pass: output,
      question: Question(
        "Into how many outputs does \(board.name(a)) go?", .number(.uses(a)),
        hints: [
          "In how many rows can a window begin that covers row \(a.index.row)?",
          "In how many columns, for column \(a.index.column)? Multiply the two.",
        ], next: "Count the windows that have the cell inside, row by row.",
        mistakes: [.oneLess, .oneMore]))
  }

  /// How many pairs a weight joins.
  static let usesOfWeight: PracticeForm = { board, random in
    let w = board.element(kernel, &random)
    return PracticeTask(
      text: board.sentence(), pass: output,
      question: Question(
        "How many pairs of input and output does \(board.name(w)) join?", .number(.uses(w)),
        hints: [
          "In each window it lies on one input, for one output.", "How many windows are there?",
        ], next: "There is one pair for each window. Count the outputs.",
        mistakes: [.oneLess, .oneMore]))
  }

  /// The outputs that an input goes into; backwards, the δ that come back to it.
  static func reached(isBackward: Bool = false) -> PracticeForm {
    { board, random in
      let a = board.element(input, &random)
      guard board.examiner.cells(of: .reached(a))?.count ?? 0 > 1 else { return nil }
      let delta = TensorID(.outputGradient, 1)
      let gradient = Element(TensorID(.activationGradient, 0), a.index)
      return PracticeTask(
        text: board.sentence(), pass: isBackward ? gradient.tensor : output,
        view: isBackward ? .scatter : .gather,
        question: Question(
          isBackward
            ? "Which \(board.symbol(delta)) reach \(board.name(gradient))? Mark them."
            : "Which outputs does \(board.name(a)) go into? Mark them.",
          .cells(.reached(a), on: isBackward ? delta : output),
          hints: [
            "Look for the windows that have \(board.name(a)) inside.",
            "The window of \(board.name(Element(output, Index4(0, 0, 0, 0)))) is the first one.",
          ], next: "Move the window along, and ask at each place whether it covers the cell."))
    }
  }

  /// The weight between an input and an output; backwards the same one.
  static func weight(isBackward: Bool = false) -> PracticeForm {
    { board, random in
      let z = board.element(output, &random)
      let window = board.examiner.cells(of: .window(z)) ?? []
      let shape = board.shape(input)
      let inputs = (0..<shape.count).map(shape.index).filter(window.contains)
      guard !inputs.isEmpty else { return nil }
      let a = Element(input, random.pick(inputs))
      let delta = Element(TensorID(.outputGradient, 1), z.index)
      let gradient = Element(TensorID(.activationGradient, 0), a.index)
      return PracticeTask(
        text: board.sentence(), pass: output,
        question: Question(
          isBackward
            ? "Which weight meets \(board.name(delta)) for \(board.name(gradient))? Mark it."
            : "Through which weight does \(board.name(a)) reach \(board.name(z))? Mark it.",
          .cells(.weight(a, z), on: kernel),
          hints: [
            board.windowHint(z), "Count rows and columns from there to \(board.name(a)).",
          ], next: "Lay the kernel on the window, and look what lies on \(board.name(a))."))
    }
  }

  /// The inputs that a weight ever lies on.
  static let inputs: PracticeForm = { board, random in
    let w = board.element(kernel, &random)
    return PracticeTask(
      text: board.sentence(), pass: output,
      question: Question(
        "Which inputs does \(board.name(w)) ever lie on? Mark them.", .cells(.inputs(w), on: input),
        hints: [
          "In the first window it lies on one cell. Follow it through the others.",
          "The cells are as many as there are windows that have it on the input.",
        ], next: "Go through the windows, and mark the cell under this weight each time."))
  }
}
