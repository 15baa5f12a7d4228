import ConvEngine
import Scenes

/// A scene that is being written down as it happens.
package struct Recording: Hashable, Sendable {
  /// The file, as it was named.
  package let name: String
  /// All that is to stand in the file by now; it only ever grows, and is a whole scene after each line.
  package private(set) var text: String
  let start: Int
  private var told: Int
  private(set) var markerCount = 0

  init(_ scene: Scene, name: String, at clock: Int) throws(SceneErrors) {
    self.name = name
    text = try scene.yamlHead()
    start = clock
    told = clock
  }

  /// Notes an action, and the time that passed before it.
  mutating func note(_ action: Action, at clock: Int) {
    wait(until: clock)
    text += PlacedEvent(.act([action])).yaml
  }

  /// Notes the beginning of a chapter.
  mutating func mark(at clock: Int) {
    wait(until: clock)
    markerCount += 1
    text += PlacedEvent(.marker("Chapter \(markerCount)")).yaml
  }

  /// Notes that time has passed.
  mutating func wait(until clock: Int) {
    var left = clock - told
    told = clock
    while left > 0 {
      let part = min(left, SceneLimits.wait)
      text += PlacedEvent(.wait(milliseconds: part)).yaml
      left -= part
    }
  }
}

extension Action {
  /// Whether the action changes what is seen of a stage, and is worth a recording's while.
  var isRecorded: Bool {
    switch self {
    case .ask, .type, .erase, .commit, .match, .open, .home, .quit, .end, .save, .report, .redraw,
      .tick, .page, .answer, .hint, .solve, .startOver, .mark, .hold, .chapter, .moment, .record,
      .marker, .propose, .lost, .practise, .theme, .glyphs:
      false
    default: true
    }
  }
}

extension Session {
  /// Notes an action in the recording, as what it does to the stage.
  mutating func note(_ action: Action) {
    guard recording != nil, stage != nil else { return }
    for form in recordedForms(of: action) { recording?.note(form, at: clock) }
  }

  /// Lists lie over the whole stage, and lines are typed below it: neither is recorded, but what they end is.
  private func recordedForms(of action: Action) -> [Action] {
    switch action {
    case .show(.help), .show(.passes), .show(.code): return hasShortOverlay ? [.close] : []
    case .quit: return draft == nil && hasShortOverlay ? [.close] : []
    case .close: return draft == nil && (overlay == nil || hasShortOverlay) ? [.close] : []
    case .scroll(let lines), .page(let lines): return overlay == nil ? [.scroll(lines)] : []
    case .ask(let field): return isPlaying && field != .search ? [.play(false)] : []
    case .play(nil): return [.play(!isPlaying)]
    // Without motion a turn takes two keys; where it is replayed, it finishes by itself.
    case .turn where preferences.motion == .none && stage?.document.isTurning == true: return []
    default: return action.isRecorded ? [action] : []
    }
  }

  private var hasShortOverlay: Bool { overlay == .options || overlay == .sentence }

  mutating func applyToRecording(_ action: Action) {
    switch action {
    case .record(let name?): startRecording(name)
    case .record(nil):
      if recording == nil { askForRecording() } else { stopRecording() }
    case .marker:
      guard recording != nil else { return say("Nothing is being recorded: R begins.") }
      recording?.mark(at: clock)
      say("Chapter \(recording?.markerCount ?? 0) begins here.")
    case .propose(let name):
      nameWanted = nil
      if draft?.field == .recording { draft?.text = name }
    case .lost(let reason):
      recording = nil
      finishedRecording = nil
      say(reason)
    default: break
    }
  }

  private mutating func askForRecording() {
    guard stage != nil, script == nil else {
      return say("A stage is recorded, not a lesson or a demo.")
    }
    isPlaying = false
    draft = Draft(field: .recording, text: "recording.yaml")
    nameWanted = "recording.yaml"
  }

  private mutating func startRecording(_ name: String) {
    guard let stage, script == nil else {
      return say("A stage is recorded, not a lesson or a demo.")
    }
    var scene = scene(of: stage)
    scene.title = stage.title
    scene.summary = ""
    scene.size = Scene.ScreenSize(columns: max(screen.columns, 40), rows: max(screen.rows, 12))
    do {
      var recording = try Recording(scene, name: name, at: clock)
      let faster = preferences.speed - Preferences().speed
      if faster != 0 { recording.note(.speed(faster), at: clock) }
      if stage.formulaForm != 0 {
        for _ in 0..<stage.formulaForm { recording.note(.formula, at: clock) }
      }
      self.recording = recording
    } catch {
      say("The stage cannot be recorded: \(error).")
    }
  }

  /// Ends the recording; the front end writes what is left of it.
  package mutating func stopRecording() {
    guard recording != nil else { return }
    recording?.wait(until: clock)
    if isPlaying { recording?.note(.play(false), at: clock) }
    finishedRecording = recording
    if let recording { say("Recorded as \(recording.name).") }
    recording = nil
  }
}
