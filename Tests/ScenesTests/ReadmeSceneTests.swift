import Foundation
import Scenes
import Testing

@Suite("The scene in README.md")
struct ReadmeSceneTests {
  @Test func `it can be read and starts where it says`() throws {
    let scene = try Scene(file: "README.md", text: readmeBlock(of: "yaml"), isShowable: isShowable)
    #expect(scene.title == "Stride")
    #expect(scene.start == [.seek(.step(2, product: 3))])
  }

  /// The first code block of README.md in a language.
  private func readmeBlock(of language: String) throws -> String {
    let readme = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")
    let lines = try String(contentsOf: readme, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let block = lines.drop { $0 != "```\(language)" }.dropFirst().prefix { $0 != "```" }
    return block.joined(separator: "\n") + "\n"
  }
}
