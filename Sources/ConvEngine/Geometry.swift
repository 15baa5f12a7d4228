/// The relation of inputs, weights and outputs of a whole layer: two axes, and who sees whom.
public struct Geometry: Hashable, Sendable {
  /// The relation along the rows' axis.
  public var rows: AxisGeometry
  /// The relation along the columns' axis.
  public var columns: AxisGeometry
  /// Batch elements.
  public var batch: Int
  /// Input channels.
  public var inputChannels: Int
  /// Output channels.
  public var outputChannels: Int
  /// Independent blocks of channels.
  public var groups: Int

  /// Makes the relation of its parts.
  ///
  /// Nothing is checked: ``Layer/geometry(inputShape:)`` makes relations that hold together.
  public init(
    rows: AxisGeometry, columns: AxisGeometry, batch: Int, inputChannels: Int, outputChannels: Int,
    groups: Int
  ) {
    self.rows = rows
    self.columns = columns
    self.batch = batch
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.groups = groups
  }

  /// The input's shape: `[N, C, H, W]`.
  public var inputShape: Shape4 { Shape4(batch, inputChannels, rows.input, columns.input) }

  /// The kernel's shape: `[O, C / groups, kH, kW]`.
  public var kernelShape: Shape4 {
    Shape4(outputChannels, inputChannels / groups, rows.kernel, columns.kernel)
  }

  /// The output's shape: `[N, O, H, W]`.
  public var outputShape: Shape4 { Shape4(batch, outputChannels, rows.output, columns.output) }

  /// Returns the shape of a side's tensor.
  public func shape(of side: Side) -> Shape4 {
    switch side {
    case .input: inputShape
    case .kernel: kernelShape
    case .output: outputShape
    }
  }

  /// Products in the forward sum, those on padding included.
  public var multiplyAccumulateCount: Int {
    outputShape.count * (inputChannels / groups) * rows.kernel * columns.kernel
  }

  /// The same taps as a window that slides over the stuffed output gradient.
  ///
  /// Input and output change places, and so do their channels: its input is δ, stuffed, its output
  /// ∂L/∂a. Kernel indices stay those of the stored kernel, whose first two axes are read with `o` and
  /// `c` exchanged. In padding modes other than zeros the window lacks what folds back onto the input.
  public var inputGradientWindow: Geometry {
    var window = self
    window.rows = rows.inputGradientWindow
    window.columns = columns.inputGradientWindow
    swap(&window.inputChannels, &window.outputChannels)
    return window
  }

  /// Refuses what cannot be counted, calling the sides by their names in a layer.
  func checkCounts(of layer: Layer) throws(GeometryError) {
    let tensors = [
      ("the input", shape(of: layer.inputSide)), ("the kernel", kernelShape),
      ("the output", shape(of: layer.outputSide)),
    ]
    for (name, shape) in tensors {
      guard shape.checkedCount != nil else {
        throw .tooManyElements(
          name: name, shape: [shape.outer, shape.channels, shape.height, shape.width])
      }
    }
    let bias = layer.biasShape(outputShape: shape(of: layer.outputSide))?.count ?? 0
    guard !kernelShape.count.addingReportingOverflow(bias).overflow else {
      throw .tooManyElements(name: "the kernel", shape: kernelShape.extents)
    }
    let products = Shape4(outputShape.count, inputChannels / groups, rows.kernel, columns.kernel)
    guard products.checkedCount != nil else {
      throw .tooManyElements(
        name: "the sum", shape: [products.outer, products.channels, rows.kernel, columns.kernel])
    }
  }
}
