package import Scenes

/// An exercise by what it is drawn from: whoever has the four has the same exercise.
package struct Exercise: Hashable, Sendable {
  /// From easy to hard.
  package static let difficulties = 1...3
  /// The seeds that can be told and typed.
  package static let seeds = 0...999_999_999

  package var kind: PracticeKind
  package var difficulty: Int
  package var seed: Int
  /// From 1.
  package var number: Int

  /// Makes an exercise; what lies out of range becomes the nearest that there is.
  package init(_ kind: PracticeKind, difficulty: Int = 1, seed: Int = 1, number: Int = 1) {
    self.kind = kind
    self.difficulty = min(max(difficulty, Self.difficulties.lowerBound), 3)
    self.seed = min(max(seed, Self.seeds.lowerBound), Self.seeds.upperBound)
    self.number = max(number, 1)
  }

  /// The one that comes so much later, or the first.
  func later(by count: Int) -> Exercise {
    Exercise(kind, difficulty: difficulty, seed: seed, number: number + count)
  }

  /// The first one that is a step harder; after the hardest the easiest.
  var harder: Exercise {
    Exercise(kind, difficulty: difficulty % Self.difficulties.count + 1, seed: seed)
  }

  package var title: String {
    "Practice · \(kind.title) · seed \(seed) · exercise \(number)"
  }

  /// The title on a small screen.
  var shortTitle: String { "\(kind.title) · seed \(seed) · \(number)" }

  /// Where it stands: its difficulty, and the page where it has several; nothing where the title is long.
  func place(page: Int, of count: Int) -> String {
    if count > 1 { return "page \(page)/\(count)" }
    return title.count <= 44 ? "level \(difficulty)" : ""
  }

  var random: PracticeRandom { PracticeRandom([kind.lesson, difficulty, seed, number]) }
}
