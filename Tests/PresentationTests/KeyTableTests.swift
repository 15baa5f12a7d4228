import Presentation
import Scenes
import Screen
import Testing

@Suite("The key table")
struct KeyTableTests {
  @Test("no key has two meanings in one place", arguments: KeyContext.allCases)
  func unique(context: KeyContext) {
    var seen: [Key: String] = [:]
    for binding in KeyTable.bindings(of: context) {
      for key in binding.keys.keys {
        #expect(seen[key] == nil, "\(key) is \(seen[key] ?? "") and \(binding.description)")
        seen[key] = binding.description
      }
    }
  }

  @Test func `every row says what it does and where`() {
    for binding in KeyTable.bindings {
      #expect(!binding.description.isEmpty)
      #expect(!binding.label.isEmpty)
      #expect(!binding.contexts.isEmpty)
      #expect(Symbols.canShow(binding.label + binding.description + (binding.hint ?? "")))
      #expect(!binding.keys.isEmpty || binding.label == "Ctrl-Z")
    }
  }

  @Test("help is everywhere but in a field", arguments: KeyContext.allCases)
  func help(context: KeyContext) {
    let action = KeyTable.action(for: .character("?"), in: context)
    #expect(action == (context == .field ? .type("?") : .show(.help)))
    #expect(
      KeyTable.action(for: .character("Q"), in: context) == (context == .field ? .type("Q") : .end))
  }

  struct Row: CustomTestStringConvertible, Sendable {
    var keys: String
    var action: Action
    var contexts: [KeyContext] = [.stage]
    var testDescription: String { keys }
  }

  @Test(
    "the keys of the design are bound",
    arguments: [
      Row(keys: "left h", action: .step(-1)), Row(keys: "right l", action: .step(1)),
      Row(keys: "up k", action: .row(-1), contexts: [.stage, .home]),
      Row(keys: "down j", action: .row(1), contexts: [.stage, .home]),
      Row(keys: ".", action: .product(1)), Row(keys: ",", action: .product(-1)),
      Row(keys: "space", action: .play(nil)), Row(keys: "<", action: .speed(-1)),
      Row(keys: ">", action: .speed(1)),
      Row(keys: "g home", action: .first, contexts: [.stage, .home]),
      Row(keys: "G end", action: .last, contexts: [.stage, .home]),
      Row(keys: ":", action: .ask(.place)), Row(keys: "pgup", action: .channel(-1)),
      Row(keys: "pgdn", action: .channel(1)), Row(keys: "(", action: .filter(-1)),
      Row(keys: ")", action: .filter(1)), Row(keys: "{", action: .batch(-1)),
      Row(keys: "}", action: .batch(1)), Row(keys: "tab", action: .focus(1)),
      Row(keys: "shift-tab", action: .focus(-1)), Row(keys: "b", action: .pass(.by(1))),
      Row(keys: "B", action: .pass(.by(-1))), Row(keys: "P", action: .show(.passes)),
      Row(keys: "1", action: .pass(.number(1))), Row(keys: "9", action: .pass(.number(9))),
      Row(keys: "f", action: .turn), Row(keys: "*", action: .operation(nil)),
      Row(keys: "c", action: .compare(nil)), Row(keys: "v", action: .view(nil)),
      Row(keys: "=", action: .formula), Row(keys: "#", action: .check),
      Row(keys: "o", action: .show(.options), contexts: [.stage, .options]),
      Row(keys: "+", action: .adjust(1), contexts: [.stage, .options]),
      Row(keys: "-", action: .adjust(-1), contexts: [.stage, .options]),
      Row(keys: "left up", action: .choose(-1), contexts: [.options]),
      Row(keys: "right down", action: .choose(1), contexts: [.options]),
      Row(keys: "e", action: .ask(.number)), Row(keys: "u", action: .undo),
      Row(keys: "U", action: .redo), Row(keys: "r", action: .reset),
      Row(keys: "W", action: .ask(.file)), Row(keys: "d", action: .show(.sentence)),
      Row(keys: "y", action: .show(.code)),
      Row(keys: "T", action: .theme(nil), contexts: [.home, .stage, .options, .help]),
      Row(keys: "A", action: .glyphs(nil), contexts: [.home, .stage, .options, .help]),
      Row(keys: "/", action: .ask(.search), contexts: [.home, .help]),
      Row(keys: "n", action: .match(1), contexts: [.home, .help]),
      Row(keys: "N", action: .match(-1), contexts: [.home, .help]),
      Row(keys: "n", action: .scroll(1), contexts: [.options]),
      Row(keys: "p", action: .scroll(-1), contexts: [.options]),
      Row(keys: "n", action: .page(1), contexts: [.stage, .question]),
      Row(keys: "enter", action: .page(1), contexts: [.stage]),
      Row(keys: "backspace", action: .page(-1), contexts: [.stage]),
      Row(keys: "t", action: .hint, contexts: [.question]),
      Row(keys: "s", action: .solve, contexts: [.question]),
      Row(keys: "x", action: .startOver, contexts: [.home, .stage, .question]),
      Row(
        keys: "X", action: .practise(nil, difficulty: 1, seed: nil),
        contexts: [.stage, .question]),
      Row(keys: "R", action: .record(nil)), Row(keys: "m", action: .marker),
      Row(keys: "[", action: .chapter(.by(-1)), contexts: [.stage]),
      Row(keys: "]", action: .chapter(.by(1)), contexts: [.stage]),
      Row(keys: "? f1", action: .show(.help), contexts: [.home, .stage, .options, .help]),
      Row(keys: "esc", action: .close, contexts: [.stage, .options, .field, .help]),
      Row(keys: "ctrl-l", action: .redraw, contexts: [.home, .stage, .options, .help]),
      Row(keys: "q", action: .quit, contexts: [.home, .stage, .options, .help]),
      Row(keys: "enter", action: .commit, contexts: [.field]),
      Row(keys: "backspace", action: .erase, contexts: [.field]),
      Row(keys: "enter", action: .open(""), contexts: [.home]),
      Row(keys: "up k", action: .scroll(-1), contexts: [.help]),
      Row(keys: "down j", action: .scroll(1), contexts: [.help]),
    ])
  func bound(row: Row) throws {
    for key in try #require(Key.sequence(row.keys)) {
      for context in row.contexts {
        #expect(KeyTable.action(for: key, in: context) == row.action, "\(key) in \(context)")
      }
    }
  }

  @Test(
    "a field takes every printable key",
    arguments: ["a", "q", "Q", "?", " ", "/", "−", "ω", "7"])
  func field(character: Unicode.Scalar) {
    #expect(KeyTable.action(for: .character(character), in: .field) == .type(character))
  }

  @Test func `the footer shows at most seven hints, and help on every screen`() throws {
    let starts = sceneNames.map { opened($0) } + [Session(library: shippedScenes)]
    for start in starts {
      for keys in ["", "o", "?", "tab", "b", "P"] {
        for columns in [40, 60, 80, 120, 200] {
          let foot = try start.after(keys).waiting(4000).screen(columns, 24).foot
          let hints = foot.split(separator: "   ").filter { $0.contains { $0 != " " } }
          #expect(hints.count <= 7)
          #expect(foot.contains("? help"), "\(foot)")
        }
      }
    }
  }

  @Test func `the footer names what the arrows move`() throws {
    #expect(opened("padding").screen.foot.contains("window"))
    #expect(opened("kernel-gradient").screen.foot.contains("weight"))
    #expect(opened("delta").screen.foot.contains("δ cell"))
    #expect(try opened("padding").after("o").screen.foot.contains("argument"))
  }
}
