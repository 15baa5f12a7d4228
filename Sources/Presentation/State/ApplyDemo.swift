import Scenes

/// How a demo is paused, stepped, and entered at a chapter.
extension Session {
  /// Pauses a demo, or lets it go on from where it was paused.
  mutating func hold(_ isOn: Bool?) {
    guard let script, script.isDemo else { return }
    let pauses = isOn ?? !script.isPaused
    if pauses, !script.isPaused {
      if script.isAtEnd { return go(toTime: 0) }
      let time = scriptTime
      self.script?.halt = .pause(time)
      isPlaying = false
    } else if !pauses, script.isPaused {
      go(toTime: scriptTime)
    }
  }

  /// Goes to the next chapter of a demo, or to a former one.
  mutating func toChapter(_ by: Int) {
    guard let script, !script.markers.isEmpty else { return say("There are no chapters here.") }
    let now = scriptTime
    let times = [0] + script.markers.map(\.time)
    let next =
      by > 0 ? times.first { $0 > now } : times.last { $0 < now - Session.chapterTolerance }
    guard let next else { return say(by > 0 ? "This is the last chapter." : "This is the first.") }
    go(toTimeKeepingPause: next)
  }

  /// Goes to a chapter by its name.
  mutating func toChapter(named name: String) {
    guard let marker = script?.markers.first(where: { $0.name == name }) else {
      return say("There is no chapter “\(name)”.")
    }
    go(toTimeKeepingPause: marker.time)
  }

  mutating func go(toTimeKeepingPause time: Int) {
    let isPaused = script?.isPaused == true
    go(toTime: time)
    if isPaused { hold(true) }
  }

  /// Lets a demo play so many times again; nil is without end.
  package mutating func playAgain(_ times: Int?) { script?.repeats = times }

  /// Starts a demo at a chapter or a time; says whether there is such a one.
  package mutating func play(from place: String) -> Bool {
    guard script?.isDemo == true else { return false }
    if let marker = script?.markers.first(where: { $0.name == place }) {
      go(toTime: marker.time)
      return true
    }
    guard let time = Session.milliseconds(place), time <= script?.duration ?? 0 else {
      return false
    }
    go(toTime: time)
    return true
  }

  /// Reads `12.5` or `1:05` as a time.
  private static func milliseconds(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let seconds = NumberText.value(parts[parts.count - 1]), seconds >= 0,
      seconds < 1e6
    else { return nil }
    guard parts.count == 2 else { return Int(seconds * 1000) }
    guard let minutes = Int(parts[0]), (0...10_000).contains(minutes) else { return nil }
    return minutes * 60_000 + Int(seconds * 1000)
  }

  /// Goes back to the chapter before, where so little of this one has passed.
  static let chapterTolerance = 700

  /// Goes to the end of the present wait of a paused demo, or to that of the one before.
  mutating func stepDemo(_ by: Int) {
    guard let script else { return }
    if !script.isPaused { hold(true) }
    var ends: [Int] = [0]
    for placed in script.scene.events {
      if case .wait(let milliseconds) = placed.event {
        ends.append(ends[ends.count - 1] + milliseconds)
      }
    }
    let now = scriptTime
    guard let next = by > 0 ? ends.first(where: { $0 > now }) : ends.last(where: { $0 < now })
    else {
      return
    }
    go(toTimeKeepingPause: next)
  }
}
