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
      for column in columns { sum += first[a, column] * second[b, column] }
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

/// Where the elements of a row come from; it holds no tensor, so that a row costs nothing to pass on.
private enum ElementRow {
  case zeros
  /// Elements that are kept, from the row's first one on.
  case stored(from: Int)
  /// Generated elements, by what they have in common.
  case made(UInt64)
  case other(Index4)
}

/// The elements of one operand, looked up once and read many times.
private struct ElementReader {
  private let id: TensorID
  private let part: OperandPart
  /// The column that each tap of a row reads, or -1 on a blank.
  private let columns: [Int]
  private let shape: Shape4?
  private let stored: [Double]
  private let leaf: Leaf?
  private let computation: Computation

  init(_ id: TensorID, _ computation: Computation, _ part: OperandPart, _ taps: Taps) {
    self.id = id
    self.part = part
    self.computation = computation
    columns = taps.columns.map { part.place($0) ?? -1 }
    let tensor = computation.tensor(id)
    shape = tensor?.shape
    stored = tensor?.values ?? []
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
    if let shape { return .stored(from: shape.offset(of: start)) }
    if let leaf, leaf.isMade(rowOf: start) { return .made(leaf.rowState(start)) }
    return .other(start)
  }

  /// The element of a row that its tap at a position reads; 0 on a blank.
  subscript(row: ElementRow, position: Int) -> Double {
    let column = columns[position]
    if column < 0 { return 0 }
    switch row {
    case .zeros: return 0
    case .stored(let start): return stored[start + column]
    case .made(let state): return leaf?.made(state, column: column) ?? 0
    case .other(var index):
      index.column = column
      return leaf?.value(at: index) ?? computation.value(id, at: index)
    }
  }
}
