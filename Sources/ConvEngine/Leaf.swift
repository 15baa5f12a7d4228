/// The numbers of a tensor that nothing computes: given ones, generated ones around them, and edits.
///
/// Every index has a number, whatever the shape is today, so a tensor may shrink and grow again without
/// losing anything, and one of any size costs nothing until it is looked at.
public struct Leaf: Hashable, Sendable {
  /// The numbers given, at the indices of their own shape.
  public var given: Tensor<Double>?
  /// What the numbers beyond those are made from.
  public var seed: UInt64
  /// The whole numbers that are made.
  public var range: ClosedRange<Int>
  /// Numbers put in place of others.
  public var edits: [Index4: Double] = [:]

  /// Makes a tensor of whole numbers from a seed, around given ones where there are any.
  public init(_ given: Tensor<Double>? = nil, seed: UInt64 = 1, range: ClosedRange<Int> = -3...3) {
    self.given = given
    self.seed = seed
    self.range = range
  }

  /// Returns the number at an index, inside or outside of what was given.
  ///
  /// - Complexity: O(1).
  public func value(at index: Index4) -> Double {
    if !edits.isEmpty, let edit = edits[index] { return edit }
    if let given, given.shape.contains(index) { return given[index] }
    return generated(at: index)
  }

  /// Returns the numbers of a shape.
  ///
  /// - Complexity: O(elements).
  public func tensor(shape: Shape4) -> Tensor<Double> {
    Tensor(shape: shape, values: (0..<shape.count).map { value(at: shape.index(at: $0)) })
  }

  /// Whether all numbers of an index's row are made from the seed.
  func isMade(rowOf start: Index4) -> Bool {
    edits.isEmpty && given?.shape.contains(start) != true
  }

  /// The number in a column of a row that is made, by what the row's numbers have in common.
  func made(_ rowState: UInt64, column: Int) -> Double { number(Leaf.state(rowState, column)) }

  private func generated(at index: Index4) -> Double {
    made(rowState(index), column: index.column)
  }

  /// What a row's generated numbers have in common.
  func rowState(_ index: Index4) -> UInt64 {
    Leaf.state(Leaf.state(Leaf.state(seed, index.outer), index.channel), index.row)
  }

  private func number(_ state: UInt64) -> Double {
    let span = UInt64(range.upperBound - range.lowerBound + 1)
    return Double(range.lowerBound + Int(state % span))
  }

  /// The state after one more part of an index.
  private static func state(_ state: UInt64, _ part: Int) -> UInt64 {
    mixed(state &+ UInt64(bitPattern: Int64(part)) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// The finaliser of SplitMix64: neighbouring states become unrelated numbers.
  private static func mixed(_ state: UInt64) -> UInt64 {
    var z = state &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
