import Foundation
import Scenes
import Testing

/// A folder of `.npy` files for one test, gone with it.
final class ArrayFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "convscope-\(UUID())")
      .path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  subscript(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes numbers into a file, and returns its path.
  @discardableResult
  func write<Scalar: ArrayScalar>(
    _ name: String, _ values: [Scalar], shape: [Int]
  ) throws -> String {
    try Data(ArrayWriting.bytes(values, shape: shape)).write(to: URL(filePath: self[name]))
    return self[name]
  }

  /// Writes whole numbers from 1 on as float32.
  @discardableResult
  func count(_ name: String, shape: [Int]) throws -> String {
    try write(name, (1...shape.reduce(1, *)).map(Float.init), shape: shape)
  }

  /// The bytes of a file, or nil where there is none.
  func bytes(_ name: String) -> [UInt8]? {
    (try? Data(contentsOf: URL(filePath: self[name]))).map(Array.init)
  }

  /// The names of all files.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// The axes and the numbers of a file.
  func read<Scalar: ArrayScalar>(
    _ name: String, as _: Scalar.Type = Scalar.self
  ) throws -> (shape: [Int], values: [Scalar]) {
    let bytes = bytes(name) ?? []
    let header = try ArrayHeader(bytes, fileSize: bytes.count)
    return (
      header.shape, header.kind == Scalar.kind ? header.values(of: Scalar.self, in: bytes) : []
    )
  }
}

/// The cases of `Tests/ConvEngineTests/Reference/conv2d.json`, computed with PyTorch in float64.
struct ReferenceCase: @unchecked Sendable, CustomTestStringConvertible {
  private let fields: [String: Any]

  static func all(_ kind: String) -> [ReferenceCase] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let place = tests.appending(path: "ConvEngineTests/Reference/conv2d.json")
    let file = (try? JSONSerialization.jsonObject(with: Data(contentsOf: place))) as? [String: Any]
    let cases = file?["cases"] as? [[String: Any]] ?? []
    return cases.map(ReferenceCase.init).filter { $0.text("kind") == kind }
  }

  private init(_ fields: [String: Any]) { self.fields = fields }

  var testDescription: String { text("name") }

  /// Whether all numbers are whole, so that the answer does not depend on the order of a sum.
  var isWhole: Bool { text("name").hasPrefix("int-") || text("name").hasPrefix("page") }

  func text(_ key: String) -> String { fields[key] as? String ?? "" }
  func list(_ key: String) -> String {
    (fields[key] as? [Int] ?? []).map(String.init).joined(separator: ",")
  }
  var groups: String { "\(fields["groups"] as? Int ?? 1)" }
  var layers: [ReferenceCase] {
    (fields["layers"] as? [[String: Any]] ?? []).map(ReferenceCase.init)
  }

  /// The numbers of a tensor, or nil where the case has none.
  func numbers(_ key: String) -> (shape: [Int], values: [Double])? {
    guard let tensor = fields[key] as? [String: Any], let shape = tensor["shape"] as? [Int],
      let values = tensor["values"] as? [Double]
    else { return nil }
    return (shape, values)
  }
}
