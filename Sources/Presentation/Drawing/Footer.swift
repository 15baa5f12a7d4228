import ConvEngine
import Scenes
import Screen

/// The last line: a field that is typed in, a message, or what the keys do here.
struct Footer {
  let session: Session
  static let mostHints = 7

  init(_ session: Session) { self.session = session }

  /// One line, or as many as a message takes.
  func lines(width: Int, symbols: Symbols) -> [Line] {
    if let draft = session.draft { return [field(draft, width: width, symbols: symbols)] }
    if let notice = session.notice {
      return wrapped(notice.text, width: width, symbols: symbols).map { Line($0, .notice) }
    }
    return [hints(width: width, symbols: symbols)]
  }

  /// Draws the lines at the foot of the screen, over what stood there.
  func draw(on canvas: inout Canvas, column: Int, width: Int) {
    let lines = lines(width: width, symbols: canvas.symbols)
    let top = canvas.rows - lines.count
    canvas.clear(rows: max(top, 0)..<canvas.rows, columns: 0..<canvas.columns)
    for (place, line) in lines.enumerated() { canvas.draw(line, row: top + place, column: column) }
  }

  private func field(_ draft: Session.Draft, width: Int, symbols: Symbols) -> Line {
    let label: String
    switch draft.field {
    case .number:
      let name = session.editedElement.map { session.stage?.element($0.id, $0.index) ?? "" } ?? ""
      label = "\(name) = "
    case .place: label = "go to (7, 7.5 or 1,1): "
    case .search: label = "/"
    case .recording: label = "record as: "
    case .file: label = "save the stage as: "
    }
    var typed = draft.text
    let room = width - symbols.width(of: label) - 2
    while symbols.width(of: typed) > room, !typed.isEmpty { typed.removeFirst() }
    let rest = "   Enter take it   Esc leave"
    let shows = symbols.width(of: label + typed + "█" + rest) <= width
    return Line([
      Span(label, .key), Span(typed, .title), Span("█", .symbol), Span(shows ? rest : "", .hint),
    ])
  }

  /// The hints of the context, the important ones kept where there is little room, help always.
  private func hints(width: Int, symbols: Symbols) -> Line {
    let bindings = KeyTable.bindings(of: session.context)
    let help = bindings.filter { $0.hint == "help" }
    var shown: [KeyBinding] = []
    for name in wanted where shown.count < Footer.mostHints - 1 {
      let named = bindings.filter { $0.hint == name || isScrolling($0, name) }
      let next = shown + (name == "scroll" ? Array(named.prefix(1)) : named)
      if line(next + help, symbols).width(symbols) <= width { shown = next }
    }
    return line(shown + help, symbols)
  }

  /// Whether the keys of pages scroll here, as they do where a scene has no pages or a list is open.
  private var scrolls: Bool { session.script == nil || session.overlay != nil }

  private func isScrolling(_ binding: KeyBinding, _ name: String) -> Bool {
    scrolls && name == "scroll" && binding.hint == "next page"
  }

  /// The hints in the order of their importance here.
  private var wanted: [String] {
    switch session.context {
    case .home: ["choose", "open", "lists", "search", "theme", "quit"]
    case .question: questionHints
    case .help: ["scroll", "search", "close"]
    case .field: ["take it", "back", "close"]
    case .options: ["argument", "change", "edit", "undo", "close", "play"]
    case .stage: session.stage.map(stageHints) ?? []
    }
  }

  private var questionHints: [String] {
    if case .cells? = session.openQuestion?.question.kind {
      return ["answer", "send", "hint", "show it", "pass on", "look around"]
    }
    return ["answer", "hint", "show it", "pass on", "look around"]
  }

  /// The keys of a lesson's page, or of a demo that is not over.
  private var scriptHints: [String]? {
    guard let script = session.script else { return nil }
    guard script.isDemo else { return ["next page", "window", "product", "panel", "quit"] }
    let isOver = script.isAtEnd
    return isOver ? nil : ["play", "product", "chapter", "window", "quit"]
  }

