import Presentation
import Scenes
import Screen

/// What a monkey does to a session.
enum MonkeyEvent: Hashable, Sendable {
  case key(Key)
  case tick(milliseconds: Int)
  case resize(columns: Int, rows: Int)
}

/// Someone who presses any key, mostly those that do something.
struct Monkey {
  private var source: RandomSource

  init(seed: UInt64) { source = RandomSource(seed: seed) }

  /// Sizes that people have; others are drawn between 1x1 and 220x70.
  private static let usualSizes = [(40, 12), (80, 24), (80, 24), (80, 24), (120, 30), (200, 60)]

  private static let boundKeys = Array(
    Set(KeyTable.bindings.flatMap { $0.keys.keys }).subtracting([.character("Q")])
  ).sorted { "\($0)" < "\($1)" }

  /// Keys that walk, change and go on: what is pressed most often.
  private static let usualKeys = Key.sequence("left right up down . , tab b v + -") ?? []

  private static let typedKeys = "0123456789.,-+/ae".unicodeScalars.map { Key.character($0) }

  private static let strangeKeys: [Key] =
    (0x20...0x7E).map { .character(Unicode.Scalar(UInt8($0))) }
    + [.character("é"), .character("漢"), .control("c"), .control("l"), .function(1), .function(12)]
    + [.enter, .escape, .tab, .backTab, .backspace, .delete]
    + [.up, .down, .left, .right, .home, .end, .pageUp, .pageDown]

  /// What comes next.
  mutating func next(in context: KeyContext) -> MonkeyEvent {
    if source.once(in: 12) { return resize() }
    if source.once(in: 12) { return .tick(milliseconds: Int.random(in: 1...3000, using: &source)) }
    return .key(key(in: context))
  }

  /// A scene to begin with.
  mutating func scene(of scenes: [Scene]) -> Scene { source.choice(scenes) }

  private mutating func resize() -> MonkeyEvent {
    if source.once(in: 3) {
      return .resize(
        columns: Int.random(in: 1...220, using: &source),
        rows: Int.random(in: 1...70, using: &source))
    }
    let (columns, rows) = source.choice(Monkey.usualSizes)
    return .resize(columns: columns, rows: rows)
  }

  private mutating func key(in context: KeyContext) -> Key {
    switch (context, Int.random(in: 0..<10, using: &source)) {
    case (.home, 0..<4), (.field, 0..<2): return .enter
    case (.field, 2..<8): return source.choice(Monkey.typedKeys)
    case (.help, 0..<3): return .escape
    case (_, 0..<5): return source.choice(Monkey.usualKeys)
    case (_, 5..<8): return source.choice(Monkey.boundKeys)
    default: return source.choice(Monkey.strangeKeys)
    }
  }
}
