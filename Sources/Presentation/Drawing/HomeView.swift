import Scenes
import Screen

/// Draws the lists of scenes with what the chosen one is about.
struct HomeView {
  let session: Session
  var canvas: Canvas

  private var symbols: Symbols { canvas.symbols }
  private var width: Int { min(canvas.columns - 2, 110) }
  private var left: Int { 1 + max((canvas.columns - 2 - width) / 2, 0) }
  private var isSmall: Bool { canvas.rows < 20 }
  /// The columns of the list, where a preview stands beside it.
  private var listWidth: Int { canvas.columns >= 80 ? 46 : width }

  init(_ session: Session, canvas: Canvas) {
    self.session = session
    self.canvas = canvas
  }

  mutating func draw() -> Frame {
    drawHead()
    drawTabs()
    drawList()
    if listWidth < width { drawPreview() }
    let rule = canvas.rows - (isSmall ? 2 : 3)
    canvas.rule(row: rule, columns: left..<left + width)
    if !isSmall { drawWelcome(row: rule + 1) }
    Footer(session).draw(on: &canvas, column: left, width: width)
    return canvas.frame
  }

  // MARK: Head

  private mutating func drawHead() {
    canvas.draw(Line("convscope", .title), row: 0, column: left)
    let lessons = session.lessons
    let done = lessons.count { session.progress.isDone($0) }
    var parts = [
      session.preferences.theme.rawValue, symbols == .unicode ? "Unicode" : "ASCII",
    ]
    if !lessons.isEmpty { parts.insert("\(done) of \(lessons.count) lessons done", at: 0) }
    while parts.count > 1, symbols.width(of: parts.joined(separator: "   ")) > width - 12 {
      parts.removeLast()
    }
    canvas.draw(
      Line(parts.joined(separator: "   "), .dim), row: 0, endingAt: left + width)
  }

  private mutating func drawTabs() {
    guard session.homeTabs.count > 1 else { return }
    let wide = tabs(gap: "   ", bracket: " ")
    let isTight = isSmall || wide.width(symbols) > width
    canvas.draw(
      isTight ? tabs(gap: " ", bracket: "") : wide, row: isSmall ? 1 : 2, column: left)
  }

  private func tabs(gap: String, bracket: String) -> Line {
    var line = Line()
    for tab in session.homeTabs {
      if !line.spans.isEmpty { line.spans.append(Span(gap)) }
      let isOpen = tab == session.homeTab
      let name = isOpen ? "[\(bracket)\(tab.title)\(bracket)]" : tab.title
      line.spans.append(Span(name, isOpen ? .title : .dim, on: isOpen ? .focus : .none))
    }
    return line
  }

  private mutating func drawWelcome(row: Int) {
    let hints = [
      "New here? Press Enter. Everything can be undone, and Esc always leads back.",
      "New here? Press Enter.",
    ]
    if let hint = hints.first(where: { symbols.width(of: $0) <= width }) {
      canvas.draw(Line(hint, .hint), row: row, column: left)
    }
  }

  // MARK: List

  private var listTop: Int {
    let hasTabs = session.homeTabs.count > 1
    return isSmall ? (hasTabs ? 2 : 1) : (hasTabs ? 4 : 2)
  }
  private var listRows: Int { canvas.rows - listTop - (isSmall ? 2 : 3) }

  private mutating func drawList() {
    var lines: [Line] = []
    var chosenRow = 0
    var heading = ""
    for place in session.homeList {
      let entry = session.library[place]
      if entry.heading != heading {
        heading = entry.heading
        lines.append(Line(heading.uppercased(), .title))
      }
      if place == session.home.selected { chosenRow = lines.count }
      lines.append(row(entry, isChosen: place == session.home.selected))
    }
    let isLong = lines.count > listRows
    let room = isLong ? listRows - 1 : listRows
    let offset = min(max(chosenRow - room + 2, 0), max(lines.count - room, 0))
    for (row, line) in lines.dropFirst(offset).prefix(room).enumerated() {
      canvas.draw(line, row: listTop + row, column: left)
    }
    guard isLong else { return }
    let hidden = lines.count - offset - room
    let note = hidden > 0 ? "… \(hidden) more below" : "… \(offset) more above"
    canvas.draw(Line(note, .dim), row: listTop + room, column: left + 3)
  }

