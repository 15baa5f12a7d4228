extension Terms {
  /// Returns the sum of the products at some positions, taken in their order.
  ///
  /// The same number as adding ``Term/product`` one after another, without making the terms: what is
  /// the same along a row is looked up once for all of its elements.
  ///
  /// - Parameter range: Positions of the terms.
  /// - Returns: The sum; 0 of no positions.
  /// - Complexity: O(positions), beside the cost of the operands.
  public func sum(of range: Range<Int>) -> Double {
    guard case .taps(let taps, let left, let right, let side) = kind else {
      return range.reduce(0) { $0 + self[$1].product }
    }
    let (leftPart, rightPart) = OperandPart.parts(onto: side, isStuffed: taps.isStuffed)
    let (first, second) = (
      ElementReader(left, computation, leftPart, taps),
      ElementReader(right, computation, rightPart, taps)
    )
    var sum = 0.0
    taps.forEachRow(of: range) { channels, row, columns in
      let (a, b) = (first.row(channels, row), second.row(channels, row))
      for column in columns { sum += a[first.columns[column]] * b[second.columns[column]] }
    }
    return sum
  }
}

/// Where a tap has the element that an operand reads.
private enum OperandPart {
  case input, output, kernel
  /// δ with zeros between its elements.
  case stuffedOutput

  static func parts(onto side: Side, isStuffed: Bool) -> (left: OperandPart, right: OperandPart) {
    switch side {
    case .output: (.input, .kernel)
    case .input: (isStuffed ? .stuffedOutput : .output, .kernel)
    case .kernel: (.output, .input)
    }
  }

  /// The element's place along one axis, or nil on a blank.
  func place(_ tap: AxisTap) -> Int? {
    switch self {
    case .input, .stuffedOutput: tap.blank == nil ? tap.input : nil
    case .output: tap.output
    case .kernel: tap.kernel
    }
  }
}

/// The elements of one operand, looked up once and read many times.
private struct ElementReader {
  /// The column that each tap of a row reads, or -1 on a blank.
  let columns: [Int]
  private let id: TensorID
  private let part: OperandPart
  private let tensor: Tensor<Double>?
  private let leaf: Leaf?
  private let computation: Computation

  init(_ id: TensorID, _ computation: Computation, _ part: OperandPart, _ taps: Taps) {
    self.id = id
    self.part = part
    self.computation = computation
    columns = taps.columns.map { part.place($0) ?? -1 }
    tensor = computation.tensor(id)
    let isGiven = tensor == nil && computation.pass(computing: id) == nil
    leaf = isGiven ? computation.network.leaf(id) : nil
  }

  /// The row that a row of taps reads.
  func row(_ channels: TapChannels, _ tap: AxisTap) -> ElementRow {
    guard let row = part.place(tap) else { return .zeros }
    let start: Index4 =
      switch part {
      case .input: Index4(channels.batch, channels.input, row, 0)
      case .output, .stuffedOutput: Index4(channels.batch, channels.output, row, 0)
      case .kernel: Index4(channels.output, channels.kernel, row, 0)
      }
    if let tensor { return .stored(tensor.values, from: tensor.shape.offset(of: start)) }
    if let leaf { return .given(leaf.row(at: start)) }
    return .computed(id, start, computation)
  }
}

/// The elements of a row, read by their columns.
private enum ElementRow {
  case zeros
  case stored([Double], from: Int)
  case given(LeafRow)
  case computed(TensorID, Index4, Computation)

  /// The element in a column; 0 where that is negative.
  subscript(column: Int) -> Double {
    if column < 0 { return 0 }
    switch self {
    case .zeros: return 0
    case .stored(let values, let start): return values[start + column]
    case .given(let row): return row[column]
    case .computed(let id, var index, let computation):
      index.column = column
      return computation.value(id, at: index)
    }
  }
}
