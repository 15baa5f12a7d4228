import ConvEngine
import Scenes

/// What the cursor can be moved in.
enum Panel: Hashable, Sendable {
  case tensor(TensorID)
  case products
  case formula
  case text
  case question
}

/// One network on stage: what is computed, where the walk stands, what is looked at.
struct Stage: Sendable {
  let name: String
  var title: String
  var text: [String]
  private(set) var document: Document
  private(set) var computation: Computation
  private var history: History
  private(set) var passNumber = 0
  private(set) var view = PassView.gather
  private(set) var cursor = Cursor()
  /// The panel whose own cursor the arrows move; nil while they move the step.
  private(set) var focus: Panel?
  private(set) var cellCursors: [TensorID: Index4] = [:]
  var isComparing = false
  var formulaForm = 0
  var pickedSymbol = 0
  var parameter = Parameter.kernelSize
  var check: GradientCheckReport?
  var counting: LongSum?
  var textOffset = 0
  /// What an open question keeps back.
  var veil: Veil?
  /// The cells that an answered question asked for.
  var revealed: Veil?
  /// Whether a question stands beside the panels.
  var asksQuestion = false
  /// Panels that a scene points at.
  var pointed: Set<Panel> = []
  /// Whether the views of the pass agree: worked out when the pass or its numbers change.
  private(set) var agreement: String?

  init(_ scene: Scene) throws(NetworkError) {
    name = scene.name
    title = scene.title
    text = scene.text
    document = Document(scene)
    history = History(document)
    computation = try Computation(document.network)
    parameter = document.discussed.first ?? .kernelSize
  }

  /// The scene's text in paragraphs of one line each, to be wrapped to the screen at hand.
  var paragraphs: [String] {
    text.map { $0.split(separator: "\n").joined(separator: " ") }
  }

  /// The document that the scene put on stage.
  var original: Document { history.original }

  var pass: Pass { computation.passes[passNumber] }
  var trace: Trace { Trace(computation, pass: pass, view: view) }
  var step: Step { trace[cursor.step] }

  /// The layer that the pass on stage belongs to.
  var layerNumber: Int { pass.layer }

  var layer: Layer { document.network.layers[layerNumber - 1] }
  var geometry: Geometry? {
    for pass in computation.passes where pass.target == TensorID(.output, layerNumber) {
      if case .contraction(let geometry, _, _) = pass.rule { return geometry }
    }
    return nil
  }

  var termCount: Int { trace.termCount(of: cursor.step) }
  var isStepComplete: Bool { cursor.done >= termCount }

  /// The stage as a scene that starts where it stands now.
  var scene: Scene {
    var start: [Action] = [.pass(.computing(pass.target)), .view(view)]
    start.append(.seek(.step(cursor.step + 1, product: cursor.done)))
    if isComparing { start.append(.compare(true)) }
    var named = document
    if !document.isTurning { named.letters = names.letters }
    return named.scene(name: name, title: title, text: text, start: start)
  }

  // MARK: Walking

  /// Stands at a step, with so many of its products done, or the nearest place that there is.
  mutating func stand(at step: Int, done: Int?) {
    let trace = trace
    let nearest = min(max(step, 0), max(trace.count - 1, 0))
    let terms = trace.count > 0 ? trace.termCount(of: nearest) : 0
    cursor = Cursor(step: nearest, done: min(max(done ?? terms, 0), terms))
    follow()
  }

  mutating func walk(steps: Int) {
    let next = cursor.step + steps
    if next < 0 {
      stand(at: 0, done: 0)
    } else {
      stand(at: next, done: nil)
    }
  }

  /// Moves so many rows of the subject down; says whether there was a row.
  mutating func walk(rows: Int) -> Bool {
    let shape = trace.subjectShape
    var index = shape.index(at: cursor.step)
    index.row += rows
    guard index.row >= 0, index.row < shape.height else { return false }
    stand(at: shape.offset(of: index), done: nil)
    return true
  }

  mutating func walk(products: Int) {
    let trace = trace
    if products > 0 {
      if cursor.done < termCount {
        cursor.done += 1
      } else if cursor.step + 1 < trace.count {
        stand(at: cursor.step + 1, done: 1)
      }
    } else if cursor.done > 1 || (cursor.done == 1 && cursor.step == 0) {
      cursor.done -= 1
    } else if cursor.step > 0 {
      stand(at: cursor.step - 1, done: nil)
    }
    follow()
  }

