import ConvEngine
import Scenes

/// How exercises of one kind are drawn.
struct PracticeRecipe: Sendable {
  /// Draws a network of a difficulty.
  var network: @Sendable (inout PracticeRandom, Int) -> Network
  /// The forms that a question can have.
  var forms: [PracticeForm]
  /// The arguments of the layer that are marked.
  var discussed: [Parameter] = []
  /// What the sides of the layer are called.
  var symbols = Scene.Symbols()
  /// Whether all forms are asked, one after another, rather than one of them.
  var isChain = false
}

/// Asks one thing about a network; nil where the network does not suit.
typealias PracticeForm = @Sendable (PracticeBoard, inout PracticeRandom) -> PracticeTask?

/// One question of an exercise, with the place of the walk at which it is asked.
struct PracticeTask: Sendable {
  var text: String
  var pass: TensorID
  var view = PassView.gather
  /// From 0.
  var step = 0
  /// The products done; nil for all of them.
  var done: Int? = 0
  var question: Question

  /// What brings the stage to its place.
  var actions: [Action] {
    let views: [Action] = view == .gather ? [] : [.view(view)]
    return [.pass(.computing(pass))] + views + [.seek(.step(step + 1, product: done))]
  }
}

/// What a layer and its input are drawn from.
struct LayerDraw: Sendable {
  var rows: ClosedRange<Int>
  var columns: ClosedRange<Int>
  /// The weights along each axis.
  var kernel: ClosedRange<Int>
  /// Whether both axes of the kernel, the stride and the dilation are alike.
  var isSquare = false
  var stride = 1...1
  var padding = 0...0
  var dilation = 1...1
  var inputChannels = 1...1
  var outputChannels = 1...1
  var bias = [BiasKind.none]
  var activations = [Activation.identity]
  var operations = [Operation.crossCorrelation]

  /// Draws a layer alone, with δ given.
  func network(_ random: inout PracticeRandom, level: Int) -> Network {
    var layer = Layer(
      inputChannels: random.number(in: inputChannels),
      outputChannels: random.number(in: outputChannels), kernelSize: size(kernel, &random))
    layer.stride = size(stride, &random)
    let padding = random.number(in: padding)
    // No padding is that of a layer that has none: forgetting it is then no mistake.
    layer.padding = padding == 0 ? .valid : .all(padding)
    layer.dilation = size(dilation, &random)
    layer.bias = random.pick(bias)
    layer.activation = random.pick(activations)
    layer.operation = random.pick(operations)
    let shape = Shape4(
      1, layer.inputChannels, random.number(in: rows), random.number(in: columns))
    return Network(
      inputShape: shape, layers: [layer], leaves: LayerDraw.leaves(&random, level: level))
  }

  private func size(_ range: ClosedRange<Int>, _ random: inout PracticeRandom) -> Size2D {
    let height = random.number(in: range)
    return Size2D(height: height, width: isSquare ? height : random.number(in: range))
  }

  /// Numbers for a network, small enough for paper: a harder exercise has larger ones.
  static func leaves(_ random: inout PracticeRandom, level: Int, layers: Int = 1)
    -> [TensorID: Leaf]
  {
    let inputs = [0...4, 0...5, -2...5][level - 1]
    let weights = [-2...3, -3...3, -4...4][level - 1]
    var leaves = [TensorID(.activation, 0): leaf(inputs, &random)]
    for layer in 1...layers {
      leaves[TensorID(.kernel, layer)] = leaf(weights, &random)
      leaves[TensorID(.bias, layer)] = leaf(-4...4, &random)
    }
    leaves[TensorID(.outputGradient, layers)] = leaf([-2...2, -2...3, -3...3][level - 1], &random)
    return leaves
  }

  private static func leaf(_ range: ClosedRange<Int>, _ random: inout PracticeRandom) -> Leaf {
    Leaf(seed: random.next(), range: range)
  }
}

extension PracticeRecipe {
  /// A recipe of one layer, which is drawn in three ways from easy to hard.
  static func layer(
    _ easy: LayerDraw, _ medium: LayerDraw, _ hard: LayerDraw, _ forms: [PracticeForm]
  ) -> PracticeRecipe {
    PracticeRecipe(
      network: { random, level in
        [easy, medium, hard][level - 1].network(&random, level: level)
      }, forms: forms)
  }

  /// The same with something done to each network that was drawn.
  func finishing(
    _ finish: @escaping @Sendable (inout Network, inout PracticeRandom, Int) -> Void
  ) -> PracticeRecipe {
    var copy = self
    let network = network
    copy.network = { random, level in
      var drawn = network(&random, level)
      finish(&drawn, &random, level)
      return drawn
    }
    return copy
  }

  /// The same with arguments of the layer marked.
  func discussing(_ parameters: Parameter...) -> PracticeRecipe {
    var copy = self
    copy.discussed = parameters
    return copy
  }
}
