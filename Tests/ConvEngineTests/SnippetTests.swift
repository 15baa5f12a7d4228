import Foundation
import Testing

@Suite("Swift in the documentation")
struct SnippetTests {
  @Test("every block stands in a test that compiles and runs", arguments: documents)
  func blocksStandInTests(document: String) throws {
    let tests = try Self.testFiles.map { try lines(of: $0) }
    for block in try blocks(of: document) {
      #expect(tests.contains { $0.contains(block) }, "\(block.joined(separator: "\n"))")
    }
  }

  @Test func `README and every article have blocks`() throws {
    for document in Self.documents { #expect(try !blocks(of: document).isEmpty, "\(document)") }
    #expect(Self.documents.count > 5)
  }

  private static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let documents =
    ["README.md"] + files(in: "Sources/ConvEngine/ConvEngine.docc", ending: ".md")

  private static let testFiles = files(in: "Tests/ConvEngineTests", ending: ".swift")

  private static func files(in folder: String, ending: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: package.appending(path: folder).path)
    return (names ?? []).filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
  }

  private func lines(of path: String) throws -> [Substring] {
    try String(contentsOf: Self.package.appending(path: path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " } }
  }

  private func blocks(of path: String) throws -> [[Substring]] {
    try lines(of: path).split { $0.hasPrefix("```swift") }.dropFirst()
      .map { $0.prefix { $0 != "```" } }
      .map { Array($0.first == "import ConvEngine" ? $0.dropFirst(2) : $0) }
  }
}
