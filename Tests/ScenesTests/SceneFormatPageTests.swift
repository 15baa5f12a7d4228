import Foundation
import Scenes
import Testing

@Suite("The page about the format")
struct SceneFormatPageTests {
  @Test("an example can be read", arguments: [0, 1])
  func examples(number: Int) throws {
    let blocks = try page().components(separatedBy: "```yaml\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    #expect(blocks.count == 2)
    let scene = try Scene(file: "x.yaml", text: blocks[number], isShowable: isShowable)
    #expect(scene.kind == [.lesson, .demo][number])
  }

  @Test("a table lists what there is", arguments: lists)
  func tables(heading: String, words: [String]) throws {
    let listed = try rows(under: heading).compactMap { $0.first?.split(separator: " ").first }
    #expect(Set(listed.map(String.init)) == Set(words))
    #expect(listed.count == Set(listed).count)
  }

  @Test("a word is named", arguments: words)
  func named(word: String) throws { #expect(try page().contains("`\(word)`")) }

  @Test func `the limits are those of the code`() throws {
    let listed = try rows(under: "Limits").map { Int($0[0].filter(\.isNumber)) }
    #expect(
      listed == [
        SceneLimits.bytes, SceneLimits.numbers, SceneLimits.extent, SceneLimits.networks,
        SceneLimits.layers, SceneLimits.products, SceneLimits.events, SceneLimits.actions,
        SceneLimits.wait, SceneLimits.columns, SceneLimits.lines, SceneLimits.sentence,
        SceneLimits.choices, SceneLimits.highlights, SceneLimits.name, SceneLimits.depth,
        SceneLimits.mistakes,
      ])
  }

  @Test func `every action, quantity, claim and set of a table reads as one`() throws {
    for row in try rows(under: "Actions") { _ = try Action(parsing: row[0]) }
    for row in try rows(under: "Quantities") { _ = try Quantity(parsing: row[0]) }
    for row in try rows(under: "Claims") { _ = try Claim(parsing: row[0]) }
    for row in try rows(under: "Sets of cells") { _ = try CellSet(parsing: row[0]) }
  }

  /// What the tables list, by the headings over them.
  private static let lists: [(String, [String])] = {
    let numbers: [String] = keys("input") + keys("kernel") + keys("tensor") + ["numbers"]
    let quantities: [String] = Quantity.words + ["5", "z1"]
    return [
      ("The document", keys("scene")), ("Networks", keys("network")), ("Layers", keys("layer")),
      ("Numbers", numbers), ("Events", keys("event")), ("Questions", keys("question")),
      ("Actions", Array(Action.stageWords)), ("Quantities", quantities),
      ("Sets of cells", CellSet.words), ("Mistakes", Mistake.allCases.map(\.rawValue)),
    ]
  }()

  /// The words that stand in a choice anywhere in the schema.
  private static let words: [String] = {
    var words: Set<String> = []
    func collect(_ value: JSONValue) {
      if case .object(let members) = value {
        for member in members {
          if member.key == "enum", case .array(let choices) = member.value {
            for case .string(let word) in choices { words.insert(word) }
          }
          collect(member.value)
        }
      }
      if case .array(let elements) = value { for element in elements { collect(element) } }
    }
    collect(SceneSchema.document)
    return words.sorted()
  }()

  /// The keys of a definition of the schema, in whichever of its forms.
  private static func keys(_ definition: String) -> [String] {
    var keys: [String] = []
    func collect(_ value: JSONValue) {
      if case .object(let members)? = value["properties"] { keys += members.map(\.key) }
      if case .array(let forms)? = value["oneOf"] { for form in forms { collect(form) } }
    }
    if let value = SceneSchema.document["$defs"]?[definition] { collect(value) }
    return keys
  }

  /// The cells of the table under a heading, without code marks.
  private func rows(under heading: String) throws -> [[String]] {
    let section = try #require(try page().components(separatedBy: "\n## \(heading)\n").last)
      .components(separatedBy: "\n## ")[0]
    return section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { row in
      row.split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "`", with: "")
      }
    }
  }

  private func page() throws -> String {
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = "Sources/Scenes/Scenes.docc/SceneFormat.md"
    return try String(contentsOf: package.appending(path: path), encoding: .utf8)
  }
}
