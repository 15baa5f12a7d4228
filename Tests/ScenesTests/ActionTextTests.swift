import ConvEngine
import Scenes
import Testing

@Suite("The text of actions")
struct ActionTextTests {
  private static let every: [(Action, String)] = [
    (.step(1), "step 1"), (.step(-3), "step -3"), (.row(1), "row 1"), (.product(-1), "product -1"),
    (.seek(.step(7, product: nil)), "seek 7"), (.seek(.step(7, product: 5)), "seek 7.5"),
    (.seek(.step(13, product: 0)), "seek 13.0"), (.seek(.cell([1, 1])), "seek 1,1"),
    (.seek(.cell([1, 0, 2])), "seek 1,0,2"), (.first, "first"), (.last, "last"),
    (.play(true), "play"), (.play(false), "pause"), (.play(nil), "play toggle"),
    (.speed(1), "speed 1"), (.pass(.by(1)), "pass next"), (.pass(.by(-1)), "pass previous"),
    (.pass(.by(2)), "pass by 2"), (.pass(.number(2)), "pass 2"),
    (.pass(.computing(TensorID(.output, 1))), "pass z1"),
    (.pass(.computing(TensorID(.activation, 1))), "pass a1"),
    (.pass(.computing(TensorID(.loss, 0))), "pass loss"),
    (.pass(.computing(TensorID(.loss, 2))), "pass loss2"),
    (.pass(.computing(TensorID(.activationGradient, 0))), "pass dL/da0"),
    (.pass(.computing(TensorID(.outputGradient, 1))), "pass delta1"),
    (.pass(.computing(TensorID(.kernelGradient, 1))), "pass dL/dw1"),
    (.pass(.computing(TensorID(.biasGradient, 1))), "pass dL/db1"),
    (.view(.scatter), "view scatter"), (.view(.gather), "view gather"),
    (.view(.zerosBetween), "view zeros"), (.view(nil), "view next"), (.focus(1), "focus 1"),
    (.move(rows: 1, columns: 0), "move down"), (.move(rows: -1, columns: 0), "move up"),
    (.move(rows: 0, columns: -1), "move left"), (.move(rows: 0, columns: 1), "move right"),
    (.move(rows: 2, columns: -5), "move 2 -5"), (.channel(1), "channel 1"),
    (.filter(-1), "filter -1"), (.batch(1), "batch 1"), (.compare(true), "compare on"),
    (.compare(false), "compare off"), (.compare(nil), "compare toggle"), (.formula, "formula"),
    (.show(.help), "show help"), (.show(.sentence), "show sentence"), (.check, "check"),
    (.scroll(1), "scroll 1"), (.close, "close"), (.turn, "turn"),
    (.operation(.convolution), "operation convolution"),
    (.operation(.crossCorrelation), "operation cross-correlation"),
    (.operation(nil), "operation toggle"), (.set(.stride, "2"), "set stride 2"),
    (.set(.activation, "leaky-relu 0.1"), "set activation leaky-relu 0.1"),
    (.adjust(1), "adjust 1"), (.choose(1), "choose 1"),
    (.edit(TensorID(.activation, 0), Index4(0, 0, 1, 2), 5), "edit a0 0,0,1,2 5"),
    (.edit(TensorID(.kernel, 1), Index4(0, 0, 1, 2), -0.25), "edit w1 0,0,1,2 -0.25"),
    (.undo, "undo"), (.redo, "redo"), (.reset, "reset"), (.ask(.number), "ask number"),
    (.ask(.place), "ask place"), (.ask(.search), "ask search"), (.type("x"), "type x"),
    (.type(" "), "type space"), (.type("−"), "type −"), (.erase, "erase"), (.commit, "commit"),
    (.practise(nil, difficulty: 1, seed: nil), "practise"),
    (.practise(.halfTurn, difficulty: 2, seed: nil), "practise half-turn 2"),
    (.practise(.padding, difficulty: 1, seed: 7), "practise padding 1 7"),
    (.open("two-layers"), "open two-layers"), (.home, "home"), (.quit, "quit"), (.end, "end"),
    (.save("my stage.yaml"), "save my stage.yaml"), (.report("Saved."), "report Saved."),
    (.redraw, "redraw"),
    (.match(-1), "match -1"), (.theme(nil), "theme next"), (.theme("light"), "theme light"),
    (.glyphs(true), "glyphs unicode"), (.glyphs(false), "glyphs ascii"),
    (.glyphs(nil), "glyphs toggle"), (.tick(milliseconds: 100), "tick 100"),
  ]

  @Test("an action reads back from its text", arguments: every)
  func roundTrip(action: Action, text: String) throws {
    #expect(action.text == text)
    #expect(try Action(parsing: text) == action)
  }

