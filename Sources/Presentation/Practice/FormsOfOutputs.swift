import ConvEngine
import Scenes

/// Questions about outputs: their sums, their windows, their number.
enum OutputForms {
  static let kernelMistakes: [Mistake] = [.turned, .transposed, .rowsFlipped, .columnsFlipped]

  /// An output as a number.
  static func number(
    _ mistakes: [Mistake], onPadding: Bool = false, of operation: Operation = .crossCorrelation
  ) -> PracticeForm {
    { board, random in
      guard board.layer().operation == operation else { return nil }
      let z = board.element(TensorID(.output, 1), &random)
      if onPadding, !board.touchesPadding(z) { return nil }
      return PracticeTask(
        text: board.sentence(), pass: z.tensor, step: board.step(of: z),
        question: Question(
          "What is \(board.name(z))?", .number(.element(z)), hints: hints(z, board),
          next: next(board), mistakes: mistakes))
    }
  }

  private static func hints(_ z: Element, _ board: PracticeBoard) -> [String] {
    let turn = "∗ turns the kernel. On stage it stands turned already, as it meets the input."
    let isTurned = board.layer().operation == .convolution
    let end = board.layer().bias == .none ? [] : ["After all products b is added, once."]
    return [isTurned ? turn : board.windowHint(z)] + board.sumHints(z) + end
  }

  private static func next(_ board: PracticeBoard) -> String {
    let start =
      board.layer().operation == .convolution
      ? "Lay the turned kernel on the window"
      : "Lay the kernel on the window as it stands"
    let channels = board.layer().inputChannels > 1 ? ", channel by channel" : ""
    return "\(start), and add the products\(channels)."
  }

  /// The inputs that an output is made of.
  static let window: PracticeForm = { board, random in
    let z = board.element(TensorID(.output, 1), &random)
    return PracticeTask(
      text: board.sentence(), pass: z.tensor,
      question: Question(
        "Which cells of \(board.symbol(input)) make \(board.name(z))? Mark them.",
        .cells(.window(z), on: input),
        hints: [
          board.windowHint(z), "It has as many rows and columns as the kernel has weights there.",
        ], next: "Find the cell on which the first weight lies, and go on from there."))
  }

  static let input = TensorID(.activation, 0)

  /// The size of the output.
  static func size(_ mistakes: [Mistake]) -> PracticeForm {
    { board, _ in
      let z = TensorID(.output, 1)
      return PracticeTask(
        text: board.sentence(), pass: z,
        question: Question(
          "How large is \(board.symbol(z))? (rows × columns)", .shape(z),
          hints: sizeHints(board, isRows: nil), next: sizeNext, mistakes: mistakes))
    }
  }

  private static let sizeNext =
    "Write down where the windows begin along one axis; the last one must end inside."

  /// The output's extent along one axis.
  static func extent(isRows: Bool, _ mistakes: [Mistake]) -> PracticeForm {
    { board, _ in
      let z = TensorID(.output, 1)
      return PracticeTask(
        text: board.sentence(), pass: z,
        question: Question(
          "How many \(isRows ? "rows" : "columns") has \(board.symbol(z))?",
          .number(isRows ? .rows(z) : .columns(z)), hints: sizeHints(board, isRows: isRows),
          next: sizeNext, mistakes: mistakes))
    }
  }

  private static func sizeHints(_ board: PracticeBoard, isRows: Bool?) -> [String] {
    guard let geometry = board.geometry() else { return [] }
    func hint(_ axis: AxisGeometry, _ name: String) -> String {
      let padded = axis.input + axis.before + board.layer().sides(of: Size2D(1)).bottom
      let note = padded > axis.input ? ", padding included" : ""
      return "\(name): the kernel spans \(axis.effectiveKernelSize) of \(padded)\(note)."
    }
    let axes =
      (isRows == false ? [] : [hint(geometry.rows, "Rows")])
      + (isRows == true ? [] : [hint(geometry.columns, "Columns")])
    return axes + [
      "What is left behind the first window, divided by the stride and rounded down: the others."
    ]
  }

  /// The products of an output that lie on real cells.
  static let realTerms: PracticeForm = { board, random in
    let z = board.element(TensorID(.output, 1), &random)
    return PracticeTask(
      text: board.sentence(), pass: z.tensor, step: board.step(of: z),
      question: Question(
        "How many products of \(board.name(z)) lie on real cells?",
        .number(.terms(z, isReal: true)),
        hints: [
          board.windowHint(z), "A 0 that stands in the input is real; only padding is not.",
        ],
        next: "Count the window's rows and columns inside the input, and multiply them.",
        mistakes: [.paddingCounted]))
  }

  /// The inputs that no window reads.
  static let unread: PracticeForm = { board, _ in
    guard let cells = board.examiner.unreadCells(1), (1...9).contains(cells.count) else {
      return nil
    }
    return PracticeTask(
      text: board.sentence(), pass: TensorID(.output, 1),
      question: Question(
        "Which cells of \(board.symbol(input)) does no window read? Mark them.",
        .cells(.unread(layer: 1), on: input),
        hints: [
          "Find where the last window ends, in rows and in columns.",
          "What lies behind it, below or to the right, is not read.",
        ], next: "Mark whole rows and columns: those that no window covers."))
  }

  /// The rows that a kernel reaches over.
  static let span: PracticeForm = { board, _ in
    PracticeTask(
      text: board.sentence(), pass: TensorID(.output, 1),
      question: Question(
        "How many rows does the kernel span?", .number(.span(layer: 1)),
        hints: [
          "The first weight of a column lies on one row. How far below is the last one?",
          "Between neighbours there is one step for each unit of the dilation.",
        ], next: "Dilation times the steps between its weights, and 1 more.",
        mistakes: [.dilationForgotten, .dilationFromZero]))
  }

  /// The padding that keeps the size.
  static let samePadding: PracticeForm = { board, _ in
    guard let geometry = board.geometry(), board.layer().padding == .valid else { return nil }
    return PracticeTask(
      text: board.sentence(), pass: TensorID(.output, 1),
      question: Question(
        "At stride 1, which padding keeps the size?", .number(.samePadding(layer: 1)),
        hints: [
          "The span decides: it is \(geometry.rows.effectiveKernelSize) rows.",
          "Both sides together must make up for one less than the span.",
        ], next: "Padding stands on both sides: halve what the window takes away.",
        mistakes: [.oneLess, .oneMore]))
  }

  /// Whether the kernel fits without its padding.
  static let fits: PracticeForm = { board, _ in
    guard board.layer().padding != .valid else { return nil }
    // The rows of the input are told, not asked: as a number they keep the input in sight.
    let rows = Quantity.number(Double(board.shape(input).height))
    let span = Quantity.span(layer: 1)
    return PracticeTask(
      text: board.sentence(), pass: TensorID(.output, 1),
      question: Question(
        "Without the padding, how would the kernel fit in the rows?",
        .choice([
          .init("it could stand at several places", if: .compare(span, .less, rows)),
          .init("at exactly one", if: .compare(span, .equal, rows)),
          .init("nowhere", if: .compare(span, .greater, rows)),
        ]), hints: ["Compare its span with the rows of the input."],
        next: "Not the weights count but the rows from the first to the last of them."))
  }
}
