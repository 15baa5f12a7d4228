import Foundation
import Presentation
import Scenes
import Screen
import Testing

/// The screens of the mock-ups as they are now, symbols above styles.
///
/// `CONVSCOPE_RECORD_GOLDEN=1 swift test --filter GoldenTests` writes them anew; read
/// the difference before it is committed.
@Suite("Golden screens")
struct GoldenTests {
  struct Picture: CustomTestStringConvertible, Sendable {
    var name: String
    var scene: String?
    var keys = ""
    var columns = 80
    var rows = 24
    var isASCII = false

    var testDescription: String { fileName }
    var fileName: String { isASCII ? "\(name)-ascii.txt" : "\(name).txt" }

    func session() throws -> Session {
      let start = scene.map { opened($0) } ?? Session(library: shippedScenes)
      return try start.after(keys).after(.glyphs(!isASCII))
    }
  }

  static let unicode = [
    Picture(name: "0-padding", scene: "padding"),
    Picture(name: "a-channels", scene: "channels"),
    Picture(name: "b-convolution", scene: "convolution"),
    Picture(name: "c-delta-below", scene: "delta-below"),
    Picture(name: "d-stride-backwards", scene: "stride-backwards"),
    Picture(name: "e-kernel-gradient", scene: "kernel-gradient"),
    Picture(name: "h-compact", scene: "padding", columns: 40, rows: 12),
    Picture(
      name: "h2-compact-products", scene: "padding", keys: "tab tab tab tab", columns: 40,
      rows: 12),
    Picture(name: "i-delta", scene: "delta"),
    Picture(name: "j-stride-inexact", scene: "stride-inexact"),
    Picture(name: "k-transposed", scene: "transposed"),
    Picture(name: "k2-transposed-zeros", scene: "transposed", keys: "v right right right"),
    Picture(name: "k3-transposed-compact", scene: "transposed", columns: 40, rows: 12),
    Picture(name: "home"),
    Picture(name: "too-small", scene: "padding", columns: 39, rows: 11),
  ]

  static let pictures =
    unicode
    + unicode.map {
      var copy = $0
      copy.isASCII = true
      return copy
    }

  @Test("a screen is as it was recorded", arguments: pictures)
  func golden(picture: Picture) throws {
    let frame = try picture.session().frame(columns: picture.columns, rows: picture.rows)
    let rule = String(repeating: "=", count: picture.columns)
    let found = "\(frame.text)\n\(rule)\n\(frame.styles)\n"
    let file = GoldenTests.folder.appending(path: picture.fileName)
    if ProcessInfo.processInfo.environment["CONVSCOPE_RECORD_GOLDEN"] != nil {
      try found.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(picture.fileName) was recorded anew; run again without recording")
      return
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    let difference = GoldenTests.difference(expected ?? "", found)
    #expect(difference.isEmpty, "\(picture.fileName):\n\(difference)")
  }

  @Test func `every recorded screen is one of these`() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: GoldenTests.folder.path(percentEncoded: false))
    #expect(names.sorted() == GoldenTests.pictures.map(\.fileName).sorted())
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  /// The lines that are not the same: `-` as recorded, `+` as found.
  private static func difference(_ expected: String, _ found: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = found.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(old.count, new.count)).flatMap { row in
      let before = row < old.count ? String(old[row]) : nil
      let after = row < new.count ? String(new[row]) : nil
      guard before != after else { return [String]() }
      return [before.map { "\(row + 1) -\($0)" }, after.map { "\(row + 1) +\($0)" }]
        .compactMap { $0 }
    }
    .joined(separator: "\n")
  }
}
