/// Where the sums of one axis read: target `t` meets weight `taps[k].weight` at the source's place
/// `step · t + taps[k].offset`.
///
/// The outputs of a relation are one such list. Its inputs are as many as the stride, each for those
/// inputs that are a whole number of strides apart: so a strided input gradient is made of sums that
/// are not strided.
struct AxisReach: Hashable, Sendable {
  /// A weight, and where it reads for target 0.
  struct Tap: Hashable, Sendable {
    /// The weight, as stored.
    var weight: Int
    /// The source's place, which may lie outside.
    var offset: Int
  }

  /// Targets.
  var count: Int
  /// Places between the reads of neighbouring targets.
  var step: Int
  /// What each target meets; the order is that of the sums.
  var taps: [Tap]

  /// The first place that is read, and how many there are to the last.
  var places: (first: Int, count: Int) {
    let offsets = taps.map(\.offset)
    guard let first = offsets.min(), let last = offsets.max(), count > 0 else { return (0, 0) }
    return (first, step * (count - 1) + last - first + 1)
  }
}

extension AxisGeometry {
  /// What the outputs read of the input.
  ///
  /// - Precondition: The spacing is 1 and the kernel not turned.
  var outputReach: AxisReach {
    AxisReach(
      count: output, step: stride,
      taps: (0..<kernel).map { .init(weight: $0, offset: dilation * $0 - before) })
  }

  /// What the inputs `phase`, `phase + stride`, … read of the output gradient: no more than one output
  /// for each weight, since `stride · i = r + before − dilation · m`.
  ///
  /// - Precondition: The spacing is 1 and the kernel not turned; the phase is less than the stride.
  func inputReach(phase: Int) -> AxisReach {
    let taps = (0..<kernel).reversed().compactMap { weight -> AxisReach.Tap? in
      let distance = phase + before - dilation * weight
      guard distance % stride == 0 else { return nil }
      return .init(weight: weight, offset: distance / stride)
    }
    return AxisReach(count: (input - phase + stride - 1) / stride, step: 1, taps: taps)
  }
}
