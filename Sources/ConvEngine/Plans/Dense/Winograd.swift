/// Winograd's minimal filtering of 3×3 kernels, onto the output or the input.
///
/// F(2×2, 3×3) needs 16 products where the definition takes 36, and its transforms hold halves and
/// quarters only; F(4×4, 3×3) needs 36 instead of 144. Source: Lavin & Gray, arXiv:1509.09308.
final class Winograd<Tile: WinogradTile>: Executor {
  private let pass: DensePass

  static var wantsPlainForm: Bool { true }

  static func refusal(of task: PlanTask<Float>) -> String? {
    let axes = [task.geometry.rows, task.geometry.columns]
    if task.side == .kernel { return "it does not sum onto the kernel" }
    return axes.allSatisfy { $0.kernel == 3 && $0.stride == 1 && $0.dilation == 1 }
      ? nil : "it needs a 3×3 kernel of stride 1"
  }

  static func pays(for task: PlanTask<Float>) -> Bool {
    let geometry = task.geometry
    let channels = min(geometry.inputChannels, geometry.outputChannels) / geometry.groups
    return Tile.isExact && channels >= 16 && geometry.multiplyAccumulateCount > 1_000_000
  }

  init(_ task: PlanTask<Float>) {
    let (rows, columns) = (task.geometry.rows, task.geometry.columns)
    let isOntoOutput = task.side == .output
    let task = task.sharingGroups(speed: 100)
    pass = DensePass(task) { weights in
      WinogradSums(
        weights, task, tile: Tile.size,
        rows: isOntoOutput ? rows.outputReach : rows.inputReach(phase: 0),
        columns: isOntoOutput ? columns.outputReach : columns.inputReach(phase: 0))
    }
  }

  func run(
    input: UnsafePointer<Float>?, output: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>
  ) {
    if let source = input ?? output { pass.run(source, into: target) }
  }
}

/// How many outputs along each axis Winograd's way computes together.
protocol WinogradTile {
  /// Outputs along an axis.
  static var size: Int { get }
  /// Whether small whole numbers come out exactly.
  static var isExact: Bool { get }
}

/// Tiles of 2×2 outputs.
enum SmallTile: WinogradTile {
  static var size: Int { 2 }
  static var isExact: Bool { true }
}

/// Tiles of 4×4 outputs.
enum LargeTile: WinogradTile {
  static var size: Int { 4 }
  static var isExact: Bool { false }
}
