import Screen

/// What is said below the sum of a stage, to be scrolled where it is longer than its room.
struct StageText {
  /// All of it in lines as wide as there is room for.
  let lines: [Line]
  /// How many of them have to be seen: what was asked for, and the scene's own text.
  let neededHeight: Int
  private let isFocused: Bool
  private let paragraphs: [(text: String, role: Role)]
  private let more: [Line]
  private let width: Int
  private let symbols: Symbols

  /// Takes what was asked for, the scene's own text unless that stands aside, what is said unasked, and
  /// more on tall screens.
  init(
    _ words: StageWords, width: Int, isAside: Bool, isTall: Bool = false, saysAnswers: Bool = true,
    symbols: Symbols
  ) {
    let now = (saysAnswers ? words.explanation : []).map { (text: $0, role: Role.text) }
    let own = (isAside ? [] : words.session.paragraphs(of: words.stage))
      .map { (text: $0, role: words.session.isTold ? Role.text : .dim) }
    let blank = now.isEmpty || own.isEmpty ? [] : [(text: "", role: Role.dim)]
    paragraphs = words.isAnswering ? now + blank + own : own + now
    isFocused = words.stage.focus == .text
    self.width = width
    self.symbols = symbols
    more = isTall && !words.stage.isComparing ? words.unasked(width: width, symbols: symbols) : []
    lines = StageText.lines(paragraphs, width: width, symbols) + more
    let needed = words.isAnswering ? paragraphs : own
    neededHeight = StageText.lines(needed, width: width, symbols).count
  }

  private static func lines(
    _ paragraphs: [(text: String, role: Role)], width: Int, _ symbols: Symbols
  ) -> [Line] {
    paragraphs.flatMap { paragraph in
      wrapped(paragraph.text, width: width, symbols: symbols).map { Line($0, paragraph.role) }
    }
  }

  /// The lines that are seen from one of them on, and what says where the rest is.
  ///
  /// The mark stands beside the last line, which is narrower for it.
  func seen(rows: Int, from offset: Int) -> (lines: [Line], mark: String?) {
    guard isFocused || lines.count > rows else { return (lines, nil) }
    func mark(_ end: Int, _ count: Int) -> String {
      (isFocused ? "[TEXT]" : "") + (count > rows ? " \(end)/\(count) n p" : "")
    }
    let room = width - symbols.width(of: mark(lines.count * 2, lines.count * 2)) - 1
    let first = min(offset, max(lines.count - rows, 0))
    let end = min(first + rows, lines.count)
    if lines[first..<end].last.map({ $0.width(symbols) <= room }) ?? true {
      return (Array(lines[first..<end]), mark(end, lines.count))
    }
    let narrow = StageText.lines(paragraphs, width: room, symbols) + more
    let start = min(offset, max(narrow.count - rows, 0))
    return (
      Array(narrow[start..<min(start + rows, narrow.count)]),
      mark(min(start + rows, narrow.count), narrow.count)
    )
  }
}
