import CConvKernels

/// Layers of few channels a group, computed where their planes lie: depthwise and grouped layers,
/// images of one channel, layers as small as a lesson's.
final class Planes: Executor {
  private let sums: any PlanesWork

  static var wantsPlainForm: Bool { true }

  static func refusal(of task: PlanTask<Float>) -> String? {
    let (rows, columns) = (task.geometry.rows, task.geometry.columns)
    if columns.stride > CONV_PLANES_STRIDE {
      return "its windows are more than \(CONV_PLANES_STRIDE) columns apart"
    }
    if task.side == .input, columns.stride == 1, rows.stride > 1 {
      return "its windows are apart in rows and not in columns"
    }
    if task.side == .input, columns.stride > 1,
      max(rows.kernel, columns.kernel) > CONV_PLANES_WEIGHTS
    {
      return "its kernel has more than \(CONV_PLANES_WEIGHTS) rows or columns"
    }
    return nil
  }

  /// Dense layers of more channels are worth a copy that is laid out for them.
  static func pays(for task: PlanTask<Float>) -> Bool {
    let geometry = task.geometry
    let channels = min(geometry.inputChannels, geometry.outputChannels) / geometry.groups
    return channels <= (geometry.groups > 1 ? 8 : 2)
      || geometry.multiplyAccumulateCount <= 50_000
  }

  init(_ task: PlanTask<Float>) {
    sums =
      switch (task.side, task.kernel) {
      case (.kernel, _): PlanesKernelSums(task)
      case (_, let kernel?): PlanesSums(task, kernel: kernel)
      case (_, nil): preconditionFailure("A sum needs weights.")
      }
  }

  func run(
    input: UnsafePointer<Float>?, output: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>
  ) {
    sums.run(input: input, output: output, into: target)
  }
}

/// A pass over planes, prepared.
protocol PlanesWork: AnyObject {
  /// Computes every element of the target.
  func run(
    input: UnsafePointer<Float>?, output: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>)
}

extension conv_planes {
  /// The relation of two axes.
  ///
  /// - Precondition: The spacing is 1, the kernel not turned, and the padding mode zeros.
  init(rows: AxisGeometry, columns: AxisGeometry) {
    self.init(
      input_rows: rows.input, input_columns: columns.input, output_rows: rows.output,
      output_columns: columns.output, kernel_rows: rows.kernel, kernel_columns: columns.kernel,
      row_stride: rows.stride, column_stride: columns.stride, row_dilation: rows.dilation,
      column_dilation: columns.dilation, rows_before: rows.before,
      columns_before: columns.before)
  }
}

/// Returns how many groups of at most `CONV_PLANES_BLOCK` there are in some channels.
func planeBlocks(_ channels: Int) -> Int {
  let most = CONV_PLANES_BLOCK
  return (channels + most - 1) / most
}
