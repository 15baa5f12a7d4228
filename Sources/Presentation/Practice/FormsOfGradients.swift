import ConvEngine
import Scenes

/// Questions about the way back through one layer.
enum GradientForms {
  private static let (delta, output) = (TensorID(.outputGradient, 1), TensorID(.output, 1))
  private static let input = TensorID(.activationGradient, 0)
  private static let kernel = TensorID(.kernelGradient, 1)

  /// What one δ adds to one input.
  static let share: PracticeForm = { board, random in
    guard let source = board.live(delta, &random) else { return nil }
    let window = board.examiner.cells(of: .window(Element(output, source.index))) ?? []
    let shape = board.shape(input)
    let inputs = (0..<shape.count).map(shape.index).filter(window.contains)
    guard !inputs.isEmpty else { return nil }
    let target = Element(input, random.pick(inputs))
    return PracticeTask(
      text: "δ is given. " + board.sentence(), pass: output,
      step: board.shape(output).offset(of: source.index), done: nil,
      question: Question(
        "What does \(board.name(source)) add to \(board.name(target))?",
        .number(.share(source, target)),
        hints: [
          "Which weight lay on that input in this window?",
          "\(board.name(source)) is \(board.value(source)).",
        ], next: "Find the weight that lay on the input, and multiply it by δ.",
        mistakes: [.turned, .rowsFlipped, .columnsFlipped]))
  }

  /// The inputs to which one δ hands out.
  static let handedOut: PracticeForm = { board, random in
    let source = board.element(delta, &random)
    let z = Element(output, source.index)
    return PracticeTask(
      text: "δ is given. " + board.sentence(), pass: output,
      question: Question(
        "To which cells of a does \(board.name(source)) hand out? Mark them.",
        .cells(.window(z), on: TensorID(.activation, 0)),
        hints: ["They are the cells that \(board.name(z)) was made of.", board.windowHint(z)],
        next: "The wires back are the wires forward: mark the window."))
  }

  /// What stands in an input's gradient when some δ have handed out.
  static let soFar: PracticeForm = { board, random in
    let target = board.element(input, &random)
    let count = board.shape(delta).count
    let step = random.number(in: 1...max(count - 2, 1))
    let last = board.shape(delta).index(at: step)
    let reaching = board.examiner.cells(
      of: .reached(Element(TensorID(.activation, 0), target.index)))
    let done = (reaching ?? []).filter { board.shape(delta).offset(of: $0) <= step }.count
    guard done > 1, done < reaching?.count ?? 0 else { return nil }
    return PracticeTask(
      text: "δ is given. " + board.sentence() + " The δ up to "
        + "\(board.name(Element(delta, last))) have handed out.",
      pass: input, view: .scatter, step: step, done: nil,
      question: Question(
        "What stands in \(board.name(target)) now?", .number(.soFar(target)),
        hints: [
          "Of the \(step + 1) δ that are done, \(done) reach it.",
          "Each adds δ times the weight that lay on this input in its window.",
        ], next: "Add only what the δ bring that are done already.", mistakes: []))
  }

  /// The gradient of an input.
  static func input(_ view: PassView, _ mistakes: [Mistake]) -> PracticeForm {
    { board, random in
      let a = board.element(input, &random)
      return PracticeTask(
        text: "δ is given. " + board.sentence(), pass: input, view: view,
        step: view == .scatter ? 0 : board.step(of: a),
        question: Question(
          "What is \(board.name(a))?", .number(.element(a)),
          hints: [board.reachHint(a)] + board.sumHints(a), next: inputNext(board),
          mistakes: mistakes))
    }
  }

  private static func inputNext(_ board: PracticeBoard) -> String {
    board.layer().outputChannels > 1
      ? "Keep c, let o run: for each o add δ times the weight that lay on this input."
      : "For each δ take the weight that lay on this input in its window, and add up."
  }

