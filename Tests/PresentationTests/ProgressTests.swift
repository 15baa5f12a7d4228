import Presentation
import Scenes
import Screen
import Testing

@Suite("Progress")
struct ProgressTests {
  private let some = Progress(
    entries: [
      "lesson-padding": .init(
        page: 5,
        answers: [
          0: AnswerRecord(outcome: .right, tries: 1, answer: "3x3"),
          1: AnswerRecord(outcome: .assisted, tries: 2, answer: ""),
          3: AnswerRecord(outcome: .wrong, tries: 7, answer: "“−1, \"x\" # \\ : [”"),
        ]),
      "lesson-stride": .init(page: 9, isFinished: true), "a: b": .init(),
    ], last: "lesson-padding")

  private func read(_ text: String) throws(SceneErrors) -> Progress {
    try ProgressFile.progress(file: "progress.yaml", bytes: Array(text.utf8))
  }

  @Test func `what is written is read again`() throws {
    #expect(try read(ProgressFile.text(some)) == some)
    #expect(try read(ProgressFile.text(Progress())) == Progress())
  }

  @Test("any lesson's answers are written and read again", arguments: course)
  func everyLesson(scene: Scene) throws {
    var session = Session(library: course)
    session.apply(.open(scene.name))
    for answer in ["1", "-2.5", "3x3", "0,0 1,1", "2"] {
      session.apply([.answer(answer), .page(1)])
      #expect(try read(ProgressFile.text(session.progress)) == session.progress)
    }
  }

  @Test func `a long answer is cut in the file`() throws {
    var long = some
    long["a: b"]?.answers[0] = AnswerRecord(
      outcome: .wrong, tries: 1, answer: String(repeating: "9", count: 500))
    #expect(try read(ProgressFile.text(long))["a: b"]?.answers[0]?.answer.count == 60)
  }

  @Test(
    "a damaged file is refused with its place",
    arguments: [
      ("", ":1:1: "), ("zebra", "expected progress"),
      ("version: 2\n", "1, the version that is known"),
      ("last: a\n", "no version"), ("version: 1\nlessons: 7\n", "lessons by their names"),
      ("version: 1\nlessons: {a: {page: x}}\n", "progress.yaml:2:"),
      ("version: 1\nlessons: {a: {answers: [[0, right]]}}\n", "a number, an outcome, tries"),
      ("version: 1\nlessons: {a: {answers: [[0, best, 1, x]]}}\n", "best"),
      ("version: 1\nlessons: {a: {page: -1}}\n", "progress.yaml:2:"),
      ("version: 1\nzebra: 1\n", "zebra"), ("version: 1\nlast: \"a\\tb\"\n", "progress.yaml:2:"),
      ("version: 1\nlast: [a\n", "progress.yaml:"), ("\u{0}\u{1}", "progress.yaml:"),
    ])
  func damaged(text: String, words: String) {
    let error = #expect(throws: SceneErrors.self) { try self.read(text) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test("a file cut anywhere is read or refused", arguments: 0..<20)
  func cut(part: Int) {
    let text = ProgressFile.text(some)
    let bytes = Array(text.utf8.prefix(text.utf8.count * part / 20))
    let progress = try? ProgressFile.progress(file: "p", bytes: bytes)
    for name in progress?.entries.keys ?? [:].keys { #expect(some.entries.keys.contains(name)) }
  }

  // MARK: What it is used for

  @Test func `it is noted after each answer and each page`() throws {
    let session = opened("lesson-padding")
    #expect(session.savesWanted == 0)
    let answered = try session.after("1 x 1 enter")
    #expect(answered.savesWanted == 1)
    #expect(answered.progress.last == "lesson-padding")
    let next = try answered.after("n")
    #expect(next.savesWanted > 1)
    #expect(next.progress["lesson-padding"]?.page == 2)
  }

  @Test func `looking around is noted nowhere`() throws {
    let session = try opened("lesson-padding").after("esc right . T b ? esc")
    #expect(session.savesWanted == 0)
  }

  @Test func `demos and stages leave none`() throws {
    #expect(opened("demo-padding").waiting(100_000).progress == Progress())
    #expect(try opened("padding").after("right right").progress == Progress())
  }

  @Test(
    "the lesson to go on with is the last one, else the first that is not done",
    arguments: [
      ([], nil, 0), (["lesson-window"], "lesson-window", 1), ([], "lesson-stride", 3),
      (["lesson-window", "lesson-links"], nil, 2),
    ] as [([String], String?, Int)])
  func next(done: [String], last: String?, place: Int) {
    var progress = Progress(last: last)
    for scene in course where done.contains(scene.name) {
      let record = AnswerRecord(outcome: .right, tries: 1, answer: "")
      let answers = scene.questions.indices.map { ($0, record) }
      progress[scene.name] = .init(
        isFinished: true, answers: Dictionary(uniqueKeysWithValues: answers))
    }
    #expect(progress.next(among: course)?.name == course[place].name)
  }

  @Test func `a lesson with a question passed over is not done`() throws {
    var session = Session(library: course)
    session.apply(.open("lesson-bias"))
    while session.context != .home { session.apply(.page(1)) }
    #expect(session.progress["lesson-bias"]?.isFinished == true)
    #expect(!session.progress.isDone(try #require(course.first { $0.name == "lesson-bias" })))
    #expect(
      session.listing.contains { $0.contains("(lesson-bias), 0 of 5 questions, 5 passed over") })
  }
}
