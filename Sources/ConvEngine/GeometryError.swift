/// Why a layer cannot exist, with the numbers that say so.
public enum GeometryError: Error, Hashable, Sendable {
  /// An extent or a step that has to be at least 1 (padding: at least 0).
  case tooSmall(name: String, value: Int, minimum: Int)
  /// The dilated kernel spans more than the padded input has.
  case kernelTooLarge(axis: Axis, effectiveKernel: Int, paddedInput: Int)
  /// Channels that the groups do not divide.
  case channelsDoNotDivide(name: String, channels: Int, groups: Int)
  /// A tensor whose shape is not what the layer needs.
  case shapeMismatch(name: String, expected: [Int], found: [Int])
  /// Padding that mirrors or repeats more than the input has.
  case paddingTooLarge(axis: Axis, mode: PaddingMode, padding: Int, input: Int)
  /// An extent of more than 2³¹ − 1, or a number of elements or products that does not fit 64 bits.
  case tooManyElements(name: String, shape: [Int])
  /// An output padding that would be another window.
  case outputPaddingTooLarge(axis: Axis, padding: Int, stride: Int, dilation: Int)
  /// An output padding beside `same`, which settles the size already.
  case outputPaddingOfSame(padding: Int)
  /// An asked output size that no output padding gives.
  case outputSizeOutOfReach(axis: Axis, size: Int, least: Int, most: Int)
  /// A transposed layer whose padding takes the whole output away.
  case outputEmpty(axis: Axis, size: Int)
  /// A transposed layer with another padding mode than zeros.
  case paddingModeOfTransposed(PaddingMode)

  /// One of the two spatial axes.
  public enum Axis: String, Hashable, Sendable {
    /// The first one, of heights.
    case rows
    /// The second one, of widths.
    case columns

    fileprivate func count(_ number: Int) -> String {
      "\(number) \(number == 1 ? String(rawValue.dropLast()) : rawValue)"
    }
  }
}

extension GeometryError: CustomStringConvertible {
  /// One sentence: what is wrong, and what would be right.
  public var description: String {
    switch self {
    case .tooSmall(let name, let value, let minimum):
      "\(name) is \(value), it has to be at least \(minimum)"
    case .kernelTooLarge(let axis, let kernel, let input):
      "the kernel spans \(kernel) \(axis.rawValue), the padded input has \(input); "
        + "add padding, or make the kernel or its dilation smaller"
    case .channelsDoNotDivide(let name, let channels, let groups):
      "\(groups) groups do not divide \(channels) \(name); the groups have to divide both channel counts"
    case .shapeMismatch(let name, let expected, let found):
      "\(name) is \(Self.text(found)), it has to be \(Self.text(expected))"
    case .paddingTooLarge(let axis, let mode, let padding, let input):
      "padding \(padding) is too much for \(mode.rawValue) on \(input) \(axis.rawValue); "
        + "it can be at most \(mode == .circular ? input : input - 1)"
    case .tooManyElements(let name, let shape):
      "\(name) of \(Self.text(shape)) is too large to be counted; make it smaller"
    case .outputPaddingTooLarge(let axis, let padding, let stride, let dilation):
      "the output padding of \(axis.count(padding)) is too large; it has to be smaller than "
        + "the larger of stride \(stride) and dilation \(dilation)"
    case .outputPaddingOfSame(let padding):
      "the output padding is \(padding), but same padding makes the output input × stride; "
        + "leave the output padding out, or ask for an output size"
    case .outputSizeOutOfReach(let axis, let size, let least, let most):
      "an output of \(axis.count(size)) was asked for, it can have "
        + (least < most ? "\(least) to \(most)" : "\(most)")
    case .outputEmpty(let axis, let size):
      "the output would have \(size) \(axis.rawValue), it has to have at least 1; "
        + "make the padding smaller, or the output padding larger"
    case .paddingModeOfTransposed(let mode):
      "the padding mode of a transposed layer is \(mode.rawValue), it can only be zeros"
    }
  }

  private static func text(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "×")
  }
}
