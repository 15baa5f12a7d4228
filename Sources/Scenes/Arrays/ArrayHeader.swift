/// What stands before the numbers of a `.npy` file: their kind, their order and their shape.
///
/// Versions 1.0, 2.0 and 3.0 ([NEP 1], [numpy.lib.format]); float32 and float64 of either byte order, rows
/// first (C) or columns first (Fortran).
///
/// [NEP 1]: https://numpy.org/neps/nep-0001-npy-format.html
/// [numpy.lib.format]: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
package struct ArrayHeader: Hashable, Sendable {
  /// The kind of the numbers.
  package let kind: ArrayKind
  /// Whether the largest byte of a number comes first.
  package let isBigEndian: Bool
  /// Whether the first index changes fastest.
  package let isFortranOrder: Bool
  /// The extents, any number of them; none is 0.
  package let shape: [Int]
  /// Bytes before the first number.
  package let length: Int
  /// How many numbers follow.
  package let count: Int

  /// The most bytes that a header may have; only arrays of structures have longer ones.
  package static let mostBytes = 12 + 65_535

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads the header of a file.
  ///
  /// Nothing is allocated by what the header says, and the numbers need not be there yet.
  ///
  /// - Parameters:
  ///   - bytes: The beginning of the file: all of it, or ``mostBytes``.
  ///   - fileSize: How many bytes the whole file has.
  /// - Throws: ``ArrayError`` where it is no header, or the file is not as long as it says.
  package init(_ bytes: [UInt8], fileSize: Int) throws(ArrayError) {
    let range = try ArrayHeader.literal(in: bytes, fileSize: fileSize)
    let fields = try HeaderFields(bytes[range])
    kind = fields.kind
    isBigEndian = fields.isBigEndian
    isFortranOrder = fields.isFortranOrder
    shape = fields.shape
    length = range.upperBound
    count = try ArrayHeader.count(fields, payload: fileSize - range.upperBound)
  }

  /// Bytes that the numbers take.
  package var byteCount: Int { count * kind.size }

  /// The bytes of the dictionary.
  private static func literal(
    in bytes: [UInt8], fileSize: Int
  ) throws(ArrayError) -> Range<Int> {
    guard !bytes.isEmpty else { throw ArrayError("empty, expected a .npy file") }
    if bytes.starts(with: Array("PK".utf8)) {
      throw ArrayError(
        "an archive of arrays, expected the .npy file of one, as numpy.save writes it")
    }
    guard bytes.starts(with: magic) else {
      throw ArrayError("no .npy file: it does not begin with \\x93NUMPY")
    }
    guard bytes.count >= 10 else { throw ArrayError("truncated within its header") }
    let version = (bytes[6], bytes[7])
    guard (1...3).contains(version.0), version.1 == 0 else {
      throw ArrayError(
        "version \(version.0).\(version.1) of the format, expected 1.0, 2.0 or 3.0")
    }
    let start = version.0 == 1 ? 10 : 12
    guard bytes.count >= start else { throw ArrayError("truncated within its header") }
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= fileSize - start else {
      throw ArrayError(
        "truncated: its header is said to have \(length) bytes, \(fileSize - start) are there")
    }
    guard length <= mostBytes - 12, start + length <= bytes.count else {
      throw ArrayError("a header of \(length) bytes, expected at most \(mostBytes - 12)")
    }
    return start..<start + length
  }

  /// How many numbers there are; that is as many as the file has room for.
  private static func count(_ fields: HeaderFields, payload: Int) throws(ArrayError) -> Int {
    let text = fields.shape.map(String.init).joined(separator: "×")
    guard !fields.shape.contains(0) else { throw ArrayError("no numbers: its shape is \(text)") }
    var bytes = fields.kind.size
    for extent in fields.shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
      guard !overflow else {
        throw ArrayError("a shape of \(text), which is too large to be counted")
      }
      bytes = product
    }
    let numbers = "\(fields.shape.isEmpty ? "one" : text) \(fields.kind.rawValue)"
    guard bytes <= payload else {
      throw ArrayError("truncated: \(numbers) take \(bytes) bytes, \(payload) are there")
    }
    guard bytes == payload else {
      let more = payload - bytes == 1 ? "1 byte" : "\(payload - bytes) bytes"
      throw ArrayError("\(more) too many: \(numbers) take \(bytes) bytes")
    }
    return bytes / fields.kind.size
  }
}

/// The three entries of a header's dictionary.
private struct HeaderFields {
  let kind: ArrayKind
  let isBigEndian: Bool
  let isFortranOrder: Bool
  let shape: [Int]

  init(_ bytes: ArraySlice<UInt8>) throws(ArrayError) {
    var scan = HeaderScan(bytes)
    var type: (ArrayKind, Bool)?
    var order: Bool?
    var shape: [Int]?
    try scan.expect("{")
    while !scan.take("}") {
      let key = try scan.string()
      try scan.expect(":")
      switch key {
      case "descr" where type == nil: type = try HeaderFields.type(&scan)
      case "fortran_order" where order == nil: order = try scan.boolean()
      case "shape" where shape == nil: shape = try scan.tuple()
      case "descr", "fortran_order", "shape": throw ArrayError("a header that has \(key) twice")
      default: throw ArrayError("a header with an unknown key \(Quotation.of(key))")
      }
      guard scan.take(",") || scan.isNext("}") else { throw scan.unreadable("expected , or }") }
    }
    try scan.end()
    guard let type else { throw ArrayError("a header without descr") }
    guard let order else { throw ArrayError("a header without fortran_order") }
    guard let shape else { throw ArrayError("a header without shape") }
    (kind, isBigEndian) = type
    isFortranOrder = order
    self.shape = shape
  }

  /// Reads `<f4`: the order of the bytes, the kind of number, its size.
  private static func type(_ scan: inout HeaderScan) throws(ArrayError) -> (ArrayKind, Bool) {
    guard !scan.isNext("["), !scan.isNext("(") else {
      throw ArrayError(
        "an array of structures, expected float32 or float64; "
          + "one field of it is array[\"name\"].astype(\"float32\")")
    }
    let text = try scan.string()
    let isOrdered = text.first.map { "<>=|".contains($0) } ?? false
    let word = isOrdered ? String(text.dropFirst()) : text
    guard let kind = ["f4": ArrayKind.float32, "f8": .float64][word] else {
      throw ArrayError(
        "\(NumPyType.name(text, word)), expected float32 or float64; "
          + "array\(word.hasPrefix("c") ? ".real" : "").astype(\"float32\") mends it")
    }
    let isNative = text.first != "<" && text.first != ">"
    return (kind, isNative ? Machine.isBigEndian : text.first == ">")
  }
}

/// The types of NumPy that are not read.
private enum NumPyType {
  /// What NumPy calls a type: `<i8` is int64.
  static func name(_ text: String, _ word: String) -> String {
    if word == "O" || word == "O8" { return "an array of objects" }
    let size = Int(word.dropFirst()) ?? 0
    let bits = (1...32).contains(size) ? "\(size * 8)" : ""
    switch word.first {
    case "b" where size == 1: return "an array of bool"
    case "i" where size > 0: return "an array of int\(bits)"
    case "u" where size > 0: return "an array of uint\(bits)"
    case "f" where size > 0: return "an array of float\(bits)"
    case "c" where size > 0: return "an array of complex\(bits)"
    case "U", "S", "a": return "an array of texts"
    case "M": return "an array of times"
    case "m": return "an array of durations"
    default: return "an array of \(Quotation.of(text))"
    }
  }
}
