/// The constants added to the outputs.
public enum Bias<Scalar: BinaryFloatingPoint & Sendable>: Hashable, Sendable {
  /// None.
  case none
  /// One for each output channel: `[O]`.
  case tied([Scalar])
  /// One for each output element: `[1, O, H, W]`.
  case untied(Tensor<Scalar>)
}

/// A layer with its numbers, computed as the definition says: plain sums over taps.
///
///     let kernel = Tensor<Double>(rows: [[9, 8, 7], [6, 5, 4], [3, 2, 1]])
///     let input = Tensor<Double>(
///       shape: Shape4(1, 1, 5, 5), values: (1...25).map(Double.init))
///     var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
///     layer.padding = .all(1)
///     let convolution = try Convolution(layer, kernel: kernel)
///     try convolution.output(of: input)[0, 0, 1, 1]  // 219
///
/// Sums are taken in the order channel, row, column of the window, the bias last; nothing is rounded in
/// between. Elements on zero padding are multiplied as zeros.
public struct Convolution<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  /// What the layer is.
  public let layer: Layer
  /// The weights, of ``Layer/kernelShape``.
  public let kernel: Tensor<Scalar>
  /// The constants.
  public let bias: Bias<Scalar>

  /// Makes a layer of its weights and constants; `layer.bias` follows the bias given.
  ///
  /// - Parameters:
  ///   - layer: What the layer is.
  ///   - kernel: `[O, C / groups, kH, kW]`, or `[C, O / groups, kH, kW]` of a transposed layer.
  ///   - bias: The constants; none by default.
  /// - Throws: ``GeometryError`` where the sizes do not fit the layer.
  public init(_ layer: Layer, kernel: Tensor<Scalar>, bias: Bias<Scalar> = .none)
    throws(GeometryError)
  {
    var layer = layer
    switch bias {
    case .none: layer.bias = .none
    case .tied(let values):
      layer.bias = .tied
      try expect([values.count], toBe: [layer.outputChannels], "the bias")
    case .untied: layer.bias = .untied
    }
    try expect(kernel.shape.extents, toBe: layer.kernelShape.extents, "the kernel")
    self.layer = layer
    self.kernel = kernel
    self.bias = bias
  }

  /// Returns z, the layer's sums before the activation: `[N, O, H, W]`.
  ///
  /// - Parameter input: `[N, C, H, W]`.
  /// - Returns: z, `[N, O, H, W]`.
  /// - Throws: ``GeometryError`` where the layer does not fit the input.
  /// - Complexity: O(multiply–accumulates).
  public func output(of input: Tensor<Scalar>) throws(GeometryError) -> Tensor<Scalar> {
    let geometry = try checkedGeometry(inputShape: input.shape)
    var output = sum(geometry, onto: layer.outputSide, kernel: kernel, input: input)
    for place in output.values.indices {
      output.values[place] += constant(at: output.shape.index(at: place))
    }
    return output
  }

  /// Returns ∂L/∂a of the input: `[N, C, H, W]`.
  ///
  /// - Parameters:
  ///   - outputGradient: δ = ∂L/∂z, `[N, O, H, W]`.
  ///   - inputSize: The input's rows and columns, which an inexact stride leaves open.
  /// - Returns: ∂L/∂a, `[N, C, H, W]`; 0 where no window reads.
  /// - Throws: ``GeometryError`` where the sizes do not fit the layer.
  /// - Complexity: O(multiply–accumulates).
  public func inputGradient(outputGradient: Tensor<Scalar>, inputSize: Size2D)
    throws(GeometryError) -> Tensor<Scalar>
  {
    let geometry = try geometry(of: outputGradient, inputSize: inputSize)
    return sum(geometry, onto: layer.inputSide, kernel: kernel, output: outputGradient)
  }

  /// Returns ∂L/∂ω, of ``Layer/kernelShape``.
  ///
  /// - Parameters:
  ///   - outputGradient: δ = ∂L/∂z, `[N, O, H, W]`.
  ///   - input: The layer's input, `[N, C, H, W]`.
  /// - Returns: ∂L/∂ω, `[O, C / groups, kH, kW]`, or `[C, O / groups, kH, kW]` of a transposed layer.
  /// - Throws: ``GeometryError`` where the sizes do not fit the layer.
  /// - Complexity: O(multiply–accumulates).
  public func kernelGradient(outputGradient: Tensor<Scalar>, input: Tensor<Scalar>)
    throws(GeometryError) -> Tensor<Scalar>
  {
    let geometry = try layer.geometry(inputShape: input.shape)
    try check(outputGradient, geometry)
    return sum(geometry, onto: .kernel, input: input, output: outputGradient)
  }

  /// Returns ∂L/∂b in the bias's own kind: sums over batch and places, over the batch, or none.
  ///
  /// - Parameter outputGradient: δ = ∂L/∂z, `[N, O, H, W]`.
  /// - Returns: `[O]` tied, `[1, O, H, W]` untied, or none.
  /// - Complexity: O(elements of δ).
  public func biasGradient(outputGradient: Tensor<Scalar>) -> Bias<Scalar> {
    let shape = outputGradient.shape
    var untied = Tensor<Scalar>(shape: Shape4(1, shape.channels, shape.height, shape.width))
    var tied = Array(repeating: Scalar(0), count: shape.channels)
    for (place, value) in outputGradient.values.enumerated() {
      let index = shape.index(at: place)
      tied[index.channel] += value
      untied[0, index.channel, index.row, index.column] += value
    }
    switch bias {
    case .none: return .none
    case .tied: return .tied(tied)
    case .untied: return .untied(untied)
    }
  }

  /// Returns the layer's relation for an input of a shape that the bias fits as well.
  func checkedGeometry(inputShape: Shape4) throws(GeometryError) -> Geometry {
    let geometry = try layer.geometry(inputShape: inputShape)
    if case .untied(let values) = bias {
      var expected = geometry.shape(of: layer.outputSide)
      expected.outer = 1
      try expect(values.shape.extents, toBe: expected.extents, "the untied bias")
    }
    return geometry
  }

  private func constant(at index: Index4) -> Scalar {
    switch bias {
    case .none: 0
    case .tied(let values): values[index.channel]
    case .untied(let values): values[0, index.channel, index.row, index.column]
    }
  }

  private func geometry(of outputGradient: Tensor<Scalar>, inputSize: Size2D)
    throws(GeometryError) -> Geometry
  {
    let geometry = try layer.geometry(
      inputShape: Shape4(
        outputGradient.shape.outer, layer.inputChannels, inputSize.height, inputSize.width))
    try check(outputGradient, geometry)
    return geometry
  }

  private func check(_ outputGradient: Tensor<Scalar>, _ geometry: Geometry)
    throws(GeometryError)
  {
    try expect(
      outputGradient.shape.extents, toBe: geometry.shape(of: layer.outputSide).extents,
      "the output gradient")
  }

  /// The contraction of the layer's own input and output, whichever sides they stand on.
  private func sum(
    _ geometry: Geometry, onto side: Side, kernel: Tensor<Scalar>? = nil,
    input: Tensor<Scalar>? = nil, output: Tensor<Scalar>? = nil
  ) -> Tensor<Scalar> {
    layer.isTransposed
      ? contraction(geometry, onto: side, input: output, kernel: kernel, output: input)
      : contraction(geometry, onto: side, input: input, kernel: kernel, output: output)
  }
}

extension Shape4 {
  /// The four extents in their order.
  package var extents: [Int] { [outer, channels, height, width] }
}

private func expect(_ found: [Int], toBe expected: [Int], _ name: String) throws(GeometryError) {
  if found != expected { throw .shapeMismatch(name: name, expected: expected, found: found) }
}
