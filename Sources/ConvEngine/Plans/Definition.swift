/// The plain sums of ``contraction(_:onto:input:kernel:output:)``.
final class Definition<Scalar: BinaryFloatingPoint & Sendable>: Executor {
  private let task: PlanTask<Scalar>

  static var wantsPlainForm: Bool { false }
  static func refusal(of task: PlanTask<Scalar>) -> String? { nil }
  static func pays(for task: PlanTask<Scalar>) -> Bool { true }

  init(_ task: PlanTask<Scalar>) { self.task = task }

  func run(
    input: UnsafePointer<Scalar>?, output: UnsafePointer<Scalar>?,
    into target: UnsafeMutablePointer<Scalar>
  ) {
    let geometry = task.geometry
    let result = contraction(
      geometry, onto: task.side, input: tensor(input, geometry.inputShape), kernel: task.kernel,
      output: tensor(output, geometry.outputShape))
    target.update(from: result.values, count: result.values.count)
  }

  private func tensor(_ values: UnsafePointer<Scalar>?, _ shape: Shape4) -> Tensor<Scalar>? {
    values.map {
      Tensor(shape: shape, values: Array(UnsafeBufferPointer(start: $0, count: shape.count)))
    }
  }
}
