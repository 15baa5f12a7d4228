/// Sums of the planes of one batch element and one group of channels, in stages of pieces that
/// threads may share.
protocol PlaneSums: AnyObject {
  /// How many pieces each stage has.
  var stages: [Int] { get }
  /// How many threads are worth it.
  var threads: Int { get }

  /// Does a piece of the way from all planes of the source to all planes of the target.
  func perform(
    _ place: PieceOfWork, from source: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>)
}

/// Which piece of which stage is done, and by which of the workers.
struct PieceOfWork {
  /// The stage.
  var stage: Int
  /// The piece's number in its stage.
  var piece: Int
  /// The worker's number.
  var worker: Int
}

/// How many source channels, rows and columns there are, and how many target channels.
struct PlaneExtents {
  /// Channels of the source.
  var channels: Int
  /// Rows of the source.
  var height: Int
  /// Columns of the source.
  var width: Int
  /// Channels of the target.
  var targets: Int
}

/// The sums of all groups, done for all batch elements.
struct DensePass {
  private let groups: [any PlaneSums]
  private let batch, source, target: Int

  /// Prepares the groups of a task.
  init(_ task: PlanTask<Float>, prepare: (GroupWeights) -> any PlaneSums) {
    let geometry = task.geometry
    groups = (0..<geometry.groups).map { prepare(GroupWeights(task, group: $0)) }
    batch = geometry.batch
    source = geometry.shape(of: task.side == .output ? .input : .output).count / batch
    target = geometry.shape(of: task.side).count / batch
  }

  /// Computes the target.
  func run(_ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
    for element in 0..<batch {
      for (number, group) in groups.enumerated() {
        let from = source + self.source * element + self.source / groups.count * number
        let to = target + self.target * element + self.target / groups.count * number
        inParallel(group.stages, threads: group.threads) { stage, piece, worker in
          group.perform(.init(stage: stage, piece: piece, worker: worker), from: from, to: to)
        }
      }
    }
  }
}

extension PlanTask {
  /// Returns the same task for as many threads as are worth it where each group is done by itself.
  ///
  /// - Parameter speed: Multiply–accumulates of the direct sum in a nanosecond.
  /// - Returns: The task, for one thread where a group takes a moment only.
  func sharingGroups(speed: Int) -> PlanTask {
    var task = self
    let work = geometry.multiplyAccumulateCount / geometry.batch / geometry.groups
    task.threads = threads(forNanoseconds: work / speed)
    return task
  }
}

/// The weights between the channels of one group: of targets and of what they read.
struct GroupWeights {
  /// The source's channels and size, and the number of target channels.
  let extents: PlaneExtents
  private let kernel: Tensor<Float>
  private let first: Int
  private let isOntoOutput: Bool

  /// Finds a group's weights.
  ///
  /// - Precondition: The task is not onto the kernel.
  init(_ task: PlanTask<Float>, group: Int) {
    let geometry = task.geometry
    let inputs = geometry.inputChannels / geometry.groups
    let outputs = geometry.outputChannels / geometry.groups
    isOntoOutput = task.side == .output
    let source = isOntoOutput ? geometry.inputShape : geometry.outputShape
    extents = PlaneExtents(
      channels: isOntoOutput ? inputs : outputs, height: source.height, width: source.width,
      targets: isOntoOutput ? outputs : inputs)
    guard let kernel = task.kernel else { preconditionFailure("A sum needs weights.") }
    self.kernel = kernel
    first = group * outputs
  }

  /// The weight between a target channel and a source channel of the group.
  subscript(target: Int, channel: Int, row: Int, column: Int) -> Float {
    let (output, input) = isOntoOutput ? (target, channel) : (channel, target)
    return kernel.values[kernel.shape.offset(of: Index4(first + output, input, row, column))]
  }
}
