/// Which of the two sums a layer computes.
public enum Operation: String, Hashable, Sendable, CaseIterable {
  /// The kernel slides as it stands.
  case crossCorrelation = "cross-correlation"
  /// The kernel is turned by 180° first.
  case convolution
}

/// The places around the input; of a transposed layer, around the input of its direct layer.
///
/// The transposed layer hands out to them and does not keep what they get, so its padding makes the
/// output smaller.
public enum Padding: Hashable, Sendable {
  /// None.
  case valid
  /// As many as keep `⌈input / stride⌉` outputs, or `input · stride` of a transposed layer; the odd one
  /// at the end.
  case same
  /// As many as `same`; the odd one at the start.
  case sameLower
  /// So many on each side.
  case explicit(top: Int, left: Int, bottom: Int, right: Int)

  /// The same number of places on all four sides.
  public static func all(_ count: Int) -> Padding {
    .explicit(top: count, left: count, bottom: count, right: count)
  }
}

/// How many constants are added to the outputs.
public enum BiasKind: String, Hashable, Sendable, CaseIterable {
  /// None.
  case none
  /// One for each output channel.
  case tied
  /// One for each output element.
  case untied
}

/// What a convolution layer is, apart from the numbers in it.
///
///     var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
///     layer.padding = .all(1)
///     try layer.geometry(inputShape: Shape4(1, 1, 5, 5)).outputShape  // [1, 1, 5, 5]
public struct Layer: Hashable, Sendable {
  /// Channels of the input.
  public var inputChannels: Int
  /// Channels of the output.
  public var outputChannels: Int
  /// Weights along each axis.
  public var kernelSize: Size2D
  /// A convolution layer, or a transposed one.
  public var kind = LayerKind.direct
  /// Elements between neighbouring windows.
  public var stride = Size2D(1)
  /// Places around the input.
  public var padding = Padding.valid
  /// What those places read.
  public var paddingMode = PaddingMode.zeros
  /// Elements between neighbouring weights; 1 is contiguous.
  public var dilation = Size2D(1)
  /// Independent blocks of channels.
  public var groups = 1
  /// Cross-correlation or convolution.
  public var operation = Operation.crossCorrelation
  /// How many constants are added.
  public var bias = BiasKind.none
  /// The function that follows the sum.
  public var activation = Activation.identity

  /// Makes a layer with stride 1, no padding, no bias and no activation.
  public init(inputChannels: Int, outputChannels: Int, kernelSize: Size2D) {
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.kernelSize = kernelSize
  }

  /// The kernel's shape: `[O, C / groups, kH, kW]`, or `[C, O / groups, kH, kW]` of a transposed layer.
  ///
  /// A transposed layer keeps the weights as its direct layer would, whose input channels are its output
  /// channels.
  public var kernelShape: Shape4 {
    let (outer, inner) =
      isTransposed ? (inputChannels, outputChannels) : (outputChannels, inputChannels)
    return Shape4(outer, inner / max(groups, 1), kernelSize.height, kernelSize.width)
  }

  /// Returns the bias's shape for an output.
  ///
  /// - Parameter outputShape: `[N, O, H, W]`.
  /// - Returns: `[1, O, 1, 1]` tied, `[1, O, H, W]` untied, else nil.
  public func biasShape(outputShape: Shape4) -> Shape4? {
    switch bias {
    case .none: nil
    case .tied: Shape4(1, outputChannels, 1, 1)
    case .untied: Shape4(1, outputChannels, outputShape.height, outputShape.width)
    }
  }

  /// Returns how many numbers are learned.
  ///
  /// - Parameter outputShape: `[N, O, H, W]`, which an untied bias follows.
  /// - Returns: Weights and biases together.
  /// - Precondition: The layer has a geometry with that output.
  public func parameterCount(outputShape: Shape4) -> Int {
    kernelShape.count + (biasShape(outputShape: outputShape)?.count ?? 0)
  }

  /// Returns the relation of inputs, weights and outputs for an input of a shape.
  ///
  /// Per axis, `out = ⌊(in + before + after − dilation · (kernel − 1) − 1) / stride⌋ + 1`
  /// ([Dumoulin & Visin 2016], relationship 15).
  ///
  /// Of a transposed layer it is the relation of the *direct* layer: its input side is the transposed
  /// layer's output, its output side the transposed layer's input (``inputSide``, ``outputSide``), and
  /// per axis `out = stride · (in − 1) + dilation · (kernel − 1) + 1 − before − after + outputPadding`.
  ///
  /// - Parameter inputShape: `[N, C, H, W]`.
  /// - Returns: The relation; its output has at least one element.
  /// - Throws: ``GeometryError`` where the layer or the output cannot exist. No number traps.
  /// - Complexity: O(1).
  ///
  /// [Dumoulin & Visin 2016]: https://arxiv.org/abs/1603.07285
  public func geometry(inputShape: Shape4) throws(GeometryError) -> Geometry {
    try check(inputShape)
    let geometry: Geometry
    switch kind {
    case .direct: geometry = try directGeometry(inputShape: inputShape)
    case .transposed(let output):
      geometry = try transposedGeometry(inputShape: inputShape, output)
    }
    try geometry.checkCounts(of: self)
    return geometry
  }

