/// What a plan has to compute: all taps of a relation, summed onto one of its sides.
struct PlanTask<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  /// The relation.
  var geometry: Geometry
  /// The side that is summed onto.
  var side: Side
  /// The weights as ``Geometry/kernelShape`` says; nil where they are what is computed.
  var kernel: Tensor<Scalar>?
  /// How many threads may work.
  var threads: Int
  /// The instructions that the kernels in C may use: a level of `conv_level_best()` or below.
  var level: Int32
  /// About how many nanoseconds of work are worth a second thread.
  var leastNanoseconds: Int

  /// Returns how many threads pay for an amount of work.
  ///
  /// Starting them takes 5 to 50 µs, which work of about 70 µs wins back when they start soon.
  ///
  /// - Parameter nanoseconds: About how long one thread needs.
  /// - Returns: 1, or all that may work.
  func threads(forNanoseconds nanoseconds: Int) -> Int {
    nanoseconds < leastNanoseconds ? 1 : threads
  }
}
