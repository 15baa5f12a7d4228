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
    pass = DensePass(task) { weights in
      if task.side == .output {
        return PanelSums(weights, task, rows: rows.outputReach, columns: columns.outputReach)
      }
      if max(rows.stride, columns.stride) > 1 { return StridedGradient(weights, task) }
      return PanelSums(
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

extension PanelSums {
  /// Prepares the sums of one group, whose targets read so.
  convenience init(
    _ weights: GroupWeights, _ task: PlanTask<Float>, rows: AxisReach, columns: AxisReach
  ) {
    self.init(
      weights.extents, rows: rows, columns: columns, threads: task.threads, level: task.level
    ) { target, channel, row, column in
      weights[target, channel, rows.taps[row].weight, columns.taps[column].weight]
    }
  }
}
