import ConvEngine
import Scenes

/// Answers what a question asks, from the engine alone.
struct Examiner {
  let stage: Stage
  let computation: Computation

  init(_ stage: Stage) {
    self.stage = stage
    computation = stage.computation
  }

  var network: Network { computation.network }

  // MARK: Quantities

  /// The number that a quantity is, or nil where the network has none of it.
  func value(of quantity: Quantity) -> Double? {
    switch quantity {
    case .number(let value): value
    case .element(let element): value(of: element)
    case .soFar(let element): soFar(element)
    case .terms(let element, let isReal): terms(of: element).map { count($0, isReal: isReal) }
    case .uses(let element): uses(of: element)
    case .share(let source, let target): share(of: source, in: target, pass: pass(target.tensor))
    case .channelSum(let element, let channel): channelSum(element, channel)
    case .rows(let id): computation.shape(of: id).map { Double($0.height) }
    case .columns(let id): computation.shape(of: id).map { Double($0.width) }
    case .elements(let id): computation.shape(of: id).map { Double($0.count) }
    case .slope(let element): slope(of: element)
    case .flat(let id): flatCells(of: id).map { Double($0.count) }
    case .turned(let element): turned(element)
    case .rise(let element): rise(element)
    case .lossAfter(let rate): lossAfter(rate)
    default: valueOfLayer(quantity)
    }
  }

  private func valueOfLayer(_ quantity: Quantity) -> Double? {
    switch quantity {
    case .weights(let layer): self.layer(layer).map { Double($0.kernelShape.count) }
    case .parameters(let number): layer(number).flatMap { parameters($0, number) }
    case .multiplyAccumulates(let layer): geometry(layer).map { Double($0.multiplyAccumulateCount) }
    case .span(let layer): geometry(layer).map { Double($0.rows.effectiveKernelSize) }
    case .differing(let layer): differingCells(layer).map { Double($0.count) }
    case .agreeing(let layer): agreeing(layer)
    case .unread(let layer): unreadCells(layer).map { Double($0.count) }
    case .unreadRows(let layer): direct(layer).map { Double($0.rows.unreadInputs.count) }
    case .zerosBetween(let layer):
      geometry(layer).map { Double($0.rows.inputGradientWindow.zerosBetween) }
    case .extraRows(let number): extraRows(number)
    case .samePadding(let number): samePadding(number)
    default: nil
    }
  }

  func layer(_ number: Int) -> Layer? {
    network.layers.indices.contains(number - 1) ? network.layers[number - 1] : nil
  }

  func geometry(_ number: Int) -> Geometry? {
    guard let place = computation.pass(computing: TensorID(.output, number)),
      case .contraction(let geometry, _, _) = computation.passes[place].rule
    else { return nil }
    return geometry
  }

  /// The relation of a layer whose windows read its input; nil of a transposed one.
  func direct(_ number: Int) -> Geometry? {
    layer(number)?.isTransposed == false ? geometry(number) : nil
  }

  /// The shape of a layer's z.
  private func outputShape(_ number: Int) -> Shape4? {
    computation.shape(of: TensorID(.output, number))
  }

  /// The pass that computes a tensor.
  func pass(_ id: TensorID) -> Pass? {
    computation.pass(computing: id.located(in: network)).map { computation.passes[$0] }
  }

  func value(of element: Element) -> Double? {
    let id = element.tensor.located(in: network)
    guard computation.shape(of: id)?.contains(element.index) == true else { return nil }
    return computation.value(id, at: element.index)
  }

  // MARK: Sums and their terms

  /// The products that an element is the sum of.
  func terms(of element: Element) -> Terms? {
    step(of: element, computation, pass(element.tensor))?.terms
  }

  /// The step about an element of a pass's target, in any computation.
  func step(of element: Element, _ computation: Computation, _ pass: Pass?) -> Step? {
    guard let pass, computation.shape(of: pass.target)?.contains(element.index) == true else {
      return nil
    }
    let trace = Trace(computation, pass: pass)
    return trace[trace.step(of: element.index)]
  }

  private func count(_ terms: Terms, isReal: Bool) -> Double {
    Double(isReal ? terms.filter { $0.blank == nil }.count : terms.count)
  }

  private func soFar(_ element: Element) -> Double? {
    guard computation.resolved(element.tensor) == stage.pass.target,
      computation.shape(of: element.tensor)?.contains(element.index) == true
    else { return nil }
    return stage.trace.value(of: element.index, before: stage.cursor)?.sum ?? 0
  }

  func share(of source: Element, in target: Element, pass: Pass?) -> Double? {
    guard let pass, case .contraction = pass.rule else { return nil }
    return shareTerms(of: source, in: target, computation, pass).map {
      $0.reduce(0) { $0 + $1.product }
    }
  }

