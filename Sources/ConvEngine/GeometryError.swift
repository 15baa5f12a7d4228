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

  /// One of the two spatial axes.
  public enum Axis: String, Hashable, Sendable {
    /// The first one, of heights.
    case rows
    /// The second one, of widths.
    case columns
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
    }
  }

  private static func text(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "×")
  }
}
