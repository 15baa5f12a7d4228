import ConvEngine
import Scenes

extension PracticeKind {
  /// How its exercises are drawn.
  var recipe: PracticeRecipe {
    switch self {
    case .window: .window
    case .links: .links
    case .padding: .padding
    case .stride: .stride
    case .dilation: .dilation
    case .sizes: .sizes
    case .channels: .channels
    case .bias: .bias
    case .activation: .activation
    case .halfTurn: .halfTurn
    case .whenItMatters: .whenItMatters
    case .delta: .delta
    case .scatter: .scatter
    case .gather: .gather
    case .twoLayers: .twoLayers
    case .kernelGradient: .kernelGradient
    case .biasGradient: .biasGradient
    case .backChannels: .backChannels
    case .backStride: .backStride
    case .wholeStep: .wholeStep
    }
  }
}

/// Forward: one new argument at a time.
extension PracticeRecipe {
  private static let turns = OutputForms.kernelMistakes

  static let window = layer(
    LayerDraw(rows: 3...4, columns: 3...4, kernel: 2...2),
    LayerDraw(rows: 3...5, columns: 4...5, kernel: 2...3),
    LayerDraw(rows: 4...6, columns: 4...6, kernel: 3...3),
    [
      OutputForms.number(turns + [.axesExchanged]), OutputForms.window,
      OutputForms.size([.oneLess, .oneMore, .axesExchanged]),
    ])

  static let links = layer(
    LayerDraw(rows: 3...4, columns: 3...4, kernel: 2...2),
    LayerDraw(rows: 3...5, columns: 4...5, kernel: 2...3),
    LayerDraw(rows: 5...6, columns: 4...6, kernel: 2...3),
    [
      LinkForms.usesOfInput, LinkForms.usesOfWeight, LinkForms.reached(), LinkForms.weight(),
      LinkForms.inputs,
    ])

  static let padding = layer(
    LayerDraw(rows: 3...4, columns: 3...4, kernel: 3...3, padding: 1...1),
    LayerDraw(rows: 3...5, columns: 3...5, kernel: 2...3, padding: 1...1),
    LayerDraw(rows: 3...5, columns: 4...5, kernel: 3...3, padding: 1...2),
    [
      OutputForms.number(turns + [.paddingForgotten], onPadding: true), OutputForms.realTerms,
      OutputForms.window, LinkForms.weight(),
      OutputForms.size([.paddingForgotten, .paddingOnce, .oneMore]),
    ]
  ).discussing(.padding)

  static let stride = layer(
    LayerDraw(rows: 4...5, columns: 4...5, kernel: 2...3, isSquare: true, stride: 2...2),
    LayerDraw(rows: 5...6, columns: 5...6, kernel: 2...3, stride: 2...2),
    LayerDraw(rows: 5...6, columns: 5...6, kernel: 2...3, stride: 2...3, padding: 0...1),
    [
      OutputForms.number(turns + [.strideForgotten]), OutputForms.window, OutputForms.unread,
      OutputForms.size([.strideForgotten, .roundedUp, .paddingForgotten]),
    ]
  ).discussing(.stride)

  static let dilation = layer(
    LayerDraw(rows: 4...5, columns: 4...5, kernel: 2...2, dilation: 2...2),
    LayerDraw(rows: 5...6, columns: 5...6, kernel: 2...3, isSquare: true, dilation: 2...2),
    LayerDraw(rows: 6...7, columns: 6...7, kernel: 2...3, dilation: 2...3),
    [
      OutputForms.number(turns + [.dilationForgotten]), OutputForms.window, OutputForms.span,
      OutputForms.size([.dilationForgotten, .dilationFromZero]),
    ]
  ).discussing(.dilation)

  static let sizes = layer(
    LayerDraw(
      rows: 5...8, columns: 5...8, kernel: 2...3, isSquare: true, stride: 1...2, padding: 0...1),
    LayerDraw(
      rows: 6...12, columns: 6...12, kernel: 3...5, isSquare: true, stride: 1...3, padding: 0...2,
      dilation: 1...2),
    LayerDraw(
      rows: 6...12, columns: 6...12, kernel: 2...5, stride: 1...3, padding: 0...2,
      dilation: 1...2),
    [
      OutputForms.size(sizeMistakes), OutputForms.extent(isRows: true, extentMistakes),
      OutputForms.extent(isRows: false, extentMistakes), OutputForms.samePadding, OutputForms.fits,
    ]
  ).discussing(.stride, .padding, .dilation)

