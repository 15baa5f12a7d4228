import Presentation
import Scenes
import Screen
import Testing

@Suite("The lists of home")
struct HomeListsTests {
  private let home = Session(library: everyScene + Practice.library)

  /// A session after a lesson was left with some questions answered and some passed over.
  private func left(_ lesson: String, answering count: Int) -> Session {
    var session = home
    session.apply(.open(lesson))
    var open = count
    while open > 0 {
      if session.context == .question {
        session.apply([.solve, .solve])
        open -= 1
      }
      session.apply(.page(1))
    }
    session.apply(.home)
    return session
  }

  /// The line of the list that is chosen.
  private func chosen(_ session: Session) -> String {
    session.screen.lines.dropFirst(3).first { $0.hasPrefix("  ▸") }.map { String($0.prefix(46)) }
      ?? ""
  }

  @Test func `before the lessons are read home looks as it does then, and opens them`() throws {
    let outlines = Session(library: EmbeddedScenes.outlines)
    let read = Session(library: course)
    for keys in ["", "down down", "G"] {
      #expect(try outlines.after(keys).screen == read.after(keys).screen)
      #expect(try outlines.after("\(keys) enter").screen == read.after("\(keys) enter").screen)
    }
    var completed = outlines
    completed.complete(library: everyScene)
    #expect(completed.screen == Session(library: everyScene).screen)
  }

  // MARK: Tabs

  @Test(
    "Tab and Shift-Tab go through the lists, and around",
    arguments: [
      ("", "[ LESSONS ]"), ("tab", "[ DEMOS ]"), ("tab tab", "[ EXPLORE ]"),
      ("tab tab tab", "[ PRACTICE ]"), ("tab tab tab tab", "[ LESSONS ]"),
      ("shift-tab", "[ PRACTICE ]"), ("tab shift-tab", "[ LESSONS ]"),
    ])
  func tabs(keys: String, open: String) throws {
    let line = try home.after(keys).screen.lines[2]
    #expect(line.contains(open))
    #expect(line.filter { $0 == "[" }.count == 1)
  }

  @Test func `each list has its own scenes, and no others`() throws {
    let lists = [course, demos, shippedScenes, Practice.library]
    for (place, list) in lists.enumerated() {
      let session = try home.after(String(repeating: "tab ", count: place))
      let lines = session.screen(80, 60).lines.dropFirst(4).dropLast(3).map { $0.prefix(46) }
      let entries = lines.filter { $0.hasPrefix("    ") || $0.hasPrefix("  ▸ ") }
        .filter { $0.contains { $0 != " " } }
      #expect(entries.count == list.count)
      for scene in list { #expect(entries.contains { $0.contains(scene.title.prefix(20)) }) }
    }
  }

  @Test func `a list remembers what was chosen in it`() throws {
    let session = try home.after("down down tab down tab shift-tab")
    #expect(chosen(session).contains(demos[1].title))
    #expect(chosen(try session.after("shift-tab")).contains(course[2].title))
  }

  @Test func `on a small screen the lists stand in one line above`() throws {
    let screen = try home.after("tab").smallScreen
    #expect(screen.lines[1].contains("LESSONS [DEMOS] EXPLORE PRACTICE"))
  }

  @Test func `without lessons there is a list only where something is in it`() throws {
    let session = Session(library: shippedScenes)
    #expect(!session.screen.shows("EXPLORE ]"))
    #expect(try session.after("tab").screen == session.screen)
  }

  // MARK: Counts

  @Test func `the head counts the lessons that are done`() {
    #expect(home.screen.title.contains("0 of \(course.count) lessons done"))
    var done = home
    done.apply(.open("lesson-bias"))
    while done.context != .home {
      done.apply(done.context == .question ? [.solve, .solve, .page(1)] : [.page(1)])
    }
    #expect(done.screen.title.contains("1 of \(course.count) lessons done"))
    #expect(done.screen.lines.contains { $0.contains("✓  8 Bias") || $0.contains("▸  8 Bias") })
  }

  @Test("a lesson counts the questions that are answered", arguments: [0, 1, 3])
  func counts(answered: Int) {
    let session = left("lesson-padding", answering: answered)
    let count = course.first { $0.name == "lesson-padding" }?.questions.count ?? 0
    let line = session.screen.lines.first { $0.prefix(46).contains(" 3 Padding") } ?? ""
    #expect(line.prefix(46).contains(" \(answered)/\(count)"), "\(session.screen)")
  }

  // MARK: Preview

  @Test func `beside the list stands what a lesson is about, needs and takes`() throws {
    let screen = try home.after("down down").screen(110, 30)
    let lesson = course[2]
    #expect(screen.says("3 \(lesson.title)"))
    #expect(screen.says("Needs: \(lesson.needs.compactMap(number).joined(separator: ", "))"))
    let minutes = try #require(lesson.minutes)
    #expect(screen.says("About \(minutes) minutes, \(lesson.questions.count) questions"))
    #expect(screen.says("Enter open it"))
    #expect(!screen.says("x start it again"))
  }

  private func number(_ name: String) -> String? {
    course.firstIndex { $0.name == name }.map { "\($0 + 1)" }
  }

  @Test func `of a lesson that was begun it says where it goes on`() {
    let session = left("lesson-padding", answering: 2)
    let page = session.progress["lesson-padding"]?.page ?? 0
    #expect(page > 1)
    #expect(session.screen.says("Enter go on at page \(page)"))
    #expect(session.screen.says("x start it again"))
  }

  @Test(
    "of the others it says what Enter does",
    arguments: [
      ("tab", "Enter play it"), ("tab tab", "Enter open it"), ("tab tab tab", "Enter draw"),
    ])
  func previews(keys: String, words: String) throws {
    #expect(try home.after(keys).screen.says(words))
  }

  // MARK: Starting again

  @Test func `x pressed twice forgets what was done of a lesson`() throws {
    let begun = left("lesson-padding", answering: 2)
    let asked = try begun.after("x")
    #expect(asked.screen.says("x once more forgets what was done of “Padding”."))
    #expect(asked.progress == begun.progress)
    let forgotten = try asked.after("x")
    #expect(forgotten.progress["lesson-padding"] == nil)
    #expect(forgotten.savesWanted > begun.savesWanted)
    #expect(try forgotten.after("enter").screen.title.contains("page 1/"))
  }

  @Test(
    "anything in between is no second press",
    arguments: ["down up x", "tab shift-tab x", "? esc x"])
  func interrupted(keys: String) throws {
    let begun = left("lesson-padding", answering: 2)
    #expect(try begun.after("x \(keys)").progress == begun.progress)
  }

  @Test func `where nothing was done there is nothing to forget`() throws {
    #expect(try home.after("x").screen.says("Nothing of it has been done yet."))
    #expect(try home.after("x x").savesWanted == 0)
  }
}
