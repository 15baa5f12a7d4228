import ConvEngine
import Scenes

/// Mistakes in sums of products: the taps of an altered layer, or those of another element.
extension Mistakes {
  func contraction(_ mistake: Mistake, _ element: Element, _ pass: Pass, _ side: Side)
    -> MistakenNumber?
  {
    guard let alone = LayerAlone(pass.layer, of: computation), alone.allows(mistake) else {
      return nil
    }
    if mistake == .axesExchanged { return exchanged(element, alone, side) }
    if side == .kernel, let other = misplaced(mistake, element, alone) {
      return alone.pass(onto: side).flatMap { sum(mistake, other, alone.computation, $0) }
    }
    if mistake == .oneChannelOnly { return firstChannel(element, alone, side) }
    let isForward = pass.isForward
    guard let altered = alteration(mistake, of: alone, side, isForward: isForward),
      var pass = altered.pass(onto: side)
    else { return nil }
    if !isForward { pass.rule = rule(mistake, pass.rule) }
    return sum(mistake, element, altered.computation, pass)
  }

  /// The mistaken sum, with its products.
  private func sum(
    _ mistake: Mistake, _ element: Element, _ computation: Computation, _ pass: Pass
  ) -> MistakenNumber? {
    guard let step = examiner.step(of: element, computation, pass) else { return nil }
    let value = step.finished(step.terms.sum(of: 0..<step.terms.count))
    return MistakenNumber(
      mistake: mistake, value: value, terms: Array(step.terms.prefix(Mistakes.mostTerms)),
      addend: step.addend?.value)
  }

  /// The most products that a mistaken sum is shown with.
  static let mostTerms = 64

  private func exchanged(_ element: Element, _ alone: LayerAlone, _ side: Side)
    -> MistakenNumber?
  {
    guard element.index.row != element.index.column, let pass = alone.pass(onto: side) else {
      return nil
    }
    var other = element
    (other.index.row, other.index.column) = (element.index.column, element.index.row)
    return sum(.axesExchanged, other, alone.computation, pass)
  }

  /// Where a weight's gradient would stand if the kernel were taken another way round.
  private func misplaced(_ mistake: Mistake, _ element: Element, _ alone: LayerAlone) -> Element? {
    let kernel = alone.layer.kernelShape
    var other = element
    switch mistake {
    case .transposed:
      (other.index.row, other.index.column) = (element.index.column, element.index.row)
    case .rowsFlipped: other.index = kernel.reversing(element.index, columns: false)
    case .columnsFlipped: other.index = kernel.reversing(element.index, rows: false)
    default: return nil
    }
    return other == element ? nil : other
  }

  private func firstChannel(_ element: Element, _ alone: LayerAlone, _ side: Side)
    -> MistakenNumber?
  {
    guard let pass = alone.pass(onto: side),
      let step = examiner.step(of: element, alone.computation, pass), step.terms.grid.channels > 1
    else { return nil }
    let first = step.terms.positions(ofChannel: 0)
    return MistakenNumber(
      mistake: .oneChannelOnly, value: step.finished(step.terms.sum(of: first)),
      terms: Array(step.terms.prefix(min(first.count, Mistakes.mostTerms))),
      addend: step.addend?.value)
  }

  /// The layer as somebody who makes the mistake has it in mind; nil where it makes no difference.
  private func alteration(
    _ mistake: Mistake, of alone: LayerAlone, _ side: Side, isForward: Bool
  ) -> LayerAlone? {
    let layer = alone.layer
    let kernel = layer.kernelShape
    switch mistake {
    case .turned where kernel.height * kernel.width > 1:
      return alone.altered { $0.operation = $0.operation.other }
    case .transposed where side != .kernel && kernel.height == kernel.width && kernel.height > 1:
      return alone.readingWeights { Index4($0.outer, $0.channel, $0.column, $0.row) }
    case .rowsFlipped where side != .kernel && kernel.height > 1 && kernel.width > 1:
      return alone.readingWeights { kernel.reversing($0, columns: false) }
    case .columnsFlipped where side != .kernel && kernel.height > 1 && kernel.width > 1:
      return alone.readingWeights { kernel.reversing($0, rows: false) }
    case .channelSwapForgotten
    where side != .kernel && kernel.outer == kernel.channels && kernel.outer > 1:
      return alone.readingWeights { Index4($0.channel, $0.outer, $0.row, $0.column) }
    case .oneKernelForAll where kernel.channels > 1:
      return alone.readingWeights { Index4($0.outer, 0, $0.row, $0.column) }
    default: return isForward ? options(mistake, of: alone) : argument(mistake, layer, alone)
    }
  }

  /// Mistakes about the arguments of a layer, in the forward pass.
  private func options(_ mistake: Mistake, of alone: LayerAlone) -> LayerAlone? {
    let layer = alone.layer
    switch mistake {
    case .biasForgotten where layer.bias != .none: return alone.altered { $0.bias = .none }
    case .biasPerChannel where layer.kernelShape.channels > 1:
      return alone.multiplyingBias(by: layer.kernelShape.channels)
    case .biasPerProduct:
      let kernel = layer.kernelShape
      return alone.multiplyingBias(by: kernel.channels * kernel.height * kernel.width)
    default:
      return Mistakes.layer(mistake, layer, alone.network.inputShape).flatMap { wrong in
        alone.altered { $0 = wrong }
      }
    }
  }

  /// In a gradient the sizes stay, and the relation itself is altered: see ``rule(_:_:)``.
  private func argument(_ mistake: Mistake, _ layer: Layer, _ alone: LayerAlone) -> LayerAlone? {
    switch mistake {
    case .strideForgotten where layer.stride != Size2D(1): alone
    case .dilationForgotten where layer.dilation != Size2D(1): alone
    case .paddingForgotten
    where layer.sides(of: alone.network.inputShape.size) != (0, 0, 0, 0): alone
    default: nil
    }
  }

  private func rule(_ mistake: Mistake, _ rule: Pass.Rule) -> Pass.Rule {
    guard case .contraction(var geometry, let side, let bias) = rule else { return rule }
    if mistake == .strideForgotten {
      geometry.rows.stride = 1
      geometry.columns.stride = 1
    }
    if mistake == .dilationForgotten {
      geometry.rows.dilation = 1
      geometry.columns.dilation = 1
    }
    if mistake == .paddingForgotten {
      geometry.rows.before = 0
      geometry.columns.before = 0
    }
    return .contraction(geometry, onto: side, bias: bias)
  }

  func numbers(forShare source: Element, _ target: Element) -> [MistakenNumber] {
    guard let pass = examiner.pass(target.tensor), case .contraction(_, let side, _) = pass.rule
    else { return [] }
    guard let alone = LayerAlone(pass.layer, of: computation) else { return [] }
    let isForward = pass.isForward
    return look(for: [.turned, .transposed]).compactMap { mistake in
      guard let altered = alteration(mistake, of: alone, side, isForward: isForward),
        let pass = altered.pass(onto: side),
        let terms = examiner.shareTerms(of: source, in: target, altered.computation, pass)
      else { return nil }
      return MistakenNumber(
        mistake: mistake, value: terms.reduce(0) { $0 + $1.product }, terms: terms)
    }
  }
}
