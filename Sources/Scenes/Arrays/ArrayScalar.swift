/// A kind of number that a `.npy` file may hold.
package enum ArrayKind: String, Hashable, Sendable, CaseIterable {
  case float32, float64

  /// Bytes of one number.
  package var size: Int { self == .float32 ? 4 : 8 }

  /// What NumPy calls it in a header, where its least byte comes first.
  var word: String { self == .float32 ? "<f4" : "<f8" }
}

/// A number that is read from `.npy` files and written to them.
package protocol ArrayScalar: BinaryFloatingPoint, CustomStringConvertible, Sendable {
  /// What a header calls it.
  static var kind: ArrayKind { get }
  /// The number whose bytes are these in reverse order.
  var byteSwapped: Self { get }
}

extension Float: ArrayScalar {
  package static var kind: ArrayKind { .float32 }
  package var byteSwapped: Float { Float(bitPattern: bitPattern.byteSwapped) }
}

extension Double: ArrayScalar {
  package static var kind: ArrayKind { .float64 }
  package var byteSwapped: Double { Double(bitPattern: bitPattern.byteSwapped) }
}

/// What this machine does.
enum Machine {
  /// Whether the largest byte of a number comes first.
  static var isBigEndian: Bool { 1.littleEndian != 1 }
}
