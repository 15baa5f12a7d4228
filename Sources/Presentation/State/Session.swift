import ConvEngine
package import Scenes
package import Screen

/// How a session starts: what the person or the configuration chose.
package struct Preferences: Hashable, Sendable {
  package enum Motion: String, Hashable, Sendable, CaseIterable { case none, basic, full }

  package var theme: Theme
  package var symbols: Symbols
  package var motion: Motion
  /// Windows a second while playing, as a place in ``Session/speeds``.
  package var speed: Int

  package init(
    theme: Theme = .auto, symbols: Symbols = .unicode, motion: Motion = .full, speed: Int = 3
  ) {
    self.theme = theme
    self.symbols = symbols
    self.motion = motion
    self.speed = speed
  }
}

/// All that a running program knows; it changes by actions alone, and its picture depends on nothing else.
package struct Session: Sendable {
  /// A message for the person, until a key or a time.
  struct Notice: Hashable, Sendable {
    var text: String
    var until: Int
  }

  /// Something typed in: what for, and what so far.
  struct Draft: Hashable, Sendable {
    var field: Action.Field
    var text = ""
    /// The scene that was chosen when a search began, to which it returns without a match.
    var start = 0
  }

  /// The windows a second that `<` and `>` choose between.
  package static let speeds = [0.25, 0.5, 1, 2, 4, 8, 16]
  static let noticeMilliseconds = 3000
  static let turnMilliseconds = 450

  package var preferences: Preferences
  package private(set) var library: [Scene]
  var home = Home()
  var stage: Stage?
  /// The events of the scene on stage, where it has any.
  var script: Script?
  /// What the person has chosen, while a scene has a speed and a theme of its own.
  var ownPreferences: Preferences?
  /// What was on stage before exercises were.
  var left: LeftStage?
  /// What exercises are drawn from where nobody names a seed.
  package var seed = 1
  /// What was done of the lessons; the front end reads and keeps it.
  package var progress = Progress()
  /// Rises whenever ``progress`` is worth keeping.
  package internal(set) var savesWanted = 0
  /// Whether what is done now is done by a scene.
  var isScripted = false
  /// Whether what scenes expect is looked at.
  package var isChecking = false
  /// The stage as it was when the open question was asked: what it is judged by.
  var askedStage: Stage?
  /// What the front end has to say when the first screen is shown.
  package var remark: String?
  /// Whether what is done of lessons is noted.
  package var keepsProgress = true
  /// What a second press of a key would do.
  var confirming: Action?
  var overlay: Action.Overlay?
  var overlayOffset = 0
  /// Where help was asked for.
  var helpContext = KeyContext.home
  /// The screen that lists are scrolled on; pictures are drawn for any size.
  package var screen = (columns: 80, rows: 24)
  var draft: Draft?
  var notice: Notice?
  var search: String?
  package internal(set) var clock = 0
  var isPlaying = false
  var playedUntil = 0
  var turnsAt: Int?
  package internal(set) var hasEnded = false
  /// What the front end has to write; it answers with ``Action/report(_:)``.
  package internal(set) var saveRequest: SaveRequest?

  /// What is being written down, and what was until now; the front end writes it on.
  package internal(set) var recording: Recording?
  package internal(set) var finishedRecording: Recording?
  /// The stage that the recording began on: its changes are taken up again when that ends.
  var former: Stage?
  /// A file's name for which the front end is asked to propose one that is free.
  package internal(set) var nameWanted: String?

  /// A file that is to be written where no file is yet.
  package struct SaveRequest: Hashable, Sendable {
    package var name: String
    package var text: String
  }

  /// Where a list of scenes stands.
  struct Home: Hashable, Sendable {
    /// The place in the library of the scene that is chosen.
    var selected = 0
    /// The places that were chosen in the other lists.
    var remembered: [HomeTab: Int] = [:]
  }

  package init(library: [Scene], preferences: Preferences = Preferences()) {
    self.library = library
    self.preferences = preferences
    standAtNextLesson()
  }

  /// Puts scenes into the library that took too long to be waited for; what is there already stays.
  package mutating func complete(library more: [Scene]) {
    let chosen = library.indices.contains(home.selected) ? library[home.selected].name : nil
    let read = library.filter { !$0.isOutline }
    let own = Dictionary(read.map { ($0.name, $0) }) { first, _ in first }
    let names = Set(more.map(\.name))
    library = library.filter { !names.contains($0.name) } + more.map { own[$0.name] ?? $0 }
    home.selected = library.firstIndex { $0.name == chosen } ?? 0
  }

  /// Reads the scene at a place of the library, where only its outline is known so far.
  mutating func readScene(at place: Int) {
    guard library[place].isOutline,
      let scene = SceneGallery.scene(
        library[place].file, isShowable: { Symbols.canShow(String($0)) })
    else { return }
    library[place] = scene
  }

  /// The next virtual millisecond at which something moves by itself, or nil while nothing does.
  package var wakeUp: Int? {
    var times: [Int] = []
    if let notice { times.append(notice.until) }
    if let recording { times.append(clock + 1000 - (clock - recording.start) % 1000) }
    if isPlaying, script?.isPaused != true { times.append(playedUntil + playInterval) }
    if let until = script?.waitsUntil { times.append(until) }
    if let turnsAt { times.append(turnsAt) }
    if let counting = stage?.counting, !counting.isFinished { times.append(clock + 1) }
    return times.min()
  }

  var playInterval: Int { Int(1000 / Session.speeds[preferences.speed]) }

  mutating func say(_ text: String) {
    notice = Notice(text: text, until: clock + Session.noticeMilliseconds)
  }
}
