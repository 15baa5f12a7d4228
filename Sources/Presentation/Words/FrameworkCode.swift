import ConvEngine
import Scenes

/// The network on stage as one PyTorch program that computes and prints the same numbers.
///
/// Names are those of actions: `a0`, `w1`, `b1`, `z1`, `a1`. Gradients are autograd's, so the program
/// checks the passes rather than repeating them.
struct FrameworkCode {
  let stage: Stage
  /// The columns that a line may take, where a single number does not take more.
  var width = 76
  /// The most numbers of a tensor that are written out.
  static let mostNumbers = 400

  private var network: Network { stage.document.network }
  private var computation: Computation { stage.computation }
  private var writer: PythonText { PythonText(width: width) }

  var lines: [String] {
    var lines = ["import torch", "import torch.nn.functional as F"]
    if !isSmall { lines.append("# too many numbers: zeros stand in") }
    lines += leaf(TensorID(.activation, 0))
    for number in 1...network.layers.count { lines += layer(number) }
    return isSmall ? lines + ending + updates + prints : lines
  }

  // MARK: What is given

  /// Whether every given tensor is written out, so that gradients have numbers to be compared with.
  private var isSmall: Bool { leaves.allSatisfy(isWrittenOut) }

  private var leaves: [TensorID] {
    let roles: [TensorID.Role] = [.activation, .kernel, .bias, .target, .outputGradient]
    return (0...network.layers.count).flatMap { layer in roles.map { TensorID($0, layer) } }
      .filter(network.isLeaf)
  }

  private func isWrittenOut(_ id: TensorID) -> Bool {
    guard let count = computation.shape(of: id)?.checkedCount else { return true }
    return count <= FrameworkCode.mostNumbers
  }

  /// A tensor of given numbers; those that are learned, and the input, ask for their gradients.
  private func leaf(_ id: TensorID) -> [String] {
    guard let shape = computation.shape(of: id) else { return [] }
    let extents = isTied(id) ? [shape.channels] : shape.extents
    let tuple = extents.map(String.init).joined(separator: ", ")
    guard isWrittenOut(id) else {
      return ["\(id.name) = torch.zeros(\(tuple), dtype=torch.float64)"]
    }
    let numbers = (0..<shape.count).map { computation.value(id, at: shape.index(at: $0)) }
    let hasGradient = isSmall && [.activation, .kernel, .bias].contains(id.role)
    let rows = isTied(id) ? shape.channels : shape.width
    return writer.tensor(id.name, numbers, columns: rows)
      + writer.call(
        "], dtype=torch.float64).reshape(", [tuple], hasGradient ? ").requires_grad_()" : ")")
  }

  private func isTied(_ id: TensorID) -> Bool {
    id.role == .bias && network.layers[id.layer - 1].bias == .tied
  }

  // MARK: Forward

  private func layer(_ number: Int) -> [String] {
    let layer = network.layers[number - 1]
    var lines = leaf(TensorID(.kernel, number)) + leaf(TensorID(.bias, number))
    if layer.operation == .convolution { lines.append("# convolution turns the kernel first") }
    let output = TensorID(.output, number).name
    lines += writer.call(
      "\(output) = F.\(layer.isTransposed ? "conv_transpose2d" : "conv2d")(",
      arguments(number, layer), ")" + cut(number, layer))
    if layer.bias == .untied { lines.append("\(output) = \(output) + \(bias(number))") }
    guard let activation = layer.activation.framework(output) else { return lines }
    return lines + ["\(TensorID(.activation, number).name) = \(activation)"]
  }

  private func bias(_ number: Int) -> String { TensorID(.bias, number).name }

  private func arguments(_ number: Int, _ layer: Layer) -> [String] {
    let padding = padding(number, layer)
    let kernel = TensorID(.kernel, number).name
    var arguments = [
      padding.input, kernel + (layer.operation == .convolution ? ".flip(2, 3)" : ""),
    ]
    if layer.bias == .tied { arguments.append(bias(number)) }
    if layer.stride != Size2D(1) { arguments.append("stride=\(layer.stride.tuple)") }
    if let argument = padding.argument { arguments.append("padding=\(argument)") }
    let more = stage.document.outputPadding(of: number)
    if more != Size2D(0) { arguments.append("output_padding=\(more.tuple)") }
    if layer.dilation != Size2D(1) { arguments.append("dilation=\(layer.dilation.tuple)") }
    if layer.groups != 1 { arguments.append("groups=\(layer.groups)") }
    return arguments
  }

