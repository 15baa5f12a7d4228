import ConvEngine
import Scenes
import Screen

extension Session {
  /// The session in sentences, for people who hear a screen or read a pipe.
  package func lines() -> [String] { written(allLines) }

  /// What is worth saying after a session was in another state.
  package func changes(from old: Session) -> [String] { written(changedLines(from: old)) }

  private func written(_ lines: [String]) -> [String] {
    lines.filter { !$0.isEmpty }.map { preferences.symbols.text($0) }
  }

  private var allLines: [String] {
    guard let stage else {
      return overlay == .help ? PlainHelp.lines(isHome: true) : homeLines
    }
    if let lesson = PlainLesson(self), overlay == nil { return lesson.lines }
    let text = PlainText(self, stage)
    guard let overlay, overlay != .sentence else { return text.lines }
    return text.lines + text.overlay(overlay)
  }

  private var homeLines: [String] {
    var lines = ["convscope: \(Plural.count(library.count, "scene"))."]
    var section: String?
    for (place, scene) in library.enumerated() {
      let title = (scene.kind == .stage ? "" : scene.homeTab.word + ", ") + scene.heading
      if title != section { lines.append(title + ":") }
      section = title
      lines.append("\(place + 1). \(scene.title). \(scene.summary)")
    }
    return lines + [
      "A number or a name opens one; an empty line opens number \(home.selected + 1)."
    ]
  }

  /// All scenes, a line each, with what was done of them.
  package var listing: [String] {
    var lines: [String] = []
    var heading = ""
    for scene in library {
      let title = "\(scene.homeTab.word): \(scene.heading)"
      if title != heading { lines.append(title) }
      heading = title
      let number = lessonNumber(of: scene).map { "\($0). " } ?? ""
      lines.append("  \(number)\(scene.title) (\(scene.name))\(state(of: scene))")
    }
    return written(lines)
  }

  private func state(of scene: Scene) -> String {
    guard scene.kind == .lesson else { return "" }
    let count =
      ", \(progress.answered(scene)) of \(Plural.count(scene.questions.count, "question"))"
    guard let record = progress[scene.name] else { return count }
    if progress.isDone(scene) { return count + ", done" }
    let outcomes = record.answers.values
    let assisted = outcomes.count { $0.outcome == .assisted }
    let skipped = outcomes.count { $0.outcome == .skipped }
    return count + (assisted > 0 ? ", \(assisted) shown" : "")
      + (skipped > 0 ? ", \(skipped) passed over" : "") + ", at page \(record.page)"
  }

  // MARK: Changes

  private func changedLines(from old: Session) -> [String] {
    // A recording begins and ends on what is on stage already, though its numbers are kept anew.
    let isRecordingChanged = (recording == nil) != (old.recording == nil)
    if isRecordingChanged, let stage, let before = old.stage, stage.isSamePlace(as: before) {
      return []
    }
    guard let stage, let before = old.stage, stage.isSameScene(as: before) else {
      if stage == nil, old.stage == nil { return changedHome(from: old) }
      return allLines
    }
    let text = PlainText(self, stage)
    let lesson = PlainLesson(self)
    if let lesson, let script, let earlier = old.script,
      script.page != earlier.page || script.question != earlier.question
    {
      return lesson.changes(from: old)
    }
    let told = lesson?.changes(from: old) ?? []
    var lines = told + changedStage(text, stage, PlainText(old, before))
    if let overlay, overlay != old.overlay { lines += text.overlay(overlay) }
    let said = Set(lines + PlainText(old, before).explanation)
    lines += text.explanation.filter { !said.contains($0) }
    return lines
  }

  private func changedHome(from old: Session) -> [String] {
    if overlay == .help, old.overlay != .help { return PlainHelp.lines(isHome: true) }
    guard home != old.home, library.indices.contains(home.selected) else { return [] }
    return ["\(home.selected + 1). \(library[home.selected].title)"]
  }

  private func changedStage(_ text: PlainText, _ stage: Stage, _ old: PlainText) -> [String] {
    let before = old.stage
    if stage.document != before.document, stage.pass.target == before.pass.target,
      stage.view == before.view
    {
      return text.changes(from: old)
    }
    if stage.pass != before.pass || stage.view != before.view {
      return text.passAndPanels + text.step
    }
    var lines: [String] = []
    if stage.formulaForm != before.formulaForm { lines.append(text.formula) }
    if stage.isFocusedElsewhere(than: before) { lines += text.focus }
    lines += changedStep(stage, before)
    if stage.isComparing, stage.cursor != before.cursor || !before.isComparing {
      lines += text.comparison
    }
    return lines
  }

  private func changedStep(_ stage: Stage, _ before: Stage) -> [String] {
    guard stage.cursor != before.cursor || stage.counting != before.counting else { return [] }
    let step = PlainStep(stage, symbols: preferences.symbols)
    guard stage.cursor.step == before.cursor.step, stage.cursor.done > before.cursor.done,
      stage.counting == nil
    else { return step.lines }
    let isFirst = before.cursor.done == 0 ? [step.place] : []
    let result = stage.isStepComplete ? step.result : []
    return isFirst + step.products(from: before.cursor.done) + result
  }
}

extension PlainText {
  var explanation: [String] {
    StageWords(stage, session: session).explanation.map(\.withoutUnits)
  }
}

extension Stage {
  fileprivate func isSameScene(as other: Stage) -> Bool {
    name == other.name && title == other.title && original == other.original
  }

  /// Whether another stage of that name stands at the same step of the same pass.
  fileprivate func isSamePlace(as other: Stage) -> Bool {
    name == other.name && title == other.title && pass.target == other.pass.target
      && view == other.view && cursor == other.cursor
  }

  fileprivate func isFocusedElsewhere(than other: Stage) -> Bool {
    if focus != other.focus || pickedSymbol != other.pickedSymbol { return true }
    if case .tensor(let id)? = focus { return cell(of: id) != other.cell(of: id) }
    return false
  }
}
