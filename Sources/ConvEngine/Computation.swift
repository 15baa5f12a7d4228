/// A network with its passes, and the number of any element of any tensor in it.
///
/// Tensors of little work are computed at once and kept; an element of a larger one is computed when it is
/// asked for, so opening a layer of any size costs nothing.
public struct Computation: Sendable {
  /// What is computed.
  public let network: Network
  /// The passes, forward to the loss and back, each after those that it reads.
  public let passes: [Pass]

  private let shapes: [Shape4?]
  private var stored: [Tensor<Double>?]
  private let producers: [Int?]

  /// The most taps that a pass may have for its target to be computed at once.
  package static let eagerTapLimit = 300_000

  /// Makes the passes of a network, and computes what is little work.
  ///
  /// - Parameter network: The layers and their numbers.
  /// - Throws: ``NetworkError`` where a layer does not fit what comes before it.
  /// - Precondition: There is at least one layer.
  /// - Complexity: O(taps), of passes with at most 300,000 of them.
  public init(_ network: Network) throws(NetworkError) {
    try self.init(network, nudge: nil)
  }

  init(_ network: Network, nudge: Nudge?) throws(NetworkError) {
    var draft = PassDraft(network)
    try draft.build()
    self.network = network
    passes = draft.passes
    let slots = Computation.slotCount(network)
    var shapes = [Shape4?](repeating: nil, count: slots)
    for (id, shape) in draft.shapes { shapes[Computation.slot(id)] = shape }
    var producers = [Int?](repeating: nil, count: slots)
    for (place, pass) in passes.enumerated() { producers[Computation.slot(pass.target)] = place }
    self.shapes = shapes
    self.producers = producers
    stored = Array(repeating: nil, count: slots)
    computeAtOnce(nudge)
  }

  /// The tensor that a name stands for: where a layer has no activation, a is z and ∂L/∂a is δ.
  public func resolved(_ id: TensorID) -> TensorID { PassDraft.resolved(id, network) }

  /// The shape of a tensor, or nil where the network has none of that name.
  public func shape(of id: TensorID) -> Shape4? {
    let slot = Computation.slot(resolved(id))
    return shapes.indices.contains(slot) ? shapes[slot] : nil
  }

  /// Whether every tensor is computed already.
  public var isComplete: Bool {
    shapes.indices.allSatisfy { shapes[$0] == nil || stored[$0] != nil }
  }

  /// Returns the whole tensor where it is kept, else nil.
  public func tensor(_ id: TensorID) -> Tensor<Double>? {
    let slot = Computation.slot(resolved(id))
    return stored.indices.contains(slot) ? stored[slot] : nil
  }

  /// Returns the place in ``passes`` of the one that computes a tensor, or nil for given ones.
  public func pass(computing id: TensorID) -> Int? {
    let slot = Computation.slot(resolved(id))
    return producers.indices.contains(slot) ? producers[slot] : nil
  }

  /// Returns the element of a tensor.
  ///
  /// - Precondition: The network has the tensor, and the index lies inside it.
  /// - Complexity: O(1) where the tensor is kept, else O(terms of the element, and of those behind its operands).
  public func value(_ id: TensorID, at index: Index4) -> Double {
    let id = resolved(id)
    let slot = Computation.slot(id)
    precondition(shapes.indices.contains(slot), "The network has no such layer.")
    if let tensor = stored[slot] { return tensor[index] }
    precondition(
      shapes[slot]?.contains(index) == true, "The network has no such tensor, or no such element.")
    if let producer = producers[slot] { return computed(passes[producer], at: index) }
    return network.leaf(id).value(at: index)
  }

  /// Returns how many numbers are read for one element of a tensor, those behind its operands
  /// included; `Int.max` where they cannot be counted.
  ///
  /// - Complexity: O(layers²).
  package func cost(of id: TensorID) -> Int {
    guard tensor(id) == nil, let producer = pass(computing: id) else { return 1 }
    let pass = passes[producer]
    let operands = pass.operands.reduce(0) { sum, operand in
      let (result, overflow) = sum.addingReportingOverflow(cost(of: operand))
      return overflow ? Int.max : result
    }
    let (result, overflow) = operands.multipliedReportingOverflow(by: termCount(of: pass))
    return overflow ? Int.max : result
  }

