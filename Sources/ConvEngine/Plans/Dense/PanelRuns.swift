import CConvKernels

/// How the positions of a plane fill panels: in reading order, across the ends of its rows.
struct PanelRuns {
  /// The runs of a panel after the other.
  let list: [conv_run]
  /// For each panel its first run; the number of runs behind the last one.
  let starts: [Int]
  /// Whether many panels are made of more runs than can be read in place.
  let copies: Bool

  /// Makes the runs of all positions.
  ///
  /// - Parameters:
  ///   - rows: What targets read along the rows' axis.
  ///   - columns: What targets read along the columns' axis.
  ///   - pitch: Elements from a row to the next one in what is read.
  ///   - level: The instructions that may be used.
  init(rows: AxisReach, columns: AxisReach, pitch: Int, level: Int32) {
    let width = conv_panel_width(level)
    let (rowStep, count) = (rows.step * pitch, rows.count * columns.count)
    // Rows that follow each other without a gap are one.
    let line = rowStep == columns.count ? count : columns.count
    var (list, starts): ([conv_run], [Int]) = ([], [])
    var position = 0
    while position < count {
      let (row, column) = position.quotientAndRemainder(dividingBy: line)
      let (panel, place) = position.quotientAndRemainder(dividingBy: width)
      if place == 0 { starts.append(list.count) }
      let length = min(width - place, line - column)
      list.append(
        conv_run(from: row * rowStep + column, panel: panel, to: place, count: length))
      position += length
    }
    starts.append(list.count)
    let most = level == CONV_LEVEL_AVX512 ? 2 : 1
    let copied = zip(starts, starts.dropFirst()).count { $1 - $0 > most }
    copies = copied * 4 > starts.count
    (self.list, self.starts) = (list, starts)
  }
}
