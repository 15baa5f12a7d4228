import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("A stage on a small screen")
struct CompactViewTests {
  private func tabs(_ keys: String, _ scene: String = "padding") throws -> String {
    let line = try opened(scene).after(keys).smallScreen.lines[1]
    return line.split(separator: " ").joined(separator: " ")
  }

  @Test(
    "the tabs say where more follow",
    arguments: [
      ("", "[INPUT a] KERNEL ω′ OUTPUT z PRODUCTS…"),
      ("tab tab tab tab", "INPUT a KERNEL ω′ OUTPUT z [PRODUCTS]…"),
      ("tab tab tab tab tab", "…OUTPUT z PRODUCTS [FORMULA] TEXT"),
      ("shift-tab", "…OUTPUT z PRODUCTS FORMULA [TEXT]"),
    ])
  func strip(keys: String, line: String) throws {
    #expect(try tabs(keys) == line)
  }

  @Test("every stop of Tab is seen", arguments: sceneNames)
  func stops(scene: String) throws {
    var session = opened(scene).after(.compare(false))
    for _ in 0..<9 {
      session = try session.after("tab")
      #expect(session.smallScreen.lines[1].contains("["), "\(session.smallScreen)")
    }
  }

  @Test func `a formula is broken before its signs, never inside an index`() throws {
    let lines = try opened("padding").after("tab tab tab tab tab").smallScreen.lines
    #expect(lines[2].hasPrefix(" ▸z[1,1]◂ = Σ m,n  a[1+m−1, 1+n−1]"))
    #expect(lines[3].hasPrefix("   · ω′[m, n]     0 ≤ m < 3,  0 ≤ n < 3"))
  }

  @Test(
    "the running sums use the line that there is",
    arguments: [("", "9 25 46 82 ▸117◂"), (".", "9 25 46 82 117 ▸149◂")])
  func sums(keys: String, text: String) throws {
    #expect(try opened("padding").after(keys).smallScreen.shows(text))
  }

  @Test(
    "the products are written out as their sum",
    arguments: ["9 + 16 + 21 + 36 + 35 = 117", "4 more products to add"])
  func products(text: String) throws {
    #expect(try opened("padding").after("tab tab tab tab").smallScreen.shows(text))
  }

  @Test(
    "both outputs stand side by side",
    arguments: [
      "⋆ and ∗ side by side", "OUTPUT I ⋆ K′ OUTPUT I ∗ K′", "114[219]", "276[411]",
      "⋆ 219 ∗ 411 7 of 7 so far differ ≠",
    ])
  func comparison(text: String) {
    #expect(opened("convolution").smallScreen.shows(text))
  }

  @Test func `a title that is cut says so`() {
    #expect(opened("convolution").smallScreen.title.contains("Cross-correlation a…"))
  }
}
