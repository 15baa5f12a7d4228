/// A dilated layer as several of dilation 1, one for each phase of its rows and columns.
///
/// With dilation `d`, the outputs `i = d · t + φ` of one phase φ read places of the same phase and no
/// others, neighbours of which are neighbours there: `d · (t + m) + φ`. So what needs neighbours, like
/// Winograd's way, serves dilated layers as well. Phases stand beside each other as a batch; threads
/// share them out, but for a kernel's gradient, which is a sum over all of them.
final class DilationPhases<Inner: Executor>: Executor where Inner.Scalar == Float {
  private let task: PlanTask<Float>
  private let rows, columns: PhasedAxis
  private let inners: [Inner]
  private let input, output: Scratch<Float>

  static var wantsPlainForm: Bool { true }

  static func refusal(of task: PlanTask<Float>) -> String? {
    let axes = [task.geometry.rows, task.geometry.columns]
    guard axes.allSatisfy({ $0.stride == 1 && $0.spacing == 1 }) else {
      return "it needs a 3×3 kernel of stride 1"
    }
    return Inner.refusal(of: phased(task))
  }

  /// Whether the rest of a phase that fills no tile is small beside what is saved.
  ///
  /// A kernel's gradient gains on one thread and loses on two, as measured, and the choice must not
  /// depend on their number.
  static func pays(for task: PlanTask<Float>) -> Bool {
    let inner = phased(task)
    if task.side == .kernel { return false }
    let (rows, columns) = (inner.geometry.rows.output, inner.geometry.columns.output)
    return min(rows, columns) >= 8 && Inner.pays(for: inner)
  }

  init(_ task: PlanTask<Float>) {
    self.task = task
    var inner = Self.phased(task)
    rows = PhasedAxis(task.geometry.rows)
    columns = PhasedAxis(task.geometry.columns)
    input = Scratch(count: inner.geometry.inputShape.count)
    output = Scratch(count: inner.geometry.outputShape.count)
    if task.side == .kernel {
      inners = [Inner(inner)]
    } else {
      let count = min(
        inner.geometry.batch,
        task.threads(forNanoseconds: task.geometry.multiplyAccumulateCount / 100))
      (inner.geometry.batch, inner.threads) = (1, 1)
      inners = (0..<count).map { [inner] _ in Inner(inner) }
    }
  }

  func run(
    input: UnsafePointer<Float>?, output: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>
  ) {
    if let input { split(input, .input, into: self.input.start) }
    if let output { split(output, .output, into: self.output.start) }
    let (phasedInput, phasedOutput) = (
      UnsafePointer(self.input.start), UnsafePointer(self.output.start)
    )
    switch task.side {
    case .output:
      forEachImage { inner, number in
        inner.run(
          input: phasedInput + number * imageSize(of: .input), output: nil,
          into: self.output.start + number * imageSize(of: .output))
      }
      join(phasedOutput, .output, into: target)
    case .input:
      forEachImage { inner, number in
        inner.run(
          input: nil, output: phasedOutput + number * imageSize(of: .output),
          into: self.input.start + number * imageSize(of: .input))
      }
      join(phasedInput, .input, into: target)
    case .kernel: inners[0].run(input: phasedInput, output: phasedOutput, into: target)
    }
  }

  /// Calls with each phase of each batch element, and an executor that no other thread uses.
  private func forEachImage(_ body: (Inner, Int) -> Void) {
    inParallel([images], threads: inners.count) { _, number, worker in
      body(inners[worker], number)
    }
  }

  private var images: Int { task.geometry.batch * rows.dilation * columns.dilation }

  /// Elements of a side in one phase of one batch element.
  private func imageSize(of side: Side) -> Int {
    task.geometry.shape(of: side).channels * rows.count(of: side) * columns.count(of: side)
  }

  /// The phases as a batch of layers without dilation and padding.
  private static func phased(_ task: PlanTask<Float>) -> PlanTask<Float> {
    var result = task
    let geometry = task.geometry
    result.geometry.rows = PhasedAxis(geometry.rows).geometry
    result.geometry.columns = PhasedAxis(geometry.columns).geometry
    result.geometry.batch *= geometry.rows.dilation * geometry.columns.dilation
    return result
  }