  /// How many products an input's gradient has.
  static let terms: PracticeForm = { board, random in
    let a = board.element(input, &random)
    return PracticeTask(
      text: "δ is given. " + board.sentence(), pass: input, step: board.step(of: a),
      question: Question(
        "How many products has the sum for \(board.name(a))?", .number(.terms(a, isReal: true)),
        hints: [
          "As many as there were outputs that this input went into.",
          "A δ that is outside its tensor is absent, and is no product.",
        ], next: "Count the windows that cover this cell.", mistakes: []))
  }

  /// The gradient of a weight.
  static func kernel(_ mistakes: [Mistake]) -> PracticeForm {
    { board, random in
      let w = board.element(kernel, &random)
      return PracticeTask(
        text: "δ is given. " + board.sentence(), pass: kernel, step: board.step(of: w),
        question: Question(
          "What is \(board.name(w))?", .number(.element(w)),
          hints: ["It has a product for each place where the weight was used."]
            + board.sumHints(w),
          next: "Each δ times the input that this weight lay on in its window; nothing is turned.",
          mistakes: mistakes))
    }
  }

  /// The gradient of a bias.
  static let bias: PracticeForm = { board, random in
    let b = board.element(TensorID(.biasGradient, 1), &random)
    let isTied = board.layer().bias == .tied
    return PracticeTask(
      text: isTied
        ? "δ is given. b is tied: one number for each output channel."
        : "δ is given. b is untied: each output cell has a bias of its own.",
      pass: b.tensor, step: board.step(of: b),
      question: Question(
        "What is \(board.name(b))?", .number(.element(b)),
        hints: isTied
          ? ["This b is added to every output of its channel."]
            + board.sumHintsOfPlaces(b)
          : ["This b is added to one output only.", "Which δ belongs to that output?"],
        next: isTied
          ? "Add all δ of the channel, each once, with its sign."
          : "The b that is added to one z has that δ as its gradient."))
  }

  /// How many numbers the gradient of a bias has.
  static let biasCount: PracticeForm = { board, _ in
    let isTied = board.layer().bias == .tied
    let gradient = TensorID(.biasGradient, 1)
    return PracticeTask(
      text: "\(board.outputText) b is \(isTied ? "tied" : "untied").", pass: output,
      question: Question(
        "How many numbers has \(board.symbol(gradient))?", .number(.elements(gradient)),
        hints: ["A gradient has as many numbers as what it belongs to."],
        next: isTied
          ? "Tied is one b for each output channel." : "Untied is one b for each output cell."))
  }

  /// The zeros between two neighbours of the stuffed δ.
  static let zerosBetween: PracticeForm = { board, _ in
    guard board.layer().stride.height > 1 else { return nil }
    return PracticeTask(
      text: board.sentence() + " On the way back the turned kernel slides over δ by one.",
      pass: output,
      question: Question(
        "How many zeros stand between two rows of δ?", .number(.zerosBetween(layer: 1)),
        hints: ["Neighbours in δ belong to windows that lie a stride apart."],
        next: "Put two neighbours a stride apart, and count what is between them.",
        mistakes: [.oneMore]))
  }

  /// The rows of zeros that an inexact stride adds.
  static let extraRows: PracticeForm = { board, _ in
    guard board.layer().stride.height > 1 else { return nil }
    return PracticeTask(
      text: board.sentence() + " On the way back the stuffed δ may be too short.",
      pass: output,
      question: Question(
        "How many rows of zeros are added at its end?", .number(.extraRows(layer: 1)),
        hints: [
          "Where does the last window end? Rows behind it were never read.",
          "Each such row, padding included, needs one row of zeros more.",
        ], next: "Count the rows that remain behind the last window.", mistakes: [.oneMore]))
  }
}

extension PracticeBoard {
  /// The sum of a bias's gradient, on the way.
  fileprivate func sumHintsOfPlaces(_ bias: Element) -> [String] {
    guard let terms = examiner.terms(of: bias), terms.count > 2 else { return [] }
    let sum = terms.prefix(terms.count - 1).reduce(0) { $0 + $1.product }
    guard sum != examiner.value(of: bias) else { return [] }
    return ["The first \(terms.count - 1) of its δ add up to \(Number.text(sum))."]
  }
}