  /// The input with the places around it, or the argument that puts them there.
  private func padding(_ number: Int, _ layer: Layer) -> (input: String, argument: String?) {
    let name = computation.resolved(TensorID(.activation, number - 1)).name
    let sides = layer.sides(of: stage.document.paddedSize(of: number))
    if sides == (0, 0, 0, 0) || layer.isTransposed && !isEven(sides) { return (name, nil) }
    if isEven(sides), layer.paddingMode == .zeros {
      return (name, Size2D(height: sides.top, width: sides.left).tuple)
    }
    let places = "(\(sides.left), \(sides.right), \(sides.top), \(sides.bottom))"
    let mode = layer.paddingMode == .zeros ? "" : ", mode=\"\(layer.paddingMode.rawValue)\""
    return ("F.pad(\(name), \(places)\(mode))", nil)
  }

  private typealias Sides = (top: Int, left: Int, bottom: Int, right: Int)

  private func isEven(_ sides: Sides) -> Bool {
    sides.top == sides.bottom && sides.left == sides.right
  }

  /// Padding that differs from side to side takes rows and columns away from a transposed layer's output.
  private func cut(_ number: Int, _ layer: Layer) -> String {
    let size = stage.document.paddedSize(of: number)
    let sides = layer.sides(of: size)
    guard layer.isTransposed, !isEven(sides) else { return "" }
    return "[:, :, \(sides.top):\(sides.top + size.height), "
      + "\(sides.left):\(sides.left + size.width)]"
  }

  // MARK: Backward

  /// Where back-propagation starts: the loss, or the δ given by hand.
  private var ending: [String] {
    let last = network.layers.count
    let kept = computation.passes.map(\.target).filter { [.output, .activation].contains($0.role) }
    let retain = [
      "for kept in [\(kept.map(\.name).joined(separator: ", "))]:", "    kept.retain_grad()",
    ]
    guard case .loss(let loss) = network.ending else {
      let delta = TensorID(.outputGradient, last)
      return leaf(delta) + retain + ["\(TensorID(.output, last).name).backward(\(delta.name))"]
    }
    let output = computation.resolved(TensorID(.activation, last)).name
    let target = TensorID(.target, last)
    let difference = "(\(output) - \(target.name)).square()"
    switch loss {
    case .halfSumOfSquares:
      return leaf(target) + ["L = \(difference).sum() / 2"] + retain + backward
    case .meanSquaredError: return leaf(target) + ["L = \(difference).mean()"] + retain + backward
    case .sum: return ["L = \(output).sum()"] + retain + backward
    }
  }

  private var backward: [String] { ["L.backward()"] }

  private var updates: [String] {
    computation.passes.compactMap { pass in
      guard case .update(let rate) = pass.rule else { return nil }
      let variable = pass.operands[0].name
      return "\(pass.target.name) = \(variable) - \(PythonText.number(rate)) * \(variable).grad"
    }
  }

  /// Prints the target of every pass, in their order, under the names of the stage.
  private var prints: [String] {
    let entries = computation.passes.map { "\"\($0.target.printed)\": \(expression($0.target))," }
    return ["for name, value in {"] + entries.map { "    " + $0 }
      + ["}.items():", "    print(name, value.tolist())"]
  }

  private func expression(_ id: TensorID) -> String {
    guard let variable = Computation.variable(of: id) else { return id.printed }
    return computation.resolved(variable).name + ".grad"
  }
}

extension TensorID {
  /// The name that the program prints: the loss is L, as on the stage.
  fileprivate var printed: String { role == .loss ? "L" : name }
}

extension Size2D {
  /// One number for both axes, or a pair.
  fileprivate var tuple: String { height == width ? "\(height)" : "(\(height), \(width))" }
}

extension Activation {
  /// The framework's call of the function; nil where it changes nothing.
  fileprivate func framework(_ name: String) -> String? {
    switch self {
    case .identity: nil
    case .relu: "F.relu(\(name))"
    case .leakyRelu(let slope): "F.leaky_relu(\(name), \(PythonText.number(slope)))"
    case .sigmoid: "torch.sigmoid(\(name))"
    case .tanh: "torch.tanh(\(name))"
    case .softplus: "F.softplus(\(name))"
    case .silu: "F.silu(\(name))"
    case .gelu: "F.gelu(\(name))"
    }
  }
}
