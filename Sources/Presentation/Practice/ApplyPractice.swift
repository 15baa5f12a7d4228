import Scenes

/// What was on stage when somebody went to practise, exactly as it stood.
struct LeftStage: Sendable {
  var stage: Stage
  var script: Script?
}

/// Going to exercises, from one to the next, and back.
extension Session {
  /// Opens exercises of a kind; nil is the kind that the present scene is about, and in an exercise the
  /// next difficulty of its own.
  mutating func practise(_ kind: PracticeKind?, difficulty: Int, seed: Int?) {
    if kind == nil, let exercise = script?.exercise { return begin(exercise.harder) }
    guard let kind = kind ?? stage.flatMap({ PracticeKind(scene: $0.name) }) else {
      let kinds = PracticeKind.allCases.map(\.rawValue).joined(separator: ", ")
      return say("This scene has no exercises of its own; practise goes with one of \(kinds).")
    }
    guard recording == nil else { return say("A recording is on: R ends it.") }
    leaveStage()
    begin(Exercise(kind, difficulty: difficulty, seed: seed ?? self.seed))
  }

  /// Keeps what is on stage, unless that is an exercise itself.
  private mutating func leaveStage() {
    guard let stage, script?.exercise == nil else { return }
    if script?.isDemo == true, script?.isAtEnd == false { hold(true) }
    left = LeftStage(stage: self.stage ?? stage, script: script)
  }

  /// Puts an exercise on stage.
  mutating func begin(_ exercise: Exercise) {
    let scene = Practice.scene(exercise)
    guard let stage = try? Stage(scene) else { return }
    stopRecording()
    self.stage = stage
    overlay = nil
    draft = nil
    isPlaying = false
    turnsAt = nil
    script = nil
    begin(scene)
    script?.exercise = exercise
  }

  /// Goes back to what was on stage before; says whether there was anything.
  mutating func returnFromPractice() -> Bool {
    guard script?.exercise != nil, let left else { return false }
    self.left = nil
    stage = left.stage
    script = left.script
    return true
  }
}

extension Script {
  /// Whether a question of a lesson was answered wrongly, or shown, and can be practised.
  func offersPractice(after open: OpenQuestion) -> Bool {
    let isFailed = open.isOpen ? open.tries > 0 : open.outcome == .assisted
    return isFailed && exercise == nil && PracticeKind(scene: scene.name) != nil
  }
}
