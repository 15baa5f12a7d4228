/// Sums onto the output or the input, in the definition's order.
final class OrderedSums<Scalar: BinaryFloatingPoint & Sendable> {
  private let parts: [OrderedPart<Scalar>]
  private let batch, groups, channels, targets: Int
  private let sourcePlane, targetPlane, threads: Int

  /// Prepares all pairs of phases of a task's two axes.
  init(
    _ task: PlanTask<Scalar>, kernel: Tensor<Scalar>, rows: [OrderedAxis], columns: [OrderedAxis]
  ) {
    let geometry = task.geometry
    let isOntoOutput = task.side == .output
    let source = geometry.shape(of: isOntoOutput ? .input : .output)
    let target = geometry.shape(of: task.side)
    (batch, groups) = (geometry.batch, geometry.groups)
    (channels, targets) = (source.channels / groups, target.channels / groups)
    (sourcePlane, targetPlane) = (source.height * source.width, target.height * target.width)
    let work = geometry.multiplyAccumulateCount / 3
    threads = min(task.threads(forNanoseconds: work), batch * target.channels)
    let (count, threads) = (batch * source.channels, threads)
    parts = rows.flatMap { row in
      columns.map { column in
        OrderedPart(
          rows: row, columns: column, source: source, target: target, planes: count,
          threads: threads,
          weights: orderedWeights(task, kernel: kernel, rows: row, columns: column))
      }
    }
  }

  /// Computes every element of the target.
  func run(_ source: UnsafePointer<Scalar>, into target: UnsafeMutablePointer<Scalar>) {
    let planes = batch * groups * targets
    for part in parts {
      part.lay(source)
      inParallel(threads, threads: threads) { worker in
        for plane in planes * worker / threads..<planes * (worker + 1) / threads {
          let (element, channel) = plane.quotientAndRemainder(dividingBy: groups * targets)
          part.sum(
            from: (element * groups + channel / targets) * channels, channels: channels,
            channel: channel, worker: worker, into: target + plane * targetPlane)
        }
      }
    }
  }
}

/// Returns the weights of all target channels, `[target, channel, row, column]` in the sums' order.
private func orderedWeights<Scalar>(
  _ task: PlanTask<Scalar>, kernel: Tensor<Scalar>, rows: OrderedAxis, columns: OrderedAxis
) -> [Scalar] {
  let geometry = task.geometry
  let isOntoOutput = task.side == .output
  let inputs = geometry.inputChannels / geometry.groups
  let outputs = geometry.outputChannels / geometry.groups
  var weights: [Scalar] = []
  for target in 0..<(isOntoOutput ? geometry.outputChannels : geometry.inputChannels) {
    for channel in 0..<(isOntoOutput ? inputs : outputs) {
      let (output, input) =
        isOntoOutput
        ? (target, channel) : (target / inputs * outputs + channel, target % inputs)
      for row in rows.reach.taps {
        for column in columns.reach.taps {
          let index = Index4(output, input, row.weight, column.weight)
          weights.append(kernel.values[kernel.shape.offset(of: index)])
        }
      }
    }
  }
  return weights
}

/// The sums of one phase of the rows and one of the columns.
///
/// The source's planes are copied so that a tap's reads are one line for all sums of a plane: with what
/// lies around them, and phase after phase where neighbouring sums read at a distance.
final class OrderedPart<Scalar: BinaryFloatingPoint & Sendable> {
  private let rows, columns: OrderedAxis
  private let source, target: Shape4
  private let planes: Int
  private let offsets: [Int]
  private let kernel: [Scalar]
  private let laid: Scratch<Scalar>
  private let lines: Scratch<Scalar>
  private let height, width, plane, block: Int

  init(
    rows: OrderedAxis, columns: OrderedAxis, source: Shape4, target: Shape4, planes: Int,
    threads: Int, weights: [Scalar]
  ) {
    (self.rows, self.columns, self.source, self.target) = (rows, columns, source, target)
    (self.planes, kernel) = (planes, weights)
    // Inputs between the windows read nothing, and yet are sums.
    (height, width) = (
      max(rows.extent, rows.reach.count), max(columns.extent, columns.reach.count)
    )
    plane = rows.reach.step * columns.reach.step * height * width
    let (height, width) = (height, width)
    offsets = rows.reach.taps.flatMap { row in
      let (rowPhase, top) = rows.place(of: row)
      return columns.reach.taps.map { column in
        let (columnPhase, left) = columns.place(of: column)
        return ((rowPhase * columns.reach.step + columnPhase) * height + top) * width + left
      }
    }
    block = max(1, 1024 / max(width, 1))
    laid = Scratch(count: planes * plane)
    lines = Scratch(count: threads * block * width)
  }

