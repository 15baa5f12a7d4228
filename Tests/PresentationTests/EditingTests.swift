import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Editing numbers")
struct EditingTests {
  @Test(
    "a number can be typed in the forms in which people write it",
    arguments: [
      ("5", "5"), ("-2", "−2"), ("−2", "−2"), ("+3", "3"), ("3/4", "0.75"), ("-3/4", "−0.75"),
      ("1,5", "1.5"), ("−1.5", "−1.5"), (".5", "0.5"), ("2e3", "2000"), ("1e-3", "0.001"),
      ("1/3", "0.333333"), ("-0", "0"), ("007", "7"), ("1234567", "1234567"),
      ("1e30", "1e30"), ("123456.75", "123457"), ("0.00001", "1e−5"), ("1 000", "1000"),
      ("1234567.5", "1.23457e6"), ("999999.9", "1000000"), ("0.1", "0.1"), ("2.50", "2.5"),
    ])
  func typed(text: String, shown: String) throws {
    let session = try opened("padding").typing(text, into: "e").after("esc d")
    #expect(session.screen.says("number 5 is a[1,1] = \(shown) times ω′[1,1] = 5"))
    #expect(!session.screen.shows("-0"))
  }

  @Test(
    "what is no number is refused, and nothing changes",
    arguments: ["abc", "1/0", "1/2/3", "nan", "inf", "1e999", "--1", "/", "0x10", "1.2.3"])
  func refused(text: String) throws {
    let session = try opened("padding").typing(text, into: "e")
    #expect(session.screen.says("“\(text)” is no number: write it as −1.5, 3/4 or 2e3."))
    #expect(try session.after("esc").screen == opened("padding").screen)
  }

  @Test func `the field names the element, and takes what is typed`() throws {
    let session = try opened("padding").after("e 4 2 . 5 backspace backspace")
    #expect(session.screen.foot.hasPrefix(" a[1,1] = 42"))
    #expect(session.context == .field)
    #expect(session.wakeUp == nil)
  }

  @Test func `an edit changes what is computed from it`() throws {
    let session = try opened("padding").typing("5", into: "e").after("esc")
    #expect(session.screen.shows("sum so far 9 25 46 82 ▸107◂"))
  }

  @Test func `the focused cell is the one that is edited`() throws {
    let session = try opened("padding").after("tab tab up left").typing("-9", into: "e")
    #expect(session.screen.shows("[ −9] 8 7"))
  }

  @Test(
    "Esc leaves a field with the stage as it was",
    arguments: ["e", "e 5", ":", ": 9", "W", "W x"])
  func escape(keys: String) throws {
    let start = opened("padding")
    let left = try start.after("\(keys) esc esc")
    #expect(left.context == .stage)
    #expect(left.screen == start.screen)
    #expect(!left.hasEnded)
  }

  @Test("keys are characters in a field", arguments: ["q", "Q", "?", "b", " ", "T", "1"])
  func characters(key: String) throws {
    let field = try opened("padding").after(":")
    let scalar = try #require(key.unicodeScalars.first)
    var typed = field
    typed.press(.character(scalar))
    #expect(typed.context == .field)
    #expect(!typed.hasEnded)
    #expect(typed.screen.foot.contains("1,1): \(key)"))
  }

  @Test("Esc never quits", arguments: sceneNames + [""])
  func neverQuits(scene: String) throws {
    for keys in ["", "?", "o", "P", "y", "d", "e", ":", "W", "tab", "c", "#", "?  /"] {
      let start = scene.isEmpty ? Session(library: shippedScenes) : opened(scene)
      let session = try start.after(keys + " esc esc esc esc")
      #expect(!session.hasEnded)
      #expect(session.context == (scene.isEmpty ? .home : .stage))
    }
  }

  @Test func `a pass of computed panels alone has nothing to edit`() throws {
    let session = try opened("two-layers").after("e")
    #expect(session.context == .stage)
    #expect(session.screen.says("Nothing here can be edited"))
  }

  @Test func `a field takes sixty characters and shows its end`() throws {
    let long = String(repeating: "1234567890", count: 12)
    var session = try opened("padding").after("W")
    for character in long.unicodeScalars { session.press(.character(character)) }
    let frame = session.frame(columns: 40, rows: 12)
    #expect(frame.clippedCount == 0)
    #expect(Screenful(frame).foot.contains("0█"))
  }

  @Test func `a bias is edited too`() throws {
    let start = opened("channels")
    let edited = start.after(.edit(TensorID(.bias, 1), Index4(0, 1, 0, 0), 9))
    #expect(edited.screen.shows("b[1] = 9"))
    #expect(edited.screen.shows("with b[1] = 9: 27 so far"))
  }
}
