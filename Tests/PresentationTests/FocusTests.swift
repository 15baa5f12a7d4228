import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("The panel that has the focus")
struct FocusTests {
  @Test(
    "Tab goes round the panels, and the title of the focused one is in brackets",
    arguments: [
      ("tab", "[INPUT a]"), ("tab tab", "[KERNEL ω′]"), ("tab tab tab", "[OUTPUT z]"),
      ("tab tab tab tab", "[PRODUCTS"), ("tab shift-tab shift-tab shift-tab", "["),
      ("tab tab shift-tab", "[INPUT a]"),
    ])
  func order(keys: String, title: String) throws {
    #expect(try opened("padding").after(keys).screen.shows(title))
  }

  @Test func `after the last panel the step is walked again`() throws {
    var session = opened("padding")
    var count = 0
    repeat {
      session = try session.after("tab")
      count += 1
    } while session.screen != opened("padding").screen && count < 9
    #expect(session.screen == opened("padding").screen)
    #expect(count > 4)
  }

  @Test func `Esc gives the arrows back to the step`() throws {
    let session = try opened("padding").after("tab right esc right")
    #expect(session.screen.shows("window 8/25"))
    #expect(!session.screen.shows("[INPUT a]"))
  }

  @Test(
    "an input is linked with the outputs that it goes into",
    arguments: [
      ("delta", "1 tab up up up left left left", "a[0,0] goes into 1 output,"),
      ("delta", "1 tab up up up left left left right", "a[0,1] goes into 2 outputs"),
      ("delta", "1 tab up up up left left left right down", "a[1,1] goes into 4 outputs"),
      ("stride-inexact", "tab down down down down down", "no window reads it"),
      ("padding", "tab", "The sum of δ·ω′ over these is its gradient, ∂L/∂a."),
    ])
  func inputs(scene: String, keys: String, sentence: String) throws {
    #expect(try opened(scene).after(keys).screen.says(sentence))
  }

  @Test(
    "a weight is linked with the pairs that it joins",
    arguments: [
      ("delta", "1 tab tab", "ω′[0,0] joins 9 pairs of an input and an output"),
      ("padding", "tab tab", "ω′[1,1] joins 25 pairs of an input and an output"),
      ("padding", "tab tab up left", "ω′[0,0] joins 16 pairs of an input and an output"),
      ("padding", "tab tab", "The sum of δ·a over these pairs is its gradient, ∂L/∂ω′."),
    ])
  func weights(scene: String, keys: String, sentence: String) throws {
    #expect(try opened(scene).after(keys).screen.says(sentence))
  }

  @Test(
    "an output is linked with the inputs that it is made of",
    arguments: [
      ("padding", "tab tab tab", "z[1,1] is made of 9 inputs, each times one weight."),
      ("padding", "g tab tab tab", "z[0,0] is made of 4 inputs"),
      ("padding", "g tab tab tab", "5 more places are padding."),
    ])
  func outputs(scene: String, keys: String, sentence: String) throws {
    #expect(try opened(scene).after(keys).screen.says(sentence))
  }

  @Test func `the cells that the focused one is linked with are in brackets`() throws {
    let screen = try opened("padding").after("tab").screen
    #expect(screen.shows("6[ 7] 8"))
    #expect(screen.shows("[ 32 68 89] 110 96"))
    #expect(opened("padding").frame(columns: 80, rows: 24).styles.contains("L") == false)
    #expect(try opened("padding").after("tab").frame(columns: 80, rows: 24).styles.contains("L"))
  }

  @Test func `a symbol of the formula can be picked and lights its panel`() throws {
    let keys = "tab tab tab tab tab"
    let first = try opened("padding").after(keys).frame(columns: 80, rows: 24)
    let second = try opened("padding").after(keys + " right").frame(columns: 80, rows: 24)
    #expect(first.styles.contains("P"))
    #expect(first.styles != second.styles)
    #expect(first.text.split(separator: "\n").count == second.text.split(separator: "\n").count)
  }

  @Test(
    "PgUp and PgDn change the channel",
    arguments: [
      ("pgdn", "z[2,0,1]"), ("pgup", "z[0,0,1]"), ("pgdn pgdn", "There is no further one."),
      ("tab tab pgdn", "There is no further one."), ("tab tab pgup", "ω′[1,0"),
      ("tab tab )", "ω′[2,1"), ("tab tab (", "ω′[0,1"), ("tab pgup", "a[0,"),
      ("}", "There is no further one."), ("{", "There is no further one."),
    ])
  func channels(keys: String, text: String) throws {
    #expect(try opened("channels").after(keys).screen.says(text))
  }

  @Test(
    "on a small screen each panel is a tab",
    arguments: [
      ("tab", "[INPUT a]", "6▸ 7◂ 8"), ("tab tab", "[KERNEL ω′]", "6[ 5] 4"),
      ("tab tab tab", "[OUTPUT z]", "114[ ?]"), ("tab tab tab tab", "[PRODUCTS]", "1·9 2·8 3·7"),
    ])
  func tabs(keys: String, tab: String, text: String) throws {
    let screen = try opened("padding").after(keys).smallScreen
    #expect(screen.shows(tab))
    #expect(screen.shows(text) || keys == "tab", "\(screen)")
  }

  @Test("on a small screen some tab holds the scene's text", arguments: sceneNames)
  func textTab(scene: String) throws {
    var session = opened(scene)
    var texts: [String] = []
    for _ in 0..<9 {
      session = try session.after("tab")
      texts.append(session.smallScreen.description)
    }
    #expect(texts.contains { $0.contains("[TEXT]") })
  }

  @Test func `a weight of another filter brings the outputs that it works on into sight`() throws {
    var layer = Layer(inputChannels: 3, outputChannels: 9, kernelSize: Size2D(3))
    layer.bias = .none
    let session = try opened(layer, input: Shape4(1, 3, 8, 8)).after("tab tab ) )")
    #expect(session.screen.shows("▸o 2"))
    #expect(!session.screen.shows("o 0"))
  }

  @Test(
    "the bias has a panel of its own, with the one that is added in brackets",
    arguments: [("", "BIAS b 3"), ("tab tab tab", "[BIAS b] 3"), ("", "2[ −1] 3")])
  func bias(keys: String, text: String) throws {
    #expect(try opened("channels").after(keys).screen.shows(text))
  }

  @Test func `a bias is edited on the forward stage, and the arrows choose which`() throws {
    let session = try opened("channels").after("tab tab tab right").typing("40", into: "e")
    #expect(session.screen.shows("b[2] = 40"))
    #expect(session.screen.shows("2 −1[ 40]"))
  }

  @Test func `the one bias of a single channel is edited too`() throws {
    let session = try opened("bias-gradient").after("1 tab tab tab").typing("7", into: "e")
    #expect(session.screen.shows("[BIAS b] 1"))
    #expect(session.screen.shows("[ 7]"))
  }

  @Test(
    "a bias for each output stands below the output, where there is room or it is focused",
    arguments: ["1", "1 tab tab tab tab"])
  func untied(keys: String) throws {
    #expect(try opened("bias-untied").after(keys).screen.shows("BIAS b"))
  }
}
