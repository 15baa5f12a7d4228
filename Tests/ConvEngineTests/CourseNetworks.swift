import ConvEngine

/// Reads one channel as the course writes it: `1 2 / 3 4`; any other text is a programmer's mistake.
func grid(_ text: String) -> Tensor<Double> { grids([text]) }

/// Reads one channel for each text.
func grids(_ texts: [String], outer: Int = 1) -> Tensor<Double> {
  let channels = texts.map { text in
    text.split(separator: "/").map { row in
      row.split(separator: " ").map { word in
        guard let number = Double(word) else { preconditionFailure("\(word) is no number.") }
        return number
      }
    }
  }
  let shape = Shape4(outer, texts.count / outer, channels[0].count, channels[0][0].count)
  return Tensor(shape: shape, values: channels.flatMap { $0.flatMap { $0 } })
}

extension Layer {
  /// The layer that a kernel of one group belongs to.
  init(_ kernel: Tensor<Double>) {
    self.init(
      inputChannels: kernel.shape.channels, outputChannels: kernel.shape.outer,
      kernelSize: kernel.shape.size)
  }
}

extension Network {
  /// One layer between an input and δ.
  init(
    _ layer: Layer, input: Tensor<Double>, kernel: Tensor<Double>, outputGradient: Tensor<Double>
  ) {
    self.init(
      inputShape: input.shape, layers: [layer],
      leaves: [
        TensorID(.activation, 0): Leaf(input), TensorID(.kernel, 1): Leaf(kernel),
        TensorID(.outputGradient, 1): Leaf(outputGradient),
      ])
  }

  /// HOUSE: one kernel of four weights, half the sum of squares, a bias of 0.
  static var house: Network {
    var layer = Layer(grid("2 3 / -1 1"))
    layer.bias = .tied
    return Network(
      inputShape: Shape4(1, 1, 4, 4), layers: [layer],
      leaves: [
        TensorID(.activation, 0): Leaf(grid("5 0 2 4 / 4 4 0 0 / 2 3 1 4 / 1 2 0 3")),
        TensorID(.kernel, 1): Leaf(grid("2 3 / -1 1")), TensorID(.bias, 1): Leaf(grid("0")),
        TensorID(.target, 1): Leaf(grid("8 3 15 / 23 6 2 / 15 8 19")),
      ],
      ending: .loss(.halfSumOfSquares))
  }

  /// TWO: two layers with relu between them, biases of 0.
  static var two: Network {
    var layers = [Layer(grid("-1 2 / 2 -1")), Layer(grid("3 -1 / -2 1"))]
    layers[0].activation = .relu
    layers[0].bias = .tied
    layers[1].bias = .tied
    return Network(
      inputShape: Shape4(1, 1, 4, 4), layers: layers,
      leaves: [
        TensorID(.activation, 0): Leaf(grid("3 3 1 0 / 0 2 2 0 / 2 0 1 0 / 1 3 1 3")),
        TensorID(.kernel, 1): Leaf(grid("-1 2 / 2 -1")), TensorID(.bias, 1): Leaf(grid("0")),
        TensorID(.kernel, 2): Leaf(grid("3 -1 / -2 1")), TensorID(.bias, 2): Leaf(grid("0")),
        TensorID(.target, 2): Leaf(grid("-14 -4 / 32 -9")),
      ],
      ending: .loss(.halfSumOfSquares))
  }

  /// STRIDE: every second window, both ways.
  static var stride: Network {
    let kernel = grid("3 -1 -2 / 2 1 0 / -1 -2 4")
    var layer = Layer(kernel)
    layer.stride = Size2D(2)
    return Network(
      layer, input: grid("4 5 4 3 1 / 2 1 5 1 4 / 0 2 2 4 3 / 4 3 0 0 2 / 1 1 0 5 1"),
      kernel: kernel, outputGradient: grid("1 -2 / 2 -1"))
  }

  /// SIX: a stride that leaves the last row and column unread.
  static var six: Network {
    let kernel = grid("1 -2 2 / -2 3 1 / 3 -1 -2")
    var layer = Layer(kernel)
    layer.stride = Size2D(2)
    return Network(
      layer,
      input: grid(
        "1 0 0 5 4 5 / 0 5 3 1 3 4 / 2 2 5 1 4 4 / 0 0 0 0 2 5 / 4 2 4 4 0 2 / 4 0 3 2 2 1"),
      kernel: kernel, outputGradient: grid("-1 2 / 2 -2"))
  }

  /// Changes the first layer.
  func changing(_ change: (inout Layer) -> Void) -> Network {
    var network = self
    change(&network.layers[0])
    return network
  }
}

extension Computation {
  /// A kept tensor; an empty one where there is none, which is equal to no expectation.
  subscript(_ role: TensorID.Role, _ layer: Int) -> Tensor<Double> {
    tensor(TensorID(role, layer)) ?? Tensor(shape: Shape4(0, 0, 0, 0))
  }
}