  /// Returns the most terms that an element of a pass's target has.
  ///
  /// - Complexity: O(1); O(inputs · weights) an axis of an input gradient that folds padding back.
  package func termCount(of pass: Pass) -> Int {
    switch pass.rule {
    case .contraction(let geometry, let side, _):
      return geometry.termLimit(side)
    case .sum(let tied):
      guard let shape = shape(of: pass.operands[0]) else { return 0 }
      return tied ? shape.count / shape.channels : shape.outer
    case .loss: return shape(of: pass.operands[0])?.count ?? 0
    case .function, .derivative, .lossGradient, .update: return 1
    }
  }
}

extension Geometry {
  /// The most taps that an element of a side has.
  fileprivate func termLimit(_ side: Side) -> Int {
    switch side {
    case .output: inputChannels / groups * rows.kernel * columns.kernel
    case .kernel: batch * rows.output * columns.output
    case .input: outputChannels / groups * rows.inputTapLimit * columns.inputTapLimit
    }
  }
}

/// A change of one element that is made while a network is computed.
struct Nudge {
  var tensor: TensorID
  var index: Index4
  var by: Double
}

extension Computation {
  private static let roles = TensorID.Role.allCases

  private static func slot(_ id: TensorID) -> Int { id.layer * roles.count + id.role.rawValue }

  private static func slotCount(_ network: Network) -> Int {
    (network.layers.count + 1) * roles.count
  }

  private mutating func computeAtOnce(_ nudge: Nudge?) {
    for (slot, shape) in shapes.enumerated() where producers[slot] == nil {
      guard let shape, shape.count <= Computation.eagerTapLimit else { continue }
      let id = Computation.id(ofSlot: slot)
      stored[slot] = network.leaf(id).tensor(shape: shape)
      apply(nudge, to: id)
    }
    // A nudged computation is asked for its loss alone, and the gradients come last.
    for pass in passes.prefix(while: { nudge == nil || !$0.target.isGradient }) {
      guard let shape = shape(of: pass.target), isLittleWork(pass, shape) else { continue }
      stored[Computation.slot(pass.target)] = computed(pass, shape)
      apply(nudge, to: pass.target)
    }
  }

  private static func id(ofSlot slot: Int) -> TensorID {
    TensorID(roles[slot % roles.count], slot / roles.count)
  }

  private mutating func apply(_ nudge: Nudge?, to id: TensorID) {
    guard let nudge, nudge.tensor == id else { return }
    stored[Computation.slot(id)]?[nudge.index] += nudge.by
  }

  private func isLittleWork(_ pass: Pass, _ shape: Shape4) -> Bool {
    pass.operands.allSatisfy { tensor($0) != nil }
      && shape.count <= Computation.eagerTapLimit / Swift.max(termCount(of: pass), 1)
  }

  private func computed(_ pass: Pass, _ shape: Shape4) -> Tensor<Double> {
    guard case .contraction(let geometry, let side, let bias) = pass.rule else {
      return Tensor(
        shape: shape, values: (0..<shape.count).map { computed(pass, at: shape.index(at: $0)) })
    }
    let (left, right) = (tensor(pass.operands[0]), tensor(pass.operands[1]))
    let sums =
      switch side {
      case .output: contraction(geometry, onto: side, input: left, kernel: right, output: nil)
      case .kernel: contraction(geometry, onto: side, input: right, kernel: nil, output: left)
      case .input: contraction(geometry, onto: side, input: nil, kernel: right, output: left)
      }
    return bias.map { adding($0, to: sums) } ?? sums
  }

  private func adding(_ bias: TensorID, to sums: Tensor<Double>) -> Tensor<Double> {
    var result = sums
    for place in result.values.indices {
      result.values[place] += Step.constant(bias, sums.shape.index(at: place), self).value
    }
    return result
  }

  private func computed(_ pass: Pass, at index: Index4) -> Double {
    let step = Step(of: pass, at: index, in: self)
    return step.finished(step.terms.sum(of: 0..<step.terms.count))
  }
}

/// Writes down a network's passes and the shapes of its tensors.
private struct PassDraft {
  let network: Network
  var passes: [Pass] = []
  var shapes: [TensorID: Shape4] = [:]
  private var geometries: [Geometry] = []

  init(_ network: Network) { self.network = network }

