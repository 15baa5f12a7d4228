import Scenes
import Testing
import Yams

@Suite("Scenes that mean harm")
struct UntrustedSceneTests {
  @Test(
    "keys inside keys are refused before they are compared", arguments: ["? ", "{? ", "{[", "{"])
  func keys(opening: String) {
    let text = String(repeating: opening, count: 10) + "[" + String(repeating: "1,", count: 100_000)
    #expect(
      sentence(text)?.hasSuffix("found a key that is no word, expected one of the keys") == true)
  }

  @Test(
    "deep nesting is refused with its place",
    arguments: [
      (String(repeating: "[", count: 100_000), "1:17"),
      (String(repeating: "- ", count: 100_000), "1:33"),
      (String(repeating: "{a: ", count: 100_000), "1:65"),
      ((0..<20).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), "17:17"),
    ])
  func depth(text: String, place: String) {
    #expect(sentence(text) == "x.yaml:\(place): more than 16 lists and mappings inside each other")
  }

  @Test(
    "what stands in a text is text",
    arguments: [
      "text: |\n  ? [a]: b\n  {{{{{{{{{{{{{{{{{{{{{{{{{{ &a *b !c",
      "text: >\n  [[[[[[[[[[[[[[[[[[[[[",
      "summary: \"a &b *c !d [[[[[[[[[[[[[[[[[[[[[\"", "summary: 'it''s {{{{{{{{{{{{{{{{{{{{{{ &a'",
      "summary: a &b *c !d {{{{{{{{{{{{{{{{{{{{{{ ? x", "summary: \"a\n  &b *c\"",
      "# [[[[[[[[[[[[[[[[[[[[[[[ &a", "summary: x # &a *b", "summary: a\n  &b *c ? x",
      "text: |2\n   &a\n  *b\n\n  ? x", "events:\n- text: |\n    z[0,0]: &x\n- caption: \"[a]: b\"",
      "events:\n  - text: |\n\n      &a\n\n       *b\n  - wait: 1",
    ])
  func texts(line: String) throws {
    let text = "version: 1\ntitle: x\nnetwork: {input: [[1]], layers: [{kernel: [[1]]}]}\n\(line)\n"
    #expect(throws: Never.self) { try Scene(file: "x.yaml", text: text, isShowable: isShowable) }
  }

  @Test(
    "anchors, aliases, tags and keys that are no words are refused where they stand",
    arguments: [
      ("a: &b 1", "1:4: found an anchor, expected values that are written out"),
      ("a: 1\nb:\n  - &c {}", "3:5: found an anchor, expected values that are written out"),
      ("text: |\n  a\n&b c: 1", "3:1: found an anchor, expected values that are written out"),
      ("text: |\n    a\n  &b c: 1", "3:3: found an anchor, expected values that are written out"),
      ("a: \"\n  b\" &c", "2:6: found an anchor, expected values that are written out"),
      ("a: [x,\n  y, *c]", "2:6: found an alias, expected values that are written out"),
      ("<<: *a", "1:5: found an alias, expected values that are written out"),
      ("a: !!binary aGk=", "1:4: found a tag, expected values without tags"),
      ("--- !x\na: 1", "1:5: found a tag, expected values without tags"),
      ("? a\n: 1", "1:1: found a key that is no word, expected one of the keys"),
      ("[a]: 1", "1:3: found a key that is no word, expected one of the keys"),
      ("a: {b: 1, {c: 1}: 2}", "1:11: found a key that is no word, expected one of the keys"),
      ("a: 1\u{2028}b: 1", "1:5: found a control character, expected text"),
    ])
  func refused(text: String, problem: String) { #expect(sentence(text) == "x.yaml:\(problem)") }

  @Test("what a tree would hide is seen before there is one", arguments: 0..<20)
  func soup(seed: UInt64) {
    var random = SoupRandom(state: seed)
    var hidden = 0
    for _ in 0..<5_000 {
      let text = random.soup()
      guard let node = (try? Yams.compose(yaml: text, .basic)) ?? nil, node.hides else { continue }
      hidden += 1
      let found = sentence(text) ?? "nothing"
      #expect(
        ["an anchor", "a tag", "a key that is no word", "more than 16", "a control"]
          .contains { found.contains($0) }, "\(text.debugDescription): \(found)")
    }
    #expect(hidden > 20)
  }

  private func sentence(_ text: String) -> String? {
    do {
      _ = try Scene(file: "x.yaml", text: text, isShowable: isShowable)
      return nil
    } catch { return error.all.first?.sentence }
  }
}

extension Node {
  /// Whether an anchor, a tag, or a key that is no word stands anywhere in it.
  fileprivate var hides: Bool {
    switch self {
    case .scalar(let scalar):
      scalar.anchor != nil || !["", "tag:yaml.org,2002:str"].contains(scalar.tag.description)
    case .sequence(let sequence): sequence.anchor != nil || sequence.contains(where: \.hides)
    case .mapping(let mapping):
      mapping.anchor != nil
        || mapping.contains {
          $0.key.scalar == nil || $0.key.scalar?.anchor != nil || $0.value.hides
        }
    case .alias: true
    }
  }
}

/// Tokens in any order, the same in every run.
private struct SoupRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func soup() -> String {
    let pieces = [
      "a", "b: ", "c:", "- ", "- ", "[", "]", "{", "}", ", ", ",", "&x ", "*x", "!t ", "!!str ",
      "? ", "?", ": ", "|", "|2", "|-", ">", "\"", "\"", "'", "'", "''", "\\", "#", " # ", "\n",
      "\n",
      "\n  ", "\n  ", "\n    ", "\n ", "\n\n", " ", "\t", "%", "---", "...", "x y", "1", "<<: ",
    ]
    return (0..<Int.random(in: 3...14, using: &self))
      .map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
  }
}
