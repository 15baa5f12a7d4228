import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Practice")
struct PracticeTests {
  /// A kind with a difficulty.
  struct Row: CustomTestStringConvertible, Sendable {
    var kind: PracticeKind
    var difficulty: Int
    var testDescription: String { "\(kind.rawValue) \(difficulty)" }

    static let all = PracticeKind.allCases.flatMap { kind in
      Exercise.difficulties.map { Row(kind: kind, difficulty: $0) }
    }

    func scene(seed: Int, number: Int = 1) -> Scene {
      Practice.scene(kind: kind, difficulty: difficulty, seed: seed, number: number)
    }
  }

  // MARK: What is drawn

  @Test(
    "twenty seeds: every mistake shows, the engine's answer is right, no hint tells it",
    arguments: Row.all)
  func sound(row: Row) throws {
    for seed in 1...20 {
      let scene = row.scene(seed: seed)
      #expect(!scene.questions.isEmpty)
      var check = SceneCheck(scene, screens: [])
      #expect(check.run() == [], "seed \(seed): \(scene.questions.map(\.prompt))")
      for question in scene.questions {
        #expect(try telltales(question, scene.network) == [], "seed \(seed)")
      }
    }
  }

  @Test("pages fit a standard and a small screen", arguments: Row.all)
  func fitting(row: Row) {
    for seed in [21] {
      var check = SceneCheck(
        row.scene(seed: seed, number: seed), screens: [(columns: 80, rows: 24), (40, 12)])
      #expect(check.run() == [], "seed \(seed)")
    }
  }

