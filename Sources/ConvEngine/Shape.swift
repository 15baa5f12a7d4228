/// A height and a width, in elements; row first.
public struct Size2D: Hashable, Sendable {
  /// Elements along the rows' axis.
  public var height: Int
  /// Elements along the columns' axis.
  public var width: Int

  /// Makes a size of two extents.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// Makes a square size.
  public init(_ side: Int) { self.init(height: side, width: side) }
}

/// The place of one element in a tensor of four axes, zero-based.
///
/// In activations the axes are batch, channel, row, column; in kernels output channel, input channel
/// within the group, row, column.
public struct Index4: Hashable, Sendable {
  /// The batch element of an activation, the output channel of a kernel.
  public var outer: Int
  /// The channel of an activation, the input channel within its group of a kernel.
  public var channel: Int
  /// The row.
  public var row: Int
  /// The column.
  public var column: Int

  /// Makes an index of its four parts.
  public init(_ outer: Int, _ channel: Int, _ row: Int, _ column: Int) {
    self.outer = outer
    self.channel = channel
    self.row = row
    self.column = column
  }
}

/// The extents of a tensor's four axes.
public struct Shape4: Hashable, Sendable {
  /// Batch elements of an activation, output channels of a kernel.
  public var outer: Int
  /// Channels.
  public var channels: Int
  /// Rows.
  public var height: Int
  /// Columns.
  public var width: Int

  /// Makes a shape of its four extents.
  public init(_ outer: Int, _ channels: Int, _ height: Int, _ width: Int) {
    self.outer = outer
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// The extents of the two spatial axes.
  public var size: Size2D { Size2D(height: height, width: width) }

  /// How many elements there are.
  ///
  /// - Precondition: The number fits an `Int`; see ``checkedCount``.
  public var count: Int { outer * channels * height * width }

  /// The number of elements, or nil where it does not fit an `Int`.
  public var checkedCount: Int? {
    var product = 1
    for extent in [outer, channels, height, width] {
      let (result, overflow) = product.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      product = result
    }
    return product
  }

  /// Returns whether an index lies inside.
  public func contains(_ index: Index4) -> Bool {
    index.outer >= 0 && index.outer < outer && index.channel >= 0 && index.channel < channels
      && index.row >= 0 && index.row < height && index.column >= 0 && index.column < width
  }

  /// Returns the index at which an element stands when rows, columns or both are reversed.
  ///
  /// Both together are the half turn of a kernel: `[m, n]` goes to `[M − 1 − m, N − 1 − n]`.
  ///
  /// - Complexity: O(1).
  public func reversing(_ index: Index4, rows: Bool = true, columns: Bool = true) -> Index4 {
    Index4(
      index.outer, index.channel, rows ? height - 1 - index.row : index.row,
      columns ? width - 1 - index.column : index.column)
  }

  /// Returns the place of an element in row-major order.
  ///
  /// The index is not checked; see ``contains(_:)``.
  public func offset(of index: Index4) -> Int {
    ((index.outer * channels + index.channel) * height + index.row) * width + index.column
  }

  /// Returns the index of the element at a place in row-major order.
  ///
  /// - Precondition: No extent is 0.
  public func index(at offset: Int) -> Index4 {
    let (rest, column) = offset.quotientAndRemainder(dividingBy: width)
    let (planes, row) = rest.quotientAndRemainder(dividingBy: height)
    let (outer, channel) = planes.quotientAndRemainder(dividingBy: channels)
    return Index4(outer, channel, row, column)
  }
}
