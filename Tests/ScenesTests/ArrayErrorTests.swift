import ConvEngine
import Scenes
import Testing

@Suite("Mistakes in a .npy file")
struct ArrayErrorTests {
  struct Row: CustomTestStringConvertible {
    var bytes: [UInt8]
    var reason: String
    var role = ArrayRole.activation
    var testDescription: String { reason }

    init(_ bytes: [UInt8], _ reason: String) {
      self.bytes = bytes
      self.reason = reason
    }

    /// A header with eight bytes of numbers behind it.
    init(_ header: String, _ reason: String, numbers: Int = 8, as role: ArrayRole = .activation) {
      self.init(
        ArrayBytes(header: header, numbers: Array(repeating: 0, count: numbers)).bytes, reason)
      self.role = role
    }

    static func type(_ type: String, _ reason: String) -> Row {
      Row(ArrayBytes.header(type, shape: "(1, 2)"), reason)
    }

    static func shape(_ shape: String, _ reason: String, as role: ArrayRole = .activation) -> Row {
      Row(ArrayBytes.header(shape: shape), reason, as: role)
    }
  }

  private static let good = ArrayBytes(
    header: ArrayBytes.header(shape: "(1, 2)"), numbers: bytes([1, 2], "<f4")
  ).bytes
  private static let mends = "expected float32 or float64; array.astype(\"float32\") mends it"

  private static let files = [
    Row([], "empty, expected a .npy file"),
    Row(Array("1, 2, 3".utf8), "no .npy file: it does not begin with \\x93NUMPY"),
    Row([0x93] + Array("NUMP".utf8), "no .npy file: it does not begin with \\x93NUMPY"),
    Row(
      [0x50, 0x4B, 3, 4],
      "an archive of arrays, expected the .npy file of one, as numpy.save writes it"),
    Row(Array(good.prefix(8)), "truncated within its header"),
    Row([0x93] + Array("NUMPY".utf8) + [2, 0, 9, 0, 0], "truncated within its header"),
    Row(
      Array(good.prefix(20)), "truncated: its header is said to have 59 bytes, 10 are there"),
    Row(
      [0x93] + Array("NUMPY".utf8) + [2, 0, 0xFF, 0xFF, 0xFF, 0xFF] + good,
      "truncated: its header is said to have 4294967295 bytes, 77 are there"),
    Row(
      [0x93] + Array("NUMPY".utf8) + [2, 0, 0, 0, 1, 0] + Array(repeating: 0x20, count: 65_536),
      "a header of 65536 bytes, expected at most 65535"),
    Row(
      ArrayBytes(version: (4, 0), header: "{}").bytes,
      "version 4.0 of the format, expected 1.0, 2.0 or 3.0"),
    Row(
      ArrayBytes(version: (1, 1), header: "{}").bytes,
      "version 1.1 of the format, expected 1.0, 2.0 or 3.0"),
    Row(Array(good.dropLast()), "truncated: 1×2 float32 take 8 bytes, 7 are there"),
    Row(good + [0], "1 byte too many: 1×2 float32 take 8 bytes"),
  ]

  private static let headers = [
    Row("", "its header cannot be read at byte 10, expected {"),
    Row("[]", "its header cannot be read at byte 10, expected {"),
    Row("{}", "a header without descr"),
    Row("{'descr': '<f4'}", "a header without fortran_order"),
    Row("{'descr': '<f4', 'fortran_order': True}", "a header without shape"),
    Row("{'descr': '<f4', 'descr': '<f4'}", "a header that has descr twice"),
    Row("{'shape': (1,), 'color': 1}", "a header with an unknown key \"color\""),
    Row("{'descr' '<f4'}", "its header cannot be read at byte 19, expected :"),
    Row(
      "{'descr': '<f4' 'shape': (1, 2)}", "its header cannot be read at byte 26, expected , or }"),
    Row(
      "{descr: '<f4'}", "its header cannot be read at byte 11, expected a text in quotation marks"),
    Row("{'descr: '", "its header cannot be read at byte 20, expected :"),
    Row("{'descr", "its header cannot be read at byte 11, expected a text that ends"),
    Row("{'de\\x73cr': 1}", "its header cannot be read at byte 11, expected a text that ends"),
    Row("{'fortran_order': 1}", "its header cannot be read at byte 28, expected True or False"),
    Row(
      "{'shape': [1, 2]}", "its header cannot be read at byte 20, expected a shape such as (2, 3)"),
    Row(
      ArrayBytes.header(shape: "(1, 2)") + "x",
      "its header cannot be read at byte 69, expected its end"),
    .shape("(8)", "its header cannot be read at byte 62, expected a shape such as (5,) or (2, 3)"),
    .shape(
      "(1 2)", "its header cannot be read at byte 63, expected a shape such as (5,) or (2, 3)"),
    .shape("(-1, 2)", "its header cannot be read at byte 61, expected a whole number from 0"),
    .shape(
      "(1.5, 2)", "its header cannot be read at byte 62, expected a shape such as (5,) or (2, 3)"),
    .shape("(01, 2)", "its header cannot be read at byte 61, expected a whole number from 0"),
    .shape("(True, 2)", "its header cannot be read at byte 61, expected a whole number from 0"),
  ]

