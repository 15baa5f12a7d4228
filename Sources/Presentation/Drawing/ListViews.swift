import ConvEngine
import Scenes
import Screen

/// Draws what lies over a stage as lines that scroll: help, the passes, code.
struct ListView {
  let session: Session
  var canvas: Canvas

  init(_ session: Session, canvas: Canvas) {
    self.session = session
    self.canvas = canvas
  }

  private var symbols: Symbols { canvas.symbols }
  private var width: Int { min(canvas.columns - 2, 100) }

  /// Draws a list below its title; code, which is there to be copied, begins in the first column.
  mutating func draw(title: String, _ lines: [Line]) -> Frame {
    let left = session.overlay == .code ? 0 : 1 + max((canvas.columns - 2 - width) / 2, 0)
    let most = ListView.lastOffset(lines.count, rows: canvas.rows)
    let room = canvas.rows - ListView.otherRows
    let offset = min(session.overlayOffset, most)
    canvas.draw(Line(title, .title), row: 0, column: left)
    if most > 0 {
      let seen = "\(min(offset + room, lines.count))/\(lines.count)"
      canvas.draw(Line(seen, .dim), row: 0, endingAt: left + width)
    }
    for (place, line) in lines.dropFirst(offset).prefix(room).enumerated() {
      canvas.draw(line, row: 2 + place, column: left)
    }
    Footer(session).draw(on: &canvas, column: left, width: width)
    return canvas.frame
  }

  /// The rows that a list leaves to its title and the footer.
  static let otherRows = 4

  static func lastOffset(_ count: Int, rows: Int) -> Int { max(count - rows + otherRows, 0) }

  // MARK: Help

  /// The keys of the screen that help was asked for on, then those of the others.
  func help() -> [Line] {
    let here = session.helpContext
    let others = KeyContext.allCases.filter { $0 != here }
    var lines: [Line] = []
    var seen: Set<String> = []
    for context in [here] + others {
      let bindings = KeyTable.bindings(of: context).filter {
        seen.insert($0.label + $0.description).inserted && matches($0)
      }
      guard !bindings.isEmpty else { continue }
      lines.append(Line(context.title, .title))
      for binding in bindings { lines += rows(binding) }
      lines.append(Line())
    }
    return lines + notes
  }

  private func matches(_ binding: KeyBinding) -> Bool {
    guard session.draft?.field == .search || session.search != nil, let text = session.search
    else { return true }
    let wanted = text.lowercased()
    return (binding.label + binding.description).lowercased().contains(wanted)
  }

  private func rows(_ binding: KeyBinding) -> [Line] {
    let keyWidth = min(22, width / 3)
    let key = binding.label
    let description = wrapped(
      binding.description, width: width - keyWidth - 2, symbols: symbols)
    let keys = wrapped(key, width: keyWidth, symbols: symbols)
    return (0..<max(keys.count, description.count)).map { place in
      let left = place < keys.count ? keys[place] : ""
      let room = max(keyWidth - symbols.width(of: left), 0)
      return Line([
        Span("  " + left, .key), Span(String(repeating: " ", count: room)),
        Span(place < description.count ? description[place] : ""),
      ])
    }
  }

  private var notes: [Line] {
    let marks = [
      "[ ] the window, or what the cursor is linked with; ▸ ◂ the product that is added, the argument",
      "under discussion; ? the element that is computed; _ not yet; ( ) no window reads it;",
      "# + 0 − = stand for numbers of 3 and more, above 0, 0, below 0, −3 and less;",
      "∘ a zero between, where no element is; a place around the tensor is a dot; 0 is a number.",
    ]
    return [Line("Marks", .title)]
      + marks.flatMap { wrapped($0, width: width - 2, symbols: symbols) }.map { Line("  " + $0) }
  }

  // MARK: Passes and code

  func passes() -> [Line] {
    guard let stage = session.stage else { return [] }
    var lines = StageWords(stage, session: session).outline(width: width, symbols: symbols)
    lines.removeFirst()
    return lines + [Line(), Line("b next, B previous, 1…9 choose", .hint)]
  }

  func code() -> [Line] {
    guard let stage = session.stage else { return [] }
    let code = CodeLines(width: width, symbols: symbols)
    return code.lines(FrameworkCode(stage: stage).lines).map { Line($0) }
  }
}
