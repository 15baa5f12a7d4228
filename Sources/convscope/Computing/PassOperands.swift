import ConvEngine
import Presentation
import Scenes

/// A pass of a layer with the files that it is computed from, which are known to fit each other.
struct PassOperands {
  /// What is computed.
  let pass: ComputedPass
  /// The layer; its bias is the one that is given, or the one that is asked for.
  let layer: Layer
  /// The layer's relation; none of a bias gradient.
  let geometry: Geometry?
  /// The shape of the layer's input; of a bias gradient, that of the output.
  let inputShape: Shape4
  /// The input, or the output gradient in a gradient.
  let left: ArrayFile
  /// The kernel, or the input in the kernel gradient.
  let right: ArrayFile?
  /// The constants.
  let bias: ArrayFile?

  /// Makes a pass of a layer.
  ///
  /// - Throws: ``Failure`` where the files do not fit the layer or each other.
  init(
    _ pass: ComputedPass, _ layer: Layer, inputShape: Shape4, left: ArrayFile, right: ArrayFile,
    bias: ArrayFile? = nil
  ) throws(Failure) {
    var layer = layer
    if let bias { layer.bias = bias.header.shape.count == 1 ? .tied : .untied }
    let geometry: Geometry
    do { geometry = try layer.geometry(inputShape: inputShape) } catch {
      throw Failure(status: 1, "This layer cannot be: \(error)")
    }
    self.pass = pass
    self.layer = layer
    self.geometry = geometry
    self.inputShape = inputShape
    self.left = left
    self.right = right
    self.bias = bias
    try checkKinds()
    try checkShapes(geometry)
    try checkMemory()
  }

  /// Makes a bias gradient.
  init(biasGradient outputGradient: ArrayFile, isTied: Bool) throws(Failure) {
    pass = .biasGradient
    var layer = Layer(
      inputChannels: 1, outputChannels: outputGradient.shape.channels, kernelSize: Size2D(1))
    layer.bias = isTied ? .tied : .untied
    self.layer = layer
    geometry = nil
    inputShape = outputGradient.shape
    left = outputGradient
    right = nil
    bias = nil
  }

  /// The kind of all numbers.
  var kind: ArrayKind { left.header.kind }

  /// The four axes of the result; `[1, O, 1, 1]` or `[1, O, H, W]` of a bias gradient.
  var resultShape: Shape4 {
    guard let geometry else {
      let shape = left.shape
      return layer.bias == .tied
        ? Shape4(1, shape.channels, 1, 1) : Shape4(1, shape.channels, shape.height, shape.width)
    }
    switch pass {
    case .forward, .transposed: return geometry.shape(of: layer.outputSide)
    case .inputGradient: return geometry.shape(of: layer.inputSide)
    case .kernelGradient, .biasGradient: return geometry.kernelShape
    }
  }

  /// The axes of the file that is written: four, or one or three of a bias gradient.
  var resultAxes: [Int] {
    guard pass == .biasGradient else { return resultShape.extents }
    let untied = Array(resultShape.extents.dropFirst())
    return layer.bias == .tied ? [untied[0]] : untied
  }

  private func checkKinds() throws(Failure) {
    for file in [right, bias] {
      guard let file, file.header.kind != kind else { continue }
      throw Failure(
        status: 1,
        "\(left.path) is \(kind) and \(file.path) is \(file.header.kind), expected one kind; "
          + "array.astype(\"\(kind)\") mends it")
    }
  }

  /// Holds every file to the shape that the layer wants.
  private func checkShapes(_ geometry: Geometry) throws(Failure) {
    let output = geometry.shape(of: layer.outputSide)
    let isGradient = pass == .inputGradient || pass == .kernelGradient
    try check(left, isGradient ? output : geometry.shape(of: layer.inputSide))
    if let right {
      let input = geometry.shape(of: layer.inputSide)
      try check(right, pass == .kernelGradient ? input : geometry.kernelShape)
    }
    if let bias, let shape = layer.biasShape(outputShape: output) {
      try check(bias, shape, text: biasText)
    }
  }

  private func check(
    _ file: ArrayFile, _ expected: Shape4, text: (Shape4) -> String = { $0.text }
  ) throws(Failure) {
    guard file.shape != expected else { return }
    throw Failure(
      status: 1,
      "\(file.path): found numbers of \(text(file.shape)), expected \(text(expected))")
  }

  private func biasText(_ shape: Shape4) -> String {
    layer.bias == .tied ? "\(shape.channels)" : "\(shape.channels)×\(shape.height)×\(shape.width)"
  }

  /// Refuses a result that there is no room for, before anything is read.
  ///
  /// The operands count twice: the fast ways lay them out anew.
  private func checkMemory() throws(Failure) {
    let files = [left, right, bias].compactMap(\.self)
    let given = files.reduce(0) { $0 + 2 * $1.header.byteCount }
    let (bytes, overflow) = resultShape.count.multipliedReportingOverflow(by: kind.size)
    let (total, isMore) = bytes.addingReportingOverflow(given)
    guard overflow || isMore || total > Memory.bytes else { return }
    throw Failure(
      status: 1,
      "The \(pass.result) would be \(resultShape.text) \(kind), which is more than the memory has "
        + "room for")
  }
}