  private static let types: [Row] = [
    .type("<i8", "an array of int64, \(mends)"), .type("|u1", "an array of uint8, \(mends)"),
    .type("|b1", "an array of bool, \(mends)"), .type("<f2", "an array of float16, \(mends)"),
    .type("<f16", "an array of float128, \(mends)"), .type("|O", "an array of objects, \(mends)"),
    .type("<U3", "an array of texts, \(mends)"), .type("|S3", "an array of texts, \(mends)"),
    .type("<M8[ns]", "an array of times, \(mends)"),
    .type("<m8[s]", "an array of durations, \(mends)"),
    .type("|V8", "an array of \"|V8\", \(mends)"), .type("", "an array of \"\", \(mends)"),
    .type("<f99999999999999999999", "an array of \"<f99999999999999999999\", \(mends)"),
    .type(
      "<c8",
      "an array of complex64, expected float32 or float64; array.real.astype(\"float32\") mends it"),
    Row(
      "{'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (1,), }",
      "an array of structures, expected float32 or float64; one field of it is "
        + "array[\"name\"].astype(\"float32\")"),
    Row(
      "{'descr': ('<f4', (2,)), 'fortran_order': False, 'shape': (1,), }",
      "an array of structures, expected float32 or float64; one field of it is "
        + "array[\"name\"].astype(\"float32\")"),
  ]

  private static let shapes: [Row] = [
    .shape("(0, 2)", "no numbers: its shape is 0×2"),
    .shape(
      "(4294967296, 0, 4294967296, 4294967296)",
      "no numbers: its shape is 4294967296×0×4294967296×4294967296"),
    .shape(
      "(4294967296, 4294967296)",
      "a shape of 4294967296×4294967296, which is too large to be counted"),
    .shape(
      "(1, 99999999999999999999)",
      "an extent of more than 9223372036854775807, which cannot be counted"),
    .shape(
      "(1000000, 1000000)",
      "truncated: 1000000×1000000 float32 take 4000000000000 bytes, 8 are there"),
    .shape("(\(String(repeating: "1, ", count: 65)))", "a shape of more than 64 axes"),
    Row(
      ArrayBytes.header(shape: "()"), "a single number, expected N×C×H×W, C×H×W or H×W", numbers: 4),
    .shape("(2,)", "a shape of 2, expected N×C×H×W, C×H×W or H×W"),
    .shape("(1, 1, 1, 1, 2)", "a shape of 1×1×1×1×2, expected N×C×H×W, C×H×W or H×W"),
    .shape("(1, 1, 2)", "a shape of 1×1×2, expected O×C×H×W or H×W", as: .kernel),
    .shape("(2,)", "a shape of 2, expected O×C×H×W or H×W", as: .kernel),
    .shape(
      "(1, 2)", "a shape of 1×2, expected O, or O×H×W where every output has its own", as: .bias),
    .shape(
      "(1, 2, 1, 1)", "a shape of 1×2×1×1, expected O, or O×H×W where every output has its own",
      as: .bias),
  ]

  @Test("one sentence says what is wrong", arguments: files + headers + types + shapes)
  func mistakes(row: Row) {
    #expect {
      try Tensor<Double>(file: row.bytes, as: row.role)
    } throws: { error in
      "\(error)" == row.reason
    }
  }

  @Test func `a header lies about numbers that are not in memory yet`() throws {
    let head = Array(Self.good.dropLast(8))
    #expect(try ArrayHeader(head, fileSize: head.count + 8).shape == [1, 2])
    #expect(throws: ArrayError("truncated: 1×2 float32 take 8 bytes, 0 are there")) {
      try ArrayHeader(head, fileSize: head.count)
    }
  }

  @Test func `a file that is cut, or has one bit changed, is read or refused`() {
    var damaged = Self.good.indices.map { Array(Self.good.prefix($0)) }
    for place in Self.good.indices {
      for bit in 0..<8 {
        var bytes = Self.good
        bytes[place] ^= 1 << bit
        damaged.append(bytes)
      }
    }
    let accepted = damaged.compactMap { try? Tensor<Double>(file: $0, as: .activation) }
    #expect(accepted.allSatisfy { $0.shape.count == $0.values.count && $0.shape.count <= 2 })
    // The bits of the two numbers, some of a space, of the version, and of the order of the bytes.
    #expect((64..<100).contains(accepted.count))
  }
}
