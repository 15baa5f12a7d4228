/// How the taps of a pass are walked through.
public enum PassView: String, Hashable, Sendable, CaseIterable {
  /// A step for each element of the target: what it is the sum of.
  case gather
  /// A step for each element of the source: what it hands out.
  case scatter
  /// A step for each element of the target, as a window over the stuffed source.
  case zerosBetween = "zeros"
}

/// One number that takes part in a product.
public struct Operand: Hashable, Sendable {
  /// Where it stands, or nil on a blank.
  public var tensor: TensorID?
  /// Its place; on a blank the place that it would have.
  public var index: Index4
  /// The number; 0 on a blank.
  public var value: Double
}

/// One product of a sum as it is counted.
public struct Term: Hashable, Sendable {
  /// The activation, or the output gradient in a gradient; the activation in the kernel gradient of a
  /// transposed layer.
  public var left: Operand
  /// The weight; the other of those two in a kernel gradient; nil where nothing is multiplied.
  public var right: Operand?
  /// What the term adds to the sum.
  public var product: Double
  /// The element that the term is added to.
  public var target: Index4
  /// The place in the window that is read.
  public var place: Position
  /// Why a factor is no element.
  public var blank: Blank?
}

/// The terms of a step, computed when they are looked at.
///
/// - Complexity: O(1) an element, beside the cost of its operands.
public struct Terms: RandomAccessCollection, Sendable {
  enum Kind {
    case taps(Taps, left: TensorID, right: TensorID, side: Side)
    case places(channel: Int, shape: Shape4, of: TensorID)
    case batch(Index4, count: Int, of: TensorID)
    case single(Index4)
    case all(Shape4)
  }

  let kind: Kind
  let pass: Pass
  let computation: Computation

  /// The first position.
  public var startIndex: Int { 0 }

  /// The position after the last term.
  public var endIndex: Int {
    switch kind {
    case .taps(let taps, _, _, _): taps.count
    case .places(_, let shape, _): shape.count / shape.channels
    case .batch(_, let count, _): count
    case .single: 1
    case .all(let shape): shape.count
    }
  }

  /// The grid that the terms of one channel stand in, where they stand in one.
  package var grid: (channels: Int, rows: Int, columns: Int) {
    switch kind {
    case .taps(let taps, _, _, _): (taps.channelCount, taps.rows.count, taps.columns.count)
    case .places(_, let shape, _): (shape.outer, shape.height, shape.width)
    case .batch(_, let count, _): (count, 1, 1)
    case .single: (1, 1, 1)
    case .all(let shape): (shape.outer * shape.channels, shape.height, shape.width)
    }
  }

  /// The term at a position.
  public subscript(position: Int) -> Term {
    switch kind {
    case .taps(let taps, let left, let right, let side):
      return term(taps[position], left, right, side)
    case .places, .batch:
      let index = place(position)
      let delta = operand(pass.operands[0], index)
      return Term(
        left: delta, product: delta.value, target: target(of: index),
        place: self.position(of: index))
    case .single(let index): return single(index)
    case .all(let shape): return single(shape.index(at: position))
    }
  }

  /// What the term at a position adds to the sum.
  public func product(at position: Int) -> Double { self[position].product }

  private func place(_ position: Int) -> Index4 {
    switch kind {
    case .places(let channel, let shape, _):
      let (outer, rest) = position.quotientAndRemainder(dividingBy: shape.height * shape.width)
      return Index4(outer, channel, rest / shape.width, rest % shape.width)
    case .batch(let index, _, _):
      return Index4(position, index.channel, index.row, index.column)
    default: return Index4(0, 0, 0, 0)
    }
  }

  private func target(of index: Index4) -> Index4 {
    if case .sum(tied: true) = pass.rule { return Index4(0, index.channel, 0, 0) }
    return Index4(0, index.channel, index.row, index.column)
  }

  private func position(of index: Index4) -> Position {
    Position(row: index.row, column: index.column)
  }

  private func operand(_ id: TensorID, _ index: Index4) -> Operand {
    Operand(tensor: id, index: index, value: computation.value(id, at: index))
  }

  private func term(_ tap: Tap, _ left: TensorID, _ right: TensorID, _ side: Side) -> Term {
    let isBlank = tap.blank != nil
    func read(_ id: TensorID, _ index: Index4, blank: Bool) -> Operand {
      blank ? Operand(tensor: nil, index: index, value: 0) : operand(id, index)
    }
    let first: Operand
    let second: Operand
    let target: Index4
    switch side {
    case .output:
      first = read(left, tap.input, blank: isBlank)
      second = operand(right, tap.kernel)
      target = tap.output
    case .input:
      first = read(left, tap.output, blank: isBlank && stuffed)
      second = operand(right, tap.kernel)
      target = tap.input
    case .kernel:
      first = operand(left, tap.output)
      second = read(right, tap.input, blank: isBlank)
      target = tap.kernel
    }
    return Term(
      left: first, right: second, product: first.value * second.value, target: target,
      place: tap.place, blank: tap.blank)
  }

