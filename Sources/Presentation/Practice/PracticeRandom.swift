/// Numbers that are drawn from a seed: the same ones on every machine.
///
/// SplitMix64 ([Steele, Lea & Flood 2014]). What is made of its bits is made here as well: how the standard
/// library draws may change with its version, and a seed that a teacher gave has to stay good.
///
/// [Steele, Lea & Flood 2014]: https://doi.org/10.1145/2660193.2660195
struct PracticeRandom: Hashable, Sendable {
  private var state: UInt64

  /// Starts a stream of its own for every list of numbers.
  init(_ parts: [Int]) {
    state = 0
    for part in parts { state = next() ^ UInt64(bitPattern: Int64(part)) }
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number of a range.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    // The ranges are so small that the remainder favours none of them.
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// One of a list.
  ///
  /// - Precondition: The list is not empty.
  mutating func pick<Value>(_ list: [Value]) -> Value { list[number(in: 0...list.count - 1)] }

  /// Whether something happens that happens once in so many times.
  mutating func once(in count: Int) -> Bool { number(in: 1...count) == 1 }
}
