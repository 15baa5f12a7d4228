import CConvKernels

/// The gradient of a 3×3 kernel of stride 1 by Winograd's way, transposed: 16 products where the
/// definition takes 36, and transforms of halves and quarters only.
///
/// Inputs in tiles of 4×4 and output gradients in tiles of 2×2 are transformed; sixteen tables, output
/// channels by input channels, of sums over all tiles follow; and each sixteen sums make nine weights.
/// Source: Lavin & Gray, arXiv:1509.09308, and the transposition principle.
final class WinogradKernelSums: Executor {
  private let task: PlanTask<Float>
  private let threads: Int
  private let lines, tiles, linesAtOnce: Int
  private let inputs, gradients: Transformed
  private let sums: Scratch<Float>
  private let panels, weights: [Scratch<Float>]

  private static let lanes = CONV_PANEL_LANES
  private static let products = CONV_WINOGRAD_PRODUCTS
  /// Tiles of a panel: a quarter of a small second-level cache with the rows that it meets.
  private static let panelTiles = 256

  /// Channels, framed, and their tiles, transformed: [16 products][channels][tiles].
  private struct Transformed {
    var planes: FramedPlanes
    var values: Scratch<Float>
    var rows: [Int]
    var apart: Int

    /// Rows and products lie an odd number of cache lines apart, lest they share places in cache.
    init(channels: Int, tiles: Int, rows: FramedPlanes.Axis, columns: FramedPlanes.Axis) {
      let step = (tiles + 16 + 15) / 16 * 16 | 16
      planes = FramedPlanes(planes: channels, rows: rows, columns: columns)
      self.rows = (0..<channels).map { $0 * step }
      apart = channels * step + 80
      values = Scratch(count: apart * products)
    }
  }

  static var wantsPlainForm: Bool { true }

  static func refusal(of task: PlanTask<Float>) -> String? {
    let axes = [task.geometry.rows, task.geometry.columns]
    if task.side != .kernel { return "it computes kernel gradients only" }
    return axes.allSatisfy { $0.kernel == 3 && $0.stride == 1 && $0.dilation == 1 }
      && task.geometry.groups == 1
      ? nil : "it needs a 3×3 kernel of stride 1 and one group"
  }

  /// Whether fewer products outweigh the transforms, in tenths of a clock cycle as measured.
  static func pays(for task: PlanTask<Float>) -> Bool {
    let geometry = task.geometry
    let (rows, columns) = (geometry.rows.output, geometry.columns.output)
    let tiles = (rows + 1) / 2 * ((columns + 1) / 2)
    let pairs = geometry.inputChannels * geometry.outputChannels
    let transforms = 128 * tiles * (geometry.inputChannels + geometry.outputChannels)
    return 11 * pairs * tiles + transforms + 170 * pairs < 6 * pairs * rows * columns
  }

  init(_ task: PlanTask<Float>) {
    self.task = task
    let geometry = task.geometry
    let (rows, columns) = (geometry.rows, geometry.columns)
    let channels = geometry.inputChannels + geometry.outputChannels
    threads = task.threads(forNanoseconds: geometry.multiplyAccumulateCount / 96)
    (lines, tiles) = ((rows.output + 1) / 2, (columns.output + 1) / 2)
    // Threads wait for each other twice for each stretch: longer ones, from a more distant cache.
    let most = (threads == 1 ? 24_000 : 120_000) / channels
    linesAtOnce = min(lines, max(1, most / tiles))
    let block = linesAtOnce * tiles
    inputs = Transformed(
      channels: geometry.inputChannels, tiles: block,
      rows: .init(count: rows.input, before: rows.before, places: 2 * lines + 2),
      columns: .init(count: columns.input, before: columns.before, places: 2 * tiles + 2))
    gradients = Transformed(
      channels: geometry.outputChannels, tiles: block,
      rows: .init(count: rows.output, before: 0, places: 2 * lines),
      columns: .init(count: columns.output, before: 0, places: 2 * tiles))
    let lanes = WinogradKernelSums.lanes
    let panelCount = (geometry.outputChannels + lanes - 1) / lanes
    sums = Scratch(
      count: WinogradKernelSums.products * panelCount * geometry.inputChannels * lanes)
    panels = (0..<threads).map { _ in Scratch(count: WinogradKernelSums.panelTiles * lanes) }
    weights = (0..<threads).map { _ in Scratch(count: geometry.inputChannels * 9 * lanes) }
  }

