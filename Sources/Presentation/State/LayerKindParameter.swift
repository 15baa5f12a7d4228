import ConvEngine
import Scenes

/// The parameters of a transposed layer.
extension Document {
  /// Whether a layer is transposed, how much its output is padded, and its output's size, as they are
  /// written in the options.
  func kindText(of parameter: Parameter, layer number: Int) -> String {
    let layer = network.layers[number - 1]
    let padding = outputPadding(of: number)
    switch parameter {
    case .transposed: return "\(layer.isTransposed)"
    case .outputPadding: return Document.pair(padding)
    case .outputPaddingRows: return "\(padding.height)"
    case .outputPaddingColumns: return "\(padding.width)"
    case .outputSize: return Document.pair(outputSize(of: number))
    default: return ""
    }
  }

  static func pair(_ size: Size2D) -> String {
    size.height == size.width ? "\(size.height)" : "\(size.height),\(size.width)"
  }

  /// The rows and columns that a layer's output has.
  func outputSize(of number: Int) -> Size2D { shape(after: number).size }

  /// The rows and columns that a layer's padding lies around: those of its input, or of its output where
  /// it is transposed.
  func paddedSize(of number: Int) -> Size2D {
    network.layers[number - 1].isTransposed ? outputSize(of: number) : inputSize(of: number)
  }

  /// The shape of a layer's output; of layer 0, the network's input.
  func shape(after number: Int) -> Shape4 {
    network.layers.prefix(number).reduce(network.inputShape) { shape, layer in
      (try? layer.outputShape(inputShape: shape)) ?? shape
    }
  }

  /// The rows and columns of a transposed layer's output that are beyond the least, also where its size
  /// was asked for or follows from same padding.
  func outputPadding(of number: Int) -> Size2D {
    let layer = network.layers[number - 1]
    let shape = shape(after: number - 1)
    guard layer.isTransposed, let geometry = try? layer.geometry(inputShape: shape) else {
      return Size2D(0)
    }
    let sides = layer.sides(of: geometry.inputShape.size)
    return Size2D(
      height: geometry.rows.remainder(after: sides.bottom),
      width: geometry.columns.remainder(after: sides.right))
  }

  /// Makes a layer transposed, or a convolution layer, with the weights between the same channels.
  mutating func setTransposed(_ text: String, layer number: Int) throws(ParameterError) {
    guard ["true", "false"].contains(text) else {
      throw ParameterError(
        sentence: "\(Parameter.transposed.rawValue) cannot be “\(text)”: it is one of true, false.")
    }
    let isTransposed = text == "true"
    guard network.layers[number - 1].isTransposed != isTransposed else { return }
    network.layers[number - 1].kind = isTransposed ? .transposed(.padding(Size2D(0))) : .direct
    if network.layers[number - 1].groups == 1 { exchangeChannels(ofKernel: number) }
  }

  /// Puts each weight where it joins the channels that it joined before the layer's kind changed.
  private mutating func exchangeChannels(ofKernel number: Int) {
    guard var leaf = network.leaves[TensorID(.kernel, number)] else { return }
    if let given = leaf.given {
      var other = Tensor<Double>(
        shape: Shape4(
          given.shape.channels, given.shape.outer, given.shape.height, given.shape.width))
      for place in given.values.indices {
        let index = given.shape.index(at: place)
        other[index.channel, index.outer, index.row, index.column] = given.values[place]
      }
      leaf.given = other
    }
    leaf.edits = Dictionary(
      uniqueKeysWithValues: leaf.edits.map { index, value in
        (Index4(index.channel, index.outer, index.row, index.column), value)
      })
    network.leaves[TensorID(.kernel, number)] = leaf
  }

  /// Sets the output padding or the output's size of a transposed layer.
  mutating func setOutput(_ parameter: Parameter, _ values: [Int], layer number: Int)
    throws(ParameterError)
  {
    guard network.layers[number - 1].isTransposed else {
      throw ParameterError(
        sentence: parameter == .outputSize
          ? "The output's size follows from the other arguments; it can be asked of a transposed layer."
          : "output_padding belongs to a transposed layer: set transposed to true first.")
    }
    let both = Size2D(height: values[0], width: values[values.count - 1])
    if parameter == .outputSize {
      network.layers[number - 1].kind = .transposed(.size(both))
      return
    }
    var padding = outputPadding(of: number)
    if parameter != .outputPaddingColumns { padding.height = both.height }
    if parameter != .outputPaddingRows { padding.width = both.width }
    network.layers[number - 1].kind = .transposed(.padding(padding))
  }
}

extension Parameter {
  /// Whether the parameter is about what only a transposed layer has.
  var isOfTransposed: Bool {
    [.outputPadding, .outputPaddingRows, .outputPaddingColumns, .outputSize].contains(self)
  }
}
