import CConvKernels

/// How the positions of a plane fill panels: in reading order, across the ends of its rows.
struct PanelRuns {
  /// Positions whose panels are packed together.
  struct Group {
    /// The positions in reading order.
    var positions: Range<Int>
    /// Their runs in the list.
    var runs: Range<Int>
  }

  /// Panels that are packed together, so that a panel of weights serves them all while it is near.
  static let groupLimit = 4

  /// All runs.
  private(set) var list: [conv_run] = []
  /// All groups, in reading order.
  private(set) var groups: [Group] = []

  /// Makes the runs of all positions.
  ///
  /// - Parameters:
  ///   - rows: What targets read along the rows' axis.
  ///   - columns: What targets read along the columns' axis.
  ///   - pitch: Elements from a row to the next one in what is read.
  ///   - width: Positions in a panel.
  init(rows: AxisReach, columns: AxisReach, pitch: Int, width: Int) {
    let (rowStep, count) = (rows.step * pitch, rows.count * columns.count)
    // Rows that follow each other without a gap are one.
    let line = rowStep == columns.count ? count : columns.count
    for first in stride(from: 0, to: count, by: width * Self.groupLimit) {
      let positions = first..<min(first + width * Self.groupLimit, count)
      let firstRun = list.count
      var position = first
      while position < positions.upperBound {
        let (row, column) = position.quotientAndRemainder(dividingBy: line)
        let place = position - first
        let length = min(width - place % width, line - column, positions.upperBound - position)
        list.append(
          conv_run(
            from: row * rowStep + column, panel: place / width, to: place % width, count: length))
        position += length
      }
      groups.append(Group(positions: positions, runs: firstRun..<list.count))
    }
  }
}