  private var stuffed: Bool {
    guard case .taps(let taps, _, _, _) = kind else { return false }
    return taps.isStuffed
  }

  private func single(_ index: Index4) -> Term {
    let place = position(of: index)
    let left = operand(pass.operands[0], index)
    var right: Operand?
    let product: Double
    switch pass.rule {
    case .function(let activation): product = activation(left.value)
    case .derivative(let activation):
      var slope = operand(pass.operands[1], index)
      slope.value = activation.derivative(slope.value)
      right = slope
      product = left.value * slope.value
    case .loss(let loss):
      let target = operand(pass.operands[1], index)
      right = target
      product = loss.term(left.value, target.value)
    case .lossGradient(let loss):
      let target = operand(pass.operands[1], index)
      right = target
      let count = computation.shape(of: pass.operands[0])?.count ?? 1
      product = loss.gradient(left.value, target.value, count: count)
    case .update(let rate):
      let gradient = operand(pass.operands[1], index)
      right = gradient
      product = left.value - rate * gradient.value
    case .contraction, .sum: product = left.value
    }
    let isLoss = if case .loss = pass.rule { true } else { false }
    return Term(
      left: left, right: right, product: product, target: isLoss ? Index4(0, 0, 0, 0) : index,
      place: place)
  }
}

/// One event of the walk: an element, its terms, and what ends their sum.
public struct Step: Sendable {
  /// The tensor of the element that the step is about: the target's, or the source's in a scatter view.
  public let tensor: TensorID
  /// That element.
  public let index: Index4
  /// The products.
  public let terms: Terms
  /// What is added once, after all products: the bias.
  public let addend: Operand?
  /// What the sum is divided by: 2 for half a sum of squares, the number of elements for a mean.
  public let divisor: Double

  /// Returns the value that a finished sum of the terms gives.
  public func finished(_ sum: Double) -> Double { (sum + (addend?.value ?? 0)) / divisor }
}

extension Step {
  /// Makes the step that gathers an element of a pass's target.
  init(of pass: Pass, at index: Index4, in computation: Computation, view: PassView = .gather) {
    let (kind, addend, divisor) = Step.parts(pass, index, computation, view)
    tensor = view == .scatter ? Step.source(of: pass) : pass.target
    self.index = index
    self.addend = addend
    self.divisor = divisor
    terms = Terms(kind: kind, pass: pass, computation: computation)
  }

  /// The tensor whose elements hand out in a scatter view.
  static func source(of pass: Pass) -> TensorID { pass.operands[0] }

  private static func parts(
    _ pass: Pass, _ index: Index4, _ computation: Computation, _ view: PassView
  ) -> (Terms.Kind, Operand?, Double) {
    switch pass.rule {
    case .contraction(let geometry, let side, let bias):
      let taps = taps(geometry, side, index, view)
      let kind = Terms.Kind.taps(
        taps, left: pass.operands[0], right: pass.operands[1], side: side)
      let addend = view == .scatter ? nil : bias.map { constant($0, index, computation) }
      return (kind, addend, 1)
    case .sum(let tied):
      let shape = computation.shape(of: pass.operands[0]) ?? Shape4(1, 1, 1, 1)
      let kind: Terms.Kind =
        tied
        ? .places(channel: index.channel, shape: shape, of: pass.operands[0])
        : .batch(index, count: shape.outer, of: pass.operands[0])
      return (kind, nil, 1)
    case .loss(let loss):
      let shape = computation.shape(of: pass.operands[0]) ?? Shape4(1, 1, 1, 1)
      return (.all(shape), nil, loss.divisor(count: shape.count))
    case .function, .derivative, .lossGradient, .update: return (.single(index), nil, 1)
    }
  }

  private static func taps(
    _ geometry: Geometry, _ side: Side, _ index: Index4, _ view: PassView
  ) -> Taps {
    switch view {
    case .gather: Taps(geometry, of: side, at: index)
    case .zerosBetween: Taps(stuffed: geometry, at: index)
    case .scatter: Taps(geometry, of: side == .output ? .input : .output, at: index)
    }
  }

  /// The constant that is added to an element of z.
  static func constant(_ id: TensorID, _ index: Index4, _ computation: Computation)
    -> Operand
  {
    let untied = computation.network.layers[id.layer - 1].bias == .untied
    let place =
      untied
      ? Index4(0, index.channel, index.row, index.column) : Index4(0, index.channel, 0, 0)
    return Operand(tensor: id, index: place, value: computation.value(id, at: place))
  }
}

