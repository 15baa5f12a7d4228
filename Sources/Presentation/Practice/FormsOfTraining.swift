import ConvEngine
import Scenes

/// Questions about the loss, two layers, and a step of gradient descent.
enum TrainingForms {
  private static let loss = TensorID(.loss, 0)

  // MARK: δ at the top

  private static func delta(_ board: PracticeBoard, _ random: inout PracticeRandom)
    -> (delta: Element, z: Element)
  {
    let delta = board.element(TensorID(.outputGradient, 1), &random)
    return (delta, Element(TensorID(.output, 1), delta.index))
  }

  /// δ of the only layer.
  static let delta: PracticeForm = { board, random in
    let (delta, z) = delta(board, &random)
    let hasSlope = board.layer().activation == .relu
    let isFlat = board.examiner.value(of: .slope(z)) == 0
    return PracticeTask(
      text: board.lossText, pass: delta.tensor, step: board.step(of: delta),
      question: Question(
        "What is \(board.name(delta))?", .number(.element(delta)),
        hints: [
          "\(board.name(z)) is \(board.value(z)). Compare it with its target.",
          hasSlope ? "What arrives is multiplied by the slope of relu." : "Does L rise with z?",
        ], next: hasSlope ? "First a − t, then times σ′(z)." : "Take z minus t, in this order.",
        mistakes: isFlat ? [.slopeForgotten] : [.signReversed, .meanForSum, .sumForMean]))
  }

  /// What L does when a z rises.
  static let direction: PracticeForm = { board, random in
    let (delta, z) = delta(board, &random)
    // Where δ is 0 and nothing is flat, L still moves by the square of the rise.
    let isFlat = board.layer().activation == .relu && board.examiner.value(of: z) ?? 0 < 0
    guard isFlat || board.examiner.value(of: delta) != 0 else { return nil }
    let value = Quantity.element(delta)
    return PracticeTask(
      text: board.lossText, pass: z.tensor, step: board.shape(z.tensor).count - 1, done: nil,
      question: Question(
        "What does L do when \(board.name(z)) rises by a little?",
        .choice([
          .init("it rises", if: .compare(value, .greater, .number(0))),
          .init("it falls", if: .compare(value, .less, .number(0))),
          .init("it stays", if: .compare(value, .equal, .number(0))),
        ]), hints: ["Does the rise bring the output nearer to its target, or away from it?"],
        next: "Compare the output with its target before and after the rise."))
  }

  /// The loss before and after a nudge.
  static let nudge: PracticeForm = { board, random in
    guard board.layer().activation == .identity else { return nil }
    let (delta, z) = delta(board, &random)
    return PracticeTask(
      text: board.lossText + " \(board.name(z)) alone is nudged, by ½ up and by ½ down.",
      pass: z.tensor,
      step: board.shape(z.tensor).count - 1, done: nil,
      question: Question(
        "What is L after the nudge up, less L after the nudge down?", .number(.rise(delta)),
        hints: [
          "Only one difference z − t changes; all others cancel.",
          "For a sum of squares this is exactly δ.",
        ], next: "Nudge up minus nudge down. The sign says whether L rises with z."))
  }

  /// The loss itself.
  static let whole: PracticeForm = { board, _ in
    PracticeTask(
      text: board.lossText, pass: loss.located(in: board.stage.document.network),
      question: Question(
        "What is L?", .number(.element(Element(loss, Index4(0, 0, 0, 0)))),
        hints: [
          "Take each difference from its target, and square it.",
          "Add the squares before you divide.",
        ], next: "Square each difference before you add; the division comes last."))
  }

  // MARK: Two layers

  /// The gradient that arrives at the activation between.
  static let arriving: PracticeForm = { board, random in
    let a = board.element(TensorID(.activationGradient, 1), &random)
    return PracticeTask(
      text: "\(board.symbol(TensorID(.outputGradient, 2))) is given. It goes back through "
        + "\(board.symbol(TensorID(.kernel, 2))).",
      pass: a.tensor, step: board.step(of: a),
      question: Question(
        "What is \(board.name(a))?", .number(.element(a)),
        hints: [board.reachHint(a)] + board.sumHints(a),
        next: "Take the weight that this cell met in each window, in the kernel as stored.",
        mistakes: OutputForms.kernelMistakes))
  }

