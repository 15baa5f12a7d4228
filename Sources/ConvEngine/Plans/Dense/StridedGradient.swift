import CConvKernels

/// The input gradient of a strided layer: as many sums without strides as there are phases.
///
/// Inputs a whole number of strides apart meet the same weights; those of one such phase are a small
/// convolution of δ. Where that has few targets, the phases of all are the targets of one convolution,
/// whose weights are zero where a phase does not meet them.
final class StridedGradient: PlaneSums {
  let stages: [Int]
  let threads: Int
  private let surrounded: Surroundings
  /// One for all phases, or one for each that meets any weight.
  private let sums: [(sums: PanelSums, start: Int)]
  /// Where the sums of each phase are, and how far their channels and rows are apart.
  private let planes: [(start: Int, channel: Int, row: Int)]
  private let scratch: Scratch<Float>
  private let channels: Int
  private let input, stride: Size2D
  private let level: Int32

  /// The most targets that all phases have together where they are computed as one.
  private static let jointTargets = 16

  /// Prepares the gradient of one group of channels.
  init(_ weights: GroupWeights, _ task: PlanTask<Float>) {
    let (rows, columns) = (task.geometry.rows, task.geometry.columns)
    let phases = StridedPhase.all(rows, columns)
    let all = StridedPhase.joined(phases)
    let channels = weights.extents.targets
    (self.channels, threads, level) = (channels, task.threads, task.level)
    input = Size2D(height: rows.input, width: columns.input)
    stride = Size2D(height: rows.stride, width: columns.stride)
    surrounded = Surroundings(
      weights.extents, rows: all.rows, columns: all.columns, threads: threads, level: level)
    let isJoint = phases.count * channels <= Self.jointTargets && !all.isEmpty
    var end = 0
    let planes = phases.map { phase in
      let plane = isJoint ? all : phase
      defer { end += channels * plane.count }
      return (start: end, channel: plane.count, row: plane.columns.count)
    }
    self.planes = planes
    scratch = Scratch(count: end + conv_panel_width(level))
    sums =
      isJoint
      ? [(PanelSums(phases, as: all, weights, surrounded, task), 0)]
      : phases.indices.filter { !phases[$0].isEmpty }.map { [surrounded] in
        let (rows, columns) = (phases[$0].rows, phases[$0].columns)
        return (
          PanelSums(weights, surrounded, task, rows: rows, columns: columns), planes[$0].start
        )
      }
    stages = [
      surrounded.pieces, sums.reduce(0) { $0 + $1.sums.split.count },
      min(channels, threads > 1 ? 4 * threads : 1),
    ]
  }

  func perform(
    _ place: PieceOfWork, from source: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    switch place.stage {
    case 0: surrounded.surround(source, piece: place.piece)
    case 1: compute(place, from: source)
    default:
      let share = channels * place.piece / stages[2]..<channels * (place.piece + 1) / stages[2]
      for channel in share { spread(channel, into: target) }
    }
  }

  private func compute(_ place: PieceOfWork, from source: UnsafePointer<Float>) {
    var piece = place.piece
    for (sums, start) in sums {
      if piece < sums.split.count {
        return sums.compute(
          piece, worker: place.worker, from: source, to: scratch.start + start)
      }
      piece -= sums.split.count
    }
  }

  /// Puts the phases of a channel between each other.
  private func spread(_ channel: Int, into target: UnsafeMutablePointer<Float>) {
    let columnPhases = min(stride.width, input.width)
    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>?.self, capacity: columnPhases) { parts in
      for row in 0..<input.height {
        for column in 0..<columnPhases {
          let plane = planes[row % stride.height * columnPhases + column]
          parts[column] = UnsafePointer(
            scratch.start + plane.start + channel * plane.channel
              + row / stride.height * plane.row)
        }
        conv_interleave(
          level, stride.width, parts.baseAddress,
          target + (channel * input.height + row) * input.width, input.width)
      }
    }
  }
}

extension PanelSums {
  /// Prepares the sums of all phases as the targets of one convolution.
  fileprivate convenience init(
    _ phases: [StridedPhase], as all: StridedPhase, _ weights: GroupWeights,
    _ surrounded: Surroundings, _ task: PlanTask<Float>
  ) {
    var extents = weights.extents
    extents.targets *= phases.count
    self.init(
      extents, surrounded, rows: all.rows, columns: all.columns, threads: task.threads,
      level: task.level
    ) { target, channel, row, column in
      let (number, target) = target.quotientAndRemainder(dividingBy: weights.extents.targets)
      let phase = phases[number]
      guard let row = phase.rows.weight(at: all.rows.taps[row].offset),
        let column = phase.columns.weight(at: all.columns.taps[column].offset)
      else { return 0 }
      return weights[target, channel, row, column]
    }
  }
}
