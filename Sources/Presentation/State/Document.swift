package import ConvEngine
package import Scenes

/// The letters that a stage calls its tensors by.
package struct Letters: Hashable, Sendable {
  package var input: String
  package var kernel: String
  package var output: String

  package init(input: String = "a", kernel: String = "ω′", output: String = "z") {
    self.input = input
    self.kernel = kernel
    self.output = output
  }
}

/// What a person changes and undoes: the network, and what is said about it.
package struct Document: Hashable, Sendable {
  package var network: Network
  package var discussed: [Parameter]
  package var letters: Letters
  /// How far the numbers of the kernel have been turned.
  package var turn = Turn.asStored

  /// The two halves of a turn by 180° and back: first the rows change places, then the columns.
  package enum Turn: Hashable, Sendable { case asStored, turning, turned, turningBack }

  package init(network: Network, discussed: [Parameter] = [], letters: Letters = Letters()) {
    self.network = network
    self.discussed = discussed
    self.letters = letters
  }

  /// What a scene puts on stage.
  package init(_ scene: Scene) {
    let letters = Letters()
    self.init(
      network: scene.network, discussed: scene.discussed,
      letters: Letters(
        input: scene.symbols.input ?? letters.input,
        kernel: scene.symbols.kernel ?? letters.kernel,
        output: scene.symbols.output ?? letters.output))
  }

  /// The scene that puts this document on stage again.
  package func scene(name: String, title: String, text: [String], start: [Action]) -> Scene {
    Scene(
      name: name, title: title, network: network, discussed: discussed,
      symbols: Scene.Symbols(
        input: letters.input, kernel: letters.kernel, output: letters.output),
      start: start, text: text)
  }

  /// The kernel of a layer turned by 180° in one or both directions.
  package func turning(kernelOf layer: Int, rows: Bool, columns: Bool) -> Document {
    let id = TensorID(.kernel, layer)
    let shape = network.layers[layer - 1].kernelShape
    guard shape.count <= Computation.eagerTapLimit else { return self }
    let old = network.leaf(id)
    var turned = Tensor<Double>(shape: shape)
    for place in turned.values.indices {
      let from = shape.reversing(shape.index(at: place), rows: rows, columns: columns)
      turned.values[place] = old.value(at: from)
    }
    var copy = self
    copy.network.leaves[id] = Leaf(turned, seed: old.seed, range: old.range)
    return copy
  }

  /// The next half of the turn of a layer's kernel: the rows reversed, or then the columns.
  package func turningOn(kernelOf layer: Int) -> Document {
    let isFirstHalf = turn == .asStored || turn == .turned
    var copy = turning(kernelOf: layer, rows: isFirstHalf, columns: !isFirstHalf)
    switch turn {
    case .asStored: copy.turn = .turning
    case .turning: copy.turn = .turned
    case .turned: copy.turn = .turningBack
    case .turningBack: copy.turn = .asStored
    }
    return copy
  }

  package var isTurning: Bool { turn == .turning || turn == .turningBack }

  /// A number put in place of another.
  package func editing(_ id: TensorID, _ index: Index4, to value: Double) -> Document {
    var copy = self
    var leaf = network.leaf(id)
    leaf.edits[index] = value
    copy.network.leaves[id] = leaf
    return copy
  }
}
