import Foundation
import Presentation
import Scenes
import Screen

/// Sessions under a monkey's hands, each from a scene of its own, and a look at every frame.
struct MonkeyRun {
  /// The keys of one session.
  static let keysOfSession = 400

  private let seed: UInt64
  private let scenes = SceneGallery.scenes { Symbols.canShow(String($0)) }.scenes

  init(seed: UInt64) { self.seed = seed }

  /// Presses so many keys; prints what went wrong, and returns whether nothing did.
  func press(keys count: Int) -> Bool {
    print("seed \(seed)")
    fflush(nil)
    var monkey = Monkey(seed: seed)
    var frames = Timings()
    let start = ContinuousClock.now
    var pressed = 0
    while pressed < count {
      var game = MonkeyGame(scenes: scenes, from: monkey.scene(of: scenes).name)
      let end = min(pressed + MonkeyRun.keysOfSession, count)
      while pressed < end, !game.hasEnded {
        let event = monkey.next(in: game.context)
        if case .key = event { pressed += 1 }
        game.take(event)
        let frame = frames.time("key \(pressed), \(game.place)") { game.frame() }
        if game.isFaulty(frame) {
          report(game, key: pressed)
          return false
        }
      }
    }
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    let rate = Double(pressed) / (Double(seconds) + Double(attoseconds) / 1e18)
    print("\(pressed) keys, " + String(format: "%.0f keys a second", rate))
    print(Timings.heading)
    print(frames.row("a frame, any size"))
    return true
  }

  private func report(_ game: MonkeyGame, key: Int) {
    let short = game.shortened()
    let frame = short.frame()
    print("seed \(seed), key \(key), \(game.place)")
    print("from scene \(short.first), the shortest way there: \(short.script)")
    print("cut off: \(frame.clippedCount), drawn over others: \(frame.overlapCount)")
    print(frame.text)
  }
}