  @Test("the four that an exercise is drawn from decide it", arguments: PracticeKind.allCases)
  func decided(kind: PracticeKind) {
    func scene(_ difficulty: Int, _ seed: Int, _ number: Int) -> [PlacedEvent] {
      Practice.scene(kind: kind, difficulty: difficulty, seed: seed, number: number).events
    }
    #expect(
      Practice.scene(kind: kind, difficulty: 2, seed: 5, number: 3)
        == Practice.scene(kind: kind, difficulty: 2, seed: 5, number: 3))
    let networks = [(2, 5, 3), (2, 5, 4), (2, 6, 3), (1, 5, 3)].map { difficulty, seed, number in
      Practice.scene(kind: kind, difficulty: difficulty, seed: seed, number: number).network
    }
    #expect(Set(networks).count == networks.count)
  }

  /// A stream that changes would make other exercises of the seeds that teachers gave.
  @Test func `a seed stays good`() throws {
    let scene = Practice.scene(kind: .window, difficulty: 1, seed: 7, number: 3)
    #expect(scene.title == "Practice · Window and sum · seed 7 · exercise 3")
    #expect(scene.questions.map(\.prompt) == ["Which cells of a make z[2,1]? Mark them."])
    let input = scene.network.leaf(TensorID(.activation, 0)).tensor(shape: scene.network.inputShape)
    #expect(input.values == [0, 3, 0, 0, 1, 4, 1, 1, 2, 0, 3, 4, 1, 3, 1, 1])
  }

  /// What a question asks for: the first word of its quantity, or its kind.
  private func form(_ question: Question) -> String {
    switch question.kind {
    case .number(.element(let element)): "\(element.tensor.role)"
    case .number(let quantity): String(quantity.text.prefix { $0 != " " })
    case .shape: "shape"
    case .choice: "choice"
    case .cells(let set, _): String(set.text.prefix { $0 != " " })
    }
  }

  @Test("a kind asks in several forms", arguments: PracticeKind.allCases)
  func forms(kind: PracticeKind) {
    let questions = (1...8).flatMap { number in
      Practice.scene(kind: kind, difficulty: 2, number: number).questions
    }
    #expect(Set(questions.map(form)).count >= 2)
  }

  @Test func `the list has each kind once, with its lesson`() {
    #expect(Practice.library.map(\.name) == PracticeKind.allCases.map(\.sceneName))
    #expect(Practice.library.map(\.title) == PracticeKind.allCases.map(\.title))
    let lessons = PracticeKind.allCases.map(\.lessonName)
    #expect(lessons == course.map(\.name))
    for scene in Practice.library { #expect(Symbols.canShow(scene.title + scene.summary)) }
  }

  // MARK: Answering

  /// The first exercise of a kind in which an element of z is asked for.
  private func exercise(_ kind: PracticeKind) throws -> (scene: Scene, element: Element) {
    for number in 1...50 {
      let scene = Practice.scene(kind: kind, seed: 4, number: number)
      if case .number(.element(let element)) = scene.questions[0].kind { return (scene, element) }
    }
    throw Missing()
  }

  private struct Missing: Error {}

  private func value(_ network: Network, _ element: Element) throws -> Int {
    Int(try Computation(network).value(element.tensor, at: element.index))
  }

  @Test func `the answer with the turned kernel is told as that`() throws {
    let (scene, element) = try exercise(.window)
    var network = scene.network
    network.layers[0].operation = .convolution
    let wrong = try value(network, element)
    let session = opened(scene).after(.answer("\(wrong)"))
    #expect(session.screen.says("with the kernel turned by 180°"))
    let right = try value(scene.network, element)
    #expect(session.after(.answer("\(right)")).screen.shows("✓ right, 2nd try"))
  }

  /// Hints that name the number that is asked for.
  private func telltales(_ question: Question, _ network: Network) throws -> [String] {
    guard case .number(.element(let element)) = question.kind,
      element.tensor.role != .outputGradient
    else { return [] }
    let id = element.tensor.located(in: network)
    guard let answer = Int(exactly: try Computation(network).value(id, at: element.index)) else {
      return []
    }
    let text = answer < 0 ? "−\(-answer)" : "\(answer)"
    return question.hints.filter {
      $0.hasSuffix("add up to \(text).") || $0.hasSuffix("] is \(text).")
    }
  }

  // MARK: Keys

  private let home = Session(library: shippedScenes)

  @Test func `practise opens a kind, and the title says its seed`() {
    let screen = home.after(.practise(.padding, difficulty: 1, seed: 7)).screen
    #expect(screen.title.contains("Practice · Padding · seed 7 · exercise 1"))
    let small = home.after(.practise(.padding, difficulty: 1, seed: 7)).smallScreen
    #expect(small.title.contains("Padding · seed 7 · 1"))
  }

  @Test func `without a seed it is that of the session`() {
    var session = home
    session.seed = 33
    #expect(session.after(.open("practice-bias")).screen.title.contains("Bias · seed 33"))
  }

  @Test func `Enter goes on after an answer, without end`() throws {
    var session = home.after(.practise(.window, difficulty: 1, seed: 7))
    for number in 1...5 {
      #expect(session.screen.title.contains("exercise \(number)"))
      session = try session.after("s s enter")
    }
    #expect(try session.after("n").screen.title.contains("exercise 7"))
    #expect(try session.after("n p").screen.title.contains("exercise 6"))
  }

  @Test func `X goes from a lesson to its kind, and q back to where one was`() throws {
    let lesson = opened("lesson-padding").after(.answer("7x7"))
    let practice = try lesson.after("X")
    #expect(practice.screen.title.contains("Practice · Padding · seed 1 · exercise 1"))
    let back = try practice.after("n n q")
    #expect(back.screen == lesson.screen)
    #expect(try back.after("q").screen == lesson.after("q").screen)
  }

  @Test func `X in an exercise makes the next one harder`() throws {
    let session = home.after(.practise(.padding, difficulty: 1, seed: 7))
    #expect(try session.after("X").screen.title.contains("level 2"))
    #expect(try session.after("X X X").screen == session.screen)
  }

  @Test func `q goes home where there was nothing before`() throws {
    let session = try home.after(.practise(.padding, difficulty: 1, seed: 7)).after("q")
    #expect(session.screen == home.screen)
    #expect(!session.hasEnded)
  }

  @Test func `X without a kind says so`() throws {
    let own = opened(input: [[1, 2], [3, 4]], kernel: [[1]])
    #expect(try own.after("X").screen(80, 24).says("This scene has no exercises of its own"))
  }

  @Test func `a failed question of a lesson offers its kind, an exercise does not`() throws {
    let offer = "X practises exactly this."
    let lesson = opened("lesson-padding")
    #expect(!lesson.screen.shows(offer))
    #expect(lesson.after(.answer("7x7")).screen.shows(offer))
    #expect(try lesson.after("s s").screen.shows(offer))
    let exercise = home.after(.practise(.window, difficulty: 1, seed: 7))
    #expect(try !exercise.after("s s").screen.shows(offer))
  }

  @Test func `in lines the offer is an action, and an empty line goes on`() {
    var session = opened("lesson-padding")
    #expect(session.obey("7x7").last == "X practises exactly this.")
    #expect(session.obey("X").first?.contains("Padding · seed 1 · exercise 1") == true)
    _ = session.obey("n")
    #expect(session.lines().first?.contains("exercise 2") == true)
  }

  @Test func `in an answer that is a size X is a sign, and alone a key`() throws {
    let lesson = opened("lesson-padding")
    #expect(try lesson.after("1 X 1 enter").screen.shows("✓ right"))
    #expect(try lesson.after("X").screen.title.contains("Practice"))
  }
}
