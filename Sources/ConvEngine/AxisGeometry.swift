/// The three parties of a product.
public enum Side: Hashable, Sendable, CaseIterable {
  /// The elements that are read.
  case input
  /// The weights.
  case kernel
  /// The sums.
  case output
}

/// What the places around the input read.
public enum PaddingMode: String, Hashable, Sendable, CaseIterable {
  /// Zero.
  case zeros
  /// The input mirrored at its border elements, which are not repeated.
  case reflect
  /// The nearest border element.
  case replicate
  /// The input again, as if it were laid side by side.
  case circular
}

/// The two kinds of zero that are no element of the input.
public enum Blank: Hashable, Sendable {
  /// A place around the input.
  case padding
  /// A place between two neighbouring elements of a stuffed input.
  case stuffing
}

/// One meeting of an input place, a weight and an output along one axis.
public struct AxisTap: Hashable, Sendable {
  /// The weight, as stored.
  public var kernel: Int
  /// The output.
  public var output: Int
  /// The place that is read, in steps of `1 / spacing` input elements; may lie outside.
  public var place: Int
  /// The input element that the place reads, or nil on a blank.
  public var input: Int?
  /// Why no element is read.
  public var blank: Blank?
}

/// The relation of inputs, weights and outputs along one axis: all the index arithmetic there is.
///
/// Input `r`, weight `m` and output `i` meet where
///
///     spacing · r = stride · i + dilation · m − before
///
/// with `m` counted from the far end when the kernel is turned. A layer has spacing 1; the window view
/// of its input gradient is the same relation with input and output, spacing and stride exchanged.
public struct AxisGeometry: Hashable, Sendable {
  /// Input elements.
  public var input: Int
  /// Weights.
  public var kernel: Int
  /// Window positions.
  public var output: Int
  /// Places between neighbouring windows.
  public var stride: Int
  /// Places between neighbouring weights.
  public var dilation: Int
  /// Places between neighbouring input elements.
  public var spacing: Int
  /// Places before the first input element; negative where the window starts inside.
  public var before: Int
  /// What places around the input read.
  public var mode: PaddingMode
  /// Whether the window meets the weights in reverse order.
  public var turned: Bool

  /// Makes the relation of one axis; by default of stride 1 without padding.
  ///
  /// Nothing is checked: ``Layer/geometry(inputShape:)`` makes relations that hold together.
  ///
  /// - Precondition: Extents, stride, dilation and spacing are positive; spacing is 1 in padding modes
  ///   other than zeros.
  public init(
    input: Int, kernel: Int, output: Int, stride: Int = 1, dilation: Int = 1, spacing: Int = 1,
    before: Int = 0, mode: PaddingMode = .zeros, turned: Bool = false
  ) {
    self.input = input
    self.kernel = kernel
    self.output = output
    self.stride = stride
    self.dilation = dilation
    self.spacing = spacing
    self.before = before
    self.mode = mode
    self.turned = turned
  }

  /// The places that a dilated kernel spans: `dilation · (kernel − 1) + 1`.
  public var effectiveKernelSize: Int { dilation * (kernel - 1) + 1 }

  /// The places from the first input element to the last, stuffing included.
  public var inputSpan: Int { spacing * (input - 1) + 1 }

  /// The places that the windows span before the input, which may be negative, and after it.
  public var margins: (before: Int, after: Int) {
    (before, stride * (output - 1) + effectiveKernelSize - before - inputSpan)
  }

  /// Returns all meetings that one element of a side takes part in.
  ///
  /// Of an output: one for each weight in the window's order, blanks included. Of a weight: one for
  /// each output, blanks included. Of an input: the real ones only, in the outputs' order.
  ///
  /// - Parameters:
  ///   - side: The side that the element stands on.
  ///   - index: The element, from 0; weights as stored.
  /// - Returns: The meetings; none of an input that no window reads.
  /// - Complexity: O(weights) of an output, O(outputs) of a weight, O(weights + padding) of an input.
  public func taps(_ side: Side, _ index: Int) -> [AxisTap] {
    switch side {
    case .output: (0..<kernel).map { tap(output: index, offset: $0) }
    case .kernel: (0..<output).map { tap(output: $0, offset: offset(ofWeight: index)) }
    case .input:
      mode == .zeros ? taps(at: spacing * index) : foldedTaps(ofInput: index)
    }
  }

  /// Returns the meetings of every element of a side, in the elements' order.
  ///
  /// - Complexity: O(all meetings of the axis).
  public func taps(_ side: Side) -> [[AxisTap]] {
    switch side {
    case .output: return (0..<output).map { taps(.output, $0) }
    case .kernel: return (0..<kernel).map { taps(.kernel, $0) }
    case .input:
      var lists = Array(repeating: [AxisTap](), count: input)
      for index in 0..<output {
        for tap in taps(.output, index) {
          if let element = tap.input { lists[element].append(tap) }
        }
      }
      return lists
    }
  }

