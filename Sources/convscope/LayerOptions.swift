import ArgumentParser
import ConvEngine
import Scenes

/// A layer with its sizes and where its numbers come from, for the commands that put one on stage.
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

    var kind: BiasKind {
      switch self {
      case .bias: .tied
      case .noBias: .none
      case .untiedBias: .untied
      }
    }
  }

  @Option(help: FileHelp.input, completion: FileHelp.type) var input: String?

  @Option(help: FileHelp.kernel, completion: FileHelp.type) var kernel: String?

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

  @OptionGroup var geometry: GeometryOptions

  @Flag(help: KindHelp.transposed) var transposed = false
  @OptionGroup var size: TransposedSize

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

  func validate() throws {
    try refuse("--input-size", inputSize != nil, beside: "--input", input)
    try refuse("--in-channels", inChannels != nil, beside: "--input", input)
    try refuse("--kernel-size", kernelSize != nil, beside: "--kernel", kernel)
    try refuse("--in-channels", inChannels != nil, beside: "--kernel", kernel)
    try refuse("--out-channels", outChannels != nil, beside: "--kernel", kernel)
    try size.validate(isTransposed: transposed)
  }

  private func refuse(
    _ option: String, _ isGiven: Bool, beside other: String, _ file: String?
  ) throws {
    guard file != nil, isGiven else { return }
    throw ValidationError("\(option) goes without \(other), whose file says it")
  }
}

extension LayerOptions {
  /// Whether the numbers are given or made, rather than those of the page's example.
  private var isMade: Bool {
    seed != nil || kernelSize != nil || inputSize != nil || inChannels != nil || outChannels != nil
      || hasFiles
  }

  /// Whether numbers come from files.
  var hasFiles: Bool { input != nil || kernel != nil }

  /// The layer, with the example's padding where nothing is said of it.
  private func layer(inputChannels: Int, kernel: Shape4?) -> Layer {
    let ofKernel = kernel.map { transposed ? $0.channels * (geometry.groups ?? 1) : $0.outer }
    var layer = Layer(
      inputChannels: inputChannels, outputChannels: ofKernel ?? outChannels ?? 1,
      kernelSize: kernel?.size ?? kernelSize ?? Size2D(3))
    layer.kind = size.kind(isTransposed: transposed, otherwise: .padding(Size2D(0)))
    layer.padding = isMade ? .valid : .all(1)
    geometry.apply(to: &layer)
    layer.activation = activation ?? layer.activation
    layer.bias = bias?.kind ?? .none
    return layer
  }

  /// The layer with its numbers.
  ///
  /// - Throws: ``Failure`` where a file is not what it has to be.
  func network() throws(Failure) -> Network {
    let input = try Self.tensor(input, as: .activation)
    let kernel = try Self.tensor(kernel, as: .kernel)
    let ofKernel = kernel.map {
      transposed ? $0.shape.outer : $0.shape.channels * (geometry.groups ?? 1)
    }
    let channels = input?.shape.channels ?? ofKernel ?? inChannels ?? 1
    let size = inputSize ?? Size2D(5)
    var network = Network(
      inputShape: input?.shape ?? Shape4(1, channels, size.height, size.width),
      layers: [layer(inputChannels: channels, kernel: kernel?.shape)], leaves: leaves)
    if let input { network.leaves[TensorID(.activation, 0)]?.given = input }
    if let kernel {
      network.leaves[TensorID(.kernel, 1)]?.given = kernel
      try check(kernel.shape, network.layers[0])
    }
    return network
  }

  /// Numbers that are made from the seed, or those of the example.
  private var leaves: [TensorID: Leaf] {
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
    return leaves
  }

  private func check(_ kernel: Shape4, _ layer: Layer) throws(Failure) {
    guard layer.inputChannels % layer.groups == 0, kernel != layer.kernelShape else { return }
    throw Failure(
      status: 1,
      "\(self.kernel ?? ""): found numbers of \(kernel.text), expected \(layer.kernelShape.text)")
  }

  /// The numbers of a file as the stage takes them.
  private static func tensor(
    _ path: String?, as role: ArrayRole
  ) throws(Failure) -> Tensor<Double>? {
    guard let path else { return nil }
    let file = try ArrayFile(path, as: role)
    guard file.header.kind == .float32 else { return try file.tensor(of: Double.self) }
    let narrow = try file.tensor(of: Float.self)
    return Tensor(shape: narrow.shape, values: narrow.values.map(Double.init))
  }

  private static func table(_ numbers: [Double], columns: Int) -> Tensor<Double> {
    Tensor(shape: Shape4(1, 1, numbers.count / columns, columns), values: numbers)
  }
}

extension Activation {
  static var words: String { all.map(\.name).joined(separator: ", ") }
}
