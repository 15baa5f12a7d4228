import ConvEngine

/// What the tensors of a document are called.
struct Names {
  let letters: Letters
  let layerCount: Int
  /// Whether some a is not the input, so that the input has to be called x.
  var hasActivation = false

  /// A layer's number as a superscript; nothing in a network of one layer.
  func superscript(_ layer: Int) -> String {
    guard layerCount > 1 else { return "" }
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    guard layer > 0 else { return "" }
    return String(String(layer).compactMap { $0.wholeNumberValue.map { digits[$0] } })
  }

  /// The symbol of a tensor: `ω′²`, `∂L/∂a¹`, `δ`.
  func symbol(_ id: TensorID) -> String {
    let number = superscript(id.layer)
    let isNamedAlike = layerCount > 1 || hasActivation
    let input = id.layer == 0 && isNamedAlike && letters.input == "a" ? "x" : letters.input
    return switch id.role {
    case .activation: input + number
    case .kernel: letters.kernel + number
    case .bias: "b" + number
    case .output: letters.output + number
    case .target: "t"
    case .loss: "L"
    case .activationGradient: "∂L/∂" + input + number
    case .outputGradient: "δ" + number
    case .kernelGradient: "∂L/∂" + letters.kernel + number
    case .biasGradient: "∂L/∂b" + number
    case .updatedKernel: "new " + letters.kernel + number
    case .updatedBias: "new b" + number
    }
  }

  /// The word for a tensor that titles its panel.
  func word(_ id: TensorID) -> String {
    switch id.role {
    case .activation: id.layer == 0 ? "INPUT" : "ACTIVATION"
    case .kernel: "KERNEL"
    case .bias: "BIAS"
    case .output: "OUTPUT"
    case .target: "TARGET"
    case .loss: "LOSS"
    case .outputGradient: "OUTPUT GRADIENT"
    case .updatedKernel, .updatedBias: "UPDATE"
    case .activationGradient, .kernelGradient, .biasGradient: ""
    }
  }

  /// An element: `z[1,1]`, and with its channel where the tensor has several: `z[1,0,1]`; a loss is one
  /// number, without a place.
  func element(_ id: TensorID, _ index: Index4, shape: Shape4?) -> String {
    id.role == .loss ? symbol(id) : symbol(id) + "[" + indices(id, index, shape: shape) + "]"
  }

  /// The indices of an element, without axes that have one element only.
  func indices(_ id: TensorID, _ index: Index4, shape: Shape4?) -> String {
    var parts: [Int] = []
    let shape = shape ?? Shape4(1, 1, 1, 1)
    let isKernel = id.role.isKernelShaped
    if isKernel {
      if shape.outer > 1 || shape.channels > 1 { parts += [index.outer, index.channel] }
    } else {
      if shape.outer > 1 { parts.append(index.outer) }
      if shape.channels > 1 || shape.outer > 1 { parts.append(index.channel) }
    }
    let isTiedBias = id.role.isBiasShaped && shape.height == 1 && shape.width == 1
    if isTiedBias { return parts.isEmpty ? "0" : parts.map(String.init).joined(separator: ",") }
    parts += [index.row, index.column]
    return parts.map(String.init).joined(separator: ",")
  }

  /// A shape as a title shows it: `5×5`, `2×5×5`.
  static func size(_ shape: Shape4, isKernel: Bool) -> String {
    var extents = [shape.height, shape.width]
    if isKernel {
      if shape.outer > 1 || shape.channels > 1 {
        extents = [shape.outer, shape.channels] + extents
      }
    } else if shape.outer > 1 {
      extents = [shape.outer, shape.channels] + extents
    } else if shape.channels > 1 {
      extents = [shape.channels] + extents
    }
    return extents.map(String.init).joined(separator: "×")
  }
}

extension Stage {
  var names: Names {
    Names(
      letters: letters, layerCount: document.network.layers.count,
      hasActivation: document.network.layers.contains { $0.activation != .identity })
  }

  /// The kernel's name follows the turn: K′, turned by 180°, is K.
  private var letters: Letters {
    var letters = document.letters
    guard letters.kernel.hasPrefix("K") else { return letters }
    switch document.turn {
    case .asStored: break
    case .turned: letters.kernel = letters.kernel == "K" ? "K′" : "K"
    case .turning, .turningBack: letters.kernel = "K↕"
    }
    return letters
  }

  func symbol(_ id: TensorID) -> String { names.symbol(computation.resolved(id)) }

  func element(_ id: TensorID, _ index: Index4) -> String {
    let id = computation.resolved(id)
    return names.element(id, index, shape: computation.shape(of: id))
  }
}

extension TensorID.Role {
  /// Whether the tensor is indexed by output channel, input channel, row and column of a kernel.
  var isKernelShaped: Bool { [.kernel, .kernelGradient, .updatedKernel].contains(self) }

  /// Whether the tensor is indexed as a bias is.
  var isBiasShaped: Bool { [.bias, .biasGradient, .updatedBias].contains(self) }
}
