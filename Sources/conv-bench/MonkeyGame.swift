import Presentation
import Scenes
import Screen

/// One session, and all that was done to it.
struct MonkeyGame {
  /// The scene that it began with.
  let first: String
  private let scenes: [Scene]
  private var session: Session
  private var scene: String
  private var size = (columns: 80, rows: 24)
  private(set) var events: [MonkeyEvent] = []

  init(scenes: [Scene], from first: String) {
    self.scenes = scenes
    self.first = first
    scene = first
    session = Session(library: scenes)
    session.apply(.open(first))
  }

  var context: KeyContext { session.context }
  var hasEnded: Bool { session.hasEnded }

  /// The scene and the size of the screen, in words.
  var place: String { "scene \(scene), \(size.columns)x\(size.rows)" }

  /// Does what the monkey does.
  mutating func take(_ event: MonkeyEvent) {
    events.append(event)
    switch event {
    case .key(let key): press(key)
    case .tick(let milliseconds): session.apply(.tick(milliseconds: milliseconds))
    case .resize(let columns, let rows): size = (columns, rows)
    }
  }

  private mutating func press(_ key: Key) {
    for case .open(let name) in session.actions(for: key) { scene = name }
    session.press(key)
  }

  /// The picture now.
  func frame() -> Frame { session.frame(columns: size.columns, rows: size.rows) }

  /// Whether text of a frame is cut off or covered, on a screen that is large enough.
  func isFaulty(_ frame: Frame) -> Bool {
    size.columns >= 40 && size.rows >= 12 && (frame.clippedCount > 0 || frame.overlapCount > 0)
  }

  // MARK: Telling others

  /// The same fault with as few events as leaving some out can reach.
  func shortened() -> MonkeyGame {
    var best = self
    var length = events.count
    while length > 0 {
      var start = 0
      while start < best.events.count {
        let end = min(start + length, best.events.count)
        let rest = best.events[..<start] + best.events[end...]
        if let shorter = replayed(rest) { best = shorter } else { start += length }
      }
      length /= 2
    }
    return best
  }

  /// The game with other events, where they end in a fault too.
  private func replayed(_ events: ArraySlice<MonkeyEvent>) -> MonkeyGame? {
    var game = MonkeyGame(scenes: scenes, from: first)
    for event in events { game.take(event) }
    return game.isFaulty(game.frame()) ? game : nil
  }

  /// The events in words: keys by name, other events in brackets.
  var script: String {
    let words = events.map { event in
      switch event {
      case .key(let key): MonkeyGame.name(key)
      case .tick(let milliseconds): "[tick \(milliseconds)]"
      case .resize(let columns, let rows): "[\(columns)x\(rows)]"
      }
    }
    return (words + ["at \(size.columns)x\(size.rows)"]).joined(separator: " ")
  }

  /// What key scripts call a key.
  private static func name(_ key: Key) -> String {
    switch key {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(let character): "ctrl-\(character)"
    case .escape: "esc"
    case .backTab: "shift-tab"
    case .pageUp: "pgup"
    case .pageDown: "pgdn"
    case .function(let number): "f\(number)"
    default: "\(key)"
    }
  }
}
