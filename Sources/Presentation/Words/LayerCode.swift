import ConvEngine

/// A layer as a module of PyTorch that has the same shapes, and the same numbers with the same weights.
struct LayerCode {
  private let words: LayerWords
  private let layer: Layer
  private let sides: (top: Int, left: Int, bottom: Int, right: Int)

  init(_ stage: Stage, _ geometry: Geometry) {
    words = LayerWords(stage)
    layer = stage.layer
    sides = layer.sides(of: geometry.inputShape.size)
  }

  /// The module, and what PyTorch has no argument for.
  var lines: [String] {
    var lines = [
      hasUnevenPadding ? "torch.nn.Sequential(\(parts.joined(separator: ", ")))" : module
    ]
    if layer.bias == .untied { lines.append("# PyTorch has no bias for every output: add one") }
    if layer.operation == .convolution {
      lines.append("# convolution turns the kernel first: weight.flip(2, 3)")
    }
    return lines
  }

  /// Padding that differs between the ends of an axis takes a module of its own.
  private var hasUnevenPadding: Bool { sides.top != sides.bottom || sides.left != sides.right }

  /// The padding before a layer; behind a transposed one, whose padding takes away.
  private var parts: [String] {
    let places = [sides.left, sides.right, sides.top, sides.bottom].map {
      String(layer.isTransposed ? -$0 : $0)
    }
    let padding = "torch.nn.\(padding)((\(places.joined(separator: ", "))))"
    return layer.isTransposed ? [module, padding] : [padding, module]
  }

  private var padding: String {
    switch layer.paddingMode {
    case .zeros: "ZeroPad2d"
    case .reflect: "ReflectionPad2d"
    case .replicate: "ReplicationPad2d"
    case .circular: "CircularPad2d"
    }
  }

  private var module: String {
    var arguments = ["\(layer.inputChannels)", "\(layer.outputChannels)"]
    for argument in words.arguments where !argument.isDefault {
      switch argument.name {
      case "padding", "padding_mode": if !hasUnevenPadding { arguments.append(text(argument)) }
      case "bias": arguments.append("bias=False")
      default: arguments.append(text(argument))
      }
    }
    let name = layer.isTransposed ? "ConvTranspose2d" : "Conv2d"
    return "torch.nn.\(name)(\(arguments.joined(separator: ", ")))"
  }

  private func text(_ argument: LayerWords.Argument) -> String {
    "\(argument.name)=\(argument.text)"
  }
}
