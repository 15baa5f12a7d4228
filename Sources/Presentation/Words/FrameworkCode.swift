import ConvEngine

/// The layer on stage as PyTorch code that gives the same numbers.
struct FrameworkCode {
  let stage: Stage
  /// The most numbers that are written out.
  static let mostNumbers = 400

  private var layer: Layer { stage.layer }

  var lines: [String] {
    guard let geometry = stage.geometry else { return [] }
    let input =
      stage.layerNumber == 1
      ? TensorID(.activation, 0) : TensorID(.activation, stage.layerNumber - 1)
    var lines = ["import torch, torch.nn.functional as F"]
    lines += assignment("a", input, geometry.inputShape)
    lines += assignment("w", TensorID(.kernel, stage.layerNumber), geometry.kernelShape)
    if layer.operation == .convolution {
      lines.append("w = w.flip(2, 3)  # convolution: the kernel is turned first")
    }
    lines += bias(geometry)
    lines += call(geometry)
    if let activation { lines.append("a1 = \(activation)") }
    return lines
  }

  private func assignment(_ name: String, _ id: TensorID, _ shape: Shape4) -> [String] {
    let extents = [shape.outer, shape.channels, shape.height, shape.width]
      .map(String.init).joined(separator: ", ")
    guard shape.count <= FrameworkCode.mostNumbers else {
      return ["\(name) = torch.empty(\(extents))  # too many numbers to write out"]
    }
    var rows: [String] = []
    for start in stride(from: 0, to: shape.count, by: shape.width) {
      let numbers = (start..<start + shape.width).map {
        "\(stage.computation.value(id, at: shape.index(at: $0)))"
      }
      rows.append("    " + numbers.map(FrameworkCode.short).joined(separator: ", ") + ",")
    }
    return ["\(name) = torch.tensor(["] + rows
      + ["], dtype=torch.float64).reshape(\(extents))"]
  }

  private static func short(_ text: String) -> String {
    text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private func bias(_ geometry: Geometry) -> [String] {
    guard let shape = layer.biasShape(outputShape: geometry.outputShape) else { return [] }
    let lines = assignment("b", TensorID(.bias, stage.layerNumber), shape)
    return layer.bias == .tied ? lines + ["b = b.flatten()"] : lines
  }

  private func call(_ geometry: Geometry) -> [String] {
    let sides = layer.sides(of: geometry.inputShape.size)
    let isEven = sides.top == sides.bottom && sides.left == sides.right
    var lines: [String] = []
    if !isEven {
      lines.append(
        "a = F.pad(a, (\(sides.left), \(sides.right), \(sides.top), \(sides.bottom)))")
    }
    let padding = isEven ? "(\(sides.top), \(sides.left))" : "0"
    let tied = layer.bias == .tied ? "b" : "None"
    lines.append(
      "z = F.conv2d(a, w, \(tied), stride=\(tuple(layer.stride)), padding=\(padding), "
        + "dilation=\(tuple(layer.dilation)), groups=\(layer.groups))")
    if layer.bias == .untied { lines.append("z = z + b") }
    return lines
  }

  private func tuple(_ size: Size2D) -> String { "(\(size.height), \(size.width))" }

  private var activation: String? {
    switch layer.activation {
    case .identity: nil
    case .relu: "F.relu(z)"
    case .leakyRelu(let slope): "F.leaky_relu(z, \(slope))"
    case .sigmoid: "torch.sigmoid(z)"
    case .tanh: "torch.tanh(z)"
    case .softplus: "F.softplus(z)"
    case .silu: "F.silu(z)"
    case .gelu: "F.gelu(z)"
    }
  }
}
