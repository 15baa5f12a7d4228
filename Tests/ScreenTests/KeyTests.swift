import Screen
import Testing

@Suite("Keys in words")
struct KeyTests {
  @Test(
    "a script is read as keys",
    arguments: [
      ("right right .", [Key.right, .right, .character(".")]),
      ("ctrl-l esc", [.control("l"), .escape]),
      ("shift-tab tab space f1", [.backTab, .tab, .character(" "), .function(1)]),
      ("Q ω é", [.character("Q"), .character("ω"), .character("é")]),
      ("enter backspace delete home end", [.enter, .backspace, .delete, .home, .end]),
      ("up down left pgup pgdn", [.up, .down, .left, .pageUp, .pageDown]),
      ("", []),
    ])
  func scripts(script: String, keys: [Key]) {
    #expect(Key.sequence(script) == keys)
  }

  @Test("a word that is no key is refused", arguments: ["rigth", "left ctrl-", "ctrl-ab", "f0x"])
  func refusals(script: String) {
    #expect(Key.sequence(script) == nil)
  }
}