  /// The products by which one element adds to another.
  func shareTerms(
    of source: Element, in target: Element, _ computation: Computation, _ pass: Pass
  ) -> [Term]? {
    let trace = Trace(computation, pass: pass, view: .scatter)
    guard trace.subjectShape.contains(source.index),
      computation.shape(of: pass.target)?.contains(target.index) == true
    else { return nil }
    return trace[trace.step(of: source.index)].terms.filter { $0.target == target.index }
  }

  private func channelSum(_ element: Element, _ channel: Int) -> Double? {
    guard let terms = terms(of: element), (0..<terms.grid.channels).contains(channel) else {
      return nil
    }
    return terms.sum(of: terms.positions(ofChannel: channel))
  }

  private func uses(of element: Element) -> Double? {
    taps(of: element).map { Double($0.filter { $0.blank == nil }.count) }
  }

  /// The taps of an input, a weight or an output of the forward pass.
  func taps(of element: Element) -> Taps? {
    guard let (side, number) = side(of: element.tensor), let geometry = geometry(number),
      geometry.shape(of: side).contains(element.index)
    else { return nil }
    return Taps(geometry, of: side, at: element.index)
  }

  /// The side of a layer's taps that a tensor stands on, and that layer.
  func side(of id: TensorID) -> (side: Side, layer: Int)? {
    switch id.role {
    case .activation, .activationGradient:
      layer(id.layer + 1).map { ($0.inputSide, id.layer + 1) }
    case .kernel, .kernelGradient: (.kernel, id.layer)
    case .output, .outputGradient: layer(id.layer).map { ($0.outputSide, id.layer) }
    default: nil
    }
  }

  // MARK: Slopes and steps

  private func slope(of element: Element) -> Double? {
    guard let layer = layer(element.tensor.layer), let z = value(of: element) else { return nil }
    return layer.activation.derivative(z)
  }

  private func turned(_ element: Element) -> Double? {
    guard let shape = computation.shape(of: element.tensor), shape.contains(element.index) else {
      return nil
    }
    return computation.value(element.tensor, at: shape.reversing(element.index))
  }

  private func rise(_ element: Element) -> Double? {
    guard value(of: element) != nil else { return nil }
    return computation.check(element.tensor, at: element.index, nudge: 0.5)
      .map { $0.above - $0.below }
  }

  func lossAfter(_ rate: Double) -> Double? {
    computation.descended(rate: rate).flatMap { try? Computation($0) }?.loss
  }

  // MARK: Layers

  private func parameters(_ layer: Layer, _ number: Int) -> Double? {
    guard let output = outputShape(number) else { return nil }
    let bias = layer.biasShape(outputShape: output)?.count ?? 0
    return Double(layer.kernelShape.count + bias)
  }

  private func agreeing(_ layer: Int) -> Double? {
    guard let different = differingCells(layer), let output = outputShape(layer) else {
      return nil
    }
    return Double(output.count - different.count)
  }

  private func extraRows(_ number: Int) -> Double? {
    guard let geometry = geometry(number), let layer = layer(number) else { return nil }
    let after = layer.sides(of: geometry.inputShape.size).bottom
    return Double(geometry.rows.remainder(after: after))
  }

  private func samePadding(_ number: Int) -> Double? {
    guard var layer = layer(number), let geometry = direct(number) else { return nil }
    layer.stride = Size2D(1)
    for padding in 0...geometry.rows.effectiveKernelSize {
      layer.padding = .all(padding)
      let size = try? layer.geometry(inputShape: geometry.inputShape).outputShape.size
      if size == geometry.inputShape.size { return Double(padding) }
    }
    return nil
  }

  // MARK: Claims

  /// Whether a claim holds, or nil where the network lacks what it is about.
  func holds(_ claim: Claim) -> Bool? {
    switch claim {
    case .compare(let left, let relation, let right):
      guard let left = value(of: left), let right = value(of: right) else { return nil }
      return relation.holds(left, right)
    case .operation(let number, let operation):
      return layer(number).map { $0.operation == operation }
    case .reads(let target, let operand):
      return pass(target)?.operands.contains(computation.resolved(operand))
    }
  }
}

extension Claim.Relation {
  /// The relation between two numbers, where what differs in the last bits is equal.
  func holds(_ left: Double, _ right: Double) -> Bool {
    let isEqual = Examiner.isSame(left, right)
    return switch self {
    case .equal: isEqual
    case .different: !isEqual
    case .less: left < right && !isEqual
    case .greater: left > right && !isEqual
    }
  }
}

extension Examiner {
  /// Whether two numbers are the same but for rounding: whole ones exactly.
  static func isSame(_ left: Double, _ right: Double) -> Bool {
    if left == left.rounded() && right == right.rounded() { return left == right }
    return (left - right).magnitude <= 1e-9 * max(left.magnitude, right.magnitude, 1)
  }
}
