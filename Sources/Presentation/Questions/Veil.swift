import ConvEngine
import Scenes

/// What a stage keeps to itself while a question is open: the answer, and all that follows from it.
struct Veil: Hashable, Sendable {
  /// Tensors whose numbers are not shown.
  var hidden: Set<TensorID> = []
  /// Tensors whose sizes are not shown either.
  var shapeless: Set<TensorID> = []
  /// The element that is asked for.
  var asked: Element?
  /// Of the pass's target, the steps before this one are known already.
  var known: Cursor?
  /// Whether sizes and counts of the layer are kept back.
  var hidesSizes = false
  /// Whether σ′ is kept back.
  var hidesSlopes = false
  /// Whether even the places of the products would say too much.
  var hidesProducts = false
  /// Whether the window over the stuffed source would say too much.
  var hidesStuffing = false
  /// The panel in which cells are picked, and those that are.
  var picking: TensorID?
  var picked: Set<Index4> = []

  /// Makes the veil of a question on the stage that it is asked about.
  init(_ question: Question, on stage: Stage) {
    switch question.kind {
    case .number(let quantity): hide(quantity, on: stage)
    case .shape(let id):
      hidesSizes = true
      shapeless = Veil.following(id, in: stage.computation, shapes: true)
      hidden = shapeless
    case .choice(let choices):
      for choice in choices { hide(choice.claim, on: stage) }
    case .cells(let set, let panel):
      picking = stage.computation.resolved(panel)
      hide(set, on: stage)
    }
  }

  // MARK: What is hidden

  private mutating func hide(_ quantity: Quantity, on stage: Stage) {
    let computation = stage.computation
    switch quantity {
    case .element(let element):
      hideAll(following: element.tensor, computation)
      asked = Element(
        computation.resolved(element.tensor.located(in: computation.network)), element.index)
      if stage.view != .scatter, stage.pass.target == asked?.tensor { known = stage.cursor }
    case .soFar(let element), .share(_, let element):
      asked = Element(computation.resolved(element.tensor), element.index)
    case .channelSum(let element, _): hideAll(following: element.tensor, computation)
    case .slope, .flat: hidesSlopes = true
    case .rise(let element): hideAll(following: element.tensor, computation)
    case .differing(let layer), .agreeing(let layer):
      hideAll(following: TensorID(.output, layer), computation)
    case .lossAfter:
      hideAll(following: TensorID(.loss, 0).located(in: computation.network), computation)
    case .rows(let id), .columns(let id), .elements(let id):
      guard !computation.network.isLeaf(id) else { break }
      hidesSizes = true
      shapeless.formUnion(Veil.following(id, in: computation, shapes: true))
      hidden.formUnion(shapeless)
    case .weights, .parameters, .multiplyAccumulates, .span, .samePadding: hidesSizes = true
    case .terms, .uses: hidesProducts = true
    case .turned, .zerosBetween, .extraRows: hidesStuffing = true
    case .number, .unread, .unreadRows: break
    }
  }

  private mutating func hideAll(following id: TensorID, _ computation: Computation) {
    hidden.formUnion(Veil.following(id.located(in: computation.network), in: computation))
  }

  private mutating func hide(_ claim: Claim, on stage: Stage) {
    guard case .compare(let left, _, let right) = claim else { return }
    hide(left, on: stage)
    hide(right, on: stage)
    asked = nil
    known = nil
  }

  private mutating func hide(_ set: CellSet, on stage: Stage) {
    switch set {
    case .differing(let layer): hideAll(following: TensorID(.output, layer), stage.computation)
    case .flat: hidesSlopes = true
    case .window, .reached, .weight, .inputs: hidesProducts = true
    case .unread, .kept: break
    }
  }

  /// A tensor and all that are computed from it, or, where shapes are asked, all whose shape follows.
  private static func following(_ id: TensorID, in computation: Computation, shapes: Bool = false)
    -> Set<TensorID>
  {
    var found: Set<TensorID> = [computation.resolved(id)]
    for pass in computation.passes where !found.isDisjoint(with: pass.operands) {
      if shapes, isShapeGiven(pass) { continue }
      found.insert(pass.target)
    }
    if shapes {
      let last = computation.network.layers.count
      for role in [TensorID.Role.target, .outputGradient, .activationGradient] {
        let given = TensorID(role, last)
        if computation.shape(of: given) == computation.shape(of: id) {
          found.insert(computation.resolved(given))
        }
      }
    }
    return found
  }

  /// A gradient has the shape of its variable, which the output does not give away.
  private static func isShapeGiven(_ pass: Pass) -> Bool {
    switch pass.rule {
    case .contraction: !pass.isForward
    case .sum(let isTied): isTied
    case .loss, .update: true
    default: false
    }
  }

  // MARK: What is shown

  /// The same marks on cells that are no secret any more.
  func showing(_ cells: Set<Index4>) -> Veil {
    var copy = self
    copy.hidden = []
    copy.shapeless = []
    copy.asked = nil
    copy.picked = cells
    return copy
  }

  /// Whether an element is kept back.
  func hides(_ id: TensorID, _ index: Index4, of stage: Stage) -> Bool {
    if asked == Element(id, index) { return true }
    guard hidden.contains(id) else { return false }
    guard let known, stage.view != .scatter, stage.pass.target == id, asked?.tensor == id else {
      return true
    }
    return stage.trace.step(of: index) >= known.step
  }
}
