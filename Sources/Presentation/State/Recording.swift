import ConvEngine
import Scenes
import Screen

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
    case .row where overlay != nil && !hasShortOverlay && stage?.focus == .text:
      return isPlaying ? [.play(false)] : []
    case .ask: return isPlaying ? [.play(false)] : []
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
      endRecording()
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
    guard recording == nil else { return say("A recording is on: R ends it.") }
    finishTurn()
    isPlaying = false
    guard let stage, script == nil else {
      return say("A stage is recorded, not a lesson or a demo.")
    }
    do {
      var recording = try Recording(recordedScene(of: stage), name: name, at: clock)
      try begin(recording, over: stage)
      let faster = preferences.speed - Preferences().speed
      if faster != 0 { recording.note(.speed(faster), at: clock) }
      self.recording = recording
      former = stage
      goBack(to: stage)
    } catch {
      say("The stage cannot be recorded: \(error).")
    }
  }

  private func recordedScene(of stage: Stage) -> Scene {
    var scene = scene(of: stage)
    scene.title = stage.title
    scene.summary = ""
    scene.size = Scene.ScreenSize(columns: max(screen.columns, 40), rows: max(screen.rows, 12))
    return scene
  }

  /// Puts on stage what the file does: what was changed before cannot be undone where it is replayed, and
  /// is set aside.
  private mutating func begin(_ recording: Recording, over stage: Stage) throws {
    var scene = try Scene(file: recording.name, text: recording.text) {
      Symbols.canShow(String($0))
    }
    scene.name = stage.name
    self.stage = try Stage(scene)
    apply(scene.start)
    notice = nil
  }

  /// Does, and so records, what leads from the place that the file starts at to where the stage was.
  private mutating func goBack(to former: Stage) {
    for action in stage?.choices(of: former) ?? [] { apply(action) }
    if let focus = former.focus, let steps = stage?.focusSteps(to: focus) {
      apply(.focus(steps))
      for action in stage?.moves(to: former) ?? [] { apply(action) }
    }
    let list = overlay
    overlay = nil
    if former.textOffset > 0 { apply(.scroll(former.textOffset)) }
    if former.check != nil { apply(.check) }
    overlay = list
    overlayOffset = 0
    if hasShortOverlay, let list { recording?.note(.show(list), at: clock) }
    notice = nil
  }

  /// Ends the recording; the front end writes what is left of it.
  package mutating func stopRecording() {
    guard recording != nil else { return }
    recording?.wait(until: clock)
    if isPlaying { recording?.note(.play(false), at: clock) }
    finishedRecording = recording
    if let recording { say("Recorded as \(recording.name).") }
    endRecording()
  }

  private mutating func endRecording() {
    if let former { stage?.takeUp(former) }
    former = nil
    recording = nil
  }
}

extension Stage {
  /// What makes this stage, right at its start, look as another one of the same place does.
  fileprivate func choices(of other: Stage) -> [Action] {
    let all = Parameter.allCases
    let places = [parameter, other.parameter].compactMap { all.firstIndex(of: $0) }
    let chosen = places.count == 2 && places[0] != places[1] ? places[1] - places[0] : nil
    return (chosen.map { [.choose($0)] } ?? [])
      + Array(repeating: .formula, count: other.formulaForm)
  }

  private static let still: Set<Action> = [
    .filter(0), .batch(0), .channel(0), .move(rows: 0, columns: 0),
  ]

  /// What moves the cursor of the focused panel to where it is in another stage of the same place.
  fileprivate func moves(to other: Stage) -> [Action] {
    switch focus {
    case .formula: return other.pickedSymbol > 0 ? [.step(other.pickedSymbol)] : []
    case .tensor(let id) where id != subject:
      let (from, to) = (cell(of: id), other.cell(of: id))
      let outer = to.outer - from.outer
      let moves: [Action] = [
        id.role.isKernelShaped ? .filter(outer) : .batch(outer),
        .channel(to.channel - from.channel),
        .move(rows: to.row - from.row, columns: to.column - from.column),
      ]
      return moves.filter { !Stage.still.contains($0) }
    default: return []
    }
  }
}
