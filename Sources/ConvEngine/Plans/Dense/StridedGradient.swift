/// The input gradient of a strided layer: as many sums without strides as there are phases.
///
/// Inputs a whole number of strides apart meet the same weights; those of one such phase are a small
/// convolution of δ. Where that has few targets, the phases of all are the targets of one convolution,
/// whose weights are zero where a phase does not meet them.
final class StridedGradient: PlaneSums {
  private struct Phase {
    var row, column: Int
    var rows, columns: AxisReach
  }

  private let phases: [Phase]
  /// One for all phases, or one for each that meets any weight.
  private let sums: [PanelSums?]
  private let areJoined: Bool
  private let scratch: Scratch<Float>
  private let size: Size2D
  private let channels: Int
  private let input, stride: Size2D

  /// Prepares the gradient of one group of channels.
  init(_ weights: GroupWeights, _ task: PlanTask<Float>) {
    let (rows, columns) = (task.geometry.rows, task.geometry.columns)
    channels = weights.extents.targets
    input = Size2D(height: rows.input, width: columns.input)
    stride = Size2D(height: rows.stride, width: columns.stride)
    let phases = (0..<min(rows.stride, rows.input)).flatMap { row in
      (0..<min(columns.stride, columns.input)).map { column in
        Phase(
          row: row, column: column, rows: rows.inputReach(phase: row),
          columns: columns.inputReach(phase: column))
      }
    }
    self.phases = phases
    size = Size2D(height: phases[0].rows.count, width: phases[0].columns.count)
    areJoined = phases.count * channels <= 16
    sums =
      areJoined
      ? [StridedGradient.joined(phases, weights, task)]
      : phases.map { phase in
        guard !phase.rows.taps.isEmpty, !phase.columns.taps.isEmpty else { return nil }
        return PanelSums(weights, task, rows: phase.rows, columns: phase.columns)
      }
    scratch = Scratch(count: size.height * size.width * channels * (areJoined ? phases.count : 1))
  }

  func run(_ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
    if areJoined { sums[0]?.run(source, into: scratch.start) }
    for (number, phase) in phases.enumerated() {
      if areJoined {
        let first = number * channels * size.height * size.width
        spread(phase, scratch.start + first, size, into: target)
      } else {
        if let sums = sums[number] {
          sums.run(source, into: scratch.start)
        } else {
          scratch.start.update(repeating: 0, count: scratch.count)
        }
        let size = Size2D(height: phase.rows.count, width: phase.columns.count)
        spread(phase, scratch.start, size, into: target)
      }
    }
  }

  /// Writes a phase's sums, planes of a size, to every `stride`th place.
  private func spread(
    _ phase: Phase, _ sums: UnsafePointer<Float>, _ size: Size2D,
    into target: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<channels {
      for row in 0..<phase.rows.count {
        let from = sums + (channel * size.height + row) * size.width
        let line = channel * input.height + row * stride.height + phase.row
        let to = target + line * input.width + phase.column
        for column in 0..<phase.columns.count { to[column * stride.width] = from[column] }
      }
    }
  }

  private static func joined(
    _ phases: [Phase], _ weights: GroupWeights, _ task: PlanTask<Float>
  ) -> PanelSums? {
    let rows = AxisReach(joining: phases.map(\.rows))
    let columns = AxisReach(joining: phases.map(\.columns))
    guard !rows.taps.isEmpty, !columns.taps.isEmpty else { return nil }
    var extents = weights.extents
    extents.targets *= phases.count
    return PanelSums(
      extents, rows: rows, columns: columns, threads: task.threads, level: task.level
    ) { target, channel, row, column in
      let (number, target) = target.quotientAndRemainder(dividingBy: weights.extents.targets)
      let phase = phases[number]
      guard let row = phase.rows.weight(at: rows.taps[row].offset),
        let column = phase.columns.weight(at: columns.taps[column].offset)
      else { return 0 }
      return weights[target, channel, row, column]
    }
  }
}

extension AxisReach {
  /// Makes one reach with the places of all; its weights mean nothing.
  fileprivate init(joining all: [AxisReach]) {
    let offsets = Set(all.flatMap(\.taps).map(\.offset)).sorted()
    self.init(
      count: all.map(\.count).max() ?? 0, step: 1,
      taps: offsets.map { .init(weight: 0, offset: $0) })
  }

  /// Returns the weight that target 0 meets at a place.
  fileprivate func weight(at offset: Int) -> Int? {
    taps.first { $0.offset == offset }?.weight
  }
}
