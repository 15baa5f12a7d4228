import ConvEngine

/// A sum of so many terms that it is taken in slices.
struct LongSum: Hashable, Sendable {
  var tensor: TensorID
  var index: Index4
  var next = 0
  var count: Int
  var sum = 0.0

  var isFinished: Bool { next >= count }
}
