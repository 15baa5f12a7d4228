import ConvEngine
import Scenes

/// One layer of a network by itself, with the numbers that it has there: what mistakes are made on.
struct LayerAlone {
  let network: Network
  let computation: Computation

  /// Takes a layer out of a network; nil where its tensors are too large to be kept.
  init?(_ number: Int, of whole: Computation) {
    guard whole.network.layers.indices.contains(number - 1),
      let input = whole.tensor(TensorID(.activation, number - 1)),
      let kernel = whole.tensor(TensorID(.kernel, number))
    else { return nil }
    var leaves = [TensorID(.activation, 0): Leaf(input), TensorID(.kernel, 1): Leaf(kernel)]
    leaves[TensorID(.bias, 1)] = whole.tensor(TensorID(.bias, number)).map { Leaf($0) }
    leaves[TensorID(.outputGradient, 1)] =
      whole.tensor(TensorID(.outputGradient, number)).map { Leaf($0) }
    self.init(
      Network(
        inputShape: input.shape, layers: [whole.network.layers[number - 1]], leaves: leaves))
  }

  private init?(_ network: Network) {
    guard let computation = try? Computation(network) else { return nil }
    self.network = network
    self.computation = computation
  }

  var layer: Layer { network.layers[0] }

  /// Whether a mistake is one that can be made about the layer: those about windows that read an input,
  /// and about filters, are not made about a transposed one.
  func allows(_ mistake: Mistake) -> Bool {
    switch mistake {
    case .biasPerProduct, .biasPerChannel, .oneKernelForAll, .oneChannelOnly, .channelSwapForgotten,
      .paddingOnce, .roundedUp:
      !layer.isTransposed
    default: true
    }
  }

  /// The same with another layer; nil where that layer cannot be.
  func altered(_ change: (inout Layer) -> Void) -> LayerAlone? {
    var copy = network
    change(&copy.layers[0])
    return LayerAlone(copy)
  }

  /// The same with each weight read from another place.
  func readingWeights(_ from: (Index4) -> Index4) -> LayerAlone? {
    let shape = layer.kernelShape
    let old = network.leaf(TensorID(.kernel, 1))
    var weights = Tensor<Double>(shape: shape)
    for place in weights.values.indices {
      weights.values[place] = old.value(at: from(shape.index(at: place)))
    }
    var copy = network
    copy.leaves[TensorID(.kernel, 1)] = Leaf(weights)
    return LayerAlone(copy)
  }

  /// The same with the bias so many times as large.
  func multiplyingBias(by factor: Int) -> LayerAlone? {
    let id = TensorID(.bias, 1)
    guard layer.bias != .none, var bias = computation.tensor(id) else { return nil }
    for place in bias.values.indices { bias.values[place] *= Double(factor) }
    var copy = network
    copy.leaves[id] = Leaf(bias)
    return LayerAlone(copy)
  }

  /// The pass that sums the taps of the layer onto a side.
  func pass(onto side: Side) -> Pass? {
    computation.passes.first {
      if case .contraction(_, side, _) = $0.rule { true } else { false }
    }
  }
}
