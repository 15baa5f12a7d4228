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
      "space", "enter", "backspace", "e 5 enter", ": 7 enter", "? / a enter esc",
    ] + "hlkj.,<>gGbBvfcd=#o+-uUrLnpPyTA?m*0123456789(){}".map(String.init)

  /// A session after some keys at random, with some time between them.
  private func keys(
    _ count: Int, on session: Session, _ dice: inout MonkeyTests.Dice,
    check: (Session) throws -> Void = { _ in }
  ) throws -> Session {
    var session = session
    for _ in 0..<count {
      let key = try #require(RecordingTests.keys.randomElement(using: &dice))
      let next = try session.after(key).waiting(Int.random(in: 0...400, using: &dice))
      guard next.context != .home else { continue }
      session = next
      try check(session)
    }
    return session
  }

  /// A session of which the second half is recorded, paused and at rest; what leaves the stage is left out.
  private func played(
    _ seed: UInt64, columns: Int, rows: Int, check: (Session) throws -> Void = { _ in }
  ) throws -> Session {
    var dice = MonkeyTests.Dice(state: seed)
    let scene = sceneNames[Int(seed) % sceneNames.count]
    let start = opened(scene).sized(columns, rows)
    var session = try keys(Int.random(in: 0...40, using: &dice), on: start, &dice)
    if seed % 2 == 0 { session.apply([.show(.help), .close]) }
    session.apply(.record("own.yaml"))
    session = try keys(40, on: session, &dice, check: check)
    return session.after(.play(false)).waiting(4000)
  }

  /// The lines that the scene fills: the title has the time, and the foot what keys do there.
  private func stage(_ session: Session, _ columns: Int, _ rows: Int) -> [String] {
    Array(session.screen(columns, rows).lines.dropFirst().dropLast())
  }

  @Test(
    "what is replayed ends as it was done", arguments: 0..<24 as Range<UInt64>,
    [(columns: 80, rows: 24), (40, 12)])
  func law(seed: UInt64, size: (columns: Int, rows: Int)) throws {
    var live = try played(seed, columns: size.columns, rows: size.rows)
    // A list that is open is nothing of the stage.
    live.apply([.show(.help), .close, .glyphs(true)])
    let again = try replayed(live, columns: size.columns, rows: size.rows)
    let text = try text(live)
    #expect(
      stage(again, size.columns, size.rows) == stage(live, size.columns, size.rows),
      "seed \(seed)\n\(text)")
  }

  @Test(
    "what was changed before is not undone in it, and can be undone after it",
    arguments: [
      ("*", "u", "There is nothing to undo."), ("* u", "U", "There is nothing to redo."),
      ("*", "r", "Back to the scene's own data"),
    ])
  func history(before: String, keys: String, sentence: String) throws {
    let changed = try opened("padding").after(before)
    let live = try changed.after(.record("own.yaml")).after(keys)
    #expect(live.screen.says(sentence))
    #expect(stage(live.waiting(4000), 80, 24) == stage(changed, 80, 24))
    #expect(try stage(replayed(live), 80, 24) == stage(changed, 80, 24))
    let after = try live.after(.record(nil)).after(keys)
    #expect(
      try stage(after.waiting(4000), 80, 24) == stage(changed.after(keys).waiting(4000), 80, 24))
  }

  @Test func `changes of a recording come after those before it`() throws {
    let session = try opened("padding").after("*").after(.record("own.yaml")).after("f")
      .after(.record(nil)).waiting(4000)
    #expect(try stage(session.after("u"), 80, 24) == stage(opened("padding").after("*"), 80, 24))
    #expect(
      try stage(session.after("u u").waiting(4000), 80, 24) == stage(opened("padding"), 80, 24))
  }

  @Test func `a number that a smaller kernel hides is there again after the recording`() throws {
    let smaller = opened("padding").after(.set(.kernelSize, "2"))
    let recorded = smaller.after(.record("own.yaml"), .step(1), .record(nil))
    let grown = recorded.after(.set(.kernelSize, "3"))
    #expect(stage(grown.waiting(4000), 80, 24) == stage(opened("padding").after(.step(1)), 80, 24))
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

  @Test func `in lines it begins and ends without all being said again`() {
    var session = opened("padding").after(.edit(TensorID(.kernel, 1), Index4(0, 0, 0, 0), 9))
    let begun = session.obey(Action.record("own.yaml"))
    #expect(begun.count < 3, "\(begun)")
    let ended = session.obey(Action.record(nil))
    #expect(ended.first == "Recorded as own.yaml.")
    #expect(ended.count < 3, "\(ended)")
  }

  @Test func `one recording is on at a time`() {
    let session = recorded().after(.record("other.yaml"))
    #expect(session.recording?.name == "own.yaml")
    #expect(session.screen.says("A recording is on: R ends it."))
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
