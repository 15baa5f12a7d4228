import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Recording what is done")
struct RecordingTests {
  /// A session that is being recorded, on a screen of a size.
  private func recorded(_ scene: String = "padding", columns: Int = 80, rows: Int = 24) -> Session {
    opened(scene).sized(columns, rows).after(.record("own.yaml"))
  }

  private func text(_ session: Session) throws -> String {
    try #require(session.recording ?? session.finishedRecording).text
  }

  /// What was recorded, played to its end.
  private func replayed(_ session: Session, columns: Int = 80, rows: Int = 24) throws -> Session {
    let scene = try Scene(file: "own.yaml", text: text(session), isShowable: isShowable)
    let again = Session(library: [scene]).sized(columns, rows)
    return again.after(.open("own")).waiting(10_000_000)
  }

  // MARK: Laws

  private static let keys =
    [
      "esc", "tab", "shift-tab", "up", "down", "left", "right", "home", "end", "pgup", "pgdn",
      "space", "enter", "backspace",
    ] + "hlkj.,<>gGbBvfcd=#o+-uUrnpPy?m*0123456789(){}".map(String.init)

  /// A session after some keys at random, with some time between them, paused and at rest.
  private func played(
    _ seed: UInt64, columns: Int, rows: Int, check: (Session) throws -> Void = { _ in }
  )
    throws -> Session
  {
    var dice = MonkeyTests.Dice(state: seed)
    let scene = sceneNames[Int(seed) % sceneNames.count]
    var session = recorded(scene, columns: columns, rows: rows)
    for _ in 0..<60 {
      let key = try #require(RecordingTests.keys.randomElement(using: &dice))
      session = try session.after(key).waiting(Int.random(in: 0...400, using: &dice))
      guard session.context != .home else { break }
      try check(session)
    }
    return session.after(.play(false)).waiting(4000)
  }

  /// The lines that the scene fills: the title has the time, and the foot what keys do there.
  private func stage(_ session: Session, _ columns: Int, _ rows: Int) -> [String] {
    Array(session.screen(columns, rows).lines.dropFirst().dropLast())
  }