  /// Copies planes of a side into their phases; places without an element become zero.
  private func split(
    _ source: UnsafePointer<Float>, _ side: Side, into target: UnsafeMutablePointer<Float>
  ) {
    let width = columns.extent(of: side)
    forEachPhase(of: side) { plane, phase, row, line in
      let to = target + phase
      guard row >= 0 else { return to.update(repeating: 0, count: line.count) }
      let from = source + plane + row * width
      for (place, column) in line.enumerated() { to[place] = column < 0 ? 0 : from[column] }
    }
  }

  /// Copies phases into the planes of a side; an element that no window reads becomes zero.
  private func join(
    _ source: UnsafePointer<Float>, _ side: Side, into target: UnsafeMutablePointer<Float>
  ) {
    let width = columns.extent(of: side)
    if side == .input { target.update(repeating: 0, count: task.geometry.inputShape.count) }
    forEachPhase(of: side) { plane, phase, row, line in
      guard row >= 0 else { return }
      let (from, to) = (source + phase, target + plane + row * width)
      for (place, column) in line.enumerated() where column >= 0 { to[column] = from[place] }
    }
  }

  /// Calls with each line of each phase: where its plane and the line begin, the row that the line
  /// holds, and the columns, -1 where there is none.
  private func forEachPhase(
    of side: Side,
    _ body: (_ plane: Int, _ phase: Int, _ row: Int, _ columns: UnsafeBufferPointer<Int>) -> Void
  ) {
    let shape = task.geometry.shape(of: side)
    let plane = rows.extent(of: side) * columns.extent(of: side)
    let (lines, places) = (rows.count(of: side), columns.count(of: side))
    let phases = rows.dilation * columns.dilation
    inParallel(shape.outer * shape.channels, threads: threads) { number in
      let (image, channel) = number.quotientAndRemainder(dividingBy: shape.channels)
      for phase in 0..<phases {
        let (rowPhase, columnPhase) = phase.quotientAndRemainder(dividingBy: columns.dilation)
        var start = ((image * phases + phase) * shape.channels + channel) * lines * places
        columns.withElements(of: side, phase: columnPhase) { line in
          rows.withElements(of: side, phase: rowPhase) { elements in
            for row in elements {
              body(number * plane, start, row, line)
              start += places
            }
          }
        }
      }
    }
  }

  private var threads: Int {
    task.threads(forNanoseconds: task.geometry.multiplyAccumulateCount / 100)
  }
}

/// An axis whose outputs are taken in the order of their phases.
private struct PhasedAxis {
  /// How many phases there are.
  let dilation: Int
  /// The axis of each phase.
  let geometry: AxisGeometry
  private let extents: (input: Int, output: Int)
  private let inputs, outputs: [Int]

  init(_ axis: AxisGeometry) {
    let dilation = axis.dilation
    let count = (axis.output + dilation - 1) / dilation
    let places = count + axis.kernel - 1
    // Places behind the last window are zeros, whatever stands there: no output reads them.
    let read = axis.output + axis.effectiveKernelSize - 1
    inputs = (0..<dilation * places).map { number in
      let place = number % places * dilation + number / places
      return place < read ? axis.element(at: place - axis.before).input ?? -1 : -1
    }
    outputs = (0..<dilation * count).map { number in
      let output = number % count * dilation + number / count
      return output < axis.output ? output : -1
    }
    self.dilation = dilation
    extents = (axis.input, axis.output)
    geometry = AxisGeometry(input: places, kernel: axis.kernel, output: count)
  }

  /// Elements of a side.
  func extent(of side: Side) -> Int { side == .input ? extents.input : extents.output }

  /// Places of a side in one phase.
  func count(of side: Side) -> Int { side == .input ? geometry.input : geometry.output }

  /// Calls with the elements that the places of a phase hold, -1 where there is none.
  func withElements(of side: Side, phase: Int, _ body: (UnsafeBufferPointer<Int>) -> Void) {
    let count = count(of: side)
    (side == .input ? inputs : outputs).withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[phase * count..<(phase + 1) * count]))
    }
  }
}