  /// δ of the lower layer, where σ lets it pass, or where it does not.
  static func lower(isFlat: Bool) -> PracticeForm {
    { board, random in
      let delta = board.element(TensorID(.outputGradient, 1), &random)
      let z = Element(TensorID(.output, 1), delta.index)
      guard let slope = board.examiner.value(of: .slope(z)), (slope == 0) == isFlat else {
        return nil
      }
      let arriving = Element(TensorID(.activationGradient, 1), delta.index)
      return PracticeTask(
        text: "\(board.symbol(TensorID(.outputGradient, 2))) comes from above. "
          + "σ of layer 1 is relu.",
        pass: arriving.tensor,
        question: Question(
          "What is \(board.name(delta))?", .number(.element(delta)),
          hints: [
            "First what arrives at \(board.name(arriving)), then times the slope of relu.",
            "The slope is that at \(board.name(z)) = \(board.value(z)).",
          ] + (isFlat ? [] : board.sumHints(arriving)),
          next: "What arrives is only the first part. Which z did σ read here?",
          mistakes: isFlat ? [.slopeForgotten] : OutputForms.kernelMistakes))
    }
  }

  /// The cells that pass nothing back.
  static let silent: PracticeForm = { board, _ in
    let z = TensorID(.output, 1)
    return PracticeTask(
      text: "σ of layer 1 is relu; its slope at 0 is taken as 0.", pass: TensorID(.activation, 1),
      step: board.level == 1 ? board.lastStep(of: z) : 0,
      question: Question(
        "Which cells of \(board.symbol(z)) pass nothing back? Mark them.",
        .cells(.flat(z), on: z), hints: ["Where is the slope of relu 0?"],
        next: "Go through the cells, and mark every one that is not above 0."))
  }

  /// The δ of the upper layer that reach a cell between.
  static let reaching: PracticeForm = { board, random in
    let a = board.element(TensorID(.activation, 1), &random)
    let gradient = Element(TensorID(.activationGradient, 1), a.index)
    let delta = TensorID(.outputGradient, 2)
    return PracticeTask(
      text: "\(board.symbol(delta)) goes back through \(board.symbol(TensorID(.kernel, 2))).",
      pass: gradient.tensor, view: .scatter,
      question: Question(
        "Which cells of \(board.symbol(delta)) reach \(board.name(gradient))? Mark them.",
        .cells(.reached(a), on: delta),
        hints: ["Which windows of \(board.symbol(TensorID(.output, 2))) have this cell inside?"],
        next: "List the windows that cover the cell: each has one δ."))
  }

  // MARK: A whole step

  /// An element of the network as a number, at a place where all before it is known.
  static func element(_ id: TensorID, text: String, next: String, mistakes: [Mistake])
    -> PracticeForm
  {
    { board, random in
      let element = board.element(id, &random)
      return PracticeTask(
        text: text, pass: id, step: board.step(of: element),
        question: Question(
          "What is \(board.name(element))?", .number(.element(element)),
          hints: board.partHints(element), next: next, mistakes: mistakes))
    }
  }

  /// A weight after the step.
  static let updated: PracticeForm = { board, random in
    let weight = board.element(TensorID(.updatedKernel, 1), &random)
    let rate = Number.text(board.stage.document.network.learningRate ?? 0)
    return PracticeTask(
      text: "The step: each weight moves against its gradient. η is \(rate).",
      pass: weight.tensor, step: board.step(of: weight),
      question: Question(
        "What is the \(board.name(weight))?", .number(.element(weight)),
        hints: board.partHints(weight),
        next: "The old weight minus η times the gradient; mind both signs.",
        mistakes: [.signReversed]))
  }
}

extension PracticeBoard {
  /// Which loss it is.
  fileprivate var lossText: String {
    let mean = "L is the mean of the squares (z − t)²."
    let half = "L is half the sum of the squares (z − t)²."
    let relu = "a is relu of z, and L is half the sum of the squares (a − t)²."
    guard layer().activation == .identity else { return relu }
    return stage.document.network.ending == .loss(.meanSquaredError) ? mean : half
  }

  /// Hints for a sum of products, or for one that has two operands only.
  fileprivate func partHints(_ element: Element) -> [String] {
    if let terms = examiner.terms(of: element), terms.count > 1 { return sumHints(element) }
    guard let pass = examiner.pass(element.tensor) else { return [] }
    return pass.operands.compactMap { operand in
      guard shape(operand).contains(element.index) else { return nil }
      let part = Element(operand, element.index)
      return "\(name(part)) is \(value(part))."
    }
  }
}
