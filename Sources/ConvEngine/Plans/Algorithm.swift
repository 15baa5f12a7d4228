/// A way to compute a pass; all ways give the same sums, taken in different orders.
///
/// Where every partial sum is exact, as with small whole numbers, they agree to the last bit, unless
/// stated below; else they differ by rounding.
public enum Algorithm: String, Hashable, Sendable, CaseIterable {
  /// The fastest of the others that suits the layer.
  case automatic
  /// Sums over taps one by one: ``Convolution``'s own, and the judge of all others.
  case definition
  /// The definition's sums bit for bit, in its order, but rows at a time: any layer, `Float` or `Double`.
  case ordered
  /// Planes where they lie, row by row: layers of few channels a group, and small ones.
  ///
  /// A zero on padding times a weight or a gradient that is infinite or NaN is NaN, as the definition
  /// says; in an input gradient, which has no products on padding, it may be so near the border too.
  case planes
  /// Panels of positions against panels of weights in registers: any dense layer.
  ///
  /// Zeros around the input and between strided gradients are products like others, so an infinity or
  /// NaN may reach elements near the border, and in a strided input gradient their neighbours.
  case panels
  /// Winograd's F(2×2, 3×3): kernels of 3×3 and stride 1 with 16 products in place of 36.
  ///
  /// Whole numbers come out exactly; others are rounded about four times as much. Forward, NaN and
  /// infinities reach the outputs that read them and no others, but an infinity may come out as NaN;
  /// in a kernel gradient they reach all nine weights of their channels. A layer with dilation is
  /// computed phase by phase.
  case winograd
  /// Winograd's F(4×4, 3×3): 36 products in place of 144, about ten times the rounding error.
  ///
  /// Never chosen by itself. Whole numbers do not come out exactly; NaN and infinities reach all the
  /// 4×4 outputs of their tile.
  case winogradLarge = "winograd-4x4"
}
