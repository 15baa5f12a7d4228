import ConvEngine

/// Something of a network that a question, a claim, a mark or an action is about.
enum Mention: Hashable, Sendable {
  case tensor(TensorID)
  case element(Element)
  case layer(Int)
}

extension SceneReader {
  /// Notes what something is about, for when all networks and all changes are known.
  mutating func note(_ mention: Mention, at place: Place) { mentions.append((mention, place)) }

  /// Reports every mention of what no network has.
  ///
  /// Where an action changes a layer's arguments, sizes and biases are not known beforehand.
  mutating func checkMentions(in networks: [Network]) {
    let inventories = networks.map(Inventory.init)
    for (mention, place) in mentions {
      if let problem = problem(of: mention, inventories) { report(problem, at: place) }
    }
  }

  private func problem(of mention: Mention, _ all: [Inventory]) -> String? {
    switch mention {
    case .layer(let number):
      let most = all.map(\.network.layers.count).max() ?? 0
      return number <= most ? nil : "no layer \(number); the last one is \(most)"
    case .tensor(let id):
      if all.contains(where: { $0.shape(of: id) != nil }) { return nil }
      if changesSizes, id.role.isOfBias, all.contains(where: { $0.hasLayer(id.layer) }) {
        return nil
      }
      let names = names(like: id, all)
      return "no tensor \(id.name); there \(names.count == 1 ? "is" : "are") "
        + names.joined(separator: ", ")
    case .element(let element):
      if let problem = problem(of: .tensor(element.tensor), all) { return problem }
      let shapes = all.compactMap { $0.shape(of: element.tensor) }
      if changesSizes || shapes.contains(where: { $0.contains(element.index) }) { return nil }
      return "no element \(element.text); \(element.tensor.name) is "
        + Words.list(Self.distinct(shapes.map(\.text)))
    }
  }

  /// The names of the same tensor of other layers; of all tensors where no layer has it.
  private func names(like id: TensorID, _ all: [Inventory]) -> [String] {
    let tensors = all.flatMap(\.tensors)
    let alike = tensors.filter { $0.role == id.role }
    return Self.distinct((alike.isEmpty ? tensors : alike).map(\.name))
  }

  /// The words without those that stand there already.
  private static func distinct(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }
}

/// The tensors of a network and their shapes, known without computing one of them.
struct Inventory {
  let network: Network
  private var outputs: [Shape4] = []

  init(_ network: Network) {
    self.network = network
    var shape = network.inputShape
    for layer in network.layers {
      // A network that was read fits.
      guard let output = try? layer.outputShape(inputShape: shape) else { return }
      shape = output
      outputs.append(shape)
    }
  }

  func hasLayer(_ number: Int) -> Bool { outputs.indices.contains(number - 1) }

  /// The shape of a tensor, or nil where the network has none of that name.
  func shape(of id: TensorID) -> Shape4? {
    let id = id.located(in: network)
    if id.layer == 0 {
      let isInput = id.role == .activation || id.role == .activationGradient
      return isInput ? network.inputShape : nil
    }
    guard hasLayer(id.layer) else { return nil }
    let layer = network.layers[id.layer - 1]
    let output = outputs[id.layer - 1]
    let isLast = id.layer == network.layers.count
    let hasLoss = network.ending != .outputGradient
    switch id.role {
    case .activation, .output, .outputGradient: return output
    case .kernel, .kernelGradient: return layer.kernelShape
    case .bias, .biasGradient: return layer.biasShape(outputShape: output)
    case .activationGradient:
      return !isLast || hasLoss || layer.activation == .identity ? output : nil
    case .target: return isLast && hasLoss ? output : nil
    case .loss: return isLast && hasLoss ? Shape4(1, 1, 1, 1) : nil
    case .updatedKernel: return network.learningRate == nil ? nil : layer.kernelShape
    case .updatedBias:
      return network.learningRate == nil ? nil : layer.biasShape(outputShape: output)
    }
  }

  /// All tensors that have a name of their own.
  var tensors: [TensorID] {
    (0...network.layers.count).flatMap { number in
      TensorID.Role.allCases.map { TensorID($0, number) }
        .filter { shape(of: $0) != nil && !isAnother($0) }
    }
  }

  /// Whether a tensor is another by a second name: the loss of the last layer, or because its layer has
  /// no activation.
  private func isAnother(_ id: TensorID) -> Bool {
    if id.role == .loss { return id.layer > 0 }
    let isActivation = id.role == .activation || id.role == .activationGradient
    return isActivation && hasLayer(id.layer)
      && network.layers[id.layer - 1].activation == .identity
  }
}

extension TensorID.Role {
  /// Whether it is there only in a layer with a bias.
  fileprivate var isOfBias: Bool {
    self == .bias || self == .biasGradient || self == .updatedBias
  }
}

// What each text is about.

extension Quantity {
  var mentions: [Mention] {
    switch self {
    case .number: []
    case .element(let element), .soFar(let element), .terms(let element, _), .uses(let element),
      .channelSum(let element, _), .slope(let element), .turned(let element), .rise(let element):
      [.element(element)]
    case .share(let source, let target): [.element(source), .element(target)]
    case .rows(let id), .columns(let id), .elements(let id), .flat(let id): [.tensor(id)]
    case .weights(let layer), .parameters(let layer), .multiplyAccumulates(let layer),
      .span(let layer), .differing(let layer), .agreeing(let layer), .unread(let layer),
      .unreadRows(let layer), .zerosBetween(let layer), .extraRows(let layer),
      .samePadding(let layer):
      [.layer(layer)]
    case .lossAfter: [.tensor(TensorID(.loss, 0))]
    }
  }
}

extension Claim {
  var mentions: [Mention] {
    switch self {
    case .compare(let left, _, let right): left.mentions + right.mentions
    case .operation(let layer, _): [.layer(layer)]
    case .reads(let target, let operand): [.tensor(target), .tensor(operand)]
    }
  }
}

extension CellSet {
  var mentions: [Mention] {
    switch self {
    case .window(let element), .reached(let element), .inputs(let element): [.element(element)]
    case .weight(let input, let output): [.element(input), .element(output)]
    case .unread(let layer), .differing(let layer): [.layer(layer)]
    case .kept: []
    case .flat(let id): [.tensor(id)]
    }
  }
}

extension Expectation {
  var mentions: [Mention] {
    switch self {
    case .claim(let claim): claim.mentions
    case .shape(let id, _): [.tensor(id)]
    case .screen: []
    }
  }
}
