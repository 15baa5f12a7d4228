import CConvKernels

/// Sums onto the kernel, between one input plane and some planes of δ at a time.
///
/// Rows are summed in bands, which are added up afterwards: long sums lose less to rounding so, and
/// threads can share the bands of a single plane.
final class PlanesKernelSums: PlanesWork {
  private let geometry: Geometry
  private let layer: conv_planes
  private let blocks, inputs, outputs, pairs, bandRows, parts, threads: Int
  private let level: Int32
  private let sums, zeros: Scratch<Float>

  /// Prepares a task.
  init(_ task: PlanTask<Float>) {
    geometry = task.geometry
    layer = conv_planes(rows: geometry.rows, columns: geometry.columns)
    level = task.level
    inputs = geometry.inputChannels / geometry.groups
    outputs = geometry.outputChannels / geometry.groups
    blocks = planeBlocks(outputs)
    pairs = geometry.groups * blocks * inputs
    // Few long rows are in the cache at once; lanes of short ones are worth adding up only now and then.
    bandRows = max(4, 4096 / geometry.columns.output)
    // The parts of a sum are the layer's, not the threads'.
    let bands = geometry.batch * ((geometry.rows.output + bandRows - 1) / bandRows)
    parts = pairs < 8 ? min(bands, 8) : 1
    let speed = geometry.columns.stride > 1 ? 16 : 20
    threads = task.threads(forNanoseconds: geometry.multiplyAccumulateCount / speed)
    zeros = Scratch(count: geometry.columns.input)
    sums = Scratch(
      count: pairs * parts * geometry.rows.kernel * geometry.columns.kernel
        * CONV_PLANES_BLOCK)
  }

  func run(
    input: UnsafePointer<Float>?, output: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>
  ) {
    guard let input, let output else { return }
    if threads == 1 {
      for piece in 0..<pairs * parts { sum(piece, input, output) }
    } else {
      inParallel(pairs * parts, threads: threads) { piece in sum(piece, input, output) }
    }
    for pair in 0..<pairs { store(pair, into: target) }
  }

  private var weights: Int { geometry.rows.kernel * geometry.columns.kernel }

  /// The first output channel of a pair, how many there are, and the input channel in the group.
  private func channels(_ pair: Int) -> (output: Int, outputs: Int, input: Int, group: Int) {
    let (rest, input) = pair.quotientAndRemainder(dividingBy: inputs)
    let (group, block) = rest.quotientAndRemainder(dividingBy: blocks)
    let most = CONV_PLANES_BLOCK
    return (
      group * outputs + block * most, min(most, outputs - block * most), input, group
    )
  }

  private func sum(
    _ piece: Int, _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>
  ) {
    let (pair, part) = piece.quotientAndRemainder(dividingBy: parts)
    let channels = channels(pair)
    let sums = self.sums.start + piece * weights * CONV_PLANES_BLOCK
    sums.update(repeating: 0, count: weights * channels.outputs)
    let (inputPlane, outputPlane) = (
      geometry.rows.input * geometry.columns.input,
      geometry.rows.output * geometry.columns.output
    )
    let bands = (geometry.rows.output + bandRows - 1) / bandRows
    let all = geometry.batch * bands
    withUnsafePointer(to: layer) { layer in
      for number in all * part / parts..<all * (part + 1) / parts {
        let (element, band) = number.quotientAndRemainder(dividingBy: bands)
        let from = element * geometry.inputChannels + channels.group * inputs + channels.input
        let gradient = element * geometry.outputChannels + channels.output
        conv_planes_kernel_gradient(
          level, layer, input + from * inputPlane, output + gradient * outputPlane,
          channels.outputs, zeros.start, sums, band * bandRows,
          min((band + 1) * bandRows, geometry.rows.output))
      }
    }
  }

  private func store(_ pair: Int, into target: UnsafeMutablePointer<Float>) {
    let channels = channels(pair)
    let size = weights * CONV_PLANES_BLOCK
    for output in 0..<channels.outputs {
      let to = target + ((channels.output + output) * inputs + channels.input) * weights
      for weight in 0..<weights {
        var sum = Float(0)
        for part in 0..<parts {
          sum += sums.start[(pair * parts + part) * size + weight * channels.outputs + output]
        }
        to[weight] = sum
      }
    }
  }
}
