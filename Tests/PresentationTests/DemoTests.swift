import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Demos play by the clock")
struct DemoTests {
  private let windows = """
    - marker: Start
    - do: seek 1
    - wait: 1000
    - do: seek 2
    - wait: 500
    - marker: Middle
    - do: seek 5
    - wait: 1500
    - marker: End
    - do: seek 9
    - wait: 2000
    """

  private func demo() throws -> Session { try lesson(windows) }

  private func window(_ session: Session) -> String {
    let title = session.screen.title
    return String(title.split(separator: " ").first { $0.hasSuffix("/9") } ?? "none")
  }

  @Test(
    "a wait is over at its millisecond",
    arguments: [
      (0, "1/9"), (999, "1/9"), (1000, "2/9"), (1499, "2/9"), (1500, "5/9"), (2999, "5/9"),
      (3000, "9/9"), (100_000, "9/9"),
    ])
  func waits(time: Int, place: String) throws {
    #expect(window(try demo().waiting(time)) == place)
  }

  @Test func `the title has the time and the length`() throws {
    #expect(try demo().waiting(3000).screen.title.contains("0:03/0:05"))
  }

  @Test func `each wait is one wake-up, and the last one ends them`() throws {
    var session = try demo()
    var wakeUps: [Int] = []
    while let next = session.wakeUp, wakeUps.count < 100 {
      wakeUps.append(next)
      session.apply(.tick(milliseconds: next - session.clock))
    }
    #expect(wakeUps == [1000, 1500, 3000, 5000])
  }

  // MARK: One state at one time

  struct Moment: CustomTestStringConvertible, Sendable {
    var demo: Scene
    var time: Int
    var testDescription: String { "\(demo.name) at \(time) ms" }

    static let all = demos.enumerated().flatMap { place, demo in
      [place % 2, 2_499 + place * 2_037, 21_500].map { Moment(demo: demo, time: $0) }
    }
  }

  @Test("the state at a time is the same in one tick and in many", arguments: Moment.all)
  func ticks(moment: Moment) {
    let once = opened(moment.demo).waiting(moment.time)
    var often = opened(moment.demo)
    var dice = MonkeyTests.Dice(state: UInt64(moment.time))
    while often.clock < moment.time {
      let tick = Int.random(in: 0...700, using: &dice)
      often.apply(.tick(milliseconds: min(tick, moment.time - often.clock)))
    }
    #expect(often.screen == once.screen)
  }

  @Test("the state at a time is the same played and sought", arguments: Moment.all)
  func seeking(moment: Moment) {
    let played = opened(moment.demo).waiting(moment.time)
    var sought = opened(moment.demo)
    let seconds = "\(moment.time / 1000).\(String(moment.time % 1000 + 1000).dropFirst())"
    let isThere = sought.play(from: seconds)
    guard isThere else { return }
    #expect(sought.screen == played.screen)
    #expect(sought.waiting(1234).screen == played.waiting(1234).screen)
  }

  @Test("a demo ends where it says", arguments: demos)
  func ends(demo: Scene) {
    let end = opened(demo).waiting(10_000_000)
    #expect(end.wakeUp == nil)
    #expect(end.waiting(5000).screen == end.screen)
    #expect(end.context == .stage)
  }

  // MARK: Pausing

  @Test func `Space holds the clock, and lets it go on from there`() throws {
    let paused = try demo().waiting(700).after("space")
    #expect(paused.screen.title.contains("paused 0:00/0:05"))
    #expect(paused.wakeUp == nil)
    let later = paused.waiting(60_000)
    #expect(window(later) == "1/9")
    let again = try later.after("space")
    #expect(window(again.waiting(299)) == "1/9")
    #expect(window(again.waiting(300)) == "2/9")
  }

  @Test("a pause changes nothing of what comes", arguments: demos)
  func pauses(demo: Scene) throws {
    let played = opened(demo).waiting(9000)
    let paused = try opened(demo).waiting(4321).after("space").waiting(777).after("space")
    #expect(paused.waiting(9000 - 4321).screen == played.screen)
  }

