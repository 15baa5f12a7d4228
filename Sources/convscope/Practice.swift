import ArgumentParser
import Glibc
import Presentation
import Scenes

/// Exercises without end, of a chosen kind.
struct PracticeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "practice",
    abstract: "Practise one kind of question, without end.",
    discussion: """
      Without a kind: the kinds, one for each lesson. The exercises are drawn from the seed, which every \
      screen shows: the same kind, difficulty and seed are the same exercises on every machine.
      """)

  @Argument(
    help: "What to practise.",
    completion: .list(PracticeKind.allCases.map(\.rawValue)),
    transform: {
      try Numbers.choice($0, PracticeKind.allCases.map { ($0.rawValue, $0) })
    })
  var kind: PracticeKind?

  @Option(help: ArgumentHelp("From 1, easy, to 3, hard.", valueName: "number"))
  var difficulty = 1

  @Option(
    help: ArgumentHelp(
      "What the exercises are drawn from, 0 to 999999999; without it, a new one each time.",
      valueName: "number"))
  var seed: Int?

  @OptionGroup(title: "Options of every screen") var interface: InterfaceOptions

  func validate() throws {
    guard Exercise.difficulties.contains(difficulty) else {
      throw ValidationError("--difficulty is \(difficulty); it is 1, 2 or 3")
    }
    if let seed, !Exercise.seeds.contains(seed) {
      throw ValidationError("--seed is \(seed); it is at least 0 and at most 999999999")
    }
  }

  func run() throws {
    guard let kind else { return try list() }
    var session = Session(library: try interface.library())
    let seed = seed ?? PracticeCommand.newSeed
    let front = try Interface(interface)
    front.prepare(&session)
    session.seed = seed
    session.apply(.practise(kind, difficulty: difficulty, seed: seed))
    try front.run(session)
  }

  private func list() throws {
    let lines = PracticeKind.allCases.map { kind in
      let name = kind.rawValue.padded(to: 17)
      return "\(name)\("\(kind.lesson)".padded(to: 4))\(kind.summary)\n"
    }
    try StandardOutput.write("kind             of lesson\n" + lines.joined())
  }

  /// A seed of few digits, to be told to somebody else: it comes from the clock.
  static var newSeed: Int { time(nil) % 9_000 + 1_000 }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 1))
  }
}
