/// A task as one without folding padding modes and turned kernels, and the way there and back.
///
/// A turned kernel is a plain one with its rows and columns reversed. Padding that folds is an input
/// that is copied with its padding, and a gradient of that copy that is added up.
struct PlainForm<Scalar: BinaryFloatingPoint & Sendable> {
  /// The same sums in a relation of zero padding and an unturned kernel.
  let task: PlanTask<Scalar>
  private let original: Geometry

  /// Returns the plain form of a task, or nil where it is plain already.
  init?(_ task: PlanTask<Scalar>) {
    let geometry = task.geometry
    let isTurned = geometry.rows.turned || geometry.columns.turned
    guard isTurned || geometry.folds else { return nil }
    original = geometry
    var plain = task
    if geometry.folds {
      plain.geometry.rows = geometry.rows.unfolded
      plain.geometry.columns = geometry.columns.unfolded
    }
    plain.geometry.rows.turned = false
    plain.geometry.columns.turned = false
    plain.kernel = task.kernel.map { turned($0, as: geometry) }
    self.task = plain
  }

  /// Returns a run of the original task by one of the plain one.
  func execution(around plain: @escaping Execution<Scalar>) -> Execution<Scalar> {
    let inner = original.folds ? unfolding(plain) : plain
    guard task.side == .kernel, original.rows.turned || original.columns.turned else {
      return inner
    }
    let (geometry, shape) = (original, original.kernelShape)
    return { input, output, target in
      inner(input, output, target)
      let values = Array(UnsafeBufferPointer(start: target, count: shape.count))
      let result = turned(Tensor(shape: shape, values: values), as: geometry)
      target.update(from: result.values, count: shape.count)
    }
  }

  private func unfolding(_ plain: @escaping Execution<Scalar>) -> Execution<Scalar> {
    let folding = Folding<Scalar>(original)
    if task.side == .input {
      return { input, output, target in
        plain(input, output, folding.padded.start)
        folding.fold(into: target)
      }
    }
    return { input, output, target in
      if let input { folding.pad(input) }
      plain(UnsafePointer(folding.padded.start), output, target)
    }
  }
}

/// An input with the elements that its padding reads, as memory of its own.
private final class Folding<Scalar: BinaryFloatingPoint & Sendable> {
  let padded: Scratch<Scalar>
  private let rows, columns: [Int]
  private let planes, height, width: Int

  init(_ geometry: Geometry) {
    rows = geometry.rows.placeElements
    columns = geometry.columns.placeElements
    planes = geometry.batch * geometry.inputChannels
    (height, width) = (geometry.rows.input, geometry.columns.input)
    padded = Scratch(count: planes * rows.count * columns.count)
  }

  func pad(_ input: UnsafePointer<Scalar>) {
    var place = padded.start
    for plane in 0..<planes {
      for row in rows {
        let line = input + (plane * height + row) * width
        for column in columns {
          place.pointee = line[column]
          place += 1
        }
      }
    }
  }

  /// Adds the gradients of all places that read an element, in the places' order.
  func fold(into target: UnsafeMutablePointer<Scalar>) {
    target.update(repeating: 0, count: planes * height * width)
    var place = UnsafePointer(padded.start)
    for plane in 0..<planes {
      for row in rows {
        let line = target + (plane * height + row) * width
        for column in columns {
          line[column] += place.pointee
          place += 1
        }
      }
    }
  }
}

extension Geometry {
  /// Whether places around the input read elements of it.
  fileprivate var folds: Bool { rows.folds || columns.folds }
}

extension AxisGeometry {
  /// The input elements that the places under all windows read, from the first place on.
  ///
  /// - Precondition: No place is a blank.
  fileprivate var placeElements: [Int] {
    (0..<stride * (output - 1) + effectiveKernelSize).map { element(at: $0 - before).input ?? 0 }
  }

  /// The relation of the places under all windows as an input of its own.
  fileprivate var unfolded: AxisGeometry {
    AxisGeometry(
      input: stride * (output - 1) + effectiveKernelSize, kernel: kernel, output: output,
      stride: stride, dilation: dilation)
  }
}

/// Returns a kernel with the weights of each turned axis in reverse order.
private func turned<Scalar>(_ kernel: Tensor<Scalar>, as geometry: Geometry) -> Tensor<Scalar> {
  var result = kernel
  for place in kernel.values.indices {
    var index = kernel.shape.index(at: place)
    index.row = geometry.rows.offset(ofWeight: index.row)
    index.column = geometry.columns.offset(ofWeight: index.column)
    result.values[kernel.shape.offset(of: index)] = kernel.values[place]
  }
  return result
}