  @Test(
    "what is replayed ends as it was done", arguments: 0..<28 as Range<UInt64>,
    [(columns: 80, rows: 24), (40, 12)])
  func law(seed: UInt64, size: (columns: Int, rows: Int)) throws {
    var live = try played(seed, columns: size.columns, rows: size.rows)
    // A list that is open is nothing of the stage.
    live.apply([.show(.help), .close])
    let again = try replayed(live, columns: size.columns, rows: size.rows)
    let events = try text(live).split(separator: "events:").last ?? ""
    live.apply([.record(nil), .tick(milliseconds: 4000)])
    #expect(
      stage(again, size.columns, size.rows) == stage(live, size.columns, size.rows),
      "seed \(seed)\n\(events)")
  }

  @Test(
    "a recording only ever grows, and each line of it makes a scene", arguments: [3, 5] as [UInt64])
  func prefixes(seed: UInt64) throws {
    var last = ""
    let live = try played(seed, columns: 80, rows: 24) { session in
      let text = try self.text(session)
      #expect(text.hasPrefix(last))
      last = text
    }
    let lines = try text(live).split(separator: "\n", omittingEmptySubsequences: false)
    let head = try #require(lines.firstIndex(of: "events:"))
    for count in stride(from: head + 1, to: lines.count, by: 1) {
      let prefix = lines.prefix(count).joined(separator: "\n") + "\n"
      #expect(throws: Never.self) {
        try Scene(file: "own.yaml", text: prefix, isShowable: isShowable)
      }
    }
  }

  @Test func `a recording checks`() throws {
    let live = try played(11, columns: 80, rows: 24)
    let scene = try Scene(file: "own.yaml", text: text(live), isShowable: isShowable)
    var check = SceneCheck(scene, screens: [(80, 24)])
    #expect(check.run() == [])
  }

  // MARK: Examples

  @Test func `keys become actions, and the time between them waits`() throws {
    let session = try recorded().waiting(500).after("right").waiting(250).after(". .").waiting(1000)
    let text = try text(session.after(.record(nil)))
    let events = try #require(text.split(separator: "events:\n").last)
    #expect(
      events == """
          - wait: 500
          - do: step 1
          - wait: 250
          - do: product 1
          - do: product 1
          - wait: 1000

        """)
  }

  @Test func `m begins a chapter`() throws {
    let session = try recorded().waiting(700).after("m").waiting(300).after("right m")
    #expect(session.screen.says("Chapter 2 begins here."))
    #expect(try text(session).contains("  - wait: 700\n  - marker: Chapter 1\n"))
    var again = try replayed(session)
    #expect(again.play(from: "Chapter 2") == true)
    #expect(try opened("padding").after("m").screen.says("Nothing is being recorded: R begins."))
  }

  @Test func `a long pause is several waits`() throws {
    let text = try text(recorded().waiting(1_500_000).after(.record(nil)))
    #expect(text.hasSuffix("- wait: 600000\n  - wait: 600000\n  - wait: 300000\n"))
  }

  @Test func `the title counts while it is recorded`() throws {
    let session = recorded()
    #expect(session.screen.title.contains("REC 0:00"))
    #expect(session.waiting(61_000).screen.title.contains("REC 1:01"))
    #expect(session.waiting(300).wakeUp == 1000)
  }

  @Test func `R asks for a name, and proposes one`() throws {
    let asked = try opened("padding").after("R")
    #expect(asked.nameWanted == "recording.yaml")
    #expect(
      asked.after(.propose("recording-2.yaml")).screen.foot.contains("record as: recording-2.yaml"))
    #expect(try asked.after("enter").recording?.name == "recording.yaml")
    #expect(try asked.after("esc").recording == nil)
  }

  @Test func `R ends it, and says where it is`() throws {
    let session = try recorded().waiting(100).after("R")
    #expect(session.recording == nil)
    #expect(session.finishedRecording?.name == "own.yaml")
    #expect(session.screen.foot.contains("Recorded as own.yaml."))
  }

  @Test func `a lesson and a demo are not recorded`() throws {
    for name in ["lesson-padding", "demo-padding"] {
      let session = opened(name).after(.record("own.yaml"))
      #expect(session.recording == nil)
      #expect(session.screen.says("A stage is recorded, not a lesson or a demo."))
    }
  }

  @Test func `a file that cannot be written is told, and the work goes on`() throws {
    let session = recorded().after(.lost("own.yaml: No space left on device."))
    #expect(session.recording == nil)
    #expect(session.screen.foot.contains("own.yaml: No space left on device."))
    #expect(try session.after("right").screen.title.contains("window 8/25"))
  }

  @Test func `what is typed, looked up and chosen for oneself is not in it`() throws {
    let session = try recorded().after("? esc / esc T A W x enter : 7 enter")
      .after(.report("saved as /home/somebody/stage.yaml"))
    let text = try text(session)
    for word in ["home", "theme", "glyphs", "save", "report", "type", "ask"] {
      #expect(!text.contains(word), "\(text)")
    }
    #expect(text.hasSuffix("  - do: seek 7\n"))
  }

  @Test func `a turn in two keys, where nothing moves, is one turn`() throws {
    var session = Session(library: shippedScenes, preferences: Preferences(motion: .none))
    session.apply([.open("padding"), .record("own.yaml"), .turn, .turn])
    let live = session.waiting(1000)
    #expect(try stage(replayed(live), 80, 24) == stage(live, 80, 24))
    #expect(try text(live).split(separator: "do: turn").count == 2)
  }

  @Test func `the speed that one prefers is in it as far as it is seen`() throws {
    var session = Session(library: shippedScenes, preferences: Preferences(speed: 5))
    session.apply([.open("padding"), .first, .record("own.yaml"), .play(true)])
    let live = session.waiting(900).after(.play(false))
    #expect(try stage(replayed(live), 80, 24) == stage(live, 80, 24))
  }
}
