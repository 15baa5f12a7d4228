import Foundation
import Presentation
import Scenes
import Testing

@Suite("The examples of the page about the format")
struct SceneFormatPageTests {
  @Test("an example passes its check", arguments: [0, 1])
  func examples(number: Int) throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = "Sources/Scenes/Scenes.docc/SceneFormat.md"
    let page = try String(contentsOf: package.appending(path: path), encoding: .utf8)
    let blocks = page.components(separatedBy: "```yaml\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    let scene = try Scene(file: "x.yaml", text: blocks[number], isShowable: isShowable)
    var check = SceneCheck(scene)
    #expect(check.run() == [])
  }
}
