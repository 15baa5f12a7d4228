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
    let bindings = KeyTable.bindings(of: session.context).filter { $0.hint != nil }
    let help = bindings.filter { $0.hint == "help" }
    var shown: [KeyBinding] = []
    for binding in ordered(bindings).filter({ $0.hint != "help" })
    where shown.count < Footer.mostHints - 1 {
      if line(shown + [binding] + help, symbols).width(symbols) <= width { shown.append(binding) }
    }
    return line(shown + help, symbols)
  }

  private func ordered(_ bindings: [KeyBinding]) -> [KeyBinding] {
    let first = [
      "window", "product", "argument", "choose", "open", "pass", "view", "turn", "panel",
    ]
    func rank(_ binding: KeyBinding) -> Int {
      first.firstIndex(of: binding.hint ?? "") ?? first.count
    }
    return bindings.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    .map(\.element)
  }

  private func line(_ bindings: [KeyBinding], _ symbols: Symbols) -> Line {
    var line = Line()
    for binding in bindings {
      if !line.spans.isEmpty { line.spans.append(Span("   ")) }
      let key = binding.firstKeys
      line.spans += [Span(shortKeys(key, symbols), .key), Span(" \(hint(binding))", .hint)]
    }
    return line
  }

  private func shortKeys(_ keys: String, _ symbols: Symbols) -> String {
    guard keys.hasPrefix("← →") || keys == "↑ ↓" else { return keys }
    if symbols == .ascii { return "arrows" }
    return keys == "↑ ↓" ? "↑↓" : "←→↑↓"
  }

  /// What a step is called in this pass.
  private func hint(_ binding: KeyBinding) -> String {
    guard binding.hint == "window", let stage = session.stage else { return binding.hint ?? "" }
    if stage.focus != nil, stage.focus != .products, stage.focus != .text { return "cell" }
    if stage.view == .scatter { return "\(stage.symbol(stage.subject)) cell" }
    switch stage.pass.rule {
    case .contraction(_, .output, _): return "window"
    case .contraction(_, .kernel, _): return "weight"
    default: return "cell"
    }
  }
}
