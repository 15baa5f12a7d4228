import ConvEngine
import Scenes

/// Mistakes about sizes, counts, and what a layer has of parameters.
extension Mistakes {
  // MARK: Counts

  /// Mistakes about numbers that are no sums of products.
  func plain(_ quantity: Quantity) -> [MistakenNumber] {
    look(for: Self.usual(quantity)).compactMap { mistake in
      plainValue(mistake, quantity).map { MistakenNumber(mistake: mistake, value: $0) }
    }
  }

  private static func usual(_ quantity: Quantity) -> [Mistake] {
    switch quantity {
    case .terms(_, isReal: true): [.paddingCounted]
    case .weights: [.oneKernelForAll]
    case .parameters: [.biasForgotten, .biasUntied, .biasTied, .oneKernelForAll]
    case .rows, .columns: sizes
    case .zerosBetween, .samePadding: [.oneLess, .oneMore]
    case .lossAfter, .rise: [.signReversed]
    case .channelSum(_, channel: let channel) where channel > 0: [.oneKernelForAll]
    case .uses: [.strideForgotten]
    case .turned: [.transposed, .rowsFlipped, .columnsFlipped]
    default: []
    }
  }

  private func plainValue(_ mistake: Mistake, _ quantity: Quantity) -> Double? {
    switch (mistake, quantity) {
    case (.paddingCounted, .terms(let element, isReal: true)):
      return examiner.value(of: .terms(element, isReal: false))
    case (.oneLess, _): return examiner.value(of: quantity).map { $0 - 1 }
    case (.oneMore, _): return examiner.value(of: quantity).map { $0 + 1 }
    case (.signReversed, .lossAfter(let rate)): return examiner.lossAfter(-rate)
    case (.signReversed, _): return examiner.value(of: quantity).map { -$0 }
    case (_, .turned(let element)): return unturned(mistake, element)
    case (_, .rows(let id)): return size(mistake, id).map { Double($0.height) }
    case (_, .columns(let id)): return size(mistake, id).map { Double($0.width) }
    case (_, .weights(let number)), (_, .parameters(let number)), (_, .span(let number)),
      (.dilationForgotten, .samePadding(let number)), (.dilationFromZero, .samePadding(let number)):
      return onAlteredLayer(mistake, number, quantity)
    case (.oneKernelForAll, .channelSum(let element, let channel)):
      return channelSum(element, channel)
    case (.strideForgotten, .uses(let element)):
      return onAlteredLayer(
        mistake,
        element.tensor.role == .activation ? element.tensor.layer + 1 : element.tensor.layer,
        quantity)
    default: return nil
    }
  }

  /// The weight that stands at a place when the kernel is moved in another way than by a half turn.
  private func unturned(_ mistake: Mistake, _ element: Element) -> Double? {
    guard let shape = computation.shape(of: element.tensor) else { return nil }
    var other = element
    switch mistake {
    case .transposed where shape.height == shape.width:
      (other.index.row, other.index.column) = (element.index.column, element.index.row)
    case .rowsFlipped: other.index = shape.reversing(element.index, columns: false)
    case .columnsFlipped: other.index = shape.reversing(element.index, rows: false)
    default: return nil
    }
    return examiner.value(of: other)
  }

  /// A channel's part of an element, with the first channel's kernel.
  private func channelSum(_ element: Element, _ channel: Int) -> Double? {
    guard let alone = LayerAlone(element.tensor.layer, of: computation),
      !alone.layer.isTransposed, alone.layer.kernelShape.channels > 1,
      let altered = alone.readingWeights({ Index4($0.outer, 0, $0.row, $0.column) }),
      let step = examiner.step(of: element, altered.computation, altered.pass(onto: .output)),
      channel < step.terms.grid.channels
    else { return nil }
    return step.terms.sum(of: step.terms.positions(ofChannel: channel))
  }

  /// The quantity of the network in which one layer is another.
  private func onAlteredLayer(_ mistake: Mistake, _ number: Int, _ quantity: Quantity) -> Double? {
    guard let layer = examiner.layer(number), let geometry = examiner.geometry(number) else {
      return nil
    }
    var input = geometry.shape(of: layer.inputSide)
    guard let wrong = Mistakes.layer(mistake, layer, input) else { return nil }
    input.channels = wrong.inputChannels
    let network = Network(inputShape: input, layers: [wrong], leaves: [:])
    guard let other = try? Stage(Scene(name: "", title: "", network: network)) else { return nil }
    return Examiner(other).value(of: quantity.onLayerOne)
  }