  func run(
    input: UnsafePointer<Float>?, output: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>
  ) {
    guard let input, let output else { return }
    let geometry = task.geometry
    for batch in 0..<geometry.batch {
      let (input, output) = (
        input + batch * geometry.inputShape.count / geometry.batch,
        output + batch * geometry.outputShape.count / geometry.batch
      )
      for block in parts(of: lines, most: linesAtOnce) {
        transform(input, output, block)
        add(block, isFirst: batch == 0 && block.lowerBound == 0)
      }
    }
    finish(into: target)
  }

  /// Transforms some lines of tiles of all channels, which are framed with the first of them: all of
  /// them before, since a transform may read, and leave, what stands behind its plane.
  private func transform(
    _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, _ block: Range<Int>
  ) {
    let geometry = task.geometry
    let count = geometry.inputChannels + geometry.outputChannels
    let stages = [block.lowerBound == 0 ? count : 0, count]
    inParallel(stages, threads: threads) { stage, number, _ in
      let channel = number - geometry.inputChannels
      switch (stage, channel < 0) {
      case (0, true):
        inputs.planes.frame(
          input + number * geometry.rows.input * geometry.columns.input, as: number)
      case (0, false):
        gradients.planes.frame(
          output + channel * geometry.rows.output * geometry.columns.output, as: channel)
      case (_, true): conv_transform_inputs(task.level, lines(block, of: number, in: inputs))
      case (_, false):
        conv_transform_gradients(task.level, lines(block, of: channel, in: gradients))
      }
    }
  }

  /// Returns some lines of tiles of a plane.
  private func lines(
    _ block: Range<Int>, of number: Int, in side: Transformed
  ) -> conv_tiles {
    conv_tiles(
      plane: side.planes.start(of: number) + 2 * block.lowerBound * side.planes.pitch,
      pitch: side.planes.pitch, lines: block.count, tiles: tiles,
      to: side.values.start + side.rows[number], apart: side.apart)
  }

  /// Adds the products of some lines of tiles; each of the sixteen is one thread's.
  private func add(_ block: Range<Int>, isFirst: Bool) {
    let ranges = parts(of: block.count * tiles, most: WinogradKernelSums.panelTiles)
    let products = WinogradKernelSums.products
    inParallel(threads, threads: threads) { worker in
      for product in products * worker / threads..<products * (worker + 1) / threads {
        for range in ranges {
          add(
            product, range, isFirst: isFirst && range.lowerBound == 0,
            panel: panels[worker].start)
        }
      }
    }
  }

  private func add(
    _ product: Int, _ range: Range<Int>, isFirst: Bool, panel: UnsafeMutablePointer<Float>
  ) {
    let lanes = WinogradKernelSums.lanes
    let (channels, targets) = (task.geometry.inputChannels, task.geometry.outputChannels)
    let places = conv_places(rows: 1, columns: range.count, step: 1, jump: 0)
    let vectors = gradients.values.start + product * gradients.apart + range.lowerBound
    let numbers = inputs.values.start + product * inputs.apart + range.lowerBound
    var sums = sums.start + product * sumsApart
    inputs.rows.withUnsafeBufferPointer { inputRows in
      gradients.rows.withUnsafeBufferPointer { gradientRows in
        guard let inputRows = inputRows.baseAddress, let gradientRows = gradientRows.baseAddress
        else { return }
        for first in stride(from: 0, to: targets, by: lanes) {
          conv_pack_panel(
            vectors, gradientRows + first, min(lanes, targets - first), places, panel)
          conv_multiply_panel(
            task.level, numbers, inputRows, channels, places, panel, lanes, sums, lanes,
            isFirst ? 0 : 1)
          sums += channels * lanes
        }
      }
    }
  }

  /// From the sums of a product to those of the next.
  private var sumsApart: Int { sums.count / WinogradKernelSums.products }

  /// Makes weights of all sums.
  private func finish(into target: UnsafeMutablePointer<Float>) {
    let lanes = WinogradKernelSums.lanes
    let (channels, targets) = (task.geometry.inputChannels, task.geometry.outputChannels)
    let count = (targets + lanes - 1) / lanes
    inParallel(threads, threads: threads) { worker in
      for panel in count * worker / threads..<count * (worker + 1) / threads {
        conv_transform_sums(
          task.level, sums.start + panel * channels * lanes, sumsApart, channels,
          weights[worker].start)
        conv_unpack_panel(
          weights[worker].start, channels * 9, min(lanes, targets - panel * lanes),
          target + panel * lanes * channels * 9, channels * 9)
      }
    }
  }
}
