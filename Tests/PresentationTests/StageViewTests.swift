import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("What stands around the panels of a stage")
struct StageViewTests {
  /// All that is read of a stage's text while it is scrolled to its end.
  private func scrolled(_ session: Session, _ columns: Int = 80, _ rows: Int = 24) throws -> String
  {
    var session = session
    return try (0..<20).map { _ in
      let screen = session.screen(columns, rows)
      session = try session.after("n")
      return screen.lines.joined(separator: " ")
    }.joined(separator: " ")
  }

  @Test("a scene's own text stands on its first screen, or scrolls", arguments: sceneNames)
  func text(scene: String) throws {
    let paragraphs = try #require(shippedScenes.first { $0.name == scene }).text
    let read = try scrolled(opened(scene)).split(separator: " ")
    for word in paragraphs.joined(separator: " ").split(whereSeparator: \.isWhitespace) {
      #expect(read.contains(word))
    }
  }

  @Test("the text of scenes with short arithmetic is seen at once", arguments: ["stride-backwards"])
  func atOnce(scene: String) {
    #expect(opened(scene).screen.says("Stride puts gaps in δ. Dilation puts gaps in the kernel."))
  }

  @Test func `the mark of text that goes on covers none of it`() throws {
    var layer = Layer(inputChannels: 3, outputChannels: 5, kernelSize: Size2D(5))
    layer.bias = .none
    let session = try opened(layer, input: Shape4(1, 3, 12, 12)).after("right tab tab ) )")
    #expect(session.screen.shows("n p"))
    #expect(session.screen.says("it is used at every place."))
  }

  @Test(
    "a map that is too wide keeps the way around its pass",
    arguments: [(80, false), (80, true), (100, false)])
  func map(columns: Int, isASCII: Bool) {
    let screen = opened("delta-below").after(.glyphs(!isASCII)).screen(columns, 24)
    #expect(screen.shows(isASCII ? "here: delta1 = dL/da1" : "here: δ¹ = ∂L/∂a¹ ⊙ σ′(z¹)"))
    #expect(screen.shows(isASCII ? "w'1 -> z1 -> tanh" : "ω′¹ → z¹ → tanh"))
  }

  @Test func `the map of many layers is cut at its ends, with marks`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2))
    layer.activation = .tanh
    let layers = Array(repeating: layer, count: 6)
    let network = Network(inputShape: Shape4(1, 1, 9, 9), layers: layers, leaves: [:])
    let screen = opened(Scene(name: "deep", title: "Deep", network: network)).screen
    #expect(screen.shows("x → ω′¹ → z¹ → tanh → a¹"))
    #expect(screen.shows("→ … here: z¹ = x ⋆ ω′¹"))
  }

  @Test(
    "the size formula and the count of parameters stand below many panels too",
    arguments: ["57 parameters = 3·2·3·3 + 3", "rows ⌊(5 + 0 + 0 − 1·(3 − 1) − 1) / 1⌋ + 1 = 3"])
  func sizes(text: String) {
    #expect(opened("channels").screen.shows(text))
  }

  @Test(
    "the call of the layer stands below every pass of it",
    arguments: [("activation", "▸relu◂"), ("two-layers", "Conv2d("), ("delta-below", "▸tanh◂")])
  func call(scene: String, text: String) {
    #expect(opened(scene).screen.shows(text))
  }

  @Test func `limits that do not fit behind the formula stand below it`() throws {
    let session = opened("stride-backwards")
    #expect(session.screen.shows("where it is whole and δ has it"))
    let ascii = session.after(.glyphs(false))
    #expect(ascii.screen.shows("where it is whole and delta has it"))
  }

  @Test func `the focused formula has its name in brackets and its symbol between marks`() throws {
    let session = try opened("padding").after("tab tab tab tab tab")
    #expect(session.screen.shows("[FORMULA] ▸z[1,1]◂ ="))
    #expect(try session.after("right").screen.shows("▸a[1+m−1, 1+n−1]◂"))
    #expect(session.screen.foot.contains("symbol"))
  }

  @Test func `the focused text has its name in brackets`() throws {
    let screen = try opened("padding").after("shift-tab").screen
    #expect(screen.shows("[TEXT]"))
    #expect(screen.foot.contains("scroll"))
    #expect(screen.says("Cells marked · are padding: they count as 0."))
  }

  @Test(
    "a tall screen says unasked what the step is, and is as calm as it is large",
    arguments: ["THE STEP", "WHAT IT IS LINKED WITH", "THE FORMULA IN ITS OTHER FORMS", "PASSES"])
  func tall(title: String) throws {
    let session = opened("padding")
    #expect(session.screen(200, 60).shows(title))
    let rows = try ["", ".", ". .", "right", "G"].map { keys in
      try session.after(keys).screen(200, 60).lines.firstIndex { $0.contains("INPUT a") }
    }
    #expect(Set(rows).count == 1)
  }

  @Test("both operations have the limits of their sums", arguments: [true, false])
  func comparedLimits(isUnicode: Bool) {
    let screen = opened("convolution").after(.glyphs(isUnicode)).screen
    #expect(screen.shows(isUnicode ? "0 ≤ m < 3, 0 ≤ n < 3" : "0 <= m < 3, 0 <= n < 3"))
  }
}
