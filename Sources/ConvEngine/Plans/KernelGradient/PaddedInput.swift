/// An input with the zeros around it that its windows read, channel by channel.
///
/// Where windows read nothing but the input, it is read as it lies.
final class PaddedInput {
  /// From a channel to the next.
  let planeStep: Int
  /// From a row to the next.
  let rowStep: Int
  private let geometry: Geometry
  private let copy: Scratch<Float>?
  private let threads: Int

  /// Prepares for the inputs of a relation with zero padding.
  init(_ task: PlanTask<Float>) {
    geometry = task.geometry
    let plane = geometry.rows.input * geometry.columns.input
    if geometry.rows.isInside, geometry.columns.isInside, plane % PaddedInput.page != 0 {
      (planeStep, rowStep, copy, threads) = (plane, geometry.columns.input, nil, 1)
      return
    }
    rowStep = geometry.columns.places
    // An odd number of cache lines: eight channels of one step would else share their places in cache.
    planeStep = (geometry.rows.places * rowStep + 15) / 16 * 16 | 16
    let count = geometry.batch * geometry.inputChannels * planeStep
    copy = Scratch(count: count)
    threads = task.threads(forNanoseconds: count / 8)
  }

  /// Returns the numbers that the windows of an input read; valid until the next call.
  func callAsFunction(_ input: UnsafePointer<Float>) -> UnsafePointer<Float> {
    guard let copy else { return input }
    let planes = geometry.batch * geometry.inputChannels
    inParallel(planes, threads: threads) { plane in
      copyPlane(
        input + plane * geometry.rows.input * geometry.columns.input,
        to: copy.start + plane * planeStep)
    }
    return UnsafePointer(copy.start)
  }

  /// Floats whose addresses, as far as the first-level cache looks at them, are the same again.
  private static let page = 1024

  /// Copies what windows read; the zeros around are never written.
  private func copyPlane(_ plane: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    let columns = geometry.columns.readInputs
    for row in geometry.rows.readInputs {
      let place = (row + geometry.rows.before) * rowStep
      (target + place + columns.lowerBound + geometry.columns.before).update(
        from: plane + row * geometry.columns.input + columns.lowerBound, count: columns.count)
    }
  }
}

extension AxisGeometry {
  /// The places that windows span.
  fileprivate var places: Int { stride * (output - 1) + effectiveKernelSize }

  /// Whether windows read nothing but the input, from its first element on.
  fileprivate var isInside: Bool { before == 0 && places <= input }

  /// The input elements that lie on places that windows span.
  fileprivate var readInputs: Range<Int> {
    let first = max(0, -before)
    return first..<max(first, min(input, places - before))
  }
}