  /// The same meetings as a window that slides over the stuffed output gradient.
  ///
  /// Stride 2 puts one zero between neighbouring gradients; places that fold back onto the input in
  /// other padding modes than zeros are not among the meetings.
  public var inputGradientWindow: AxisGeometry {
    AxisGeometry(
      input: output, kernel: kernel, output: input, stride: spacing, dilation: dilation,
      spacing: stride, before: dilation * (kernel - 1) - before, turned: !turned)
  }

  /// Input elements that no window reads.
  ///
  /// - Complexity: O(outputs · weights); O(1) where neither stride nor dilation leaves a gap.
  public var unreadInputs: [Int] {
    // Windows without gaps end with the last place, since the output is as long as they fit.
    if stride == 1, dilation == 1, spacing == 1, margins.before >= 0, margins.after >= 0 {
      return []
    }
    var isRead = Array(repeating: false, count: input)
    for index in 0..<output {
      for offset in 0..<kernel {
        if let element = element(at: place(output: index, offset: offset)).input {
          isRead[element] = true
        }
      }
    }
    return isRead.indices.filter { !isRead[$0] }
  }

  /// Returns the input element that a place reads, or why there is none.
  ///
  /// A place counts in steps of `1 / spacing` input elements; it is negative before the first one.
  ///
  /// - Complexity: O(1).
  public func element(at place: Int) -> (input: Int?, blank: Blank?) {
    if place >= 0 && place < inputSpan {
      let (element, between) = place.quotientAndRemainder(dividingBy: spacing)
      return between == 0 ? (element, nil) : (nil, .stuffing)
    }
    switch mode {
    case .zeros: return (nil, .padding)
    case .replicate: return (place < 0 ? 0 : input - 1, nil)
    case .circular: return (((place % input) + input) % input, nil)
    case .reflect:
      guard input > 1 else { return (0, nil) }
      let period = 2 * (input - 1)
      let within = ((place % period) + period) % period
      return (min(within, period - within), nil)
    }
  }

  /// The most meetings that an input has; a little more where the border cuts them all short.
  ///
  /// Of the weights that meet one input, neighbours are `stride / gcd(stride, dilation)` apart.
  var inputTapLimit: Int {
    guard mode == .zeros else { return taps(.input).map(\.count).max() ?? 0 }
    var (divisor, rest) = (stride, dilation)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    return min((kernel - 1) / (stride / divisor) + 1, output)
  }

  /// Whether places around the input read elements of it.
  var folds: Bool { mode != .zeros && max(margins.before, margins.after) > 0 }

  /// Returns the place in the window at which a weight stands, from 0.
  ///
  /// - Parameter index: The weight, as stored.
  /// - Returns: The same number, or the one counted from the far end when the kernel is turned.
  /// - Complexity: O(1).
  public func offset(ofWeight index: Int) -> Int { turned ? kernel - 1 - index : index }

  /// Returns how many places the first window can move on before it leaves the padded input.
  ///
  /// - Parameter after: Places behind the last input element, whether a window reaches them or not.
  /// - Returns: `input + before + after − dilation · (kernel − 1) − 1`, which the stride divides into
  ///   steps; the remainder is what an inexact stride leaves over.
  /// - Complexity: O(1).
  package func slack(after: Int) -> Int { inputSpan + before + after - effectiveKernelSize }

  /// Returns the places at the end that no window covers.
  ///
  /// - Parameter after: Places behind the last input element, whether a window reaches them or not.
  /// - Returns: What an inexact stride leaves over of ``slack(after:)``; of a transposed layer's
  ///   relation, its output padding.
  /// - Complexity: O(1).
  package func remainder(after: Int) -> Int { slack(after: after) - stride * (output - 1) }

  /// The places between two neighbouring input elements.
  package var zerosBetween: Int { spacing - 1 }

  private func place(output: Int, offset: Int) -> Int {
    stride * output + dilation * offset - before
  }

  private func tap(output: Int, offset: Int) -> AxisTap {
    let place = place(output: output, offset: offset)
    let (input, blank) = element(at: place)
    return AxisTap(
      kernel: self.offset(ofWeight: offset), output: output, place: place, input: input,
      blank: blank)
  }

  private func taps(at place: Int) -> [AxisTap] {
    (0..<kernel).reversed().compactMap { offset in
      let (output, between) = (place + before - dilation * offset)
        .quotientAndRemainder(dividingBy: stride)
      guard between == 0, output >= 0, output < self.output else { return nil }
      return tap(output: output, offset: offset)
    }
  }

  private func foldedTaps(ofInput index: Int) -> [AxisTap] {
    let folding = Array(-max(before, 0)..<0) + Array(input..<input + max(margins.after, 0))
    return ([index] + folding.filter { element(at: $0).input == index })
      .flatMap(taps(at:))
      .sorted { ($0.output, $0.place) < ($1.output, $1.place) }
  }
}