  private func row(_ entry: Scene, isChosen: Bool) -> Line {
    let isDone = session.progress.isDone(entry)
    let number = session.lessonNumber(of: entry).map { ($0 < 10 ? " " : "") + "\($0) " } ?? ""
    let count =
      entry.homeTab == .lessons && !entry.questions.isEmpty
      ? "\(session.progress.answered(entry))/\(entry.questions.count)" : ""
    let title = shortened(
      entry.title, width: listWidth - (count.isEmpty ? 3 : 6 + count.count) - number.count,
      symbols: symbols)
    let used = 3 + number.count + symbols.width(of: title) + count.count
    let gap = count.isEmpty ? 0 : max(listWidth - 2 - used, 1)
    return Line([
      Span(isChosen ? " ▸ " : (isDone ? " ✓ " : "   "), isDone && !isChosen ? .good : .symbol),
      Span(number, .dim),
      Span(title, isChosen ? .title : .text, on: isChosen ? .focus : .none),
      Span(String(repeating: " ", count: gap) + count, .dim),
    ])
  }

  // MARK: Preview

  private mutating func drawPreview() {
    guard session.library.indices.contains(session.home.selected) else { return }
    let entry = session.library[session.home.selected]
    let column = left + listWidth + 2
    let room = width - listWidth - 2
    let number = session.lessonNumber(of: entry).map { "\($0)  " } ?? ""
    var lines = wrapped(number + entry.title, width: room, symbols: symbols).map {
      Line($0, .title)
    }
    for paragraph in paragraphs(entry) where !paragraph.isEmpty {
      lines.append(Line())
      lines += wrapped(paragraph, width: room, symbols: symbols).map { Line($0) }
    }
    lines += [Line()] + keys(entry)
    for (row, line) in lines.prefix(listRows).enumerated() {
      canvas.draw(line, row: listTop + row, column: column)
    }
  }

  private func paragraphs(_ entry: Scene) -> [String] {
    [
      entry.summary, needs(entry), length(entry), entry.page.map { "Page: \($0)" } ?? "",
      call(entry),
    ]
  }

  /// The lessons to know first, by their numbers.
  private func needs(_ entry: Scene) -> String {
    let numbers = entry.needs.compactMap { name in
      session.library.first { $0.name == name }.flatMap(session.lessonNumber).map(String.init)
    }
    return numbers.isEmpty ? "" : "Needs: \(numbers.joined(separator: ", "))"
  }

  private func length(_ entry: Scene) -> String {
    switch entry.kind {
    case .lesson:
      let questions = Plural.count(entry.questions.count, "question")
      return entry.minutes.map { "About \($0) minutes, \(questions)" } ?? questions
    case .demo: return "Plays \(StageWords.clock(Script(entry, at: 0).duration)) minutes"
    case .stage: return ""
    }
  }

  private func call(_ entry: Scene) -> String {
    guard entry.homeTab == .explore, let stage = try? Stage(entry) else { return "" }
    return LayerWords(stage).call(width: 200, symbols: symbols).text
  }

  private func keys(_ entry: Scene) -> [Line] {
    func line(_ key: String, _ text: String) -> Line {
      Line([Span(key, .key), Span("  " + text, .hint)])
    }
    guard entry.kind == .lesson, let record = session.progress[entry.name] else {
      let does = entry.kind == .demo ? "play it" : "open it"
      return [line("Enter", entry.homeTab == .practice ? "draw exercises" : does)]
    }
    let isOver = record.isFinished
    return [
      line("Enter", isOver ? "go through it again" : "go on at page \(record.page)"),
      line("x    ", "start it again"),
    ]
  }
}
