import ConvEngine
package import Scenes

/// Exercises without end: each is a scene that is drawn from a seed, with questions that the engine answers.
package enum Practice {
  /// The most networks that are drawn for one exercise: usually the first ones do.
  static let mostDraws = 2_000
  /// The elements of a network that are tried for one question.
  private static let mostElements = 6

  /// Returns an exercise as a scene: the same from the same four, on every machine.
  ///
  /// - Parameters:
  ///   - kind: What is practised.
  ///   - difficulty: From 1 to 3.
  ///   - seed: From 0 to 999 999 999.
  ///   - number: From 1.
  /// - Returns: A lesson of one exercise.
  /// - Complexity: O(draws); each draw computes a small network.
  package static func scene(
    kind: PracticeKind, difficulty: Int = 1, seed: Int = 1, number: Int = 1
  ) -> Scene {
    scene(Exercise(kind, difficulty: difficulty, seed: seed, number: number))
  }

  /// A scene for each kind, for lists.
  ///
  /// It has a title and a summary. It asks nothing itself, and nothing is drawn for it: to open it is to
  /// practise the kind.
  package static let library: [Scene] = PracticeKind.allCases.map { kind in
    let layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2))
    var scene = bare(
      Exercise(kind), Network(inputShape: Shape4(1, 1, 3, 3), layers: [layer], leaves: [:]))
    scene.title = kind.title
    return scene
  }

  static func scene(_ exercise: Exercise) -> Scene {
    let (stage, tasks) = draw(exercise).found
    return scene(exercise, stage.document.network, tasks)
  }

  /// Draws until there is a network about which the questions can be asked.
  static func draw(_ exercise: Exercise) -> (found: (Stage, [PracticeTask]), draws: Int) {
    let recipe = exercise.kind.recipe
    var random = exercise.random
    let forms = recipe.isChain ? recipe.forms : [random.pick(recipe.forms)]
    for count in 1...mostDraws {
      let network = recipe.network(&random, exercise.difficulty)
      let scene = bare(exercise, network)
      guard let stage = try? Stage(scene) else { continue }
      let board = PracticeBoard(stage, level: exercise.difficulty)
      let tasks = ask(forms, on: board, &random)
      if tasks.count == forms.count { return ((stage, tasks), count) }
    }
    preconditionFailure("No exercise could be drawn: \(exercise.title).")
  }

  /// Asks about one network, as far as that goes.
  private static func ask(
    _ forms: [PracticeForm], on board: PracticeBoard, _ random: inout PracticeRandom
  ) -> [PracticeTask] {
    var tasks: [PracticeTask] = []
    for form in forms {
      var task: PracticeTask?
      for _ in 1...mostElements where task == nil {
        task = form(board, &random).flatMap(board.accepted)
      }
      guard let task else { break }
      tasks.append(task)
    }
    return tasks
  }

  // MARK: The scene

  private static func bare(_ exercise: Exercise, _ network: Network) -> Scene {
    let recipe = exercise.kind.recipe
    return Scene(
      name: exercise.kind.sceneName, title: exercise.title, summary: exercise.kind.summary,
      section: exercise.kind.section, network: network, discussed: recipe.discussed,
      symbols: recipe.symbols)
  }

  private static func scene(_ exercise: Exercise, _ network: Network, _ tasks: [PracticeTask])
    -> Scene
  {
    var scene = bare(exercise, network)
    scene.needs = [exercise.kind.lessonName]
    let events: [Event] = tasks.flatMap { task in
      [.page(nil), .act(task.actions), .text([task.text]), .question(task.question)]
    }
    scene.events = events.map { PlacedEvent($0) }
    return scene
  }
}
