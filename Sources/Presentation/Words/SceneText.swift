import ConvEngine
import Scenes

extension Session {
  /// Whether the words on stage are those of a lesson or a demo, rather than what a stage says itself: a
  /// recording says nothing of its own.
  var isTold: Bool { script?.hasWords == true }

  /// What a scene says of its stage, in paragraphs of one line each.
  ///
  /// The text of a stage is about the pass and the view that it starts in, and would be false in others;
  /// a lesson and a demo say with every page what is seen on it.
  func paragraphs(of stage: Stage) -> [String] {
    guard !isTold, let scene = library.first(where: { $0.name == stage.name }) else {
      return stage.paragraphs
    }
    return scene.isStart(stage) ? stage.paragraphs : []
  }

  /// The stage as a scene that starts where it stands, without a text that is not about that place.
  func scene(of stage: Stage) -> Scene {
    var scene = stage.scene
    if paragraphs(of: stage).isEmpty { scene.text = [] }
    return scene
  }
}

extension Scene {
  /// Whether a stage stands in the pass and the view that the scene starts in.
  fileprivate func isStart(_ stage: Stage) -> Bool {
    var (pass, view) = (0, PassView.gather)
    for action in start {
      switch action {
      case .pass(.number(let number)): pass = number - 1
      case .pass(.by(let by)): pass += by
      case .pass(.computing(let id)):
        guard let computing = stage.computation.pass(computing: id) else { return false }
        pass = computing
      case .view(let chosen?): view = chosen
      default: break
      }
    }
    return stage.passNumber == pass && stage.view == view
  }
}
