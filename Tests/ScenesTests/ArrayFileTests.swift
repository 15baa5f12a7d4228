import ConvEngine
import Scenes
import Testing

/// A `.npy` file put together of its parts.
struct ArrayBytes {
  var version: (UInt8, UInt8) = (1, 0)
  var header: String
  var numbers: [UInt8] = []

  static func header(
    _ type: String = "<f4", order: String = "False", shape: String
  ) -> String {
    "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }"
  }

  var bytes: [UInt8] {
    let length = header.utf8.count
    let places = version.0 == 1 ? 2 : 4
    let size = (0..<places).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    return [0x93] + Array("NUMPY".utf8) + [version.0, version.1] + size + Array(header.utf8)
      + numbers
  }
}

/// The bytes of whole numbers as float32 or float64, the least or the largest byte first.
func bytes(_ numbers: [Int], _ type: String) -> [UInt8] {
  numbers.flatMap { number -> [UInt8] in
    let bits =
      type.hasSuffix("4")
      ? (0..<4).map { UInt8(truncatingIfNeeded: Float(number).bitPattern >> (8 * $0)) }
      : (0..<8).map { UInt8(truncatingIfNeeded: Double(number).bitPattern >> (8 * $0)) }
    return type.hasPrefix(">") ? bits.reversed() : bits
  }
}

@Suite("Reading .npy files")
struct ArrayReadingTests {
  struct Form: CustomTestStringConvertible {
    var version: UInt8
    var type: String
    var isFortran: Bool
    var testDescription: String {
      "version \(version).0, \(type), \(isFortran ? "columns" : "rows") first"
    }
  }

  private static let forms: [Form] = [1, 2, 3].flatMap { version in
    ["<f4", ">f4", "<f8", ">f8"].flatMap { type in
      [false, true].map { Form(version: version, type: type, isFortran: $0) }
    }
  }

  @Test("every form gives the same numbers, rows first", arguments: forms)
  func everyForm(form: Form) throws {
    // Element [n, c, h, w] of 2×3×4×5 is its place in rows-first order.
    let places = (0..<120).map { place in
      form.isFortran
        ? [place % 2, place / 2 % 3, place / 6 % 4, place / 24]
        : [place / 60, place / 20 % 3, place / 5 % 4, place % 5]
    }
    let numbers = places.map { ($0[0] * 3 + $0[1]) * 20 + $0[2] * 5 + $0[3] }
    let file = ArrayBytes(
      version: (form.version, 0),
      header: ArrayBytes.header(
        form.type, order: form.isFortran ? "True" : "False", shape: "(2, 3, 4, 5)"),
      numbers: bytes(numbers, form.type))
    let tensor = try Tensor<Double>(file: file.bytes, as: .activation)
    #expect(tensor.shape == Shape4(2, 3, 4, 5))
    #expect(tensor.values == (0..<120).map(Double.init))
  }

  @Test(
    "axes that are missing in front are 1",
    arguments: [
      ("(2, 3)", ArrayRole.activation, Shape4(1, 1, 2, 3)),
      ("(2, 3)", .kernel, Shape4(1, 1, 2, 3)),
      ("(1, 2, 3)", .activation, Shape4(1, 1, 2, 3)),
      ("(6, 1, 1)", .activation, Shape4(1, 6, 1, 1)),
      ("(1, 6, 1, 1)", .kernel, Shape4(1, 6, 1, 1)),
      ("(6,)", .bias, Shape4(1, 6, 1, 1)),
      ("(1, 2, 3)", .bias, Shape4(1, 1, 2, 3)),
    ])
  func ranks(shape: String, role: ArrayRole, expected: Shape4) throws {
    let file = ArrayBytes(
      header: ArrayBytes.header(shape: shape), numbers: bytes(Array(1...6), "<f4"))
    let tensor = try Tensor<Double>(file: file.bytes, as: role)
    #expect(tensor.shape == expected)
    #expect(tensor.values == [1, 2, 3, 4, 5, 6])
  }

  @Test(
    "a header is a Python dictionary, however it is spaced, quoted and ordered",
    arguments: [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1)}",
      "{\"shape\": (2, 1), \"descr\": \"<f4\", \"fortran_order\": False}\n",
      "{ 'descr' :'<f4' ,\n\t'fortran_order':False,'shape':( 2 , 1 , ) , }   \n",
      "  {u'descr': u'<f4', u'fortran_order': False, u'shape': (2L, 1L)}",
      "{'descr': '=f4', 'fortran_order': False, 'shape': (2, 1)}",
      "{'descr': 'f4', 'fortran_order': False, 'shape': (2, 1)}",
      "{'descr': '|f4', 'fortran_order': False, 'shape': (2, 1)}",
    ])
  func tolerance(header: String) throws {
    let file = ArrayBytes(header: header, numbers: bytes([7, 8], "<f4"))
    #expect(try Tensor<Double>(file: file.bytes, as: .activation).values == [7, 8])
  }

  @Test func `numbers keep their bits, those that are none included`() throws {
    let patterns: [UInt32] = [0x7FC0_0001, 0x7F80_0000, 0xFF80_0000, 0x8000_0000, 1, 0x7F7F_FFFF]
    let numbers = patterns.map { Float(bitPattern: $0) }
    let file = ArrayWriting.bytes(numbers, shape: [1, 1, 2, 3])
    let header = try ArrayHeader(file, fileSize: file.count)
    #expect(header.values(of: Float.self, in: file).map(\.bitPattern) == patterns)
  }

  @Test func `float32 are widened without a change`() throws {
    let file = ArrayWriting.bytes([Float(0.1), -.leastNonzeroMagnitude], shape: [1, 2])
    let tensor = try Tensor<Double>(file: file, as: .activation)
    #expect(tensor.values == [Double(Float(0.1)), -Double(Float.leastNonzeroMagnitude)])
  }
}

@Suite("Writing .npy files")
struct ArrayWritingTests {
  @Test func `a file is version 1.0, rows first, its numbers aligned`() {
    let file = ArrayWriting.bytes([Float(1), 2], shape: [1, 1, 2, 1])
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 2, 1), }"
    let spaces = String(repeating: " ", count: 128 - 10 - text.utf8.count - 1)
    #expect(file.count == 128 + 8)
    #expect(Array(file.prefix(10)) == [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0])
    #expect(String(decoding: file[10..<128], as: UTF8.self) == text + spaces + "\n")
    #expect(Array(file.suffix(8)) == bytes([1, 2], "<f4"))
  }

  @Test(
    "what is written is read back",
    arguments: [[7], [1], [3, 5, 2], [1, 2, 3, 4], [123_456], [1, 1, 1, 98_765]])
  func roundTrip(shape: [Int]) throws {
    let values = (0..<shape.reduce(1, *)).map { Double($0) / 7 - 3 }
    let file = ArrayWriting.bytes(values, shape: shape)
    let header = try ArrayHeader(file, fileSize: file.count)
    #expect(header.length % 64 == 0)
    #expect(header.shape == shape)
    #expect(header.kind == .float64)
    #expect(header.values(of: Double.self, in: file) == values)
  }
}
