import ArgumentParser
import ConvEngine
import Scenes

/// What a layer is, the same for every command that takes one.
struct LayerOptions: ParsableArguments {
  /// Which constants are added, as flags.
  enum Bias: EnumerableFlag {
    case bias, noBias, untiedBias

    static func help(for value: Bias) -> ArgumentHelp? {
      switch value {
      case .bias: "Add one constant for each output channel."
      case .noBias: "Add none."
      case .untiedBias: "Add one constant for each output element."
      }
    }
  }

  @Option(
    help: ArgumentHelp("Rows and columns of the kernel (default: 3).", valueName: "H[,W]"),
    transform: { try Numbers.size($0) })
  var kernelSize: Size2D?

  @Option(
    help: ArgumentHelp("Channels of the input (default: 1).", valueName: "C"),
    transform: { try Numbers.extent($0) })
  var inChannels: Int?

  @Option(
    help: ArgumentHelp("Channels of the output (default: 1).", valueName: "O"),
    transform: { try Numbers.extent($0) })
  var outChannels: Int?

  @Option(
    help: ArgumentHelp("Rows and columns of the input (default: 5).", valueName: "H[,W]"),
    transform: { try Numbers.size($0) })
  var inputSize: Size2D?

  @Option(
    help: ArgumentHelp("Elements between windows (default: 1).", valueName: "H[,W]"),
    transform: { try Numbers.size($0) })
  var stride: Size2D?

  @Option(
    help: ArgumentHelp(
      "Places around the input: P on all sides; vertical,horizontal; top,left,bottom,right; "
        + "same, same-lower or valid.", valueName: "P"),
    transform: { try Numbers.padding($0) })
  var padding: Padding?

  @Option(
    help: ArgumentHelp(
      "What those places read: \(PaddingMode.words) (default: zeros).", valueName: "mode"),
    transform: { try Numbers.choice($0, PaddingMode.allCases.map { ($0.rawValue, $0) }) })
  var paddingMode: PaddingMode?

  @Option(
    help: ArgumentHelp(
      "Elements between weights; 1 is contiguous (default: 1).", valueName: "H[,W]"),
    transform: { try Numbers.size($0) })
  var dilation: Size2D?

  @Option(
    help: ArgumentHelp("Independent blocks of channels (default: 1).", valueName: "G"),
    transform: { try Numbers.extent($0) })
  var groups: Int?

  @Option(
    help: ArgumentHelp(
      "cross-correlation, or convolution, which turns the kernel first "
        + "(default: cross-correlation).", valueName: "name"),
    transform: { try Numbers.choice($0, Operation.allCases.map { ($0.rawValue, $0) }) })
  var operation: Operation?

  @Flag(exclusivity: .exclusive) var bias: Bias?

  @Option(
    help: ArgumentHelp(
      "The function that follows: \(Activation.words) (default: identity).", valueName: "name"),
    transform: { try Numbers.choice($0, Activation.all.map { ($0.name, $0) }) })
  var activation: Activation?

  @Option(
    help: ArgumentHelp("What the numbers are made from (default: 1).", valueName: "N"),
    transform: { try Numbers.seed($0) })
  var seed: UInt64?
}

extension LayerOptions {
  /// Whether the numbers are made, rather than those of the page's example.
  private var isMade: Bool {
    seed != nil || kernelSize != nil || inputSize != nil || inChannels != nil || outChannels != nil
  }

  /// The layer, with the example's padding where nothing is said of it.
  private var layer: Layer {
    var layer = Layer(
      inputChannels: inChannels ?? 1, outputChannels: outChannels ?? 1,
      kernelSize: kernelSize ?? Size2D(3))
    layer.stride = stride ?? layer.stride
    layer.padding = padding ?? (isMade ? .valid : .all(1))
    layer.paddingMode = paddingMode ?? layer.paddingMode
    layer.dilation = dilation ?? layer.dilation
    layer.groups = groups ?? 1
    layer.operation = operation ?? layer.operation
    layer.activation = activation ?? layer.activation
    switch bias {
    case .bias: layer.bias = .tied
    case .untiedBias: layer.bias = .untied
    case .noBias, nil: layer.bias = .none
    }
    return layer
  }

  /// The layer with its numbers.
  func network() -> Network {
    let size = inputSize ?? Size2D(5)
    var leaves: [TensorID: Leaf] = [:]
    let ids = [
      TensorID(.activation, 0), TensorID(.kernel, 1), TensorID(.bias, 1),
      TensorID(.outputGradient, 1),
    ]
    for (place, id) in ids.enumerated() {
      leaves[id] = Leaf(seed: (seed ?? 1) &* 8 &+ UInt64(place))
    }
    if !isMade {
      leaves[ids[0]]?.given = LayerOptions.table((1...25).map(Double.init), columns: 5)
      leaves[ids[1]]?.given = LayerOptions.table((1...9).reversed().map(Double.init), columns: 3)
    }
    return Network(
      inputShape: Shape4(1, inChannels ?? 1, size.height, size.width), layers: [layer],
      leaves: leaves)
  }

  private static func table(_ numbers: [Double], columns: Int) -> Tensor<Double> {
    Tensor(shape: Shape4(1, 1, numbers.count / columns, columns), values: numbers)
  }
}

extension PaddingMode {
  static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension Activation {
  static var words: String { all.map(\.name).joined(separator: ", ") }
}
