import ConvEngine
import Scenes
import Screen

/// What a scene says that has to hold.
extension Session {
  mutating func hold(_ expectation: Expectation, line: Int) {
    guard script?.isChecked == true, let stage else { return }
    let sentence = unmet(expectation, stage)
    if let sentence { script?.failures.append(.init(line: line, sentence: sentence)) }
  }

  private func unmet(_ expectation: Expectation, _ stage: Stage) -> String? {
    switch expectation {
    case .claim(let claim):
      switch Examiner(stage).holds(claim) {
      case true?: return nil
      case false?:
        return "expected \(claim.text), found " + AnswerWords.found(claim, Examiner(stage))
      case nil: return "expected \(claim.text), which this network has not"
      }
    case .shape(let id, let shape):
      let own = stage.computation.shape(of: id)
      guard own?.isCalled(shape) != true else { return nil }
      return "expected \(id.name) of \(shape.text), found \(own?.text ?? "none")"
    case .screen(let text):
      let size = script?.scene.size ?? Scene.ScreenSize(columns: 80, rows: 24)
      let frame = frame(columns: size.columns, rows: size.rows)
      return frame.text.contains(text) ? nil : "expected “\(text)” on the screen"
    }
  }
}

extension AnswerWords {
  /// What stands where a claim does not hold.
  static func found(_ claim: Claim, _ examiner: Examiner) -> String {
    guard case .compare(let left, _, let right) = claim else { return "that it is not so" }
    func text(_ quantity: Quantity) -> String {
      examiner.value(of: quantity).map(Number.text) ?? "nothing"
    }
    return "\(text(left)) and \(text(right))"
  }
}
