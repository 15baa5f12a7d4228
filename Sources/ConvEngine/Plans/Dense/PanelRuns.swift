import CConvKernels

/// How the positions of a plane fill panels: in reading order, across the ends of its rows.
struct PanelRuns {
  /// Positions that are computed together.
  struct Group {
    /// The positions in reading order.
    var positions: Range<Int>
    /// Their runs in the list.
    var runs: Range<Int>
  }

  /// All runs.
  private(set) var list: [conv_run] = []
  /// For each worker its groups.
  private(set) var groups: [[Group]] = []
  private let width, line, rowStep, count: Int

  /// Makes the runs of all positions.
  ///
  /// - Parameters:
  ///   - rows: What targets read along the rows' axis.
  ///   - columns: What targets read along the columns' axis.
  ///   - pitch: Elements from a row to the next one in what is read.
  ///   - width: Positions in a panel.
  ///   - workers: How many share the panels.
  init(rows: AxisReach, columns: AxisReach, pitch: Int, width: Int, workers: Int) {
    self.width = width
    rowStep = rows.step * pitch
    count = rows.count * columns.count
    // Rows that follow each other without a gap are one.
    line = rowStep == columns.count ? count : columns.count
    let panels = PanelRuns.panels(rows: rows, columns: columns, width: width)
    for worker in 0..<workers {
      addGroups(of: panels * worker / workers..<panels * (worker + 1) / workers)
    }
  }

  /// Returns how many panels the positions fill.
  static func panels(rows: AxisReach, columns: AxisReach, width: Int) -> Int {
    (rows.count * columns.count + width - 1) / width
  }

  private mutating func addGroups(of panels: Range<Int>) {
    let limit = CONV_PANELS_LIMIT
    var result: [Group] = []
    for first in stride(from: panels.lowerBound, to: panels.upperBound, by: limit) {
      let end = min(first + limit, panels.upperBound)
      let positions = first * width..<min(end * width, count)
      let start = list.count
      addRuns(of: positions)
      result.append(Group(positions: positions, runs: start..<list.count))
    }
    groups.append(result)
  }

  private mutating func addRuns(of positions: Range<Int>) {
    var position = positions.lowerBound
    while position < positions.upperBound {
      let (row, column) = position.quotientAndRemainder(dividingBy: line)
      let place = position - positions.lowerBound
      let length = min(width - place % width, line - column, positions.upperBound - position)
      list.append(
        conv_run(
          from: row * rowStep + column, panel: place / width, to: place % width, count: length))
      position += length
    }
  }
}
