import Presentation
import Scenes
import Screen
import Testing

@Suite("Walking")
struct WalkingTests {
  @Test func `a scene without a start stands at window 1 with nothing done`() {
    let session = opened(input: [[1, 2], [3, 4]], kernel: [[5]])
    #expect(session.screen.shows("window 1/4"))
    #expect(session.screen.shows("[ ?] _"))
    #expect(session.screen.shows("z[0,0] = ? 1 product to add"))
  }

  @Test(
    "keys lead from window 7, product 5",
    arguments: [
      ("g", "1/25   product 0/9"), ("home", "1/25   product 0/9"),
      ("g left", "1/25   product 0/9"), ("g right", "2/25   product 9/9"),
      ("g l", "2/25   product 9/9"), ("right", "8/25   product 9/9"),
      ("left", "6/25   product 9/9"), ("h", "6/25   product 9/9"),
      ("G", "25/25   product 9/9"), ("end", "25/25   product 9/9"),
      ("up", "2/25   product 9/9"), ("k", "2/25   product 9/9"),
      ("down", "12/25   product 9/9"), ("j", "12/25   product 9/9"),
      ("g .", "1/25   product 1/9"), ("g . ,", "1/25   product 0/9"),
      ("g ,", "1/25   product 0/9"), (".", "7/25   product 6/9"), (",", "7/25   product 4/9"),
      ("g right .", "3/25   product 1/9"), ("g right . ,", "2/25   product 9/9"),
      ("g right ,", "2/25   product 8/9"), ("G .", "25/25   product 9/9"),
    ])
  func keys(script: String, place: String) throws {
    #expect(try opened("padding").after(script).screen.title.hasSuffix("window " + place))
  }

  @Test("one product back undoes one further, across windows", arguments: sceneNames)
  func inverse(scene: String) throws {
    var session = try opened(scene).after("g")
    var frames = [session.frame(columns: 80, rows: 24)]
    for _ in 0..<24 {
      session.press(.character("."))
      let frame = session.frame(columns: 80, rows: 24)
      if frame == frames.last { break }
      frames.append(frame)
    }
    for frame in frames.dropLast().reversed() {
      session.press(.character(","))
      #expect(session.frame(columns: 80, rows: 24) == frame)
    }
  }

  @Test func `everything before the place is filled, its target is open, the rest is not yet`()
    throws
  {
    let session = try opened("padding").after("g down .")
    #expect(session.screen.panel("OUTPUT z", rows: 3).last == "_ _ _ _ _")
    #expect(session.screen.panel("OUTPUT z", rows: 2) == ["32 68 89 110 96", "114[ ?] _ _ _"])
  }

  @Test(
    "a bound of the walk is said",
    arguments: [
      ("G right", "This is the last step of the pass."), ("g up", "There is no row above."),
      ("G down", "There is no row below."),
    ])
  func bounds(script: String, sentence: String) throws {
    #expect(try opened("padding").after(script).screen.foot.contains(sentence))
  }

  @Test(
    "a place can be typed",
    arguments: [
      ("7", "7/25   product 9/9"), ("7.5", "7/25   product 5/9"), ("7.0", "7/25   product 0/9"),
      ("1,1", "7/25   product 9/9"), ("4,4", "25/25   product 9/9"),
      ("0,0,0,2", "3/25   product 9/9"),
    ])
  func seek(place: String, title: String) throws {
    let session = try opened("padding").after("g").typing(place, into: ":")
    #expect(session.screen.title.hasSuffix("window " + title))
    #expect(session.context == .stage)
  }

  @Test(
    "a place that is none is refused, and nothing moves",
    arguments: [
      ("26", "There is no step 26: this pass has 25."),
      ("0", "There is no step 0: this pass has 25."),
      ("7.10", "There is no product 10: this step has 9."),
      ("5,5", "There is no cell 5,5: rows end at 4, columns at 4."),
      ("0,1,0,0", "There is no cell 0,1,0,0"),
      ("seven", "“seven” is no place: write it as a step"),
      ("-1", "no place"), ("99999999999999999999", "no place"), ("1,1,1,1,1", "no"),
    ])
  func refusedPlaces(place: String, sentence: String) throws {
    let session = try opened("padding").typing(place, into: ":")
    #expect(session.screen.title.hasSuffix("window 7/25   product 5/9"))
    #expect(session.screen.says(sentence) || session.screen.says("no place"))
    #expect(session.wakeUp != nil)
  }

  @Test func `an empty place is no question`() throws {
    let session = try opened("padding").typing("", into: ":")
    #expect(session.screen == opened("padding").screen)
  }

  @Test("walking does not change numbers", arguments: sceneNames)
  func walking(scene: String) throws {
    let start = opened(scene)
    let there = try start.after("G left up . g right down , g")
    #expect(try there.after("u").screen.says("There is nothing to undo."))
  }
}
