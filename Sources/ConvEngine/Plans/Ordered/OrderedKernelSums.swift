/// Sums onto the kernel, in the definition's order.
///
/// A weight's sum runs over all places of δ, one after the other; the sums of neighbouring output
/// channels are taken side by side, so δ is copied with its channels next to each other. Where groups
/// are small, the channels of all groups are, and the input's beside them, four times at most.
final class OrderedKernelSums<Scalar: BinaryFloatingPoint & Sendable> {
  private let geometry: Geometry
  private let rows, columns: OrderedAxis
  private let isSpread: Bool
  private let threads: Int
  private let gradients, places, sums: Scratch<Scalar>

  /// Prepares a task.
  init(_ task: PlanTask<Scalar>) {
    geometry = task.geometry
    rows = geometry.rows.orderedOutputs
    columns = geometry.columns.orderedOutputs
    let (outputs, inputs) = (geometry.outputChannels, geometry.inputChannels / geometry.groups)
    isSpread =
      geometry.groups > 1 && outputs / geometry.groups < 16
      && outputs * inputs <= 4 * geometry.inputChannels
    threads = min(
      task.threads(forNanoseconds: geometry.multiplyAccumulateCount / 3),
      geometry.rows.kernel * geometry.columns.kernel)
    let plane = rows.elements.count * columns.elements.count
    gradients = Scratch(count: geometry.outputShape.count)
    places = Scratch(
      count: geometry.batch * plane * (isSpread ? outputs * inputs : geometry.inputChannels))
    sums = Scratch(count: threads * outputs)
  }

  /// Computes every weight's gradient.
  func run(
    input: UnsafePointer<Scalar>, output: UnsafePointer<Scalar>,
    into target: UnsafeMutablePointer<Scalar>
  ) {
    layGradients(output)
    layPlaces(input)
    let weights = geometry.rows.kernel * geometry.columns.kernel
    inParallel(threads, threads: threads) { worker in
      for weight in weights * worker / threads..<weights * (worker + 1) / threads {
        let (row, column) = weight.quotientAndRemainder(dividingBy: geometry.columns.kernel)
        sum(row: row, column: column, worker: worker, into: target)
      }
    }
  }

  /// δ as `[N, H, W, O]`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  private func layGradients(_ output: UnsafePointer<Scalar>) {
    let shape = geometry.outputShape
    let plane = shape.height * shape.width
    for batch in 0..<shape.outer {
      for channel in 0..<shape.channels {
        let from = output + (batch * shape.channels + channel) * plane
        let to = gradients.start + batch * plane * shape.channels + channel
        for place in 0..<plane { to[place * shape.channels] = from[place] }
      }
    }
  }

  /// The input with what lies around it: `[C, N, H, W]`, or `[C / groups, N, H, W, O]` where spread.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  private func layPlaces(_ input: UnsafePointer<Scalar>) {
    let (inputs, outputs) = (
      geometry.inputChannels / geometry.groups, geometry.outputChannels / geometry.groups
    )
    for channel in 0..<(isSpread ? inputs : geometry.inputChannels) {
      for batch in 0..<geometry.batch {
        let lanes = isSpread ? geometry.outputChannels : 1
        let plane = rows.elements.count * columns.elements.count * lanes
        for lane in 0..<lanes {
          let from = isSpread ? lane / outputs * inputs + channel : channel
          layPlane(
            input + (batch * geometry.inputChannels + from) * geometry.rows.input
              * geometry.columns.input,
            to: places.start + (channel * geometry.batch + batch) * plane + lane, step: lanes)
        }
      }
    }
  }

  @inline(__always)
  private func layPlane(
    _ from: UnsafePointer<Scalar>, to: UnsafeMutablePointer<Scalar>, step: Int
  ) {
    var to = to
    for row in rows.elements {
      for column in columns.elements {
        if row >= 0, column >= 0 { to.pointee = from[row * geometry.columns.input + column] }
        to += step
      }
    }
  }

  /// The sums of one place in the kernel, of all pairs of channels.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  private func sum(row: Int, column: Int, worker: Int, into target: UnsafeMutablePointer<Scalar>) {
    let sums = self.sums.start + worker * geometry.outputChannels
    let inputs = geometry.inputChannels / geometry.groups
    let outputs = geometry.outputChannels / geometry.groups
    let first =
      geometry.rows.dilation * row * columns.elements.count + geometry.columns.dilation * column
    let shape = geometry.kernelShape
    let weight = geometry.columns.offset(ofWeight: column)
    let start = geometry.rows.offset(ofWeight: row) * shape.width + weight
    for channel in 0..<inputs {
      sums.update(repeating: 0, count: geometry.outputChannels)
      for group in 0..<(isSpread ? 1 : geometry.groups) {
        add(
          first: first, channel: group * inputs + channel, group: group, to: sums + group * outputs)
      }
      for output in 0..<geometry.outputChannels {
        target[(output * inputs + channel) * shape.height * shape.width + start] = sums[output]
      }
    }
  }

  /// Adds the products of all places to the sums of a group, or of all groups where spread.
  @inline(__always)
  private func add(first: Int, channel: Int, group: Int, to sums: UnsafeMutablePointer<Scalar>) {
    let outputs = geometry.outputChannels
    let lanes = isSpread ? outputs : 1
    let count = isSpread ? outputs : outputs / geometry.groups
    let plane = rows.elements.count * columns.elements.count * lanes
    let step = geometry.columns.stride * lanes
    for batch in 0..<geometry.batch {
      let places = self.places.start + (channel * geometry.batch + batch) * plane + first * lanes
      for row in 0..<geometry.rows.output {
        let line = places + row * geometry.rows.stride * columns.elements.count * lanes
        let gradients =
          self.gradients.start + (batch * geometry.rows.output + row) * geometry.columns.output
          * outputs + group * count
        if isSpread {
          addLine(line, step, gradients, outputs, to: sums, count: count)
        } else {
          addScaledLine(line, step, gradients, outputs, to: sums, count: count)
        }
      }
    }
  }

  @inline(__always)
  private func addLine(
    _ line: UnsafeMutablePointer<Scalar>, _ step: Int, _ gradients: UnsafeMutablePointer<Scalar>,
    _ pitch: Int, to sums: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    var column = 0
    while column + 2 <= geometry.columns.output {
      let (a, b) = (line + column * step, line + (column + 1) * step)
      let (p, q) = (gradients + column * pitch, gradients + (column + 1) * pitch)
      for lane in 0..<count { sums[lane] = sums[lane] + a[lane] * p[lane] + b[lane] * q[lane] }
      column += 2
    }
    if column < geometry.columns.output {
      let (a, p) = (line + column * step, gradients + column * pitch)
      for lane in 0..<count { sums[lane] += a[lane] * p[lane] }
    }
  }

  @inline(__always)
  private func addScaledLine(
    _ line: UnsafeMutablePointer<Scalar>, _ step: Int, _ gradients: UnsafeMutablePointer<Scalar>,
    _ pitch: Int, to sums: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    var column = 0
    while column + 4 <= geometry.columns.output {
      let (place, from) = (line + column * step, gradients + column * pitch)
      addFour(
        from, from + pitch, from + 2 * pitch, from + 3 * pitch, place[0], place[step],
        place[2 * step], place[3 * step], to: sums, count: count)
      column += 4
    }
    while column < geometry.columns.output {
      let (weight, from) = (line[column * step], gradients + column * pitch)
      for lane in 0..<count { sums[lane] += from[lane] * weight }
      column += 1
    }
  }
}