  private func stageHints(_ stage: Stage) -> [String] {
    switch session.overlay {
    case .passes: return ["pass", "scroll", "close"]
    case .code: return ["scroll", "close"]
    case .help, .options, .sentence, nil: break
    }
    if stage.focus == nil, let hints = scriptHints { return hints }
    if stage.isComparing { return ["window", "turn", "operation", "compare", "product", "play"] }
    let others = ["pass", "panel", "turn"]
    switch stage.focus {
    case .formula?: return ["window", "form", "panel", "close"]
    case .text?: return ["scroll", "panel", "close"]
    case .tensor?:
      let own =
        (stage.hasChannels ? ["channel"] : []) + (stage.checkedTensor == nil ? [] : ["check"])
      return ["window"] + (session.editedElement == nil ? [] : ["edit"]) + own
        + ["panel", "close", "product"]
    case .products?, .question?, nil: break
    }
    let views = Trace.views(of: stage.pass).count > 1 ? ["view"] : []
    let common = stage.pass.isForward ? ["play"] + views : views + ["play"]
    return ["window"] + (stage.termCount > 1 ? ["product"] : [])
      + (stage.hasChannels ? ["channel"] : []) + discussed(stage)
      + (stage.checkedTensor == nil ? [] : ["check"]) + common + others
  }

  /// The keys of what the scene is about.
  private func discussed(_ stage: Stage) -> [String] {
    guard stage.pass.isForward, !stage.document.discussed.isEmpty else { return [] }
    return stage.document.discussed.contains(.operation)
      ? ["turn", "operation", "compare"] : ["options", "change"]
  }

  private func line(_ bindings: [KeyBinding], _ symbols: Symbols) -> Line {
    var line = Line()
    for binding in bindings {
      if !line.spans.isEmpty { line.spans.append(Span("   ")) }
      let key = scrolls && binding.hint == "next page" ? "n p" : binding.firstKeys
      line.spans += [Span(shortKeys(key, symbols), .key), Span(" \(hint(binding))", .hint)]
    }
    return line
  }

  private func shortKeys(_ keys: String, _ symbols: Symbols) -> String {
    guard keys.hasPrefix("← →") || keys == "↑ ↓" else { return keys }
    if symbols == .ascii { return "arrows" }
    return keys == "↑ ↓" ? "↑↓" : "←→↑↓"
  }

  /// What a key does here: what a step is called in this pass, what `c` leads to.
  private func hint(_ binding: KeyBinding) -> String {
    guard let stage = session.stage else { return binding.hint ?? "" }
    if binding.hint == "next page", scrolls { return "scroll" }
    if binding.hint == "compare" { return stage.isComparing ? "one again" : "side by side" }
    if binding.hint == "answer", case .cells? = session.openQuestion?.question.kind {
      return "mark"
    }
    if let script = session.script, script.isDemo, !script.isAtEnd {
      if binding.hint == "play" { return script.isPaused ? "play" : "pause" }
      if binding.hint == "product" { return "moment" }
    }
    guard binding.hint == "window" else { return binding.hint ?? "" }
    switch stage.focus {
    case .tensor?: return "cell"
    case .formula?: return "symbol"
    case .products?, .text?, .question?, nil: break
    }
    if stage.view == .scatter { return "\(stage.symbol(stage.subject)) cell" }
    switch stage.pass.rule {
    case .contraction(_, .output, _): return "window"
    case .contraction(_, .kernel, _): return "weight"
    default: return "cell"
    }
  }
}

extension Stage {
  /// Whether the subject of the walk, or the focused tensor, has several channels.
  var hasChannels: Bool {
    let id: TensorID = if case .tensor(let focused)? = focus { focused } else { subject }
    return (computation.shape(of: id)?.channels ?? 1) > 1
  }
}
