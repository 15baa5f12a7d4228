extension Terms {
  /// Returns the channel, row and column of ``grid`` that the term at a position stands in.
  ///
  /// - Parameter position: A position of the terms; one outside them is taken for the nearest.
  /// - Returns: Three counts from 0; zeros where there are no terms.
  /// - Complexity: O(1).
  package func gridPlace(of position: Int) -> (channel: Int, row: Int, column: Int) {
    let (_, rows, columns) = grid
    guard !isEmpty, rows > 0, columns > 0 else { return (0, 0, 0) }
    let (rest, column) = Swift.min(Swift.max(position, 0), count - 1)
      .quotientAndRemainder(dividingBy: columns)
    let (channel, row) = rest.quotientAndRemainder(dividingBy: rows)
    return (channel, row, column)
  }

  /// Returns the positions of the terms that stand in one channel of ``grid``.
  ///
  /// - Parameter channel: A channel, from 0.
  /// - Returns: As many positions as a channel has rows and columns.
  /// - Complexity: O(1).
  package func positions(ofChannel channel: Int) -> Range<Int> {
    let size = grid.rows * grid.columns
    return channel * size..<(channel + 1) * size
  }

  /// Returns the position of the term in a channel, row and column of ``grid``.
  ///
  /// - Complexity: O(1).
  package func position(channel: Int, row: Int, column: Int) -> Int {
    positions(ofChannel: channel).lowerBound + row * grid.columns + column
  }
}