/// Where a walk stands: a step, and how many of its terms are done.
public struct Cursor: Hashable, Sendable {
  /// The step, from 0.
  public var step: Int
  /// How many of its terms are done.
  public var done: Int

  /// Makes a place in a walk.
  public init(step: Int = 0, done: Int = 0) {
    self.step = step
    self.done = done
  }
}

/// The steps of one pass in one view, made when they are looked at.
///
/// - Complexity: O(1) to make; O(rows + columns of its taps) a step.
public struct Trace: RandomAccessCollection, Sendable {
  /// The pass.
  public let pass: Pass
  /// How its taps are walked through.
  public let view: PassView
  private let computation: Computation
  private let shape: Shape4

  /// Makes the walk through a pass.
  ///
  /// - Parameters:
  ///   - computation: Where the numbers come from.
  ///   - pass: One of its passes.
  ///   - view: One of ``views(of:)``.
  /// - Complexity: O(1).
  public init(_ computation: Computation, pass: Pass, view: PassView = .gather) {
    self.computation = computation
    self.pass = pass
    self.view = view
    let subject = view == .scatter ? Step.source(of: pass) : pass.target
    shape = computation.shape(of: subject) ?? Shape4(0, 0, 0, 0)
  }

  /// Returns the views that a pass has.
  ///
  /// A window over the stuffed source is one of the sums onto the input side, the input gradient of a
  /// layer and the forward pass of a transposed one, and only where the padding does not fold back onto
  /// the input.
  public static func views(of pass: Pass) -> [PassView] {
    guard case .contraction(let geometry, let side, _) = pass.rule else { return [.gather] }
    let isWindow = side == .input && !geometry.rows.folds && !geometry.columns.folds
    return isWindow ? PassView.allCases : [.gather, .scatter]
  }

  /// The first step.
  public var startIndex: Int { 0 }
  /// The step after the last one.
  public var endIndex: Int { shape.count }

  /// The shape that the steps' elements stand in.
  package var subjectShape: Shape4 { shape }

  /// The step at a position.
  public subscript(position: Int) -> Step {
    Step(of: pass, at: shape.index(at: position), in: computation, view: view)
  }

  /// The step about an element of the subject.
  public func step(of index: Index4) -> Int { shape.offset(of: index) }

  /// How many terms a step has.
  package func termCount(of step: Int) -> Int { self[step].terms.count }

  /// Returns what stands in an element of the target at a place of the walk: the sum of its terms before
  /// it, and whether that is all; nil where none is done yet.
  ///
  /// An element without terms is complete with 0 once the walk has passed it; in a scatter view, which
  /// never comes to it, from the start.
  ///
  /// - Parameters:
  ///   - target: An element of the pass's target.
  ///   - cursor: The place of the walk; a step behind the last one is its end.
  /// - Returns: The partial sum without the bias, or the finished value where it is complete.
  /// - Complexity: O(terms of the element).
  public func value(of target: Index4, before cursor: Cursor) -> (sum: Double, isComplete: Bool)? {
    view == .scatter
      ? scattered(target, before: cursor) : gathered(target, before: cursor)
  }

  private func gathered(_ target: Index4, before cursor: Cursor) -> (Double, Bool)? {
    let step = shape.offset(of: target)
    if step > cursor.step { return nil }
    if step < cursor.step { return (computation.value(pass.target, at: target), true) }
    let terms = self[step].terms
    if cursor.done >= terms.count { return (computation.value(pass.target, at: target), true) }
    guard cursor.done > 0 else { return nil }
    return (terms.sum(of: 0..<cursor.done), false)
  }

  private func scattered(_ target: Index4, before cursor: Cursor) -> (Double, Bool)? {
    let whole = Step(of: pass, at: target, in: computation)
    var sum = 0.0
    var done = 0
    var real = 0
    for term in whole.terms where term.left.tensor != nil {
      real += 1
      guard isDone(term, target, cursor) else { continue }
      sum += term.product
      done += 1
    }
    if done == 0 && real > 0 { return nil }
    if done < real { return (sum, false) }
    return (whole.finished(sum), true)
  }

  private func isDone(_ term: Term, _ target: Index4, _ cursor: Cursor) -> Bool {
    let step = shape.offset(of: term.left.index)
    if step != cursor.step { return step < cursor.step }
    let handedOut = self[step].terms
    if cursor.done >= handedOut.count { return true }
    return handedOut.prefix(cursor.done).contains {
      $0.target == target && $0.right?.index == term.right?.index
    }
  }
}