  // MARK: Sizes

  static let sizes: [Mistake] = [
    .strideForgotten, .dilationForgotten, .dilationFromZero, .paddingForgotten, .paddingOnce,
    .roundedUp, .oneLess, .oneMore, .axesExchanged,
  ]

  /// The sizes that mistakes give an output.
  func sizes(of id: TensorID) -> [(mistake: Mistake, size: Size2D)] {
    look(for: Self.sizes).compactMap { mistake in size(mistake, id).map { (mistake, $0) } }
  }

  private func size(_ mistake: Mistake, _ id: TensorID) -> Size2D? {
    guard id.role == .output || id.role == .activation, let layer = examiner.layer(id.layer),
      let geometry = examiner.geometry(id.layer)
    else { return nil }
    let (input, size) = (
      geometry.shape(of: layer.inputSide), geometry.shape(of: layer.outputSide).size
    )
    switch mistake {
    case .oneLess where size.height > 1 && size.width > 1:
      return Size2D(height: size.height - 1, width: size.width - 1)
    case .oneMore: return Size2D(height: size.height + 1, width: size.width + 1)
    case .axesExchanged where size.height != size.width:
      return Size2D(height: size.width, width: size.height)
    default:
      return Mistakes.layer(mistake, layer, input).flatMap {
        try? $0.outputShape(inputShape: input).size
      }
    }
  }

  /// The layer that a mistake about an argument makes of it; nil where it makes no difference.
  static func layer(_ mistake: Mistake, _ layer: Layer, _ input: Shape4) -> Layer? {
    var wrong = layer
    let sides = layer.sides(of: input.size)
    switch mistake {
    case .strideForgotten: wrong.stride = Size2D(1)
    case .dilationForgotten: wrong.dilation = Size2D(1)
    case .dilationFromZero where layer.dilation != Size2D(1):
      wrong.dilation = Size2D(height: layer.dilation.height + 1, width: layer.dilation.width + 1)
    case .paddingForgotten: wrong.padding = .valid
    case .paddingOnce where !layer.isTransposed:
      wrong.padding = .explicit(top: sides.top, left: sides.left, bottom: 0, right: 0)
    case .roundedUp where !layer.isTransposed: wrong.padding = paddingToTheNextWindow(layer, input)
    case .biasForgotten: wrong.bias = .none
    case .biasUntied: wrong.bias = .untied
    case .biasTied: wrong.bias = .tied
    case .oneKernelForAll
    where layer.kernelShape.channels > 1 && layer.groups == 1 && !layer.isTransposed:
      wrong.inputChannels = 1
    default: return nil
    }
    return wrong == layer ? nil : wrong
  }

  /// So much padding that the step that does not fit would fit.
  private static func paddingToTheNextWindow(_ layer: Layer, _ input: Shape4) -> Padding {
    guard let geometry = try? layer.geometry(inputShape: input) else { return layer.padding }
    let sides = layer.sides(of: input.size)
    func missing(_ axis: AxisGeometry, _ after: Int) -> Int {
      let left = axis.remainder(after: after)
      return left == 0 ? 0 : axis.stride - left
    }
    let (rows, columns) = (
      missing(geometry.rows, sides.bottom), missing(geometry.columns, sides.right)
    )
    guard rows + columns > 0 else { return layer.padding }
    return .explicit(
      top: sides.top, left: sides.left, bottom: sides.bottom + rows, right: sides.right + columns)
  }
}

extension Quantity {
  /// The same of a network in which the layer stands alone.
  fileprivate var onLayerOne: Quantity {
    switch self {
    case .weights: .weights(layer: 1)
    case .parameters: .parameters(layer: 1)
    case .span: .span(layer: 1)
    case .samePadding: .samePadding(layer: 1)
    case .uses(let element):
      .uses(
        Element(
          TensorID(element.tensor.role, element.tensor.role == .activation ? 0 : 1), element.index))
    default: self
    }
  }
}