  static func resolved(_ id: TensorID, _ network: Network) -> TensorID {
    guard id.layer > 0, id.layer <= network.layers.count,
      network.layers[id.layer - 1].activation == .identity
    else { return id }
    switch id.role {
    case .activation: return TensorID(.output, id.layer)
    case .activationGradient: return TensorID(.outputGradient, id.layer)
    default: return id
    }
  }

  mutating func build() throws(NetworkError) {
    precondition(!network.layers.isEmpty, "A network has at least one layer.")
    shapes[TensorID(.activation, 0)] = network.inputShape
    var shape = network.inputShape
    for layer in 1...network.layers.count { shape = try forward(layer, input: shape) }
    end(shape)
    for layer in (1...network.layers.count).reversed() { backward(layer) }
    if let rate = network.learningRate { update(rate) }
  }

  private mutating func forward(_ number: Int, input: Shape4) throws(NetworkError) -> Shape4 {
    let layer = network.layers[number - 1]
    let geometry: Geometry
    do { geometry = try layer.geometry(inputShape: input) } catch {
      throw NetworkError(layer: number, reason: error)
    }
    geometries.append(geometry)
    let output = geometry.shape(of: layer.outputSide)
    shapes[TensorID(.kernel, number)] = geometry.kernelShape
    shapes[TensorID(.bias, number)] = layer.biasShape(outputShape: output)
    let bias = layer.bias == .none ? nil : TensorID(.bias, number)
    add(
      TensorID(.output, number), [TensorID(.activation, number - 1), TensorID(.kernel, number)],
      .contraction(geometry, onto: layer.outputSide, bias: bias), output)
    if layer.activation != .identity {
      add(
        TensorID(.activation, number), [TensorID(.output, number)], .function(layer.activation),
        output)
    }
    return output
  }

  private mutating func end(_ shape: Shape4) {
    let last = network.layers.count
    guard case .loss(let loss) = network.ending else {
      shapes[TensorID(.outputGradient, last)] = shape
      return
    }
    let operands = [TensorID(.activation, last), TensorID(.target, last)]
    shapes[TensorID(.target, last)] = shape
    add(TensorID(.loss, last), operands, .loss(loss), Shape4(1, 1, 1, 1))
    add(TensorID(.activationGradient, last), operands, .lossGradient(loss), shape)
  }

  private mutating func backward(_ number: Int) {
    let layer = network.layers[number - 1]
    let geometry = geometries[number - 1]
    let (delta, input) = (TensorID(.outputGradient, number), TensorID(.activation, number - 1))
    let output = geometry.shape(of: layer.outputSide)
    if layer.activation != .identity, !network.isLeaf(delta) {
      add(
        delta, [TensorID(.activationGradient, number), TensorID(.output, number)],
        .derivative(layer.activation), output)
    }
    add(
      TensorID(.kernelGradient, number), layer.isTransposed ? [input, delta] : [delta, input],
      .contraction(geometry, onto: .kernel, bias: nil), geometry.kernelShape)
    if let shape = layer.biasShape(outputShape: output) {
      add(TensorID(.biasGradient, number), [delta], .sum(tied: layer.bias == .tied), shape)
    }
    add(
      TensorID(.activationGradient, number - 1), [delta, TensorID(.kernel, number)],
      .contraction(geometry, onto: layer.inputSide, bias: nil),
      geometry.shape(of: layer.inputSide))
  }

  private mutating func update(_ rate: Double) {
    let pairs: [(TensorID.Role, TensorID.Role, TensorID.Role)] = [
      (.updatedKernel, .kernel, .kernelGradient), (.updatedBias, .bias, .biasGradient),
    ]
    for layer in 1...network.layers.count {
      for (target, variable, gradient) in pairs {
        guard let shape = shapes[TensorID(variable, layer)] else { continue }
        add(
          TensorID(target, layer), [TensorID(variable, layer), TensorID(gradient, layer)],
          .update(rate: rate), shape)
      }
    }
  }

  private mutating func add(
    _ target: TensorID, _ operands: [TensorID], _ rule: Pass.Rule, _ shape: Shape4
  ) {
    let target = PassDraft.resolved(target, network)
    let operands = operands.map { PassDraft.resolved($0, network) }
    passes.append(Pass(target: target, operands: operands, rule: rule))
    shapes[target] = shape
  }
}
