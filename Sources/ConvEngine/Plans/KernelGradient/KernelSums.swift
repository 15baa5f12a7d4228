import CConvKernels

/// The kernel gradient as a table of sums of products: output channels by taps, summed over places.
///
///     ∂L/∂ω[o][t] = Σ over batch and places of δ[o] · a[t]
///
/// with t all taps of the window in the order of the weights and a the zero-padded input. One factor is
/// packed, sixteen rows of it to a panel, and multiplied as vectors; of the other, single numbers are
/// read where they lie. Either factor can be the packed one.
final class KernelSums: Executor {
  private let task: PlanTask<Float>
  private let input: PaddedInput
  private let packed, single: SumOperand
  private let packsOutput: Bool
  private let blocks: [PlaceBlock]
  private let units: [Unit]
  private let workers: [Worker]

  /// Sums that one thread takes at a stretch: sixteen packed rows by some single ones.
  private struct Unit {
    var group: Int
    var packed, single: Range<Int>
  }

  /// The memory of one thread.
  private struct Worker {
    var panel, sums: Scratch<Float>
  }

  private static let lanes = CONV_PANEL_LANES

  static var wantsPlainForm: Bool { true }

  static func refusal(of task: PlanTask<Float>) -> String? {
    task.side == .kernel ? nil : "it computes kernel gradients only"
  }

  static func pays(for task: PlanTask<Float>) -> Bool { true }

  init(_ task: PlanTask<Float>) {
    self.task = task
    let geometry = task.geometry
    input = PaddedInput(task)
    let taps = SumOperand(tapsOf: geometry, in: input)
    let channels = SumOperand(outputOf: geometry)
    packsOutput = KernelSums.packsOutput(geometry)
    packed = packsOutput ? channels : taps
    single = packsOutput ? taps : channels
    blocks = PlaceBlock.blocks(height: geometry.rows.output, width: geometry.columns.output)
    // Sixteen products at 3 GHz take a third of a nanosecond.
    let threads = task.threads(forNanoseconds: geometry.multiplyAccumulateCount / 48)
    units = KernelSums.units(
      packed: packed.rows.count, single: single.rows.count, groups: geometry.groups,
      threads: threads)
    let panel = (blocks.map(\.count).max() ?? 0) * KernelSums.lanes
    let sums = packsOutput ? taps.rows.count * KernelSums.lanes : 0
    workers = (0..<min(threads, units.count)).map { _ in
      Worker(panel: Scratch(count: panel), sums: Scratch(count: sums))
    }
  }

  func run(
    input: UnsafePointer<Float>?, output: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>
  ) {
    guard let input, let output else { return }
    let taps = self.input(input)
    let (vectors, numbers) = packsOutput ? (output, taps) : (taps, output)
    inParallel(workers.count, threads: workers.count) { number in
      let share =
        units.count * number / workers.count..<units.count * (number + 1) / workers.count
      for unit in units[share] {
        compute(unit, vectors: vectors, numbers: numbers, with: workers[number], into: target)
      }
    }
  }

  /// Takes the sums of a unit over all places, and puts them where they belong.
  private func compute(
    _ unit: Unit, vectors: UnsafePointer<Float>, numbers: UnsafePointer<Float>,
    with worker: Worker, into target: UnsafeMutablePointer<Float>
  ) {
    let taps = task.geometry.kernelShape.count / task.geometry.outputChannels
    let kernel = target + unit.group * task.geometry.kernelShape.count / task.geometry.groups
    if packsOutput {
      let sums = Sums(
        start: worker.sums.start, step: KernelSums.lanes, width: KernelSums.lanes)
      add(unit, vectors: vectors, numbers: numbers, panel: worker.panel.start, to: sums)
      conv_unpack_panel(
        sums.start, unit.single.count, unit.packed.count,
        kernel + unit.packed.lowerBound * taps + unit.single.lowerBound, taps)
    } else {
      let start = kernel + unit.single.lowerBound * taps + unit.packed.lowerBound
      let sums = Sums(start: start, step: taps, width: unit.packed.count)
      add(unit, vectors: vectors, numbers: numbers, panel: worker.panel.start, to: sums)
    }
  }

  /// Rows of sums, one for each single row.
  private struct Sums {
    var start: UnsafeMutablePointer<Float>
    var step, width: Int
  }

  private func add(
    _ unit: Unit, vectors: UnsafePointer<Float>, numbers: UnsafePointer<Float>,
    panel: UnsafeMutablePointer<Float>, to sums: Sums
  ) {
    packed.rows.withUnsafeBufferPointer { packedRows in
      single.rows.withUnsafeBufferPointer { singleRows in
        guard let packedRows = packedRows.baseAddress, let singleRows = singleRows.baseAddress
        else { return }
        var isFirst = true
        for batch in 0..<task.geometry.batch {
          for block in blocks {
            conv_pack_panel(
              vectors + packed.start(batch: batch, group: unit.group, block: block),
              packedRows + unit.packed.lowerBound, unit.packed.count, packed.places(block), panel)
            conv_multiply_panel(
              task.level, numbers + single.start(batch: batch, group: unit.group, block: block),
              singleRows + unit.single.lowerBound, unit.single.count, single.places(block), panel,
              sums.width, sums.start, sums.step, isFirst ? 0 : 1)
            isFirst = false
          }
        }
      }
    }
  }
}

extension KernelSums {
  /// Returns whether the output gradient is the factor that is better packed.
  ///
  /// Costs are in tenths of a clock cycle, measured with AVX2: a packed number takes 3 (4 where short
  /// rows are gathered, 13 where numbers do not lie side by side), a sum that is brought from lanes into
  /// a row 15, and sixteen products 10, whether their lanes are used or not.
  private static func packsOutput(_ geometry: Geometry) -> Bool {
    let places = geometry.rows.output * geometry.columns.output * geometry.batch
    let channels = geometry.outputChannels / geometry.groups
    let taps =
      geometry.inputChannels / geometry.groups * geometry.rows.kernel
      * geometry.columns.kernel
    func products(_ packed: Int, _ single: Int) -> Int {
      (packed + lanes - 1) / lanes * single * places * 10
    }
    let outputPacked = channels * (3 * places + 15 * taps) + products(channels, taps)
    let gathering = geometry.columns.stride == 1 ? 4 : 13
    let tapsPacked = taps * gathering * places + products(taps, channels)
    return outputPacked <= tapsPacked
  }

  /// Returns the units of all sums, so many that threads get about equal shares.
  ///
  /// Rows are packed once for each unit that they are in; so there are no more than that takes.
  private static func units(packed: Int, single: Int, groups: Int, threads: Int) -> [Unit] {
    let panels = stride(from: 0, to: packed, by: lanes).map { $0..<min(packed, $0 + lanes) }
    let count = panels.count * groups
    let isEven = count % threads == 0 || count >= 8 * threads
    let shares = parts(of: single, most: isEven ? single : max(lanes, single / threads + 1))
    var units: [Unit] = []
    for group in 0..<groups {
      for panel in panels {
        units += shares.map { Unit(group: group, packed: panel, single: $0) }
      }
    }
    return units
  }
}
