import NcursesTerminal
import Screen
import Testing

@Suite("Decoding keys")
struct KeyDecodingTests {
  @Test(
    "a character is the key that types it",
    arguments: [
      (8, .backspace), (127, .backspace), (9, .tab), (10, .enter), (13, .enter), (27, .escape),
      (1, .control("a")), (3, .control("c")), (12, .control("l")), (26, .control("z")),
      (32, .character(" ")), (63, .character("?")), (0x71, .character("q")),
      (0x51, .character("Q")), (0xE9, .character("é")), (0x3C9, .character("ω")),
      (0x1F600, .character("😀")),
    ] as [(UInt32, Key)])
  func characters(code: UInt32, key: Key) {
    #expect(Terminal.key(code: code, isKeyCode: false) == key)
  }

  @Test(
    "a code of curses.h is the key it names",
    arguments: [
      (0o402, .down), (0o403, .up), (0o404, .left), (0o405, .right), (0o406, .home),
      (0o407, .backspace), (0o411, .function(1)), (0o424, .function(12)), (0o512, .delete),
      (0o522, .pageDown), (0o523, .pageUp), (0o527, .enter), (0o534, .home), (0o535, .pageUp),
      (0o537, .end), (0o540, .pageDown), (0o541, .backTab), (0o550, .end), (0o552, .home),
      (0o601, .end),
    ] as [(UInt32, Key)])
  func keyCodes(code: UInt32, key: Key) {
    #expect(Terminal.key(code: code, isKeyCode: true) == key)
  }

  @Test(
    "other codes are no key",
    arguments: [
      (0, false), (28, false), (0x85, false), (0xD800, false), (0x11_0000, false),
      (0o632, true), (0o631, true), (20260, true),
    ] as [(UInt32, Bool)])
  func noKeys(code: UInt32, isKeyCode: Bool) {
    #expect(Terminal.key(code: code, isKeyCode: isKeyCode) == nil)
  }
}
