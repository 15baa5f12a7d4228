/// The name of a tensor in a network.
///
/// Layer 0 holds the network's input as its activation; layers count from 1.
public struct TensorID: Hashable, Sendable {
  /// What a tensor is to its layer.
  public enum Role: Int, Hashable, Sendable, CaseIterable {
    /// a, and the network's input x.
    case activation
    /// ω′.
    case kernel
    /// b.
    case bias
    /// z.
    case output
    /// t, what the last layer should have answered.
    case target
    /// L, one number.
    case loss
    /// ∂L/∂a.
    case activationGradient
    /// δ = ∂L/∂z.
    case outputGradient
    /// ∂L/∂ω′.
    case kernelGradient
    /// ∂L/∂b.
    case biasGradient
    /// ω′ − η · ∂L/∂ω′.
    case updatedKernel
    /// b − η · ∂L/∂b.
    case updatedBias
  }

  /// The layer, from 1; 0 for the network's input.
  public var layer: Int
  /// What the tensor is to the layer.
  public var role: Role

  /// Makes the name of a tensor.
  public init(_ role: Role, _ layer: Int) {
    self.role = role
    self.layer = layer
  }
}

/// Layers in a row, the numbers that they start from, and what is asked of the last one.
public struct Network: Hashable, Sendable {
  /// What the last layer's answer is compared with.
  public enum Ending: Hashable, Sendable {
    /// A loss against a target.
    case loss(Loss)
    /// δ of the last layer, given by hand.
    case outputGradient
  }

  /// The shape of the network's input.
  public var inputShape: Shape4
  /// The layers.
  public var layers: [Layer]
  /// The numbers that nothing computes; a tensor that is missing is made from seed 1.
  public var leaves: [TensorID: Leaf]
  /// Where back-propagation starts.
  public var ending: Ending
  /// η of one step of gradient descent, or nil where none is taken.
  public var learningRate: Double?

  /// Makes a network of its parts.
  public init(
    inputShape: Shape4, layers: [Layer], leaves: [TensorID: Leaf],
    ending: Ending = .outputGradient, learningRate: Double? = nil
  ) {
    self.inputShape = inputShape
    self.layers = layers
    self.leaves = leaves
    self.ending = ending
    self.learningRate = learningRate
  }

  /// Returns the numbers of a given tensor; where there are none, ones made from a seed of its own.
  public func leaf(_ id: TensorID) -> Leaf {
    leaves[id]
      ?? Leaf(seed: UInt64(id.layer * TensorID.Role.allCases.count + id.role.rawValue + 1))
  }

  /// Returns whether a tensor is given rather than computed; false of names that the network lacks.
  public func isLeaf(_ id: TensorID) -> Bool {
    switch id.role {
    case .kernel: layers.indices.contains(id.layer - 1)
    case .target: id.layer == layers.count && ending != .outputGradient
    case .bias: layers.indices.contains(id.layer - 1) && layers[id.layer - 1].bias != .none
    case .activation: id.layer == 0
    case .outputGradient: id.layer == layers.count && ending == .outputGradient
    default: false
    }
  }
}

/// Why a network cannot be computed: which layer, and what is wrong with it.
public struct NetworkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The layer, from 1.
  public var layer: Int
  /// What is wrong with it.
  public var reason: GeometryError

  /// One sentence.
  public var description: String { "layer \(layer): \(reason)" }
}

/// One tensor computed from others.
public struct Pass: Hashable, Sendable {
  /// How the target's elements come about.
  public enum Rule: Hashable, Sendable {
    /// Products of the two operands, summed over the taps onto one side: z, ∂L/∂a, ∂L/∂ω.
    ///
    /// The right operand is the kernel and the left one the side that is left; onto the kernel, the left
    /// one stands on the output side and the right one on the input side. A layer's input and output
    /// stand on ``Layer/inputSide`` and ``Layer/outputSide``, so ∂L/∂ω is made of δ and a in a
    /// convolution layer, of a and δ in a transposed one.
    case contraction(Geometry, onto: Side, bias: TensorID?)
    /// Sums of δ over places (tied) or over the batch alone (untied): ∂L/∂b.
    case sum(tied: Bool)
    /// a = σ(z).
    case function(Activation)
    /// δ = ∂L/∂a ⊙ σ′(z).
    case derivative(Activation)
    /// L.
    case loss(Loss)
    /// ∂L/∂a of the last layer.
    case lossGradient(Loss)
    /// One step of gradient descent: w − η · ∂L/∂w.
    case update(rate: Double)
  }

  /// The tensor that is computed.
  public var target: TensorID
  /// The tensors that it is computed from, left and right.
  public var operands: [TensorID]
  /// How.
  public var rule: Rule
}
