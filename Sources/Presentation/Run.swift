package import Scenes
package import Screen

/// What comes in from outside: a key, whose meaning depends on what came before it, or an action.
package enum Input: Hashable, Sendable {
  case key(Key)
  case action(Action)
  case resize(columns: Int, rows: Int)
  /// Scenes that were read while the first picture was looked at.
  case library([Scene])
}

/// Lets a session run until it ends: shows it, waits for what comes in, and does that.
///
/// All that is pending is done before anything is drawn, and at most one picture is drawn in
/// ``frameMilliseconds``. While nothing moves, the wait has no end.
///
/// - Parameters:
///   - session: What runs. Its clock goes by the `.tick` actions that come in.
///   - next: Waits until something comes in or so many milliseconds of the session's clock have
///     passed; nil is without end. Returns all that is pending.
///   - show: Shows a session.
/// - Throws: What `next` and `show` throw.
package func run(
  _ session: inout Session, next: (_ milliseconds: Int?) throws -> [Input],
  show: (Session) throws -> Void
) throws {
  var nextPicture = session.clock
  var isStale = true
  while !session.hasEnded {
    if isStale, session.clock >= nextPicture {
      try show(session)
      nextPicture = session.clock + frameMilliseconds
      isStale = false
    }
    let times = [session.wakeUp, isStale ? nextPicture : nil].compactMap { $0 }
    let wait = times.min().map { max($0 - session.clock, 0) }
    for input in try next(wait) where !session.hasEnded { session.take(input) }
    isStale = true
  }
}

/// The least time between two pictures: 30 a second are enough for the eye.
private let frameMilliseconds = 33

extension Session {
  fileprivate mutating func take(_ input: Input) {
    switch input {
    case .key(let key): press(key)
    case .action(let action): apply(action)
    case .library(let scenes): complete(library: scenes)
    case .resize(let columns, let rows): resize(columns, rows)
    }
  }
}
