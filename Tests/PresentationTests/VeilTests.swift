import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("What an open question keeps back")
struct VeilTests {
  static let sizes = [(80, 24), (40, 12), (160, 50)]

  /// Everything that is seen and said: screens of three sizes, and the lines of `--plain`.
  private func seen(_ session: Session) -> [String] {
    let focused = [session] + (1...8).map { session.after(.focus($0)) }
    let small = focused.map { $0.frame(columns: 40, rows: 12).text }
    return VeilTests.sizes.map { session.frame(columns: $0.0, rows: $0.1).text } + small
      + [session.lines().joined(separator: "\n")]
  }

  // MARK: The law

  /// A lesson with large numbers at random in place of its own: what is computed from them is found wherever
  /// it shows, since nothing else has so many digits.
  private func enlarged(_ scene: Scene) -> Scene {
    var dice = MonkeyTests.Dice(state: 2026)
    func enlarged(_ network: Network) -> Network {
      var network = network
      for (id, leaf) in network.leaves.sorted(by: { $0.key.name < $1.key.name }) {
        guard let given = leaf.given else { continue }
        var tensor = Tensor<Double>(shape: given.shape)
        for place in tensor.values.indices {
          let sign = Bool.random(using: &dice) ? 1 : -1
          tensor.values[place] = Double(sign * Int.random(in: 101...997, using: &dice))
        }
        network.leaves[id] = Leaf(tensor)
      }
      return network
    }
    var scene = scene
    scene.networks = scene.networks.map {
      Scene.NamedNetwork(name: $0.name, network: enlarged($0.network))
    }
    scene.network = scene.networks.first?.network ?? enlarged(scene.network)
    return scene
  }

  /// The elements whose values a question asks about.
  private func elements(_ question: Question) -> [Element] {
    switch question.kind {
    case .number(.element(let element)): return [element]
    case .choice(let choices):
      return choices.flatMap { choice -> [Element] in
        guard case .compare(let left, _, let right) = choice.claim else { return [] }
        return [left, right].compactMap {
          if case .element(let element) = $0 { element } else { nil }
        }
      }
    default: return []
    }
  }

  /// The numbers that give the answer away: that of the element itself, and all that are computed from it.
  private func secrets(_ question: Question, _ computation: Computation) -> Set<String> {
    var secrets: Set<String> = []
    for element in elements(question) {
      let id = computation.resolved(element.tensor.located(in: computation.network))
      var hidden: Set<TensorID> = [id]
      var known = values(of: id, computation)
      if let shape = computation.shape(of: id) {
        known.removeLast(shape.count - shape.offset(of: element.index))
      }
      for pass in computation.passes {
        guard !hidden.isDisjoint(with: pass.operands) else { continue }
        hidden.insert(pass.target)
        secrets.formUnion(values(of: pass.target, computation))
      }
      secrets.insert(text(computation.value(id, at: element.index)))
      for operand in computation.passes.flatMap(\.operands) where !hidden.contains(operand) {
        known += values(of: operand, computation)
      }
      secrets.subtract(known)
    }
    return secrets.filter { $0.count > 4 }
  }

  private func values(of id: TensorID, _ computation: Computation) -> [String] {
    guard let shape = computation.shape(of: id) else { return [] }
    return (0..<shape.count).map { text(computation.value(id, at: shape.index(at: $0))) }
  }

  private func text(_ value: Double) -> String {
    value.magnitude < 1e15 ? "\(Int(value.magnitude))" : ""
  }

  /// The numbers among what is seen, without the products that are still to be done.
  private func numbers(_ text: String) -> Set<String> {
    Set(text.split { !$0.isNumber }.map(String.init))
  }

  /// A session at each question of a lesson, in turn.
  private func atQuestions(_ scene: Scene, _ body: (Session, Question) throws -> Void) rethrows {
    var session = opened(scene)
    var number = 0
    while session.context != .home {
      if session.context == .question {
        try body(session, scene.questions[number])
        number += 1
      }
      session.apply(.page(1))
    }
    #expect(number == scene.questions.count)
  }

  /// The network on stage, told from its numbers.
  private func computation(_ session: Session, _ scene: Scene) throws -> Computation {
    let saving = session.after(.save("x.yaml"))
    let text = try #require(saving.saveRequest?.text)
    return try Computation(Scene(file: "x.yaml", text: text, isShowable: isShowable).network)
  }

  @Test(
    "nothing that is seen or said depends on the answer", arguments: course)
  func law(lesson: Scene) throws {
    let scene = enlarged(lesson)
    try atQuestions(scene) { session, question in
      let secrets = secrets(question, try computation(session, scene))
      for text in seen(session) {
        #expect(numbers(text).isDisjoint(with: secrets), "\(question.prompt)\n\(text)")
      }
    }
  }

  @Test(
    "nor after keys that look around", arguments: course,
    ["G", "b", "v", "shift-tab", "d = # c y", "space"])
  func lookingAround(lesson: Scene, keys: String) throws {
    let scene = enlarged(lesson)
    try atQuestions(scene) { session, question in
      let secrets = secrets(question, try computation(session, scene))
      let session = try session.after("esc \(keys)").waiting(2000)
      for text in [session.screen.description, session.lines().joined(separator: "\n")] {
        #expect(numbers(text).isDisjoint(with: secrets), "\(question.prompt) \(keys)\n\(text)")
      }
    }
  }

  // MARK: Examples

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
    for text in seen(session) {
      #expect(!text.contains("OUTPUT z  3×3"))
      #expect(!text.contains("⌊"))
      #expect(!text.contains("/9"))
      #expect(!text.contains("of 9"))
    }
    #expect(session.after(.answer("3x3")).screen.shows("OUTPUT z 3×3"))
  }

  @Test("a count of parameters is not said", arguments: ["parameters 1", "weights 1"])
  func counts(quantity: String) throws {
    for text in seen(try asked("number: \(quantity)", of: Board.bias)) {
      #expect(!text.contains("57") && !text.contains("54"), "\(text)")
    }
  }

  @Test func `a question about slopes hides the slopes`() throws {
    let session = try asked("number: slope z1 0,0", of: Board.two).after(.pass(.number(8)))
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
      start + "- question: {ask: How?, number: \(quantity)}", on: Board.backInexact)
    for keys in ["esc", "esc v", "esc v v", "esc v v v"] {
      for text in seen(try session.after(keys)) {
        #expect(!text.contains("∘") && !text.contains("zeros"), "\(keys)\n\(text)")
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
