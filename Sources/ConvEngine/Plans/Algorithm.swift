/// A way to compute a pass; all ways give the same sums, taken in different orders.
///
/// Where every partial sum is exact, as with small whole numbers, they agree to the last bit, unless
/// stated below; else they differ by rounding.
public enum Algorithm: String, Hashable, Sendable, CaseIterable {
  /// The fastest of the others that suits the layer.
  case automatic
  /// Sums over taps one by one: ``Convolution``'s own, and the judge of all others.
  case definition
}
