extension Terms {
  /// Returns the sum of the products at some positions, taken in their order.
  ///
  /// The same number as adding ``Term/product`` one after another, without making the terms.
  ///
  /// - Parameter range: Positions of the terms.
  /// - Returns: The sum; 0 of no positions.
  /// - Complexity: O(positions), beside the cost of the operands.
  public func sum(of range: Range<Int>) -> Double {
    guard case .taps(let taps, let left, let right, let side) = kind else {
      return range.reduce(0) { $0 + self[$1].product }
    }
    let first = ElementReader(left, computation)
    let second = ElementReader(right, computation)
    var sum = 0.0
    for position in range {
      let tap = taps[position]
      let isBlank = tap.blank != nil
      switch side {
      case .output: sum += (isBlank ? 0 : first[tap.input]) * second[tap.kernel]
      case .input:
        sum += (isBlank && taps.isStuffed ? 0 : first[tap.output]) * second[tap.kernel]
      case .kernel: sum += first[tap.output] * (isBlank ? 0 : second[tap.input])
      }
    }
    return sum
  }
}

/// The elements of one tensor of a computation, looked up once and read many times.
private struct ElementReader {
  private let tensor: Tensor<Double>?
  private let leaf: Leaf?
  private let id: TensorID
  private let computation: Computation

  init(_ id: TensorID, _ computation: Computation) {
    self.id = id
    self.computation = computation
    tensor = computation.tensor(id)
    leaf = computation.pass(computing: id) == nil ? computation.network.leaf(id) : nil
  }

  subscript(index: Index4) -> Double {
    if let tensor { return tensor[index] }
    if let leaf { return leaf.value(at: index) }
    return computation.value(id, at: index)
  }
}
