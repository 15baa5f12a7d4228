/// Dense layers of any kernel, stride and dilation, onto the output or the input.
final class Panels: Executor {
  private let pass: DensePass

  static var wantsPlainForm: Bool { true }

  static func refusal(of task: PlanTask<Float>) -> String? {
    task.side == .kernel ? "it does not sum onto the kernel" : nil
  }

  static func pays(for task: PlanTask<Float>) -> Bool {
    let geometry = task.geometry
    let channels = min(geometry.inputChannels, geometry.outputChannels) / geometry.groups
    return channels > 2 && geometry.multiplyAccumulateCount > 50_000
  }

  init(_ task: PlanTask<Float>) {
    let (rows, columns) = (task.geometry.rows, task.geometry.columns)
    let task = task.sharingGroups(speed: 50)
    pass = DensePass(task) { weights in
      if task.side == .output {
        return PanelPass(weights, task, rows: rows.outputReach, columns: columns.outputReach)
      }
      if max(rows.stride, columns.stride) > 1 { return StridedGradient(weights, task) }
      return PanelPass(
        weights, task, rows: rows.inputReach(phase: 0), columns: columns.inputReach(phase: 0))
    }
  }

  func run(
    input: UnsafePointer<Float>?, output: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>
  ) {
    if let source = input ?? output { pass.run(source, into: target) }
  }
}

/// The sums of one group: a copy of the source with its surroundings, then panels.
private final class PanelPass: PlaneSums {
  let stages: [Int]
  private let surrounded: Surroundings
  private let sums: PanelSums

  let threads: Int

  init(_ weights: GroupWeights, _ task: PlanTask<Float>, rows: AxisReach, columns: AxisReach) {
    threads = task.threads
    surrounded = Surroundings(
      weights.extents, rows: rows, columns: columns, threads: threads, level: task.level)
    sums = PanelSums(weights, surrounded, task, rows: rows, columns: columns)
    stages = [surrounded.pieces, sums.split.count]
  }

  func perform(
    _ place: PieceOfWork, from source: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    if place.stage == 0 {
      surrounded.surround(source, piece: place.piece)
    } else {
      sums.compute(place.piece, worker: place.worker, from: source, to: target)
    }
  }
}

extension PanelSums {
  /// Prepares the sums of one group, whose targets read so.
  convenience init(
    _ weights: GroupWeights, _ surrounded: Surroundings, _ task: PlanTask<Float>,
    rows: AxisReach, columns: AxisReach
  ) {
    self.init(
      weights.extents, surrounded, rows: rows, columns: columns, threads: task.threads,
      level: task.level
    ) { target, channel, row, column in
      weights[target, channel, rows.taps[row].weight, columns.taps[column].weight]
    }
  }
}
