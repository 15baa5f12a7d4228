import ConvEngine
import Scenes

/// A drawn network on stage, from which questions are made.
struct PracticeBoard {
  let stage: Stage
  let examiner: Examiner
  /// The difficulty: where it is 1, the walk stands where the question is.
  let level: Int

  /// Answers beyond this are more work than they teach.
  private static let largest = 199.0

  init(_ stage: Stage, level: Int) {
    self.stage = stage
    self.level = level
    examiner = Examiner(stage)
  }

  /// The task without mistakes that come to nothing here, or nil where its question cannot be asked: it has
  /// one right answer, and every mistake shows.
  func accepted(_ task: PracticeTask) -> PracticeTask? {
    var stage = stage
    // Where the walk stands matters to what there is so far alone, and going there takes its time.
    if case .number(.soFar) = task.question.kind {
      guard let pass = stage.computation.pass(computing: task.pass) else { return nil }
      stage.choose(pass: pass, view: task.view)
      stage.stand(at: task.step, done: task.done)
    }
    if let number = Answers(task.question, stage).number, number.magnitude > Self.largest {
      return nil
    }
    let check = QuestionCheck(task.question, on: stage)
    guard check.problems.isEmpty else { return nil }
    let idle = check.idleMistakes
    var task = task
    task.question.mistakes?.removeAll(where: idle.contains)
    return task
  }

  // MARK: Elements

  func shape(_ id: TensorID) -> Shape4 {
    stage.computation.shape(of: id) ?? Shape4(1, 1, 1, 1)
  }

  /// Any element of a tensor.
  func element(_ id: TensorID, _ random: inout PracticeRandom) -> Element {
    let shape = shape(id)
    return Element(id, shape.index(at: random.number(in: 0...shape.count - 1)))
  }

  /// Any element that is not 0.
  func live(_ id: TensorID, _ random: inout PracticeRandom) -> Element? {
    let element = element(id, &random)
    return examiner.value(of: element) == 0 ? nil : element
  }

  func name(_ element: Element) -> String { stage.element(element.tensor, element.index) }

  func symbol(_ id: TensorID) -> String { stage.symbol(id) }

  func value(_ element: Element) -> String {
    examiner.value(of: element).map(Number.text) ?? ""
  }

  /// The step about an element: it where the exercise is easy, else the first one.
  func step(of element: Element) -> Int {
    level == 1 ? shape(element.tensor).offset(of: element.index) : 0
  }

  /// The layer's relation of inputs, weights and outputs.
  func geometry(_ layer: Int = 1) -> Geometry? { examiner.geometry(layer) }

  func layer(_ number: Int = 1) -> Layer { stage.document.network.layers[number - 1] }

  /// Whether some of the products of an output lie on padding.
  func touchesPadding(_ output: Element) -> Bool {
    examiner.terms(of: output)?.contains { $0.blank != nil } == true
  }

  // MARK: Sentences

  /// The layer in words: what the question cannot do without.
  func sentence(_ number: Int = 1) -> String {
    let layer = layer(number)
    let input = Names.size(shape(TensorID(.activation, number - 1)), isKernel: false)
    let kernel = Names.size(shape(TensorID(.kernel, number)), isKernel: true)
    let arguments = arguments(of: layer)
    let end = arguments.isEmpty ? "" : ", with " + Self.list(arguments)
    let turn = layer.operation == .convolution ? " The layer computes ∗." : ""
    return "A kernel of \(kernel) on an input of \(input)\(end).\(turn)"
  }

  /// The arguments that are not as usual.
  private func arguments(of layer: Layer) -> [String] {
    var parts: [String] = []
    if layer.stride != Size2D(1) { parts.append("stride \(Self.text(layer.stride))") }
    let padding = layer.sides(of: Size2D(1)).top
    if padding > 0 { parts.append("padding \(padding)") }
    if layer.dilation != Size2D(1) { parts.append("dilation \(Self.text(layer.dilation))") }
    return parts
  }

  private static func text(_ size: Size2D) -> String {
    size.height == size.width
      ? "\(size.height)" : "\(size.height) in rows, \(size.width) in columns"
  }

  static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Where the window of an output begins.
  func windowHint(_ output: Element) -> String {
    guard let geometry = geometry(output.tensor.layer) else { return "" }
    let row = output.index.row * geometry.rows.stride - geometry.rows.before
    let column = output.index.column * geometry.columns.stride - geometry.columns.before
    return "The window of \(name(output)) begins in row \(Number.text(Double(row))), "
      + "column \(Number.text(Double(column)))."
  }

  /// The sum of an element in two steps, neither of which says what comes out.
  func sumHints(_ element: Element) -> [String] {
    let terms = realTerms(of: element)
    guard let first = terms.first, terms.count > 1 else {
      return ["Only one product belongs to it."]
    }
    let start = "The first of \(terms.count) products is \(factors(first))."
    let answer = examiner.value(of: element)
    var sum = 0.0
    var known: (count: Int, sum: Double)?
    for (place, term) in terms.dropLast().enumerated() {
      sum += term.product
      if place > 0, sum != answer { known = (place + 1, sum) }
    }
    return [start]
      + (known.map { ["The first \($0.count) products add up to \(Number.text($0.sum))."] } ?? [])
  }

  /// Two factors by their names and in numbers: `a[0,1]·ω′[0,0] = 3·(−2)`.
  private func factors(_ term: Term) -> String {
    let operands = [term.left, term.right].compactMap { $0 }
    let names = operands.compactMap { operand in
      operand.tensor.map { stage.element($0, operand.index) }
    }
    let numbers = operands.enumerated().map { place, operand in
      place == 0 ? Number.text(operand.value) : Number.factor(operand.value)
    }
    return names.joined(separator: "·") + " = " + numbers.joined(separator: "·")
  }

  /// The elements that an input's gradient collects from.
  func reachHint(_ input: Element) -> String {
    var names: [String] = []
    for term in realTerms(of: input) {
      let name = term.left.tensor.map { stage.element($0, term.left.index) } ?? ""
      if !names.contains(name) { names.append(name) }
    }
    if names.count > 4 { names = Array(names.prefix(4)) + ["…"] }
    return "It collects from " + names.joined(separator: " ") + "."
  }

  private func realTerms(of element: Element) -> [Term] {
    examiner.terms(of: element)?.filter { $0.blank == nil } ?? []
  }
}
