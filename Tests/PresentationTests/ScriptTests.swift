import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("The events of a lesson")
struct ScriptTests {
  private let pages = """
    - page: One
    - text: The first page.
    - do: seek 2
    - page: Two
    - text: The second page.
    - do: seek 5
    - page: Three
    - text: The last page.
    """

  @Test(
    "Enter and n go on, Backspace and p go back",
    arguments: [
      ("", "page 1/3"), ("enter", "page 2/3"), ("n", "page 2/3"), ("n n", "page 3/3"),
      ("n p", "page 1/3"), ("n n backspace", "page 2/3"), ("p", "page 1/3"),
    ])
  func pageKeys(keys: String, place: String) throws {
    #expect(try lesson(pages).after(keys).screen.title.contains(place))
  }

  @Test func `a page shows its own text and stands where it says`() throws {
    let first = try lesson(pages)
    #expect(first.screen.says("The first page."))
    #expect(first.screen.title.contains("window 2/9"))
    let second = try first.after("n")
    #expect(second.screen.says("The second page."))
    #expect(!second.screen.says("The first page."))
    #expect(second.screen.title.contains("window 5/9"))
  }

  @Test func `a page waits, however much time passes`() throws {
    let session = try lesson(pages)
    #expect(session.wakeUp == nil)
    #expect(session.waiting(1_000_000).screen == session.screen)
  }

  @Test func `there is nothing before the first page`() throws {
    #expect(try lesson(pages).after("p").screen.says("This is the first page."))
  }

  @Test func `after the last page the lesson is done, and the list is there`() throws {
    let session = try lesson(pages).after("n n n")
    #expect(session.context == .home)
    #expect(session.screen.says("“Own” is done."))
    #expect(session.progress["own"]?.isFinished == true)
  }

  @Test(
    "what a learner does on the stage is taken back when the page is turned",
    arguments: ["right right", "f", "*", "+", "b", "G", "c", "o + esc", "tab right", "v", "="])
  func takenBack(keys: String) throws {
    let undisturbed = try lesson(pages).after("n")
    let disturbed = try lesson(pages).after(keys).waiting(5000).after("n")
    #expect(disturbed.screen == undisturbed.screen)
  }

  @Test func `back and forth comes to the same page`() throws {
    for scene in course {
      let second = opened(scene).going(toPage: 2)
      let again = second.going(toPage: 3).after(.page(-1))
      #expect(again.lines().first == second.lines().first)
    }
  }

  // MARK: Resuming

  @Test func `a lesson goes on at its page, with its answers`() throws {
    let start = try lesson("- page: One\n- question: {ask: How?, number: 'z1 0,0'}\n- page: Two")
    let left = try start.after("1 5 enter n q")
    let again = left.after(.open("own"))
    #expect(again.screen.title.contains("page 2/2"))
    #expect(again.screen.says("Going on at page 2; Backspace goes back, x starts over."))
    #expect(try again.after("p").screen.shows("✓ right"))
  }

  @Test("a lesson resumes as it was left", arguments: course.map(\.name))
  func resumes(name: String) throws {
    let left = opened(name).going(toPage: 4)
    let again = left.after(.home, .open(name)).waiting(4000)
    #expect(again.screen == left.screen)
  }

  @Test func `a lesson that is done begins anew`() throws {
    let done = try lesson(pages).after("n n n")
    #expect(done.after(.open("own")).screen.title.contains("page 1/3"))
  }

  @Test func `a page that there is no longer is the last one`() throws {
    var session = Session(library: [try scene(pages)])
    session.progress["own"] = Progress.Entry(page: 99)
    #expect(session.after(.open("own")).screen.title.contains("page 3/3"))
  }

  @Test func `x asks once more, then starts over without the answers`() throws {
    let session = try lesson("- page: One\n- question: {ask: How?, number: 'z1 0,0'}\n- page: Two")
      .after("1 5 enter n")
    #expect(try session.after("x").screen.says("x once more starts from the first page"))
    #expect(try session.after("x right x").screen.title.contains("page 2/2"))
    let again = try session.after("x x")
    #expect(again.screen.title.contains("page 1/2"))
    #expect(again.context == .question)
    #expect(again.progress["own"]?.answers == [:])
  }

  // MARK: Events

  @Test func `what waits for the learner goes on with Enter, on the same page`() throws {
    let session = try lesson("- page: One\n- text: Before.\n- wait: learner\n- text: After.")
    #expect(session.screen.says("Before."))
    let next = try session.after("enter")
    #expect(next.screen.says("After."))
    #expect(next.screen.title.contains("page 1/1"))
  }

  @Test func `what was said of an answer stays until Enter`() throws {
    let session = try lesson(
      "- page: One\n- question: {ask: How?, number: 'z1 0,0'}\n- text: And so on.")
    let answered = try session.after("1 5 enter")
    #expect(answered.screen.shows("✓ 3·3 + 1·1 + 4·0 + 5·1 = 15."))
    #expect(!answered.screen.says("And so on."))
    #expect(try answered.after("enter").screen.says("And so on."))
  }

  @Test func `another network comes on stage as it was written down`() throws {
    let network = Board.padded
    var own = Scene(name: "own", title: "Own", network: network)
    own.networks = [
      Scene.NamedNetwork(name: "one", network: network),
      Scene.NamedNetwork(name: "other", network: Board.house),
    ]
    let events =
      "- page: One\n- do: turn\n- page: Two\n- stage: other\n- page: Three\n- stage: one\n"
    let text = try own.yamlHead() + events
    let session = opened(try Scene(file: "own.yaml", text: text, isShowable: isShowable))
    #expect(session.screen.shows("INPUT a 3×3, padding 1"))
    #expect(try session.after("n").screen.shows("INPUT a 4×4"))
    #expect(try session.after("n n").screen.panel("KERNEL ω′", rows: 1)[0].hasPrefix("2 −1 3"))
  }

  @Test func `what is discussed and pointed at is marked, until the next page`() throws {
    let session = try lesson(
      "- page: One\n- discuss: [stride]\n- highlight: [a0]\n- page: Two\n- discuss: []")
    #expect(session.screen.shows("▸stride=1◂"))
    let next = try session.after("n")
    #expect(!next.screen.shows("▸stride=1◂"))
    #expect(
      session.frame(columns: 80, rows: 24).styles != next.frame(columns: 80, rows: 24).styles)
  }

  @Test func `an action of a scene says nothing, and is done at once`() throws {
    let session = try lesson("- page: One\n- do: [turn, speed 1, last, next]")
    #expect(!session.screen.says("windows a second"))
    #expect(!session.screen.says("This is the last step"))
    #expect(session.wakeUp == nil)
    #expect(session.screen.panel("KERNEL", rows: 1)[0].hasPrefix("1 0 4"))
  }

  @Test("the keys of a lesson never move the clock", arguments: course.map(\.name))
  func clock(name: String) throws {
    let session = opened(name).after(.page(1), .page(1), .page(-1))
    #expect(session.clock == 0)
  }
}