  /// Copies the source's planes.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func lay(_ source: UnsafePointer<Scalar>) {
    var to = laid.start
    for number in 0..<planes {
      let from = source + number * self.source.height * self.source.width
      for rowPhase in 0..<rows.reach.step {
        for columnPhase in 0..<columns.reach.step {
          for row in 0..<height {
            let element = rows.element(phase: rowPhase, index: row)
            let line = element < 0 ? nil : from + element * self.source.width
            layLine(line, phase: columnPhase, to: to)
            to += width
          }
        }
      }
    }
  }

  @inline(__always)
  private func layLine(
    _ line: UnsafePointer<Scalar>?, phase: Int, to: UnsafeMutablePointer<Scalar>
  ) {
    guard let line else { return }
    columns.elements.withUnsafeBufferPointer { elements in
      var place = phase
      for column in 0..<width {
        if place < elements.count, elements[place] >= 0 { to[column] = line[elements[place]] }
        place += columns.reach.step
      }
    }
  }

  /// Computes a plane of sums from some planes of the source.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func sum(
    from first: Int, channels: Int, channel: Int, worker: Int,
    into target: UnsafeMutablePointer<Scalar>
  ) {
    let sums = lines.start + worker * block * width
    let taps = offsets.count
    for top in stride(from: 0, to: rows.reach.count, by: block) {
      let count = min(block, rows.reach.count - top)
      let length = (count - 1) * width + columns.reach.count
      sums.update(repeating: 0, count: length)
      kernel.withUnsafeBufferPointer { kernel in
        offsets.withUnsafeBufferPointer { offsets in
          guard let weights = kernel.baseAddress, let offsets = offsets.baseAddress else { return }
          for step in 0..<channels {
            addProducts(
              laid.start + (first + step) * plane + top * width, offsets,
              weights + (channel * channels + step) * taps, taps: taps, to: sums, count: length)
          }
        }
      }
      store(sums, top: top, count: count, into: target)
    }
  }

  @inline(__always)
  private func store(
    _ sums: UnsafeMutablePointer<Scalar>, top: Int, count: Int,
    into target: UnsafeMutablePointer<Scalar>
  ) {
    for row in 0..<count {
      let line =
        target + (rows.target.first + (top + row) * rows.target.step) * self.target.width
        + columns.target.first
      let step = columns.target.step
      for column in 0..<columns.reach.count { line[column * step] = sums[row * width + column] }
    }
  }
}

/// Adds `source[offsets[k] + place] * weights[k]` to the sum at each place, in the order of k.
@inline(__always)
private func addProducts<Scalar: BinaryFloatingPoint>(
  _ source: UnsafeMutablePointer<Scalar>, _ offsets: UnsafePointer<Int>,
  _ weights: UnsafePointer<Scalar>, taps: Int, to sums: UnsafeMutablePointer<Scalar>, count: Int
) {
  var tap = 0
  while tap + 4 <= taps {
    let (a, b) = (source + offsets[tap], source + offsets[tap + 1])
    let (c, d) = (source + offsets[tap + 2], source + offsets[tap + 3])
    addFour(
      a, b, c, d, weights[tap], weights[tap + 1], weights[tap + 2], weights[tap + 3], to: sums,
      count: count)
    tap += 4
  }
  while tap < taps {
    let (a, weight) = (source + offsets[tap], weights[tap])
    for place in 0..<count { sums[place] += a[place] * weight }
    tap += 1
  }
}

/// Adds four products to each sum, one after the other.
@inline(__always)
func addFour<Scalar: BinaryFloatingPoint>(
  _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, _ c: UnsafePointer<Scalar>,
  _ d: UnsafePointer<Scalar>, _ p: Scalar, _ q: Scalar, _ r: Scalar, _ s: Scalar,
  to sums: UnsafeMutablePointer<Scalar>, count: Int
) {
  for place in 0..<count {
    sums[place] = sums[place] + a[place] * p + b[place] * q + c[place] * r + d[place] * s
  }
}