  private func directGeometry(inputShape: Shape4) throws(GeometryError) -> Geometry {
    let sides = sides(of: inputShape.size)
    return Geometry(
      rows: try relation(rows, input: inputShape.height, padding: (sides.top, sides.bottom)),
      columns: try relation(columns, input: inputShape.width, padding: (sides.left, sides.right)),
      batch: inputShape.outer, inputChannels: inputChannels, outputChannels: outputChannels,
      groups: groups)
  }

  private func check(_ input: Shape4) throws(GeometryError) {
    let extents = [
      ("the batch size", input.outer), ("the input's height", input.height),
      ("the input's width", input.width), ("the number of input channels", inputChannels),
      ("the number of output channels", outputChannels),
      ("the kernel's height", kernelSize.height), ("the kernel's width", kernelSize.width),
      ("the stride", stride.height), ("the stride", stride.width),
      ("the dilation", dilation.height), ("the dilation", dilation.width),
      ("the number of groups", groups),
    ]
    for (name, value) in extents { try checkExtent(name, value, minimum: 1) }
    if case .explicit(let top, let left, let bottom, let right) = padding {
      for value in [top, left, bottom, right] { try checkExtent("the padding", value, minimum: 0) }
    }
    if input.channels != inputChannels {
      throw .shapeMismatch(
        name: "the input", expected: [input.outer, inputChannels, input.height, input.width],
        found: [input.outer, input.channels, input.height, input.width])
    }
    for (name, channels) in [
      ("input channels", inputChannels), ("output channels", outputChannels),
    ] where channels % groups != 0 {
      throw .channelsDoNotDivide(name: name, channels: channels, groups: groups)
    }
  }

  /// Keeps extents so small that no place along an axis overflows.
  func checkExtent(
    _ name: String, _ value: Int, minimum: Int
  ) throws(GeometryError) {
    if value < minimum { throw .tooSmall(name: name, value: value, minimum: minimum) }
    if value > Int(Int32.max) { throw .tooManyElements(name: name, shape: [value]) }
  }

  private func relation(_ axis: LayerAxis, input: Int, padding: (before: Int, after: Int))
    throws(GeometryError) -> AxisGeometry
  {
    try checkFolding(axis.name, input: input, padding: max(padding.before, padding.after))
    let effective = axis.effectiveKernelSize
    let padded = input + padding.before + padding.after
    guard effective <= padded else {
      throw .kernelTooLarge(axis: axis.name, effectiveKernel: effective, paddedInput: padded)
    }
    return AxisGeometry(
      input: input, kernel: axis.kernel, output: (padded - effective) / axis.stride + 1,
      stride: axis.stride, dilation: axis.dilation, before: padding.before, mode: paddingMode,
      turned: operation == .convolution)
  }

  private func checkFolding(
    _ axis: GeometryError.Axis, input: Int, padding: Int
  ) throws(GeometryError) {
    let most: Int
    switch paddingMode {
    case .zeros, .replicate: return
    case .reflect: most = input - 1
    case .circular: most = input
    }
    if padding > most {
      throw .paddingTooLarge(axis: axis, mode: paddingMode, padding: padding, input: input)
    }
  }

  /// Returns the padding of an input of a size.
  ///
  /// - Parameter input: The rows and columns that are padded: those of the input, or those of the output
  ///   of a transposed layer.
  /// - Returns: The places on its four sides.
  /// - Precondition: The layer has a geometry with that size.
  /// - Complexity: O(1).
  public func sides(of input: Size2D) -> (top: Int, left: Int, bottom: Int, right: Int) {
    switch padding {
    case .valid: return (0, 0, 0, 0)
    case .explicit(let top, let left, let bottom, let right): return (top, left, bottom, right)
    case .same, .sameLower:
      let down = rows.samePadding(input: input.height)
      let across = columns.samePadding(input: input.width)
      let (top, left) =
        padding == .same ? (down / 2, across / 2) : (down - down / 2, across - across / 2)
      return (top, left, down - top, across - left)
    }
  }
}
