import Foundation
import Scenes
import Testing
import Yams

@Suite("The schema of scenes")
struct SceneSchemaTests {
  @Test("a shipped scene is valid", arguments: EmbeddedScenes.files)
  func valid(file: (name: String, text: String)) throws {
    #expect(try problems(file.text) == [])
  }

  @Test("a scene that the program writes is valid", arguments: EmbeddedScenes.files.map(\.name))
  func written(name: String) throws {
    let text = try #require(EmbeddedScenes.files.first { $0.name == name }?.text)
    let scene = try Scene(file: name, text: text, isShowable: isShowable)
    #expect(try problems(scene.yaml()) == [])
  }

  @Test(
    "what the decoder refuses for its form is not valid",
    arguments: SceneErrorTests.all.filter { !$0.isBeyondSchema })
  func refused(row: SceneErrorTests.Row) throws {
    #expect(try !problems(row.text).isEmpty)
  }

  @Test(
    "what only the decoder can know is valid",
    arguments: SceneErrorTests.all.filter(\.isBeyondSchema).filter { $0.isYAML })
  func accepted(row: SceneErrorTests.Row) throws { #expect(try problems(row.text) == []) }

  @Test func `every definition is used, and every reference defined`() throws {
    let text = SceneSchema.document.text
    guard case .object(let definitions)? = SceneSchema.document["$defs"] else {
      Issue.record("no definitions")
      return
    }
    for definition in definitions {
      #expect(text.contains("\"$ref\": \"#/$defs/\(definition.key)\""), "\(definition.key)")
    }
    let used = text.components(separatedBy: "#/$defs/").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(used.map(String.init)) == Set(definitions.map(\.key)))
  }

  @Test func `it has every word of the grammar`() {
    let text = SceneSchema.document.text
    let words =
      Action.stageWords + Quantity.words + CellSet.words + Mistake.allCases.map(\.rawValue)
      + Parameter.allCases.map(\.rawValue) + NamedKernel.allCases.map(\.rawValue)
    #expect(words.filter { !text.contains($0) } == [])
  }

  private func problems(_ text: String) throws -> [String] {
    var checker = JSONSchemaChecker(SceneSchema.document)
    return checker.problems(try #require(try Yams.compose(yaml: text)))
  }
}
