import CConvKernels

/// Sums onto the output or the input, some planes at a time.
final class PlanesSums: PlanesWork {
  /// Some target planes of a group: where they and what they read start.
  private struct Block {
    var source, kernel, target, targets: Int
  }

  private let layer: conv_planes
  private let isScattered: Bool
  private let blocks: [Block]
  private let batch, channels, rows, bands, threads: Int
  private let source, target: Int
  private let level: Int32
  private let kernel, zeros: Scratch<Float>

  /// Packs the weights of a task.
  init(_ task: PlanTask<Float>, kernel: Tensor<Float>) {
    let geometry = task.geometry
    let isOntoOutput = task.side == .output
    // An input gradient of stride 1 is a forward pass of the turned kernel over δ.
    isScattered = !isOntoOutput && geometry.columns.stride > 1
    let isTurned = !isOntoOutput && !isScattered
    layer =
      isTurned
      ? conv_planes(
        rows: geometry.rows.inputGradientWindow, columns: geometry.columns.inputGradientWindow)
      : conv_planes(rows: geometry.rows, columns: geometry.columns)
    let from = geometry.shape(of: isOntoOutput ? .input : .output)
    let to = geometry.shape(of: task.side)
    (batch, channels, rows) = (geometry.batch, from.channels / geometry.groups, to.height)
    (source, target) = (from.count / batch, to.count / batch)
    level = task.level
    let packing = PlanesPacking(
      groups: geometry.groups, channels: channels, targets: to.channels / geometry.groups,
      isOntoOutput: isOntoOutput, isTurned: isTurned, isScattered: isScattered)
    var blocks: [Block] = []
    var weights: [Float] = []
    for block in packing.blocks {
      blocks.append(
        Block(
          source: block.group * packing.channels * from.height * from.width,
          kernel: weights.count, target: block.first * to.height * to.width,
          targets: block.targets))
      packing.pack(kernel, first: block.first, targets: block.targets, onto: &weights)
    }
    self.blocks = blocks
    self.kernel = Scratch(count: weights.count)
    self.kernel.start.update(from: weights, count: weights.count)
    zeros = Scratch(count: from.width)
    let speed = geometry.columns.stride > 1 ? 16 : 25
    threads = task.threads(forNanoseconds: geometry.multiplyAccumulateCount / speed)
    bands = threads == 1 ? 1 : min(rows, max(1, 4 * threads / (batch * blocks.count)))
  }

  func run(
    input: UnsafePointer<Float>?, output: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>
  ) {
    guard let source = input ?? output else { return }
    if threads == 1 {
      for piece in 0..<batch * blocks.count { sum(piece, 0..<rows, source, target) }
      return
    }
    inParallel(batch * blocks.count * bands, threads: threads) { piece in
      let (block, band) = piece.quotientAndRemainder(dividingBy: bands)
      sum(block, rows * band / bands..<rows * (band + 1) / bands, source, target)
    }
  }

  private func sum(
    _ piece: Int, _ rows: Range<Int>, _ source: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>
  ) {
    let (element, number) = piece.quotientAndRemainder(dividingBy: blocks.count)
    let block = blocks[number]
    let from = source + element * self.source + block.source
    let to = target + element * self.target + block.target
    withUnsafePointer(to: layer) { layer in
      if isScattered {
        conv_planes_input_gradient(
          level, layer, from, channels, kernel.start + block.kernel, to, block.targets,
          rows.lowerBound, rows.upperBound)
      } else {
        conv_planes_forward(
          level, layer, from, channels, kernel.start + block.kernel, zeros.start, to,
          block.targets, rows.lowerBound, rows.upperBound)
      }
    }
  }
}

/// How the weights stand that the kernels in C read.
private struct PlanesPacking {
  var groups, channels, targets: Int
  var isOntoOutput, isTurned, isScattered: Bool

  /// The first target channel of each block, how many there are, and their group.
  var blocks: [(first: Int, targets: Int, group: Int)] {
    (0..<groups).flatMap { group in
      stride(from: 0, to: targets, by: CONV_PLANES_BLOCK).map { first in
        (group * targets + first, min(CONV_PLANES_BLOCK, targets - first), group)
      }
    }
  }

  /// Appends the weights of a block.
  func pack(_ kernel: Tensor<Float>, first: Int, targets: Int, onto weights: inout [Float]) {
    let (rows, columns) = (kernel.shape.height, kernel.shape.width)
    let group = first / self.targets
    for channel in 0..<channels {
      for outer in 0..<(isScattered ? rows : columns) {
        for inner in 0..<(isScattered ? columns : rows) {
          let (row, column) = isScattered ? (outer, inner) : (inner, outer)
          for target in first..<first + targets {
            let (output, input) =
              isOntoOutput
              ? (target, channel) : (group * channels + channel, target % self.targets)
            weights.append(
              kernel[
                output, input, isTurned ? rows - 1 - row : row,
                isTurned ? columns - 1 - column : column])
          }
        }
      }
    }
  }
}
