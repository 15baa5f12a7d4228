import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Turning the kernel and changing the operation")
struct TurningTests {
  private func output(_ session: Session) throws -> [String] {
    try session.waiting(1000).after("G").screen.panel("OUTPUT", rows: 5)
  }

  @Test("keys that together change nothing", arguments: ["f f", "* *", "f *", "* f", "f * f *"])
  func equation(keys: String) throws {
    let start = opened("padding")
    var session = start
    for key in keys.split(separator: " ") { session = try session.after("\(key)").waiting(1000) }
    #expect(try output(session) == output(start))
  }

  @Test("keys that change the output", arguments: ["f", "*", "f f f", "f * f"])
  func change(keys: String) throws {
    let start = opened("padding")
    var session = start
    for key in keys.split(separator: " ") { session = try session.after("\(key)").waiting(1000) }
    #expect(try output(session) != output(start))
  }

  @Test func `the turned numbers give the other output of the page`() throws {
    let turned = try opened("padding").after("f").waiting(1000)
    #expect(try output(turned).first == "128 202 241 280 184")
    #expect(turned.screen.panel("KERNEL", rows: 1).first?.hasPrefix("1 2 3") == true)
  }

  @Test func `the rows change places first, then the columns`() throws {
    let half = try opened("padding").after("g f")
    #expect(
      half.screen.panel("KERNEL", rows: 3).map { $0.prefix(5) } == ["3 2 1", "6 5 4", "9 8 7"])
    #expect(half.screen.says("The rows have changed places"))
    #expect(half.wakeUp == 450)
    let whole = half.waiting(450)
    #expect(
      whole.screen.panel("KERNEL", rows: 3).map { $0.prefix(5) } == ["1 2 3", "4 5 6", "7 8 9"])
    #expect(whole.wakeUp == nil)
  }

  @Test func `without motion each key is one half of the turn`() throws {
    let half = try opened("padding", preferences: Preferences(motion: .none)).after("g f")
    #expect(half.wakeUp == nil)
    #expect(half.waiting(9000).screen.says("The rows have changed places"))
    let whole = try half.after("f").screen
    #expect(whole.panel("KERNEL", rows: 1).first?.hasPrefix("1 2 3") == true)
  }

  @Test("one undo takes a whole turn back, and one redo does it again", arguments: ["f", "*"])
  func undo(key: String) throws {
    let start = opened("padding")
    let turned = try start.after(key).waiting(1000)
    #expect(try turned.after("u").waiting(1000).screen == start.screen)
    #expect(try turned.after("u U").waiting(1000).screen == turned.screen)
  }

  @Test("a turn that is interrupted never stays half done", arguments: ["u", "u U", "+ u", "* u"])
  func interrupted(keys: String) throws {
    let session = try opened("padding").after("f \(keys)").waiting(5000)
    #expect(!session.screen.says("The rows have changed places"))
  }

  @Test func `the other operation is named in the title and in the layer`() throws {
    let screen = try opened("padding").after("*").screen
    #expect(screen.shows("forward ∗"))
    #expect(screen.shows("∗ turned"))
  }

  @Test func `K′ that is turned is called K, and the other way round`() throws {
    let turned = try opened("convolution").after("c f").waiting(1000)
    #expect(turned.screen.shows("KERNEL K 3×3"))
    #expect(try turned.after("f").waiting(1000).screen.shows("KERNEL K′ 3×3"))
  }

  @Test(
    "the cells that differ are counted as far as they are filled",
    arguments: [
      ("g", "0 of 0 so far differ"), ("1", "0 of 0 so far differ"), ("7", "7 of 7 so far differ"),
      ("G", "25 of 25 differ ≠"),
    ])
  func counted(key: String, sentence: String) throws {
    let session =
      key == "7"
      ? opened("convolution") : try opened("convolution").after(key == "1" ? "g" : key)
    #expect(session.screen.shows(sentence))
  }

  @Test(
    "a kernel that is its own half turn makes no difference",
    arguments: [
      [[1.0, 2, 1], [2, 4, 2], [1, 2, 1]], [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
      [[1, 2, 3], [4, 5, 4], [3, 2, 1]],
    ])
  func symmetric(kernel: [[Double]]) throws {
    let input: [[Double]] = [
      [3, 1, 4, 1, 5], [9, 2, 6, 5, 3], [5, 8, 9, 7, 9], [3, 2, 3, 8, 4], [6, 2, 6, 4, 3],
    ]
    let screen = try opened(input: input, kernel: kernel).after("G c").screen
    #expect(screen.shows("0 of 9 differ"))
    #expect(!screen.shows("≠"))
  }

  @Test func `side by side is of the forward pass, and Esc or c ends it`() throws {
    #expect(try opened("padding").after("c").screen.shows("side by side"))
    #expect(try opened("padding").after("c c").screen == opened("padding").screen)
    #expect(try opened("padding").after("c esc").screen == opened("padding").screen)
    let refused = try opened("kernel-gradient").after("c").screen
    #expect(refused.says("⋆ and ∗ stand side by side in the forward pass"))
  }

  @Test func `a focus ends the comparison and says how to come back`() throws {
    #expect(try opened("convolution").after("tab").screen.says("c puts both side by side"))
  }
}
