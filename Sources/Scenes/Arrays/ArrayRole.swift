package import ConvEngine

/// What the numbers of a `.npy` file are to a layer, which says how many axes they may have.
package enum ArrayRole: Hashable, Sendable, CaseIterable {
  /// What goes in, or any other activation: N×C×H×W; of C×H×W or H×W the axes in front are 1.
  case activation
  /// The weights: O×C×H×W; of H×W the axes in front are 1.
  case kernel
  /// One constant for each output channel, O, or for each output element, O×H×W.
  case bias

  /// Returns the four axes of an array.
  ///
  /// - Returns: `[N, C, H, W]` or `[O, C, H, W]`; `[1, O, 1, 1]` or `[1, O, H, W]` of a bias.
  /// - Throws: ``ArrayError`` where it has another number of axes.
  package func shape(of array: ArrayHeader) throws(ArrayError) -> Shape4 {
    let extents = array.shape
    switch (self, extents.count) {
    case (.bias, 1): return Shape4(1, extents[0], 1, 1)
    case (.bias, 3), (.activation, 3): return Shape4(1, extents[0], extents[1], extents[2])
    case (.activation, 2), (.kernel, 2): return Shape4(1, 1, extents[0], extents[1])
    case (.activation, 4), (.kernel, 4):
      return Shape4(extents[0], extents[1], extents[2], extents[3])
    default: throw ArrayError("\(found(extents)), expected \(expected)")
    }
  }

  private func found(_ extents: [Int]) -> String {
    extents.isEmpty
      ? "a single number" : "a shape of \(extents.map(String.init).joined(separator: "×"))"
  }

  private var expected: String {
    switch self {
    case .activation: "N×C×H×W, C×H×W or H×W"
    case .kernel: "O×C×H×W or H×W"
    case .bias: "O, or O×H×W where every output has its own"
    }
  }
}
