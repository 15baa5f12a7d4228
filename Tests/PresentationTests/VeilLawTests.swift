import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

/// Everything that is seen and said: screens of three sizes, and the lines of `--plain`.
func everythingSeen(_ session: Session) -> [String] {
  let focused = [session] + (1...8).map { session.after(.focus($0)) }
  let small = focused.map { $0.frame(columns: 40, rows: 12).text }
  return [(80, 24), (40, 12), (160, 50)].map { session.frame(columns: $0.0, rows: $0.1).text }
    + small
    + [session.lines().joined(separator: "\n")]
}

@Suite("Nothing gives an open question's answer away")
struct VeilLawTests {
  /// A lesson with its networks changed.
  private func changed(_ scene: Scene, _ change: (Network) -> Network) -> Scene {
    var scene = scene
    scene.networks = scene.networks.map {
      Scene.NamedNetwork(name: $0.name, network: change($0.network))
    }
    scene.network = scene.networks.first?.network ?? change(scene.network)
    return scene
  }

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
    return changed(scene, enlarged)
  }

  /// A lesson with large inputs in place of its own: sizes of four digits and more, which nothing else on a
  /// screen has.
  private func widened(_ scene: Scene) -> Scene {
    changed(scene) { network in
      var network = network
      network.inputShape.height += 3100
      network.inputShape.width += 5200
      return network
    }
  }

  /// The elements whose values a question asks about.
  private func elements(_ question: Question) -> [Element] {
    switch question.kind {
    case .number(.element(let element)): return [element]
    case .number(.differing(let layer)), .number(.agreeing(let layer)):
      return [Element(TensorID(.output, layer), Index4(0, 0, 0, 0))]
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

  /// The numbers of a size or a count, where they are none that are given.
  private func counts(_ question: Question, _ session: Session, _ scene: Scene) -> Set<String> {
    switch question.kind {
    case .shape: break
    case .number(.rows), .number(.columns), .number(.elements): break
    default: return []
    }
    let known = scene.networks.map(\.network) + [scene.network]
    let given = known.flatMap { [$0.inputShape.height, $0.inputShape.width] }.map(String.init)
    return told(session).filter { $0.count > 3 }.subtracting(given)
  }

  /// The number of a part of a sum, or of the loss.
  private func parts(_ question: Question, _ session: Session) -> Set<String> {
    switch question.kind {
    case .number(.soFar), .number(.share), .number(.channelSum), .number(.rise),
      .number(.lossAfter):
      return told(session).filter { $0.count > 4 }
    default: return []
    }
  }

  /// The numbers of the right answer, as they are told when it is shown.
  private func told(_ session: Session) -> Set<String> {
    var copy = session
    let said = (copy.obey(Action.solve) + copy.obey(Action.solve)).first {
      $0.hasPrefix("The answer: ")
    }
    // A size is told with its formula, which has the input's own size in it.
    let answer = said?.split(separator: ":", omittingEmptySubsequences: false).dropFirst().first
    return numbers(answer?.split(separator: "=").last.map(String.init) ?? "")
  }

  /// What must not be on any screen while a question of a kind is open.
  private func telltales(_ question: Question) -> [String] {
    switch question.kind {
    case .number(.terms), .number(.uses): return ["PRODUCTS"]
    case .number(.zerosBetween), .number(.extraRows), .number(.turned): return ["∘ "]
    case .number(.unread), .number(.unreadRows): return ["no window reads"]
    case .cells(let set, _):
      switch set {
      case .window, .reached, .weight, .inputs: return ["PRODUCTS"]
      case .unread: return ["no window reads"]
      default: return []
      }
    default: return []
    }
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

  /// What is seen and said at once, and after keys that look around.
  private func everything(_ session: Session, keys: [String]) throws -> [String] {
    let around = try keys.map { try session.after("esc \($0)").waiting(2000) }
    return everythingSeen(session)
      + around.flatMap { [$0.screen.description, $0.lines().joined(separator: "\n")] }
  }

  @Test("nothing that is seen or said depends on a number that is asked for", arguments: course)
  func elements(lesson: Scene) throws {
    let scene = enlarged(lesson)
    try atQuestions(scene) { session, question in
      let secrets = try secrets(question, computation(session, scene))
        .union(parts(question, session))
      let telltales = telltales(question)
      guard !secrets.isEmpty || !telltales.isEmpty else { return }
      let keys = ["G", "b", "v", "v v", "shift-tab", "d = # c y", "space"]
      for text in try everything(session, keys: keys) {
        #expect(numbers(text).isDisjoint(with: secrets), "\(question.prompt)\n\(text)")
        #expect(!telltales.contains { text.contains($0) }, "\(question.prompt)\n\(text)")
      }
    }
  }

  @Test("nor on a size or a count", arguments: course)
  func sizes(lesson: Scene) throws {
    let scene = widened(lesson)
    try atQuestions(scene) { session, question in
      let secrets = counts(question, session, scene)
      guard !secrets.isEmpty else { return }
      // The last window itself, by its place, tells how many there are to whoever goes there.
      for text in try everything(session, keys: ["right", "b", "v", "d = # c y", "space"]) {
        #expect(numbers(text).isDisjoint(with: secrets), "\(question.prompt) \(secrets)\n\(text)")
      }
    }
  }
}
