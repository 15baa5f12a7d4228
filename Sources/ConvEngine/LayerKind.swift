/// Which way the taps of a layer are summed.
public enum LayerKind: Hashable, Sendable {
  /// By the output: a convolution layer.
  case direct
  /// By the input of the direct layer: a transposed convolution.
  case transposed(TransposedOutput)
}

/// Which of the sizes that a direct layer shrinks to one and the same its transposed layer gives back.
///
/// With stride 2, inputs of 5 and of 6 both come to 3 outputs of kernel 3 and padding 1: the way back is
/// open, and this closes it. No element is appended: the added rows and columns are sums like any other.
public enum TransposedOutput: Hashable, Sendable {
  /// Rows and columns beyond the least, at the end: the output padding.
  case padding(Size2D)
  /// The size itself.
  case size(Size2D)
}

extension Layer {
  /// Whether the layer sums the taps by the input of its direct layer.
  public var isTransposed: Bool { kind != .direct }

  /// The side of ``geometry(inputShape:)`` that the layer's input stands on.
  public var inputSide: Side { isTransposed ? .output : .input }

  /// The side of ``geometry(inputShape:)`` that the layer's output stands on.
  public var outputSide: Side { isTransposed ? .input : .output }

  /// Returns the output's shape for an input of a shape.
  ///
  ///     var layer = Layer(inputChannels: 2, outputChannels: 3, kernelSize: Size2D(3))
  ///     layer.kind = .transposed(.padding(Size2D(1)))
  ///     layer.stride = Size2D(2)
  ///     try layer.outputShape(inputShape: Shape4(1, 2, 4, 5))  // [1, 3, 10, 12]
  ///
  /// - Parameter inputShape: `[N, C, H, W]`.
  /// - Returns: `[N, O, H, W]`.
  /// - Throws: ``GeometryError`` where the layer or the output cannot exist.
  /// - Complexity: O(1).
  public func outputShape(inputShape: Shape4) throws(GeometryError) -> Shape4 {
    try geometry(inputShape: inputShape).shape(of: outputSide)
  }
}

/// The numbers of a layer along one axis.
struct LayerAxis {
  var name: GeometryError.Axis
  var kernel: Int
  var stride: Int
  var dilation: Int

  var effectiveKernelSize: Int { dilation * (kernel - 1) + 1 }

  /// The places that `same` adds to an axis, both ends together.
  func samePadding(input: Int) -> Int {
    let output = (input + stride - 1) / stride
    return max((output - 1) * stride + effectiveKernelSize - input, 0)
  }

  /// Where the transposed windows of an input end, padding and output padding left out.
  func span(input: Int) -> Int { stride * (input - 1) + effectiveKernelSize }

  /// One more than the largest output padding: what is more would be another window, or none.
  var outputPaddingLimit: Int { max(stride, dilation) }
}

extension Layer {
  var rows: LayerAxis {
    LayerAxis(
      name: .rows, kernel: kernelSize.height, stride: stride.height, dilation: dilation.height)
  }

  var columns: LayerAxis {
    LayerAxis(
      name: .columns, kernel: kernelSize.width, stride: stride.width, dilation: dilation.width)
  }

  /// The relation of the direct layer whose output is this transposed layer's input.
  func transposedGeometry(inputShape: Shape4, _ output: TransposedOutput) throws(GeometryError)
    -> Geometry
  {
    guard paddingMode == .zeros else { throw .paddingModeOfTransposed(paddingMode) }
    let size = try transposedSize(inputShape.size, output)
    let sides = sides(of: size)
    return Geometry(
      rows: relation(rows, size.height, inputShape.height, before: sides.top),
      columns: relation(columns, size.width, inputShape.width, before: sides.left),
      batch: inputShape.outer, inputChannels: outputChannels, outputChannels: inputChannels,
      groups: groups)
  }

  private func relation(_ axis: LayerAxis, _ input: Int, _ output: Int, before: Int)
    -> AxisGeometry
  {
    AxisGeometry(
      input: input, kernel: axis.kernel, output: output, stride: axis.stride,
      dilation: axis.dilation, before: before, turned: operation == .convolution)
  }

  private func transposedSize(_ input: Size2D, _ output: TransposedOutput) throws(GeometryError)
    -> Size2D
  {
    let ranges = (
      sizes(rows, input.height, explicitSides.top + explicitSides.bottom),
      sizes(columns, input.width, explicitSides.left + explicitSides.right)
    )
    switch output {
    case .size(let size):
      try checkAsked(.rows, size.height, ranges.0)
      try checkAsked(.columns, size.width, ranges.1)
      return size
    case .padding(let padding):
      return Size2D(
        height: try padded(rows, ranges.0, padding.height),
        width: try padded(columns, ranges.1, padding.width))
    }
  }

  /// The output sizes that an input may have come from.
  private func sizes(_ axis: LayerAxis, _ input: Int, _ padding: Int) -> ClosedRange<Int> {
    switch self.padding {
    case .same, .sameLower: return axis.stride * (input - 1) + 1...axis.stride * input
    case .valid, .explicit:
      let least = axis.span(input: input) - padding
      return least...least + axis.outputPaddingLimit - 1
    }
  }

  private func checkAsked(
    _ axis: GeometryError.Axis, _ size: Int, _ sizes: ClosedRange<Int>
  ) throws(GeometryError) {
    try checkExtent("the asked output size", size, minimum: 1)
    if sizes.upperBound < 1 { throw .outputEmpty(axis: axis, size: sizes.upperBound) }
    if !sizes.contains(size) {
      throw .outputSizeOutOfReach(
        axis: axis, size: size, least: max(sizes.lowerBound, 1), most: sizes.upperBound)
    }
  }

  private func padded(_ axis: LayerAxis, _ sizes: ClosedRange<Int>, _ padding: Int)
    throws(GeometryError) -> Int
  {
    try checkExtent("the output padding", padding, minimum: 0)
    let isSame = self.padding == .same || self.padding == .sameLower
    if isSame && padding > 0 { throw .outputPaddingOfSame(padding: padding) }
    if padding >= axis.outputPaddingLimit {
      throw .outputPaddingTooLarge(
        axis: axis.name, padding: padding, stride: axis.stride, dilation: axis.dilation)
    }
    let size = isSame ? sizes.upperBound : sizes.lowerBound + padding
    if size < 1 { throw .outputEmpty(axis: axis.name, size: size) }
    try checkExtent("the number of output \(axis.name.rawValue)", size, minimum: 1)
    return size
  }

  private var explicitSides: (top: Int, left: Int, bottom: Int, right: Int) {
    if case .explicit(let top, let left, let bottom, let right) = padding {
      return (top, left, bottom, right)
    }
    return (0, 0, 0, 0)
  }
}