  /// Whether nothing is left to walk to.
  var isAtEnd: Bool { cursor.step >= trace.count - 1 && isStepComplete }

  mutating func choose(pass number: Int, view: PassView? = nil) {
    passNumber = min(max(number, 0), computation.passes.count - 1)
    let views = Trace.views(of: pass)
    self.view = view.flatMap { views.contains($0) ? $0 : nil } ?? .gather
    focus = nil
    isComparing = false
    pickedSymbol = 0
    agreement = computedAgreement()
    stand(at: 0, done: 0)
  }

  /// Shows the pass in another view, about the same element where both views have it.
  mutating func choose(view next: PassView) {
    guard Trace.views(of: pass).contains(next) else { return }
    if next != .gather { isComparing = false }
    let keepsSubject = (view == .scatter) == (next == .scatter)
    let isComplete = isStepComplete
    let step = cursor.step
    view = next
    if keepsSubject {
      stand(at: step, done: isComplete ? nil : 0)
    } else {
      stand(at: 0, done: 0)
    }
  }

  /// Marks other arguments of the layer.
  mutating func discuss(_ parameters: [Parameter]) {
    document.discussed = parameters
    parameter = parameters.first ?? parameter
  }

  /// Moves on to what was asked about last, since the place has changed.
  private mutating func follow() {
    check = nil
    counting = nil
  }

  // MARK: Looking

  /// Lets the arrows move another panel's cursor, or the step again.
  mutating func setFocus(_ panel: Panel?) {
    if case .tensor(let id)? = panel { cellCursors[id] = cell(of: id) }
    focus = panel
    pickedSymbol = 0
  }

  /// Moves the cursor of a tensor; its subject's cursor is the step itself.
  mutating func moveCell(
    of id: TensorID, outer: Int = 0, channel: Int = 0, rows: Int = 0, columns: Int = 0
  ) {
    var index = cell(of: id)
    index.outer += outer
    index.channel += channel
    index.row += rows
    index.column += columns
    index = clamped(index, id)
    if id == subject, index != subjectIndex {
      stand(at: trace.step(of: index), done: nil)
    }
    cellCursors[id] = index
  }

  mutating func nextFormula() {
    formulaForm = (formulaForm + 1) % FormulaForm.allCases.count
    pickedSymbol = 0
  }

  /// Picks another symbol of the formula.
  mutating func pickSymbol(_ by: Int) {
    let count = FormulaWriter(self).formula().symbols.count
    pickedSymbol = min(max(pickedSymbol + by, 0), max(count - 1, 0))
  }

  // MARK: Changing

  /// Puts a changed document on stage and keeps the old one for undo.
  mutating func change(to next: Document, remembering isRemembered: Bool = true)
    throws(NetworkError)
  {
    guard next != document else { return }
    let old = document
    try put(next)
    if isRemembered { history.note(old) }
  }

  mutating func undo() -> Bool {
    var history = history
    guard let old = history.undo(from: document), (try? put(old)) != nil else { return false }
    self.history = history
    return true
  }

  mutating func redo() -> Bool {
    var history = history
    guard let next = history.redo(from: document), (try? put(next)) != nil else { return false }
    self.history = history
    return true
  }

  /// Puts the changes of a former stage, on which this one was begun, in front of those made here.
  mutating func takeUp(_ former: Stage) {
    if history.isUntouched, document == history.original {
      (document, computation) = (former.document, former.computation)
    }
    history.takeUp(former.history)
    text = former.text
  }

  private mutating func put(_ next: Document) throws(NetworkError) {
    let target = pass.target
    let subject = trace.subjectShape.index(at: cursor.step)
    let isComplete = isStepComplete
    let done = cursor.done
    computation = try Computation(next.network)
    document = next
    passNumber = nearestPass(to: target)
    if !Trace.views(of: pass).contains(view) { view = .gather }
    if !pass.isForward || layer.isTransposed { isComparing = false }
    let shape = trace.subjectShape
    let nearest = Index4(
      min(subject.outer, shape.outer - 1), min(subject.channel, shape.channels - 1),
      min(subject.row, shape.height - 1), min(subject.column, shape.width - 1))
    stand(at: shape.offset(of: nearest), done: isComplete ? nil : done)
    agreement = computedAgreement()
  }

  private func nearestPass(to target: TensorID) -> Int {
    if let same = computation.pass(computing: target) { return same }
    let layer = computation.passes.firstIndex { $0.target.layer == target.layer }
    return min(layer ?? passNumber, computation.passes.count - 1)
  }
}
