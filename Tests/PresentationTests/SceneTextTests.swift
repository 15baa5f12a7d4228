import Scenes
import Testing

@testable import Presentation

@Suite("The text of a stage")
struct SceneTextTests {
  private let words = "The kernel lies on the input."

  @Test func `is shown where the scene starts`() {
    #expect(opened("padding").screen.says(words))
    #expect(opened("stride-backwards").screen.says("Forward: stride 2 skips windows."))
  }

  @Test("is not shown in a pass or a view that it is not about", arguments: ["2", "3", "v"])
  func elsewhere(keys: String) throws {
    #expect(try !opened("padding").after(keys).screen.says(words))
  }

  @Test func `is not shown in another pass when its own is there no longer`() throws {
    let session = opened("bias-gradient").after(.set(.bias, "none"), .pass(.number(1)))
    #expect(!session.screen.says(String(session.stage?.text.first?.prefix(20) ?? "")))
  }

  @Test func `comes back with the pass`() throws {
    #expect(try opened("padding").after("2 1").screen.says(words))
  }
}
