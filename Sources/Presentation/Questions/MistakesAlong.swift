import ConvEngine
import Scenes

/// Mistakes in passes of one product each, and what becomes of a mistaken sum on its way through them.
extension Mistakes {
  private func operand(_ place: Int, _ element: Element, _ pass: Pass) -> Double? {
    examiner.value(of: Element(pass.operands[place], element.index))
  }

  /// A mistake in z, carried through σ.
  func function(_ mistake: Mistake, _ element: Element, _ pass: Pass) -> MistakenNumber? {
    guard case .function(let activation) = pass.rule else { return nil }
    if mistake == .activationForgotten {
      return operand(0, element, pass).map { MistakenNumber(mistake: mistake, value: $0) }
    }
    return carried(mistake, Element(pass.operands[0], element.index)) { activation($0) }
  }

  /// A mistake in a sum of products, and what becomes of its number further on.
  private func carried(_ mistake: Mistake, _ z: Element, _ then: (Double) -> Double)
    -> MistakenNumber?
  {
    guard let sum = examiner.pass(z.tensor), case .contraction(_, let side, _) = sum.rule,
      let wrong = contraction(mistake, z, sum, side)
    else { return nil }
    return MistakenNumber(mistake: mistake, value: then(wrong.value))
  }

  func slope(
    _ mistake: Mistake, _ element: Element, _ pass: Pass, _ activation: Activation
  ) -> MistakenNumber? {
    guard let arrived = operand(0, element, pass) else { return nil }
    let z = examiner.value(of: Element(pass.operands[1], element.index))
    switch mistake {
    case .slopeForgotten: return MistakenNumber(mistake: mistake, value: arrived)
    case .slopeOfOtherZ:
      let other = Element(TensorID(.output, pass.target.layer + 1), element.index)
      let wrong = examiner.value(of: other) ?? z.map { activation($0) }
      return wrong.map {
        MistakenNumber(mistake: mistake, value: arrived * activation.derivative($0))
      }
    case .signReversed:
      let isTop = examiner.pass(pass.operands[0]).map {
        if case .lossGradient = $0.rule { true } else { false }
      }
      return isTop == true
        ? z.map { MistakenNumber(mistake: mistake, value: -arrived * activation.derivative($0)) }
        : nil
    default:
      guard let before = examiner.pass(pass.operands[0]),
        case .contraction(_, let side, _) = before.rule, let z,
        var wrong = contraction(
          mistake, Element(pass.operands[0], element.index), before, side)
      else { return nil }
      wrong.value *= activation.derivative(z)
      return wrong
    }
  }

  func gradient(_ mistake: Mistake, _ element: Element, _ pass: Pass, _ loss: Loss)
    -> MistakenNumber?
  {
    guard loss != .sum, let output = operand(0, element, pass),
      let target = operand(1, element, pass)
    else { return nil }
    let count = computation.shape(of: pass.target)?.count ?? 1
    let value: Double
    switch (mistake, loss) {
    case (.signReversed, _): value = loss.gradient(target, output, count: count)
    case (.meanForSum, .halfSumOfSquares):
      value = Loss.meanSquaredError.gradient(output, target, count: count)
    case (.sumForMean, .meanSquaredError):
      value = Loss.halfSumOfSquares.gradient(output, target, count: count)
    default:
      return carried(mistake, Element(pass.operands[0], element.index)) {
        loss.gradient($0, target, count: count)
      }
    }
    return MistakenNumber(mistake: mistake, value: value)
  }

  func mean(_ mistake: Mistake, _ element: Element, _ pass: Pass) -> MistakenNumber? {
    guard mistake == .meanForSum, let right = examiner.value(of: .element(element)),
      let terms = examiner.terms(of: element), terms.count > 1
    else { return nil }
    return MistakenNumber(mistake: mistake, value: right / Double(terms.count))
  }

  func update(_ mistake: Mistake, _ element: Element, _ pass: Pass) -> MistakenNumber? {
    guard mistake == .signReversed, let old = operand(0, element, pass),
      let new = examiner.value(of: .element(element))
    else { return nil }
    return MistakenNumber(mistake: mistake, value: old + (old - new))
  }
}