  @Test(
    ". and , go to the next and to the former moment, and pause",
    arguments: [(".", "2/9"), (". .", "5/9"), (". . .", "9/9"), (". . ,", "2/9"), (". ,", "1/9")])
  func moments(keys: String, place: String) throws {
    let session = try demo().waiting(400).after(keys)
    #expect(window(session) == place)
    #expect(session.screen.title.contains("paused"))
    #expect(session.waiting(60_000).screen.title == session.screen.title)
  }

  // MARK: Chapters

  @Test(
    "[ and ] go to chapters",
    arguments: [
      ("]", "5/9"), ("] ]", "9/9"), ("] ] [", "5/9"), ("ctrl-n", "5/9"), ("] ctrl-p", "1/9"),
    ])
  func chapters(keys: String, place: String) throws {
    #expect(window(try demo().after(keys)) == place)
  }

  @Test func `[ goes to the beginning of the chapter first`() throws {
    #expect(window(try demo().waiting(2900).after("[")) == "5/9")
    #expect(window(try demo().waiting(1600).after("[")) == "1/9")
  }

  @Test func `before the first and behind the last chapter there is none`() throws {
    #expect(try demo().after("[").screen.says("This is the first"))
    #expect(try demo().after("] ] ]").screen.says("This is the last chapter."))
    #expect(try lesson("- wait: 100").after("]").screen.says("There are no chapters here."))
  }

  @Test func `a pause holds through a chapter`() throws {
    let session = try demo().after("space ]")
    #expect(session.screen.title.contains("paused 0:01"))
    #expect(window(session.waiting(10_000)) == "5/9")
    #expect(window(try session.after("space").waiting(1500)) == "9/9")
  }

  @Test(
    "a demo starts at a chapter or at a time",
    arguments: [
      ("Middle", "5/9"), ("End", "9/9"), ("1.2", "2/9"), ("0:01", "2/9"), ("3", "9/9"),
      ("0", "1/9"),
    ])
  func from(place: String, window: String) throws {
    var session = try demo()
    #expect(session.play(from: place) == true)
    #expect(self.window(session) == window)
  }

  @Test("there is no such place", arguments: ["Nowhere", "-1", "5.1", "1:00", "", "1:2:3", "nan"])
  func nowhere(place: String) throws {
    var session = try demo()
    let isThere = session.play(from: place)
    #expect(!isThere)
  }

  @Test func `a scene with pages starts at its first, and nowhere else`() throws {
    var session = try lesson("- page: One\n- marker: Middle\n- page: Two")
    #expect(session.play(from: "Middle") == false)
    #expect(session.screen.title.contains("page 1/2"))
  }

  // MARK: Again

  @Test("a demo plays as often as it is told", arguments: [0, 1, 3])
  func repeats(times: Int) throws {
    var session = try demo()
    session.playAgain(times)
    for round in 0...times {
      #expect(window(session) == "1/9", "round \(round)")
      session.apply(.tick(milliseconds: 4999))
      #expect(window(session) == "9/9", "round \(round)")
      session.apply(.tick(milliseconds: 1))
    }
    #expect(window(session) == "9/9")
    #expect(session.wakeUp == nil)
  }

  @Test func `without end it never stops, and is where the rest of the time says`() throws {
    var session = try demo()
    session.playAgain(nil)
    #expect(window(session.waiting(5000 * 40 + 1200)) == "2/9")
    #expect(session.waiting(5000 * 40 + 1200).wakeUp != nil)
  }

  @Test func `a demo without waits is played once, though it be without end`() throws {
    var session = try lesson("- marker: All\n- do: seek 9")
    session.playAgain(nil)
    #expect(session.waiting(100).wakeUp == nil)
  }

  // MARK: The screen and the preferences

