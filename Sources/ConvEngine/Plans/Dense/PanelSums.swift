import CConvKernels

/// Dense sums over channels and the taps of two axes, by panels of positions and of weights.
///
/// The source is copied with its surroundings, so that no sum has to ask where it ends. The sums of
/// some dozens of positions are taken a few hundred terms at a time: as many as their operands stay in
/// the nearest cache while all weights pass by them.
final class PanelSums: PlaneSums {
  private let extents: PlaneExtents
  private let rows, columns: AxisReach
  private let level: Int32
  private let threads: Int
  private let weights: Scratch<Float>
  private let surrounded: Surroundings
  private let lines: [Int]
  private let split: WorkSplit
  private let runs: PanelRuns
  private let packed: [Scratch<Float>]

  /// Terms that are added at a time: 16 KB of operands for each panel.
  private static let depthLimit = 256

  /// Prepares sums.
  ///
  /// - Parameters:
  ///   - extents: The source and the number of targets.
  ///   - rows: What targets read along the rows' axis; at least one tap and one target.
  ///   - columns: What targets read along the columns' axis; the same.
  ///   - threads: How many threads may work.
  ///   - level: The instructions that may be used.
  ///   - weight: Returns the weight of a target, a channel, and a tap's place in each axis's list.
  init(
    _ extents: PlaneExtents, rows: AxisReach, columns: AxisReach, threads: Int, level: Int32,
    weight: (_ target: Int, _ channel: Int, _ row: Int, _ column: Int) -> Float
  ) {
    self.extents = extents
    self.rows = rows
    self.columns = columns
    self.level = level
    surrounded = Surroundings(extents, rows: rows, columns: columns, level: level)
    let taps = rows.taps.count * columns.taps.count
    let depth = extents.channels * taps
    let products = depth * extents.targets * rows.count * columns.count
    self.threads = products < 8_000_000 ? 1 : threads
    let surrounded = surrounded
    lines = (0..<depth).map { line in
      surrounded.offset(
        channel: line / taps, row: rows.taps[line % taps / columns.taps.count].offset,
        column: columns.taps[line % columns.taps.count].offset)
    }
    weights = packedPanels(rows: extents.targets, depth: depth, level: level) { target, line in
      weight(
        target, line / taps, line % taps / columns.taps.count, line % columns.taps.count)
    }
    let width = conv_panel_width(level)
    split = WorkSplit(
      positions: PanelRuns.panels(rows: rows, columns: columns, width: width),
      targets: extents.targets, height: conv_panel_rows(level), threads: self.threads)
    runs = PanelRuns(
      rows: rows, columns: columns, pitch: surrounded.pitch, width: width,
      workers: split.isByTargets ? 1 : self.threads)
    let panel = (min(depth, Self.depthLimit) + 1) * width
    packed = (0..<self.threads).map { _ in
      Scratch(count: panel * CONV_PANELS_LIMIT + width)
    }
  }

  func run(_ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
    let source = surrounded.surround(source, threads: threads)
    inParallel(threads, threads: threads) { worker in
      for group in runs.groups[split.isByTargets ? 0 : worker] {
        compute(group, split.targets(of: worker), source, target, packed[worker].start)
      }
    }
  }

  private func compute(
    _ group: PanelRuns.Group, _ targets: Range<Int>,
    _ source: (start: UnsafePointer<Float>, end: UnsafePointer<Float>),
    _ target: UnsafeMutablePointer<Float>, _ packed: UnsafeMutablePointer<Float>
  ) {
    lines.withUnsafeBufferPointer { lines in
      runs.list.withUnsafeBufferPointer { runs in
        guard let start = lines.baseAddress, let runs = runs.baseAddress else { return }
        for from in stride(from: 0, to: lines.count, by: Self.depthLimit) {
          var panels = conv_panels(
            rows: extents.targets, depth: lines.count, row_from: targets.lowerBound,
            row_to: targets.upperBound, from: from, to: min(from + Self.depthLimit, lines.count),
            count: group.positions.count, a: weights.start, source: source.start,
            end: source.end, lines: start, run: runs + group.runs.lowerBound,
            runs: group.runs.count, packed: packed, c: target + group.positions.lowerBound,
            pitch: rows.count * columns.count)
          conv_panel_sums(level, &panels)
        }
      }
    }
  }
}

/// Returns a matrix in panels of rows, the numbers of a column of a panel side by side.
func packedPanels(
  rows: Int, depth: Int, level: Int32, _ element: (_ row: Int, _ column: Int) -> Float
) -> Scratch<Float> {
  let height = conv_panel_rows(level)
  let packed = Scratch<Float>(count: rows * depth + conv_panel_width(level))
  var place = packed.start
  for first in stride(from: 0, to: rows, by: height) {
    for column in 0..<depth {
      for row in first..<min(first + height, rows) {
        place.pointee = element(row, column)
        place += 1
      }
    }
  }
  return packed
}
