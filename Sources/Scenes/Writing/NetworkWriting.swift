import ConvEngine

/// The layers and their options.
extension SceneWriter {
  /// Writes a network; returns what stands against it.
  mutating func network(_ network: Network) -> String? {
    leaf(
      network.leaves[TensorID(.activation, 0)] ?? Leaf(), network.inputShape, at: 1, key: "input",
      size: Self.inputSize(network.inputShape))
    line(1, "layers:")
    var shape = network.inputShape
    for (place, layer) in network.layers.enumerated() {
      do { shape = try layer.outputShape(inputShape: shape) } catch {
        return error.description
      }
      self.layer(layer, network, place + 1, output: shape)
    }
    ending(network, shape)
    if let rate = network.learningRate {
      numberCount += 1
      line(1, "learningRate: \(NumberText.of(rate))")
    }
    guard numberCount <= SceneLimits.numbers else {
      return "\(numberCount) numbers; a scene has at most \(SceneLimits.numbers)"
    }
    return isFinite ? nil : "NaN or an infinity; a scene has numbers alone"
  }

  private mutating func ending(_ network: Network, _ shape: Shape4) {
    let last = network.layers.count
    if case .loss(let loss) = network.ending {
      line(1, "loss: \(loss.word)")
      if let target = network.leaves[TensorID(.target, last)] {
        leaf(target, shape, at: 1, key: "target")
      }
    } else if let delta = network.leaves[TensorID(.outputGradient, last)] {
      leaf(delta, shape, at: 1, key: "outputGradient")
    }
  }

  private mutating func layer(_ layer: Layer, _ network: Network, _ number: Int, output: Shape4) {
    line(2, "-")
    let kernel = network.leaves[TensorID(.kernel, number)] ?? Leaf()
    leaf(
      kernel, layer.kernelShape, at: 3, key: "kernel", isKernel: true,
      size: [
        ("size", Self.pair(layer.kernelSize)), ("inputChannels", "\(layer.inputChannels)"),
        ("outputChannels", "\(layer.outputChannels)"),
      ])
    if case .leakyRelu = layer.activation { numberCount += 1 }
    for (key, value) in Self.options(layer) { line(3, "\(key): \(value)") }
    let bias = network.leaves[TensorID(.bias, number)] ?? Leaf()
    switch layer.bias {
    case .none: break
    case .tied: tied(bias, layer.outputChannels)
    case .untied:
      line(3, "bias:")
      leaf(bias, output, at: 4, key: "untied")
    }
  }

  /// The options that differ from what a layer has without them.
  private static func options(_ layer: Layer) -> [(String, String)] {
    var options: [(String, String)] = []
    if layer.isTransposed { options.append(("transposed", "true")) }
    if layer.stride != Size2D(1) { options.append(("stride", pair(layer.stride))) }
    switch layer.padding {
    case .valid: break
    case .same: options.append(("padding", "same"))
    case .sameLower: options.append(("padding", "sameLower"))
    case .explicit(let top, let left, let bottom, let right):
      options.append(("padding", "[\(top), \(left), \(bottom), \(right)]"))
    }
    switch layer.kind {
    case .direct, .transposed(.padding(Size2D(0))): break
    case .transposed(.padding(let padding)): options.append(("outputPadding", pair(padding)))
    case .transposed(.size(let size)): options.append(("outputSize", pair(size)))
    }
    if layer.paddingMode != .zeros { options.append(("paddingMode", layer.paddingMode.rawValue)) }
    if layer.dilation != Size2D(1) { options.append(("dilation", pair(layer.dilation))) }
    if layer.groups != 1 { options.append(("groups", "\(layer.groups)")) }
    if layer.operation != .crossCorrelation { options.append(("operation", layer.operation.word)) }
    if case .leakyRelu(let slope) = layer.activation {
      options.append(("activation", "{leakyRelu: \(NumberText.of(slope))}"))
    } else if layer.activation != .identity {
      options.append(("activation", layer.activation.word))
    }
    return options
  }
}

/// The numbers of a tensor.
extension SceneWriter {
  static func pair(_ size: Size2D) -> String { "[\(size.height), \(size.width)]" }

  static func inputSize(_ shape: Shape4) -> [(String, String)] {
    [("size", pair(shape.size)), ("channels", "\(shape.channels)"), ("batch", "\(shape.outer)")]
  }

  private mutating func leaf(
    _ leaf: Leaf, _ shape: Shape4, at level: Int, key: String, isKernel: Bool = false,
    size: [(String, String)] = []
  ) {
    line(level, "\(key):")
    guard leaf.given != nil else {
      for (key, value) in size { line(level + 1, "\(key): \(value)") }
      return source(leaf, at: level + 1, isAlone: true)
    }
    guard let tensor = numbers(leaf, shape) else { return }
    let isPlane = shape.outer == 1 && shape.channels == 1
    let isBatch = isKernel || shape.outer > 1
    line(level + 1, isPlane ? "rows:" : isKernel ? "filters:" : isBatch ? "batch:" : "channels:")
    for outer in 0..<shape.outer {
      if isBatch && !isPlane { line(level + 2, "-") }
      for channel in 0..<shape.channels {
        let below = isPlane ? level + 2 : isBatch ? level + 4 : level + 3
        if !isPlane { line(below - 1, "-") }
        for row in 0..<shape.height { self.row(tensor, outer, channel, row, at: below) }
      }
    }
    source(leaf, at: level + 1, isAlone: false)
  }

  private mutating func row(
    _ tensor: Tensor<Double>, _ outer: Int, _ channel: Int, _ row: Int, at level: Int
  ) {
    let numbers = (0..<tensor.shape.width).map { NumberText.of(tensor[outer, channel, row, $0]) }
    line(level, "- [\(numbers.joined(separator: ", "))]")
  }

  private mutating func tied(_ leaf: Leaf, _ channels: Int) {
    line(3, "bias:")
    line(4, "tied:")
    let isGiven = leaf.given != nil
    if isGiven, let tensor = numbers(leaf, Shape4(1, channels, 1, 1)) {
      line(5, "numbers: [\(tensor.values.map(NumberText.of).joined(separator: ", "))]")
    }
    source(leaf, at: 5, isAlone: !isGiven)
  }

  /// What generated numbers are made from; edits only where they are not among the written numbers.
  private mutating func source(_ leaf: Leaf, at level: Int, isAlone: Bool) {
    if isAlone || leaf.seed != 1 { line(level, "seed: \(leaf.seed)") }
    if leaf.range != -3...3 {
      line(level, "range: [\(leaf.range.lowerBound), \(leaf.range.upperBound)]")
    }
    guard isAlone, !leaf.edits.isEmpty else { return }
    numberCount += leaf.edits.count
    line(level, "edits:")
    let edits = leaf.edits.map { "[\($0.key.text), \(NumberText.of($0.value))]" }
    for edit in edits.sorted() { line(level + 1, "- \(edit)") }
  }

  /// The numbers of a shape, or nil where they are too many; counts them either way.
  private mutating func numbers(_ leaf: Leaf, _ shape: Shape4) -> Tensor<Double>? {
    numberCount += min(shape.checkedCount ?? .max, 1 << 40)
    guard numberCount <= SceneLimits.numbers else { return nil }
    let tensor = leaf.tensor(shape: shape)
    isFinite = isFinite && tensor.values.allSatisfy(\.isFinite)
    return tensor
  }
}
