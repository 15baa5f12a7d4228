/// One algorithm, prepared for one task: weights packed, scratch at hand.
///
/// An executor is told the two sides that are not summed onto, the weights long before the rest.
protocol Executor: AnyObject {
  /// The type of the numbers.
  associatedtype Scalar: BinaryFloatingPoint & Sendable

  /// Whether padding that folds and turned kernels are taken care of before; see ``PlainForm``.
  static var wantsPlainForm: Bool { get }

  /// Returns why a task cannot be computed so, or nil where it can.
  static func refusal(of task: PlanTask<Scalar>) -> String?

  /// Returns whether this is the choice for a task that it can compute.
  static func pays(for task: PlanTask<Scalar>) -> Bool

  /// Prepares for a task that is not refused.
  init(_ task: PlanTask<Scalar>)

  /// Computes every element of the target; what it held before is not read.
  ///
  /// - Parameters:
  ///   - input: The relation's input; nil where it is the target.
  ///   - output: The relation's output; nil where it is the target.
  ///   - target: The side that is summed onto.
  func run(
    input: UnsafePointer<Scalar>?, output: UnsafePointer<Scalar>?,
    into target: UnsafeMutablePointer<Scalar>)
}

/// An executor's run, whatever its type.
typealias Execution<Scalar> = (
  _ input: UnsafePointer<Scalar>?, _ output: UnsafePointer<Scalar>?,
  _ target: UnsafeMutablePointer<Scalar>
) -> Void

/// An algorithm that could compute a task.
struct Candidate<Scalar: BinaryFloatingPoint & Sendable> {
  /// Its name.
  var algorithm: Algorithm
  /// Why it cannot.
  var refusal: String?
  /// Whether it is the choice where it comes first.
  var pays: Bool
  /// Prepares it.
  var prepare: () -> Execution<Scalar>
}

/// Returns all algorithms in the order in which they are tried, the definition last.
///
/// With ``fastCandidates(for:)`` the one list of them: a new one is a new line.
func candidates<Scalar>(for task: PlanTask<Scalar>) -> [Candidate<Scalar>] {
  let fast = (task as? PlanTask<Float>).flatMap { fastCandidates(for: $0) as? [Candidate<Scalar>] }
  return (fast ?? []) + [
    candidate(.ordered, Ordered<Scalar>.self, task),
    candidate(.definition, Definition<Scalar>.self, task),
  ]
}

/// Returns the algorithms of 32-bit numbers in the order in which they are tried.
private func fastCandidates(for task: PlanTask<Float>) -> [Candidate<Float>] {
  [
    candidate(.planes, Planes.self, task),
    task.side == .kernel
      ? phased(.winograd, WinogradKernelSums.self, task)
      : phased(.winograd, Winograd<SmallTile>.self, task),
    phased(.winogradLarge, Winograd<LargeTile>.self, task),
    task.side == .kernel
      ? candidate(.panels, KernelSums.self, task) : candidate(.panels, Panels.self, task),
  ]
}

/// Returns an algorithm for neighbours alone, or that for the phases of a dilated layer.
private func phased<E: Executor>(
  _ algorithm: Algorithm, _ type: E.Type, _ task: PlanTask<Float>
) -> Candidate<Float> where E.Scalar == Float {
  task.geometry.rows.dilation * task.geometry.columns.dilation > 1
    ? candidate(algorithm, DilationPhases<E>.self, task) : candidate(algorithm, type, task)
}

private func candidate<E: Executor>(
  _ algorithm: Algorithm, _ type: E.Type, _ task: PlanTask<E.Scalar>
) -> Candidate<E.Scalar> {
  let form = E.wantsPlainForm ? PlainForm(task) : nil
  let task = form?.task ?? task
  return Candidate(
    algorithm: algorithm, refusal: E.refusal(of: task), pays: E.pays(for: task),
    prepare: {
      let execution: Execution<E.Scalar> = E(task).run
      return form?.execution(around: execution) ?? execution
    })
}