  private static let sizeMistakes: [Mistake] = [
    .strideForgotten, .dilationForgotten, .paddingForgotten, .roundedUp, .axesExchanged,
  ]
  private static let extentMistakes: [Mistake] = [
    .strideForgotten, .paddingForgotten, .roundedUp,
  ]

  static let channels = layer(
    LayerDraw(rows: 3...3, columns: 3...3, kernel: 2...2, inputChannels: 2...2),
    LayerDraw(
      rows: 3...4, columns: 3...4, kernel: 2...2, inputChannels: 2...2, outputChannels: 1...2),
    LayerDraw(
      rows: 3...4, columns: 3...4, kernel: 2...3, inputChannels: 2...3, outputChannels: 2...2),
    [
      OutputForms.number(turns + [.oneKernelForAll, .oneChannelOnly]), ChannelForms.channelSum,
      ChannelForms.weights,
    ]
  ).discussing(.inputChannels, .outputChannels)

  static let bias = layer(
    LayerDraw(
      rows: 3...3, columns: 3...4, kernel: 2...2, outputChannels: 2...2, bias: [.tied]),
    LayerDraw(
      rows: 3...3, columns: 3...4, kernel: 2...2, inputChannels: 2...2, outputChannels: 2...2,
      bias: [.tied, .untied]),
    LayerDraw(
      rows: 3...4, columns: 3...4, kernel: 2...3, inputChannels: 2...2, outputChannels: 2...3,
      bias: [.tied, .untied]),
    [
      OutputForms.number(turns + [.biasForgotten, .biasPerChannel, .biasPerProduct]),
      OutputForms.number([.turned, .biasForgotten, .biasPerProduct, .oneKernelForAll]),
      ChannelForms.parameters,
    ]
  ).discussing(.bias)

  static let activation = layer(
    LayerDraw(rows: 3...3, columns: 3...4, kernel: 2...2, activations: [.relu]),
    LayerDraw(
      rows: 3...4, columns: 3...4, kernel: 2...2, bias: [.none, .tied],
      activations: [.relu, .leakyRelu(slope: 0.5)]),
    LayerDraw(
      rows: 3...4, columns: 4...4, kernel: 2...3, bias: [.tied],
      activations: [.relu, .leakyRelu(slope: 0.5), .leakyRelu(slope: 0.1)]),
    [
      ChannelForms.activated, ChannelForms.flatCells, ChannelForms.flatCount, ChannelForms.slope,
    ]
  ).discussing(.activation)
}

/// Convolution and cross-correlation.
extension PracticeRecipe {
  static let halfTurn = {
    var recipe = layer(
      LayerDraw(rows: 3...4, columns: 3...4, kernel: 2...3, operations: both),
      LayerDraw(rows: 4...5, columns: 4...5, kernel: 3...3, operations: both),
      LayerDraw(
        rows: 3...5, columns: 4...5, kernel: 3...3, padding: 0...1, operations: both),
      [
        TurnForms.turned, TurnForms.place,
        OutputForms.number(OutputForms.kernelMistakes, of: .convolution),
      ]
    ).discussing(.operation)
    recipe.symbols = Scene.Symbols(input: "I", kernel: "K′")
    return recipe
  }()

  private static let both: [Operation] = [.crossCorrelation, .convolution]

  static let whenItMatters = layer(
    LayerDraw(rows: 3...3, columns: 3...3, kernel: 2...2),
    LayerDraw(rows: 3...4, columns: 3...4, kernel: 2...3),
    LayerDraw(rows: 4...4, columns: 4...5, kernel: 3...3),
    [
      TurnForms.count(ofDiffering: true), TurnForms.count(ofDiffering: false),
      TurnForms.differing, TurnForms.majority,
    ]
  ).discussing(.operation).finishing { network, random, _ in
    if random.once(in: 2) { symmetrize(&network, sign: random.once(in: 2) ? 1 : -1) }
  }

  /// Makes the kernel its own half turn, or the negative of it.
  private static func symmetrize(_ network: inout Network, sign: Double) {
    let id = TensorID(.kernel, 1)
    var kernel = network.leaf(id).tensor(shape: network.layers[0].kernelShape)
    let count = kernel.values.count
    for place in 0..<count / 2 { kernel.values[count - 1 - place] = sign * kernel.values[place] }
    if sign < 0, count % 2 == 1 { kernel.values[count / 2] = 0 }
    network.leaves[id] = Leaf(kernel)
  }
}
