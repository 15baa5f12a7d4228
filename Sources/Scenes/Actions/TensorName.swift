package import ConvEngine

/// The one text form of a tensor's name.
extension TensorID {
  /// The name in ASCII: `a0`, `w1`, `b1`, `z1`, `a1`, `t1`, `loss1`, `dL/da1`, `delta1`, `dL/dw1`, `dL/db1`.
  ///
  /// The loss without a layer is `loss`: that of the network's last layer.
  package var name: String {
    role == .loss && layer == 0 ? "loss" : role.prefix + String(layer)
  }

  /// Reads a name, in ASCII or as it stands on screen: `∂L/∂ω′¹`, `δ²`, `x` for `a0`.
  ///
  /// - Throws: ``ActionError`` where the text names no tensor.
  package init(parsing text: String) throws(ActionError) {
    let plain = TensorID.plain(text)
    if plain == "x" || plain == "loss" {
      self.init(plain == "x" ? .activation : .loss, 0)
      return
    }
    let digits = plain.reversed().prefix { $0.isASCII && $0.isNumber }.count
    guard let role = Role.named[String(plain.dropLast(digits))] else { throw TensorID.error(text) }
    guard let layer = Int(plain.suffix(digits)), layer < 1_000, layer > 0 || role.hasInput else {
      throw ActionError(
        "\(Quotation.of(text)) needs the number of a layer from 1, such as \(role.prefix)1")
    }
    self.init(role, layer)
  }

  /// The same tensor with its layer: a loss without one is that of the network's last.
  package func located(in network: Network) -> TensorID {
    role == .loss && layer == 0 ? TensorID(.loss, network.layers.count) : self
  }

  private static func error(_ text: String) -> ActionError {
    ActionError(
      "\(Quotation.of(text)) names no tensor; names are a0, w1, b1, z1, a1, t1, loss, dL/da1, "
        + "delta1, dL/dw1, dL/db1")
  }

  /// The text with ASCII in place of signs, superscripts and primes.
  private static func plain(_ text: String) -> String {
    let signs: [Character: String] = [
      "∂": "d", "ω": "w", "δ": "delta", "′": "", "'": "", "⁰": "0", "¹": "1", "²": "2", "³": "3",
      "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
    ]
    return text.map { signs[$0] ?? String($0) }.joined()
  }
}

extension TensorID.Role {
  /// What stands before the number of the layer.
  var prefix: String {
    switch self {
    case .activation: "a"
    case .kernel: "w"
    case .bias: "b"
    case .output: "z"
    case .target: "t"
    case .loss: "loss"
    case .activationGradient: "dL/da"
    case .outputGradient: "delta"
    case .kernelGradient: "dL/dw"
    case .biasGradient: "dL/db"
    case .updatedKernel: "u"
    case .updatedBias: "ub"
    }
  }

  fileprivate static let named: [String: Self] = {
    var names = Dictionary(uniqueKeysWithValues: allCases.map { ($0.prefix, $0) })
    names["L"] = .loss
    names["dL/dz"] = .outputGradient
    return names
  }()

  /// Whether layer 0, the network's input, has such a tensor.
  fileprivate var hasInput: Bool { self == .activation || self == .activationGradient }
}
