/// One meeting of an input, a weight and an output: one product.
public struct Tap: Hashable, Sendable {
  /// The input element; on a blank, the place that it would have, which may lie outside.
  public var input: Index4
  /// The weight, as stored.
  public var kernel: Index4
  /// The output element; on a blank of a stuffed view, the place that it would have.
  public var output: Index4
  /// The place of the window that is read: input rows and columns, stuffed ones in a stuffed view.
  public var place: Position
  /// Why no element is read.
  public var blank: Blank?

  /// Returns the element that the tap has on a side.
  public func index(on side: Side) -> Index4 {
    switch side {
    case .input: input
    case .kernel: kernel
    case .output: output
    }
  }
}

/// A row and a column.
public struct Position: Hashable, Sendable {
  /// The row.
  public var row: Int
  /// The column.
  public var column: Int

  /// Makes a position of its two parts.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// The channels that a tap joins, and its batch element.
struct TapChannels {
  var batch: Int
  var input: Int
  var output: Int
  /// The input channel within its group.
  var kernel: Int
}

/// All the taps of one element, lazily: channels, then rows, then columns.
///
/// - Complexity: O(rows + columns) to make, O(1) an element.
public struct Taps: RandomAccessCollection, Sendable {
  /// The meetings along the rows' axis.
  public let rows: [AxisTap]
  /// The meetings along the columns' axis.
  public let columns: [AxisTap]
  /// How many channels (batch elements, for a weight) are walked through.
  public let channelCount: Int
  private let geometry: Geometry
  private let subject: Subject

  private enum Subject { case input(Index4), kernel(Index4), output(Index4), stuffed(Index4) }

  /// Makes the taps of an element of a side: blanks included, except of an input.
  ///
  /// - Parameters:
  ///   - geometry: The layer's relation.
  ///   - side: The side that the element stands on.
  ///   - index: The element, inside the side's shape.
  /// - Complexity: O(rows + columns).
  public init(_ geometry: Geometry, of side: Side, at index: Index4) {
    self.init(
      geometry, of: side, at: index, rows: geometry.rows.taps(side, index.row),
      columns: geometry.columns.taps(side, index.column))
  }

  /// Makes the taps of an element whose meetings along the axes are known already.
  init(
    _ geometry: Geometry, of side: Side, at index: Index4, rows: [AxisTap], columns: [AxisTap]
  ) {
    self.geometry = geometry
    self.rows = rows
    self.columns = columns
    switch side {
    case .input:
      subject = .input(index)
      channelCount = geometry.outputChannels / geometry.groups
    case .kernel:
      subject = .kernel(index)
      channelCount = geometry.batch
    case .output:
      subject = .output(index)
      channelCount = geometry.inputChannels / geometry.groups
    }
  }

  /// Makes the taps of an input as its window over the stuffed output gradient, blanks included.
  ///
  /// - Parameters:
  ///   - geometry: The layer's relation, not the window's.
  ///   - input: The input element.
  /// - Precondition: The padding mode is zeros; others fold places back that the window lacks.
  /// - Complexity: O(rows + columns).
  public init(stuffed geometry: Geometry, at input: Index4) {
    self.geometry = geometry
    subject = .stuffed(input)
    rows = geometry.rows.inputGradientWindow.taps(.output, input.row)
    columns = geometry.columns.inputGradientWindow.taps(.output, input.column)
    channelCount = geometry.outputChannels / geometry.groups
  }

  /// Whether the taps are those of a window over a stuffed output gradient.
  public var isStuffed: Bool { if case .stuffed = subject { true } else { false } }

  /// The first position.
  public var startIndex: Int { 0 }
  /// The position after the last tap.
  public var endIndex: Int { channelCount * rows.count * columns.count }

  /// The tap at a position.
  public subscript(position: Int) -> Tap {
    let (rest, column) = position.quotientAndRemainder(dividingBy: columns.count)
    let (channel, row) = rest.quotientAndRemainder(dividingBy: rows.count)
    return tap(channel, rows[row], columns[column])
  }

  /// Calls with the taps at some positions, row by row: the channels of a row, its tap, its columns.
  func forEachRow(of range: Range<Int>, _ body: (TapChannels, AxisTap, Range<Int>) -> Void) {
    guard !range.isEmpty else { return }
    precondition(range.lowerBound >= 0 && range.upperBound <= endIndex, "A tap does not exist.")
    let width = columns.count
    for line in range.lowerBound / width...(range.upperBound - 1) / width {
      let (channel, row) = line.quotientAndRemainder(dividingBy: rows.count)
      let first = Swift.max(range.lowerBound - line * width, 0)
      let end = Swift.min(range.upperBound - line * width, width)
      body(channels(channel), rows[row], first..<end)
    }
  }

  private func tap(_ step: Int, _ row: AxisTap, _ column: AxisTap) -> Tap {
    let channels = channels(step)
    let blank = row.blank ?? column.blank
    let place = Position(row: row.place, column: column.place)
    let kernel = Index4(channels.output, channels.kernel, row.kernel, column.kernel)
    if case .stuffed(let input) = subject {
      let output = Index4(
        channels.batch, channels.output, row.input ?? row.place, column.input ?? column.place)
      return Tap(input: input, kernel: kernel, output: output, place: place, blank: blank)
    }
    let input = Index4(
      channels.batch, channels.input, row.input ?? row.place, column.input ?? column.place)
    let output = Index4(channels.batch, channels.output, row.output, column.output)
    return Tap(input: input, kernel: kernel, output: output, place: place, blank: blank)
  }

  private func channels(_ step: Int) -> TapChannels {
    let inputsPerGroup = geometry.inputChannels / geometry.groups
    let outputsPerGroup = geometry.outputChannels / geometry.groups
    switch subject {
    case .output(let index):
      let group = index.channel / outputsPerGroup
      return TapChannels(
        batch: index.outer, input: group * inputsPerGroup + step, output: index.channel,
        kernel: step)
    case .input(let index), .stuffed(let index):
      let group = index.channel / inputsPerGroup
      return TapChannels(
        batch: index.outer, input: index.channel, output: group * outputsPerGroup + step,
        kernel: index.channel % inputsPerGroup)
    case .kernel(let index):
      let group = index.outer / outputsPerGroup
      return TapChannels(
        batch: step, input: group * inputsPerGroup + index.channel, output: index.outer,
        kernel: index.channel)
    }
  }
}
