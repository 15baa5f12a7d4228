import CConvKernels

/// Dense sums over channels and the taps of two axes, by panels of positions and of weights.
///
/// The sums of some dozens of positions are taken a few hundred terms at a time: as many as their
/// operands stay in the nearest caches while all weights pass by them.
final class PanelSums {
  /// How the sums are cut into pieces.
  let split: WorkSplit
  private let positions, targets: Int
  private let surrounded: Surroundings
  private let level: Int32
  private let weights: Scratch<Float>
  private let lines: [Int]
  private let runs: PanelRuns
  private let depthLimit: Int
  private let packed: [Scratch<Float>]

  /// Prepares sums.
  ///
  /// - Parameters:
  ///   - extents: The source and the number of targets.
  ///   - surrounded: The source as it is read.
  ///   - rows: What targets read along the rows' axis; at least one tap and one target.
  ///   - columns: What targets read along the columns' axis; the same.
  ///   - threads: How many threads work.
  ///   - level: The instructions that may be used.
  ///   - weight: Returns the weight of a target, a channel, and a tap's place in each axis's list.
  init(
    _ extents: PlaneExtents, _ surrounded: Surroundings, rows: AxisReach, columns: AxisReach,
    threads: Int, level: Int32,
    weight: (_ target: Int, _ channel: Int, _ row: Int, _ column: Int) -> Float
  ) {
    (self.surrounded, self.level) = (surrounded, level)
    (positions, targets) = (rows.count * columns.count, extents.targets)
    let taps = rows.taps.count * columns.taps.count
    let depth = extents.channels * taps
    lines = (0..<depth).map { line in
      surrounded.offset(
        channel: line / taps, row: rows.taps[line % taps / columns.taps.count].offset,
        column: columns.taps[line % columns.taps.count].offset)
    }
    weights = packedPanels(rows: targets, depth: depth, level: level) { target, line in
      weight(
        target, line / taps, line % taps / columns.taps.count, line % columns.taps.count)
    }
    runs = PanelRuns(rows: rows, columns: columns, pitch: surrounded.pitch, level: level)
    let (height, width) = (conv_panel_rows(level), conv_panel_width(level))
    split = WorkSplit(
      positions: runs.starts.count - 1, targets: (targets + height - 1) / height,
      limit: CONV_PANELS_LIMIT, threads: threads, copies: runs.copies)
    // Few rows of weights read each position often: it has to stay nearer then.
    let limit = level == CONV_LEVEL_AVX512 ? 768 : 256
    let blocks = (depth + limit - 1) / limit
    depthLimit = (depth + blocks - 1) / blocks
    let panel = (depthLimit + 1) * width
    packed = (0..<threads).map { _ in Scratch(count: panel * CONV_PANELS_LIMIT + width) }
  }

  /// Computes a piece of `[targets, rows, columns]`.
  func compute(
    _ piece: Int, worker: Int, from source: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    let panels = split.positions(ofGroup: piece / split.parts)
    let rows = split.targets(ofPart: piece % split.parts)
    let (height, width) = (conv_panel_rows(level), conv_panel_width(level))
    let first = panels.lowerBound * width
    let run = runs.starts[panels.lowerBound]
    let planes = surrounded.planes(of: source)
    lines.withUnsafeBufferPointer { lines in
      runs.list.withUnsafeBufferPointer { list in
        guard let start = lines.baseAddress, let list = list.baseAddress else { return }
        var job = conv_panels(
          rows: targets, depth: lines.count, row_from: rows.lowerBound * height,
          row_to: min(rows.upperBound * height, targets), from: 0, to: 0,
          first_panel: panels.lowerBound, count: min(panels.upperBound * width, positions) - first,
          a: weights.start, source: planes.start, end: planes.end, lines: start, run: list + run,
          runs: runs.starts[panels.upperBound] - run, packed: packed[worker].start,
          c: target + first, pitch: positions)
        while job.to < lines.count {
          (job.from, job.to) = (job.to, min(job.to + depthLimit, lines.count))
          conv_panel_sums(level, &job)
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