  @Test("the speed that one prefers does not change a demo", arguments: demos)
  func speed(demo: Scene) {
    func played(_ speed: Int) -> Session {
      var session = Session(library: [demo], preferences: Preferences(speed: speed))
      session.apply(.open(demo.name))
      return session.waiting(12_345)
    }
    #expect(played(0).screen == played(6).screen)
  }

  @Test(
    "what a scene does to the speed and to the theme ends with it",
    arguments: [
      Action.home, .open("padding"), .practise(.padding, difficulty: 1, seed: 1), .open("own"),
    ])
  func restored(leaving: Action) throws {
    var own = try scene("- do: [speed 2, theme mono]\n- wait: 100")
    own.theme = "light"
    let mine = Preferences(theme: .dark, speed: 0)
    var session = Session(library: shippedScenes + [own], preferences: mine)
    session.apply([.open("own"), leaving, .home])
    #expect(session.preferences == mine)
  }

  @Test func `what one chooses oneself meanwhile stays`() throws {
    let session = try lesson("- do: speed 2\n- wait: 100").after("T < <")
    let home = session.after(.home)
    #expect(home.preferences == session.preferences)
  }

  @Test("on a larger screen a demo is centred", arguments: demos.filter { $0.size != nil })
  func centred(demo: Scene) throws {
    let session = opened(demo).waiting(5000)
    let own = session.screen(80, 24)
    let large = session.screen(120, 40)
    #expect(large.lines.prefix(8).allSatisfy { $0.allSatisfy { $0 == " " } })
    #expect(large.lines[8].dropFirst(20).hasPrefix(own.lines[0].dropLast(2)))
  }

  @Test func `on a smaller screen a demo says so, and is laid out anew`() throws {
    let demo = try #require(demos.first { $0.size != nil })
    let session = Session(library: [demo]).sized(40, 12).after(.open(demo.name))
    #expect(session.smallScreen.says("Made for 80x24, laid out anew for 40x12."))
    #expect(!session.waiting(3000).smallScreen.says("Made for"))
  }

  @Test func `a demo says so too when the screen becomes smaller than its own`() throws {
    let demo = try #require(demos.first { $0.size != nil })
    let session = opened(demo).waiting(1000)
    #expect(!session.sized(120, 40).screen(120, 40).says("laid out anew"))
    let smaller = session.sized(60, 20)
    #expect(smaller.screen(60, 20).says("Made for 80x24, laid out anew for 60x20."))
    #expect(!smaller.waiting(3000).screen(60, 20).says("Made for"))
    #expect(!smaller.sized(80, 24).screen.says("Made for"))
  }

  // MARK: Many events

  /// A demo of so many times the same.
  private func rounds(_ count: Int, of actions: [Action], back: [Action]) -> Session {
    let round: [Event] = [
      .act(actions), .wait(milliseconds: 10), .caption("On."), .act(back),
    ]
    let events = (0..<count).flatMap { _ in round.map { PlacedEvent($0) } }
    return opened(Scene(name: "own", title: "Own", network: Board.padded, events: events))
  }

  @Test func `ten thousand events play, and leave nothing behind`() throws {
    let session = rounds(2500, of: [.step(1), .show(.options)], back: [.close, .first])
    let (early, late) = (session.waiting(990), session.waiting(24_990))
    #expect(late.screen.lines.dropFirst() == early.screen.lines.dropFirst())
    #expect(weight(late) == weight(early))
  }

  @Test func `changes of the numbers are kept for undo as far as anybody goes back`() throws {
    let edit = Action.edit(TensorID(.kernel, 1), Index4(0, 0, 0, 0), 7)
    let session = rounds(700, of: [edit], back: [.reset])
    #expect(weight(session.waiting(6990)) == weight(session.waiting(5990)))
  }

  /// How many values a state is made of, without the scene itself.
  private func weight(_ value: Any) -> Int {
    if value is Scene || value is [Scene] { return 0 }
    return Mirror(reflecting: value).children.reduce(1) { $0 + weight($1.value) }
  }
}
