import ConvEngine
import Scenes

/// Back-propagation through one layer.
extension PracticeRecipe {
  private static let turns = OutputForms.kernelMistakes
  private static let small = LayerDraw(rows: 3...3, columns: 3...4, kernel: 2...2)
  private static let medium = LayerDraw(rows: 3...4, columns: 3...5, kernel: 2...3)

  static let scatter = layer(
    small, medium, LayerDraw(rows: 4...5, columns: 4...5, kernel: 2...3),
    [
      GradientForms.share, GradientForms.handedOut, GradientForms.soFar,
      GradientForms.input(.scatter, turns),
    ])

  static let gather = layer(
    small, medium,
    LayerDraw(
      rows: 4...5, columns: 4...5, kernel: 2...3, operations: [.crossCorrelation, .convolution]),
    [
      LinkForms.reached(isBackward: true), LinkForms.weight(isBackward: true),
      GradientForms.input(.gather, turns), GradientForms.terms,
    ])

  static let kernelGradient = layer(
    small, medium, LayerDraw(rows: 4...5, columns: 4...5, kernel: 2...3, padding: 0...1),
    [
      GradientForms.kernel([.turned, .rowsFlipped, .columnsFlipped]),
      GradientForms.kernel([.turned, .rowsFlipped, .columnsFlipped]), LinkForms.inputs,
      LinkForms.usesOfWeight,
    ])

  static let biasGradient = layer(
    LayerDraw(rows: 3...4, columns: 3...4, kernel: 2...2, bias: [.tied]),
    LayerDraw(
      rows: 3...4, columns: 4...4, kernel: 2...2, outputChannels: 2...2, bias: [.tied, .untied]),
    LayerDraw(
      rows: 4...4, columns: 4...4, kernel: 2...3, outputChannels: 2...3,
      bias: [.tied, .tied, .untied]),
    [GradientForms.bias, GradientForms.bias, GradientForms.biasCount]
  ).discussing(.bias)

  static let backChannels = layer(
    LayerDraw(
      rows: 3...3, columns: 3...3, kernel: 2...2, inputChannels: 2...2, outputChannels: 2...2),
    LayerDraw(
      rows: 3...3, columns: 3...4, kernel: 2...2, inputChannels: 2...2, outputChannels: 2...2),
    LayerDraw(
      rows: 3...3, columns: 3...4, kernel: 2...2, inputChannels: 2...3, outputChannels: 2...3),
    [
      GradientForms.input(.gather, turns + [.channelSwapForgotten]),
      GradientForms.input(.scatter, turns + [.channelSwapForgotten]),
      GradientForms.kernel([.turned, .rowsFlipped, .columnsFlipped]),
    ]
  ).discussing(.inputChannels, .outputChannels)

  static let backStride = layer(
    LayerDraw(rows: 5...5, columns: 5...5, kernel: 3...3, isSquare: true, stride: 2...2),
    LayerDraw(
      rows: 5...6, columns: 5...6, kernel: 3...3, isSquare: true, stride: 2...2, padding: 0...1),
    LayerDraw(
      rows: 5...6, columns: 5...7, kernel: 2...3, isSquare: true, stride: 1...3, padding: 0...1,
      dilation: 1...2),
    [
      GradientForms.input(.gather, [.turned, .transposed, .strideForgotten, .dilationForgotten]),
      GradientForms.kernel([.turned, .strideForgotten, .dilationForgotten]),
      LinkForms.reached(isBackward: true), GradientForms.zerosBetween, GradientForms.extraRows,
    ]
  ).discussing(.stride, .padding, .dilation)
}

/// Losses, two layers, and the whole step.
extension PracticeRecipe {
  static let delta = layer(
    LayerDraw(rows: 3...3, columns: 3...3, kernel: 2...2),
    LayerDraw(rows: 3...3, columns: 3...4, kernel: 2...2, bias: [.none, .tied]),
    LayerDraw(rows: 3...3, columns: 3...4, kernel: 2...2, activations: [.relu, .identity]),
    [TrainingForms.delta, TrainingForms.direction, TrainingForms.nudge, TrainingForms.whole]
  ).finishing { network, random, level in
    let isMean = level > 1 && network.layers[0].activation == .identity && random.once(in: 3)
    aim(&network, &random, with: isMean ? .meanSquaredError : .halfSumOfSquares)
  }

  /// Gives a network a loss, and a target so near to its answer that δ is small and whole.
  private static func aim(_ network: inout Network, _ random: inout PracticeRandom, with loss: Loss)
  {
    let last = TensorID(.activation, network.layers.count)
    guard var target = (try? Computation(network))?.tensor(last) else { return }
    let count = target.values.count
    let unit = loss == .meanSquaredError ? (count % 2 == 0 ? count / 2 : count) : 1
    for place in target.values.indices {
      target.values[place] -= Double(random.number(in: -2...2) * unit)
    }
    network.ending = .loss(loss)
    network.leaves[TensorID(.target, network.layers.count)] = Leaf(target)
  }

  static let twoLayers = PracticeRecipe(
    network: { random, level in two(&random, level: level) },
    forms: [
      TrainingForms.arriving, TrainingForms.lower(isFlat: false), TrainingForms.lower(isFlat: true),
      TrainingForms.silent, TrainingForms.reaching,
    ], discussed: [.activation])

  /// Two layers of one channel, relu between them.
  private static func two(_ random: inout PracticeRandom, level: Int) -> Network {
    var first = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2))
    first.activation = .relu
    let second = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2))
    let columns = level == 3 ? random.number(in: 4...5) : 4
    return Network(
      inputShape: Shape4(1, 1, 4, columns), layers: [first, second],
      leaves: LayerDraw.leaves(&random, level: min(level, 2), layers: 2))
  }

  static let wholeStep = {
    var recipe = PracticeRecipe(
      network: { random, level in
        var network = two(&random, level: level)
        aim(&network, &random, with: .halfSumOfSquares)
        network.learningRate = level == 1 ? 0.1 : random.pick([0.1, 0.01, 0.02])
        return network
      }, forms: steps)
    recipe.isChain = true
    return recipe
  }()

  private static let steps: [PracticeForm] = [
    TrainingForms.element(
      TensorID(.output, 2), text: "Forward. Layer 1 is done: a¹ is relu of z¹.",
      next: "Lay ω′² as it stands on a¹, not on z¹.", mistakes: turns),
    TrainingForms.element(
      TensorID(.outputGradient, 2), text: "The loss is half the sum of the squares (z² − t)².",
      next: "Take z² minus t, in this order.", mistakes: [.signReversed, .meanForSum]),
    TrainingForms.lower(isFlat: false),
    TrainingForms.element(
      TensorID(.kernelGradient, 1), text: "The gradient of a weight of layer 1: x ⋆ δ¹.",
      next: "Each δ¹ times the x that this weight lay on in its window; nothing is turned.",
      mistakes: [.turned, .rowsFlipped, .columnsFlipped]),
    TrainingForms.updated,
  ]
}