  @Test("every parameter can be set", arguments: Parameter.allCases)
  func parameters(parameter: Parameter) throws {
    let action = Action.set(parameter, "3")
    #expect(try Action(parsing: action.text) == action)
  }

  @Test(
    "other ways to say it are understood",
    arguments: [
      ("next", "step 1"), ("previous", "step -1"), ("  seek   3 ", "seek 3"),
      ("move 1 0", "move down"), ("pass ∂L/∂ω1", "pass dL/dw1"), ("pass ∂L/∂ω′²", "pass dL/dw2"),
      ("pass δ1", "pass delta1"), ("practise gather", "practise gather 1"),
      ("pass dL/dz1", "pass delta1"), ("step +2", "step 2"),
      ("edit x 0,0,0,0 1e2", "edit a0 0,0,0,0 100"),
    ])
  func alternatives(text: String, same: String) throws {
    #expect(try Action(parsing: text) == Action(parsing: same))
  }

  @Test(
    "a text that is no action gets a sentence",
    arguments: [
      ("", "an empty action; expected a word such as step, seek or play"),
      ("sek 7", "\"sek\" is no action; did you mean \"seek\"?"),
      ("step", "\"step\" is followed by nothing; expected a whole number"),
      ("step 1.5", "\"step\" is followed by \"1.5\"; expected a whole number"),
      ("step 99999999999", "\"step\" is followed by \"99999999999\"; expected a whole number"),
      ("step 1 2", "\"step 1\" is followed by \"2\"; expected nothing"),
      ("home again", "\"home\" is followed by \"again\"; expected nothing"),
      (
        "seek 0",
        "\"seek\" is followed by \"0\"; expected a step (7), a step and its product (7.5) "
          + "or a cell (1,1)"
      ),
      ("view scater", "\"view\" has no \"scater\"; did you mean \"scatter\"?"),
      ("view 3", "\"view\" is followed by \"3\"; expected gather, scatter, zeros or next"),
      ("show", "\"show\" is followed by nothing; expected help, options, passes, code or sentence"),
      (
        "pass q1",
        "\"q1\" names no tensor; names are a0, w1, b1, z1, a1, t1, loss, dL/da1, delta1, "
          + "dL/dw1, dL/db1"
      ),
      ("pass w", "\"w\" needs the number of a layer from 1, such as w1"),
      ("pass z0", "\"z0\" needs the number of a layer from 1, such as z1"),
      ("pass", "\"pass\" is followed by nothing; expected next, previous, a number or a tensor"),
      ("pass by x", "\"pass by\" is followed by \"x\"; expected a whole number"),
      (
        "move sideways",
        "\"move\" is followed by \"sideways\"; expected down, up, left, right or two whole numbers"
      ),
      ("practise pading", "\"pading\" is no kind of exercise; did you mean \"padding\"?"),
      (
        "practise padding 4",
        "\"practise padding\" is followed by \"4\"; expected a difficulty from 1 to 3"
      ),
      ("set strid 2", "\"strid\" is no parameter; did you mean \"stride\"?"),
      ("set stride", "\"set stride\" is followed by nothing; expected a value"),
      ("set", "\"set\" is followed by nothing; expected a parameter and its value"),
      ("edit z1 0,0,0,0 1", "z1 is computed; a0, w1, b1, t1 and delta1 can be edited"),
      (
        "edit a0 1,1 5",
        "\"edit a0\" is followed by \"1,1\"; expected a place of four indices, as in 0,0,1,2"
      ),
      ("edit a0 0,0,1,1 nan", "\"edit a0 0,0,1,1\" is followed by \"nan\"; expected a number"),
      (
        "edit a0",
        "\"edit\" is followed by \"a0\"; expected a tensor, a place and a number, "
          + "as in edit a0 0,0,1,2 5"
      ),
      ("type xy", "\"type\" is followed by \"xy\"; expected one character, or the word space"),
      ("tick -1", "\"tick\" is followed by \"-1\"; expected a number of milliseconds"),
      ("open", "\"open\" is followed by nothing; expected the name of a scene"),
      ("theme", "\"theme\" is followed by nothing; expected the name of a theme or next"),
      ("type \u{1B}", "\"type ?\" has a control character; an action is one line of text"),
    ])
  func mistakes(text: String, sentence: String) {
    let error = #expect(throws: ActionError.self) { try Action(parsing: text) }
    #expect(error?.description == sentence)
  }

  @Test func `a tensor's name reads back`() throws {
    for role in TensorID.Role.allCases {
      let id = TensorID(role, 2)
      #expect(try TensorID(parsing: id.name) == id)
    }
  }

  @Test func `a loss without a layer is that of the last one`() {
    let layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(1))
    let network = Network(inputShape: Shape4(1, 1, 1, 1), layers: [layer, layer], leaves: [:])
    #expect(TensorID(.loss, 0).located(in: network) == TensorID(.loss, 2))
  }
}
