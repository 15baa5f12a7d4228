/// The definition's sums bit for bit, row after row in place of tap after tap.
///
/// Every sum takes its products in the definition's order: neighbouring sums are taken side by side,
/// and no sum is split. Swift rounds each product and each sum, as the definition does.
final class Ordered<Scalar: BinaryFloatingPoint & Sendable>: Executor {
  private let execution: Execution<Scalar>

  static var wantsPlainForm: Bool { false }

  static func refusal(of task: PlanTask<Scalar>) -> String? {
    let geometry = task.geometry
    return geometry.rows.spacing == 1 && geometry.columns.spacing == 1
      ? nil : "there are zeros between the elements of its input"
  }

  static func pays(for task: PlanTask<Scalar>) -> Bool { true }

  init(_ task: PlanTask<Scalar>) {
    let geometry = task.geometry
    switch (task.side, task.kernel) {
    case (.output, let kernel?):
      let sums = OrderedSums(
        task, kernel: kernel, rows: [geometry.rows.orderedOutputs],
        columns: [geometry.columns.orderedOutputs])
      execution = { input, _, target in
        if let input { sums.run(input, into: target) }
      }
    case (.input, let kernel?) where kernel.isFinite:
      let sums = OrderedSums(
        task, kernel: kernel, rows: geometry.rows.orderedInputs,
        columns: geometry.columns.orderedInputs)
      let folded = FoldedInputs(task, kernel: kernel)
      execution = { _, output, target in
        guard let output else { return }
        sums.run(output, into: target)
        folded?.run(output, into: target)
      }
    case (.kernel, _):
      let sums = OrderedKernelSums(task)
      execution = { input, output, target in
        if let input, let output { sums.run(input: input, output: output, into: target) }
      }
    default:
      // Zeros around δ would turn an infinite weight into NaN, where the definition has no product.
      execution = Definition(task).run
    }
  }

  func run(
    input: UnsafePointer<Scalar>?, output: UnsafePointer<Scalar>?,
    into target: UnsafeMutablePointer<Scalar>
  ) {
    execution(input, output, target)
  }
}

extension Tensor {
  /// Whether there is neither an infinity nor a NaN.
  fileprivate var isFinite: Bool { values.allSatisfy(\.isFinite) }
}
