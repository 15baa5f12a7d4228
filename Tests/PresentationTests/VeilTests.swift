import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("What an open question keeps back")
struct VeilTests {
  @Test func `the element that is asked for is a question mark, and what follows from it`() throws {
    let session = try asked("number: z1 0,0", of: Board.two)
    #expect(session.screen.panel("OUTPUT z¹", rows: 1)[0].contains("?"))
    let below = try session.after("esc b b b b b b b")
    for number in ["−13", "30", "6.5"] { #expect(!below.screen.shows(number)) }
  }

  @Test func `what was computed before the asked element is seen`() throws {
    let session = try lesson(
      "- page: One\n- do: seek 2.0\n- question: {ask: How?, number: 'z1 0,1'}")
    #expect(session.screen.panel("OUTPUT z", rows: 1)[0].hasPrefix("15[ ?]"), "\(session.screen)")
  }

  @Test func `a question about a size hides the size, the formula and the count of windows`() throws
  {
    let session = try asked("shape: z1")
    for text in everythingSeen(session) {
      #expect(!text.contains("OUTPUT z  3×3"))
      #expect(!text.contains("⌊"))
      #expect(!text.contains("/9"))
      #expect(!text.contains("of 9"))
    }
    #expect(session.after(.answer("3x3")).screen.shows("OUTPUT z 3×3"))
  }

  @Test("a count of parameters is not said", arguments: ["parameters 1", "weights 1"])
  func counts(quantity: String) throws {
    for text in everythingSeen(try asked("number: \(quantity)", of: Board.bias)) {
      #expect(!text.contains("57") && !text.contains("54"), "\(text)")
    }
  }

  @Test(
    "a question about slopes hides the slopes",
    arguments: ["number: slope z1 0,0", "number: flat z1", "cells: flat z1"])
  func slopes(line: String) throws {
    let session = try asked(line, of: Board.two).after(.pass(.number(8)))
    #expect(!session.screen.shows("σ′(z¹) 1"))
  }

  @Test(
    "what would show the answer is refused",
    arguments: ["esc c", "esc #", "esc =", "esc d", "esc y", "c", "=", "#", "d", "y"])
  func refusedViews(keys: String) throws {
    let session = try asked("number: z1 0,0").after(keys)
    #expect(session.screen.says("That would show the answer: answer first, or press s to see it."))
  }

  @Test(
    "the zeros between are not seen while they are asked for",
    arguments: ["zeros-between 1", "extra-rows 1", "turned w1 0,0"])
  func stuffing(quantity: String) throws {
    let start = "- page: One\n- do: [pass dL/da0, view zeros]\n"
    let session = try lesson(
      start + "- question: {ask: How?, number: '\(quantity)'}", on: Board.backInexact)
    for keys in ["esc", "esc v", "esc v v", "esc v v v"] {
      for text in everythingSeen(try session.after(keys)) {
        #expect(!text.contains("∘"), "\(keys)\n\(text)")
      }
    }
    let refusal = "That would show the answer: answer first, or press s to see it."
    #expect(session.after(.view(.zerosBetween)).screen.says(refusal))
    #expect(session.after(.solve, .solve, .view(.zerosBetween)).screen.shows("∘"))
  }

  @Test(
    "what would change the answer is refused",
    arguments: [
      Action.turn, .operation(nil), .set(.stride, "2"), .adjust(1), .undo, .redo, .reset, .learn,
      .edit(TensorID(.kernel, 1), Index4(0, 0, 0, 0), 100),
    ])
  func refusedChanges(action: Action) throws {
    let session = try asked("number: z1 0,0").after(action)
    #expect(session.screen.says("The numbers stay as they are while the question is open."))
    #expect(session.after(.answer("15")).screen.shows("✓ right"))
  }

  @Test(
    "the lines of --plain are refused the same",
    arguments: ["compare on", "show sentence", "show code", "formula", "check"])
  func refusedLines(line: String) throws {
    var session = try asked("number: z1 0,0")
    let said = session.obey(line)
    #expect(said.first == "That would show the answer: answer first, or press s to see it.")
    #expect(!said.joined(separator: " ").contains("15"))
  }

  @Test func `when the answer is there, all is seen again`() throws {
    let session = try asked("number: z1 0,0").after(.answer("15"))
    #expect(session.screen.panel("OUTPUT z", rows: 1)[0].hasPrefix("[ 15]"), "\(session.screen)")
    #expect(try !session.after("d").screen.says("That would show the answer"))
  }
}
