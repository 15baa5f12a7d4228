/// Writes numbers as a `.npy` file: version 1.0, rows first, the least byte of a number first.
package enum ArrayWriting {
  /// The bytes before the first number start on one of these, so that a file can be mapped.
  private static let alignment = 64
  /// NumPy leaves room for so many digits, for arrays that grow in their file.
  private static let growth = 21

  /// Hands the bytes of a file over, part by part.
  ///
  /// - Parameters:
  ///   - values: The numbers in row-major order.
  ///   - shape: The extents, as many as the array has axes.
  ///   - sink: Takes the next bytes.
  /// - Precondition: There are as many numbers as the shape has.
  package static func write<Scalar: ArrayScalar>(
    _ values: [Scalar], shape: [Int], to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    precondition(shape.reduce(1, *) == values.count, "An array's shape is not that of its numbers.")
    try header(Scalar.kind, shape).withUnsafeBytes { try sink($0) }
    let numbers = Machine.isBigEndian ? values.map(\.byteSwapped) : values
    try numbers.withUnsafeBytes { try sink($0) }
  }

  /// Returns the bytes of a file.
  package static func bytes<Scalar: ArrayScalar>(_ values: [Scalar], shape: [Int]) -> [UInt8] {
    var bytes: [UInt8] = []
    write(values, shape: shape) { bytes += $0 }
    return bytes
  }

  private static func header(_ kind: ArrayKind, _ shape: [Int]) -> [UInt8] {
    let extents =
      shape.count == 1 ? "\(shape[0])," : shape.map(String.init).joined(separator: ", ")
    var text = "{'descr': '\(kind.word)', 'fortran_order': False, 'shape': (\(extents)), }"
    if let first = shape.first {
      text += String(repeating: " ", count: growth - String(first).utf8.count)
    }
    let start = ArrayHeader.magic.count + 4
    text += String(repeating: " ", count: alignment - (start + text.utf8.count + 1) % alignment)
    text += "\n"
    let length = UInt16(text.utf8.count)
    return ArrayHeader.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
  }
}
