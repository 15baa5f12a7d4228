import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("A lesson in lines")
struct PlainLessonTests {
  /// What is said to each line, from the first page on.
  private func transcript(_ name: String, _ lines: [String]) -> [String] {
    var session = Session(library: course)
    session.apply(.open(name))
    return session.lines() + lines.flatMap { ["> " + $0] + session.obey($0) }
  }

  @Test func `the question of the mock-up is asked, diagnosed and answered`() {
    let pages = Array(repeating: "n", count: 5)
    let said = transcript("lesson-padding", pages + ["13", "15"])
    let last = said.split(separator: "> n").last.map(Array.init) ?? []
    #expect(
      last == [
        "Lesson 3 of 20, Padding. Page 6 of 12. Pass: forward, cross-correlation.",
        "z[0,0]: the upper row is 0 + 0 + 0. The middle row begins with 0·(−2) and 3·3, so far 9. "
          + "Next comes 1·1. The lower weights are 4, 0 and 1.",
        "Input a, 3 rows, 3 columns, padding 1.", "row 0: 3 1 0", "row 1: 4 5 3", "row 2: 3 4 2",
        "Kernel ω′, 3 rows, 3 columns.", "row 0: 2 −1 3", "row 1: −2 3 1", "row 2: 4 0 1",
        "Output z, 3 rows, 3 columns.", "row 0: not yet", "row 1: not yet", "row 2: not yet",
        "Question 5 of 10. What is z[0,0]?  (a number; t hint; s show the answer; n next page; "
          + "p page before; ? help)",
        "> 13",
        "Not yet. That is z[0,0] with the kernel turned by 180°: 3·3 + 1·(−2) + 4·(−1) + 5·2 = 13. "
          + "The middle weight, 3, lies on a[0,0] = 3. Start from there.",
        "X practises exactly this.",
        "> 15", "Right: 3·3 + 1·1 + 4·0 + 5·1 = 15. Second try.", "An empty line goes on.",
      ])
  }

  @Test("every lesson is gone through with s and an empty line", arguments: course)
  func whole(scene: Scene) {
    var session = Session(library: course)
    session.apply(.open(scene.name))
    var said = session.lines()
    var count = 0
    while session.context != .home, count < 200 {
      if said.last?.hasPrefix("Question") == true || session.context == .question {
        said = session.obey("s") + session.obey("s")
      } else {
        said = session.obey("")
      }
      count += 1
    }
    #expect(count < 200)
    #expect(session.progress.isDone(scene))
    #expect(session.progress[scene.name]?.answers.count == scene.questions.count)
  }

  @Test("every page is told with its number", arguments: course)
  func pages(scene: Scene) {
    let count = scene.events.count { if case .page = $0.event { true } else { false } }
    var session = Session(library: course)
    session.apply(.open(scene.name))
    let number = (course.firstIndex(of: scene) ?? 0) + 1
    for page in 1...count {
      let head = "Lesson \(number) of 20, \(scene.title). Page \(page) of \(count). Pass: "
      #expect(session.lines().first?.hasPrefix(head) == true, "\(session.lines().first ?? "")")
      while session.lines().first?.hasPrefix(head) == true { _ = session.obey("n") }
    }
    #expect(session.context == .home)
  }

  @Test("it is plain text, in ASCII where that is asked for", arguments: course)
  func plain(scene: Scene) {
    var session = Session(library: course, preferences: Preferences(symbols: .ascii))
    session.apply(.open(scene.name))
    var said = session.lines()
    while session.context != .home { said += session.obey("t") + session.obey("n") }
    let strange = said.filter { $0.unicodeScalars.contains { $0.value < 0x20 || $0.value > 0x7E } }
    #expect(strange == [])
  }

  @Test(
    "letters mean what they mean on the screen",
    arguments: [
      ("t", "Hint: The window is as wide and as high as the input."),
      ("s", "s once more shows the answer; the exercise then counts as assisted."),
      ("n", "Lesson 3 of 20, Padding. Page 2 of 12. Pass: forward, cross-correlation."),
      ("p", "This is the first page."), ("b", "This is the first page."),
      ("x", "x once more starts from the first page; answers are kept no longer."),
      ("1 x 1", "Right: z is 1×1: rows ⌊(3 + 0 + 0 − 1·(3 − 1) − 1) / 1⌋ + 1 = 1."),
      ("5x5", "Not yet. Count the places at which the window can begin."),
      ("zebra", "\"zebra\" is no action;"),
    ])
  func letters(line: String, words: String) {
    var session = Session(library: course)
    session.apply(.open("lesson-padding"))
    #expect(session.obey(line).joined(separator: " ").contains(words), "\(session.obey(line))")
  }

  @Test func `choices are told with their numbers`() throws {
    let session = try asked(
      "choices:", "  - {text: Thirteen, if: 'z1 0,0 = 13'}",
      "  - {text: Fifteen, if: 'z1 0,0 = 15'}")
    #expect(session.lines().suffix(2) == ["1. Thirteen", "2. Fifteen"])
  }

  @Test func `cells are answered as text`() throws {
    var session = try asked("cells: window z1 0,1", "on: a0")
    #expect(session.lines().last?.contains("(cells as 0,1 1,1;") == true)
    #expect(session.obey("0,0 0,1").first?.hasPrefix("Not yet. You marked 2 cells.") != true)
    #expect(session.obey("0,0 0,1 0,2 1,0 1,1 1,2").first?.hasPrefix("Right: ") == true)
  }

  @Test func `a demo is told to its end`() {
    var session = Session(library: demos)
    session.apply(.open("demo-padding"))
    let said = session.playDemo()
    #expect(
      said.contains("Padding counts as 0 and is really multiplied. Four products are left: 32."))
    #expect(said.last == "This is the end; an empty line leads back.", "\(said.suffix(3))")
    _ = session.obey("")
    #expect(session.context == .home)
  }
}
