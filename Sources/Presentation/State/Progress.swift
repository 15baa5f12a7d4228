import Scenes

extension Session {
  /// Notes how far a lesson has gone, for the front end to keep.
  mutating func noteProgress(isFinished: Bool = false) {
    guard keepsProgress, let script, script.scene.kind == .lesson, library.contains(script.scene)
    else { return }
    let wasFinished = progress[script.scene.name]?.isFinished ?? false
    progress[script.scene.name] = Progress.Entry(
      page: max(script.page, 1), isFinished: isFinished || wasFinished, answers: script.answers)
    progress.last = script.scene.name
    savesWanted += 1
  }

  /// Forgets what was done of a lesson.
  mutating func forgetProgress(of scene: Scene) {
    progress[scene.name] = nil
    savesWanted += 1
  }
}
