import ConvEngine
package import Scenes
import Screen

extension Session {
  /// Changes the session as an action says; what cannot be done becomes a notice, never an error.
  package mutating func apply(_ action: Action) {
    if case .tick(let milliseconds) = action {
      advance(to: clock + milliseconds)
      return
    }
    notice = nil
    if action != confirming { confirming = nil }
    if let refusal = refusalWhileAsking(action) {
      say(refusal)
      return
    }
    note(action)
    switch action {
    case .open(let name): open(name)
    case .home: goHome()
    case .quit: quit()
    case .end: hasEnded = true
    case .close: close()
    case .practise(let kind, let difficulty, let seed):
      practise(kind, difficulty: difficulty, seed: seed)
    case .theme(let name): chooseTheme(name)
    case .glyphs(let isUnicode):
      let next = isUnicode ?? (preferences.symbols == .ascii)
      preferences.symbols = next ? .unicode : .ascii
    case .show(let overlay): show(overlay)
    case .scroll(let lines): scroll(by: lines)
    case .save(let name): save(as: name)
    case .report(let sentence):
      saveRequest = nil
      say(sentence)
    case .redraw: break
    case .record, .marker, .propose, .lost: applyToRecording(action)
    case .ask, .type, .erase, .commit, .match: applyTyping(action)
    default: applyToStage(action)
    }
  }

  /// Applies actions one after another.
  package mutating func apply(_ actions: [Action]) {
    for action in actions { apply(action) }
  }

  // MARK: Coming and going

  mutating func open(_ name: String) {
    let found = library.firstIndex { $0.name == name }
    if let kind = PracticeKind(scene: name), kind.sceneName == name,
      found.map({ library[$0].events.isEmpty }) != false
    {
      if let found { home.selected = found }
      return practise(kind, difficulty: 1, seed: nil)
    }
    guard let place = found else {
      say("There is no scene “\(name)”.")
      return
    }
    home.selected = place
    stopRecording()
    restorePreferences()
    readScene(at: place)
    let scene = library[place]
    do {
      stage = try Stage(scene)
    } catch {
      say("“\(scene.title)” cannot be shown: \(error).")
      return
    }
    overlay = nil
    draft = nil
    isPlaying = false
    script = nil
    apply(scene.start)
    notice = nil
    let done = progress[scene.name] ?? Progress.Entry()
    begin(scene, page: done.isFinished ? 1 : done.page, answers: done.answers)
  }

  mutating func goHome() {
    stopRecording()
    restorePreferences()
    stage = nil
    script = nil
    left = nil
    overlay = nil
    draft = nil
    isPlaying = false
    turnsAt = nil
  }

  private mutating func quit() {
    if overlay != nil || draft != nil {
      close()
    } else if returnFromPractice() {
    } else if stage != nil, !library.isEmpty {
      goHome()
    } else {
      hasEnded = true
    }
  }

  private mutating func close() {
    search = nil
    if draft != nil {
      draft = nil
    } else if overlay != nil {
      overlay = nil
    } else if openQuestion?.isAnswering == true {
      script?.question?.isAnswering = false
    } else if stage?.isComparing == true {
      stage?.isComparing = false
    } else {
      stage?.setFocus(nil)
      stage?.check = nil
    }
    overlayOffset = 0
  }

  private mutating func show(_ next: Action.Overlay) {
    guard stage != nil || next == .help else { return }
    if overlay != .help { helpContext = context }
    overlay = overlay == next ? nil : next
    overlayOffset = 0
  }

  mutating func scroll(by lines: Int) {
    if let overlay {
      overlayOffset = min(max(overlayOffset + lines, 0), lastOffset(of: overlay))
    } else if let offset = stage?.textOffset {
      stage?.textOffset = max(offset + lines, 0)
    }
  }

  private mutating func chooseTheme(_ name: String?) {
    if let name {
      guard let theme = Theme(rawValue: name) else {
        say(
          "There is no theme “\(name)”: it is one of "
            + "\(Theme.allCases.map(\.rawValue).joined(separator: ", ")).")
        return
      }
      preferences.theme = theme
    } else {
      preferences.theme = preferences.theme.next
      say("theme \(preferences.theme.rawValue)")
    }
    if !isScripted { ownPreferences?.theme = preferences.theme }
  }

  // MARK: Files

  private mutating func save(as name: String) {
    guard let stage else { return }
    do {
      saveRequest = SaveRequest(name: name, text: try scene(of: stage).yaml())
    } catch {
      say("The stage cannot be saved: \(error).")
    }
  }

  // MARK: Time

  private mutating func advance(to time: Int) {
    if let until = script?.waitsUntil, until <= time {
      advanceStage(to: max(until, clock))
      advanceScript()
      return advance(to: max(time, clock))
    }
    advanceStage(to: time)
  }

  /// Lets what moves by itself move up to a time.
  mutating func advanceStage(to time: Int) {
    clock = time
    if let notice, notice.until <= time { self.notice = nil }
    if let due = turnsAt, due <= time { finishTurn() }
    play()
    count()
  }

  private mutating func play() {
    guard isPlaying, stage != nil else { return }
    while isPlaying, playedUntil + playInterval <= clock {
      playedUntil += playInterval
      stage?.walk(steps: 1)
      startCounting()
      if stage?.isAtEnd == true { isPlaying = false }
    }
  }

  private mutating func count() {
    guard var sum = stage?.counting, let stage, !sum.isFinished else { return }
    let terms = stage.step.terms
    let end = min(sum.next + Session.countingSlice, sum.count)
    sum.sum += terms.sum(of: sum.next..<end)
    sum.next = end
    self.stage?.counting = sum
  }

  /// Terms that are added between two looks at the keyboard.
  static let countingSlice = 100_000
}
