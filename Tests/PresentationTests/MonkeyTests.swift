import Presentation
import Scenes
import Screen
import Testing

@Suite("Keys at random")
struct MonkeyTests {
  /// SplitMix64, so that a run can be repeated.
  struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let names =
    [
      "enter", "esc", "tab", "shift-tab", "backspace", "delete", "up", "down", "left", "right",
      "home", "end", "pgup", "pgdn", "space", "f1", "ctrl-l",
    ] + "hlkj.,<>gG:bBvfc=#oe+-uUrWdypnPTA/?N(){}*q0123456789ω".map(String.init)

  @Test("any keys and sizes leave every screen whole", arguments: sceneNames)
  func monkey(scene: String) throws {
    var dice = Dice(state: UInt64(sceneNames.firstIndex(of: scene) ?? 0) + 2026)
    var session = opened(scene)
    var script: [String] = []
    for count in 1...360 {
      let name = try #require(MonkeyTests.names.randomElement(using: &dice))
      session.press(try #require(Key(name: name)))
      script.append(name)
      if count % 5 == 0 {
        session.apply(.tick(milliseconds: Int.random(in: 0...700, using: &dice)))
      }
      guard !session.hasEnded else {
        (session, script) = (opened(scene), [])
        continue
      }
      guard count % 4 == 0 else { continue }
      let columns = Int.random(in: 40...160, using: &dice)
      let rows = Int.random(in: 12...50, using: &dice)
      let frame = session.frame(columns: columns, rows: rows)
      let found = flaws(frame, isASCII: session.preferences.symbols == .ascii)
      #expect(found == [], "at \(columns)x\(rows) after \(script.joined(separator: " "))")
      if !found.isEmpty { return }
    }
  }
}
