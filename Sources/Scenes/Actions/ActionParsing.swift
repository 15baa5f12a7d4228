extension Action {
  /// Reads an action from its one text form.
  ///
  ///     try Action(parsing: "seek 7.5")      // .seek(.step(7, product: 5))
  ///     try Action(parsing: "set stride 2")  // .set(.stride, "2")
  ///
  /// - Throws: ``ActionError`` with what is wrong and what would be right.
  package init(parsing text: String) throws(ActionError) {
    guard text.utf8.count <= 1_000 else {
      throw ActionError("an action of \(text.utf8.count) bytes; it can be at most 1000")
    }
    guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
      throw ActionError(
        "\(Quotation.of(text)) has a control character; an action is one line of text")
    }
    let line = Words(text)
    guard let word = line.all.first else {
      throw ActionError("an empty action; expected a word such as step, seek or play")
    }
    if let action = Action.plain[word] {
      try line.end(after: 1)
      self = action
    } else if let make = Action.counted[word] {
      self = make(try line.count())
    } else if let action = try Action.chosen(line) {
      self = action
    } else if let action = try Action.composed(line) {
      self = action
    } else {
      throw .unknown("action", word, among: Action.words)
    }
  }

  /// The first words of all actions, in the order of the alphabet.
  package static let words: [String] =
    (Array(plain.keys) + Array(counted.keys) + [
      "answer", "hold", "chapter", "record", "propose", "lost", "play", "view", "compare", "show",
      "operation", "ask", "glyphs",
      "seek", "pass", "move",
      "practise",
      "set", "edit", "type", "tick", "open", "save", "report", "theme",
    ]).sorted()

  /// The first words of the actions that a scene can have: they change nothing but the stage.
  package static let stageWords: Set<String> = [
    "adjust", "batch", "channel", "check", "choose", "close", "compare", "edit", "filter", "first",
    "focus", "formula", "glyphs", "last", "learn", "match", "move", "next", "operation", "pass",
    "pause", "play", "previous", "product", "redo", "redraw", "reset", "row", "scroll", "seek",
    "set", "show", "speed", "step", "theme", "turn", "undo", "view",
  ]

  /// The words that nothing follows, and those that a number follows.
  static var plainWords: [String] { plain.keys.sorted() }
  static var countedWords: [String] { counted.keys.sorted() }

  private static let plain: [String: Action] = [
    "next": .step(1), "previous": .step(-1), "first": .first, "last": .last,
    "pause": .play(false), "formula": .formula, "check": .check, "close": .close, "turn": .turn,
    "undo": .undo, "redo": .redo, "reset": .reset, "erase": .erase, "commit": .commit,
    "learn": .learn, "hint": .hint, "solve": .solve, "restart": .startOver, "marker": .marker,
    "mark": .mark,
    "home": .home, "quit": .quit, "end": .end, "redraw": .redraw,
  ]

  private static let counted: [String: @Sendable (Int) -> Action] = [
    "step": { .step($0) }, "row": { .row($0) }, "product": { .product($0) },
    "speed": { .speed($0) }, "focus": { .focus($0) }, "channel": { .channel($0) },
    "filter": { .filter($0) }, "batch": { .batch($0) }, "scroll": { .scroll($0) },
    "page": { .page($0) }, "moment": { .moment($0) }, "adjust": { .adjust($0) },
    "choose": { .choose($0) }, "match": { .match($0) },
  ]
}

/// The words of a line, and the reading of what follows the first.
struct Words: Sendable {
  let text: String
  let all: [String]

  init(_ text: String) {
    self.text = text
    all = text.split(separator: " ").map(String.init)
  }

  var first: String { all.first ?? "" }
  var second: String { all.count > 1 ? all[1] : "" }

  /// Everything after the first words, without the spaces around it.
  func rest(after count: Int) -> String {
    var rest = Substring(text).drop { $0 == " " }
    for _ in 0..<count { rest = rest.drop { $0 != " " }.drop { $0 == " " } }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }

  /// Refuses words beyond the first ones.
  func end(after count: Int) throws(ActionError) {
    guard all.count > count else { return }
    throw .expected(
      "nothing", after: all.prefix(count).joined(separator: " "), found: rest(after: count))
  }

  /// The whole number that follows.
  func count() throws(ActionError) -> Int {
    try end(after: 2)
    guard let value = Words.whole(second, within: -1_000_000_000...1_000_000_000) else {
      throw .expected("a whole number", after: first, found: second)
    }
    return value
  }

  /// The whole number at a place of the line, or nil where the line ends before it.
  func number(_ place: Int, within range: ClosedRange<Int>, _ what: String) throws(ActionError)
    -> Int?
  {
    guard all.count > place else { return nil }
    guard let value = Words.whole(all[place], within: range) else {
      throw .expected(what, after: all.prefix(place).joined(separator: " "), found: all[place])
    }
    return value
  }

  /// The choice that follows, of a list of words.
  func choice<Value>(_ choices: [(String, Value)]) throws(ActionError) -> Value {
    try end(after: 2)
    for (word, value) in choices where word == second { return value }
    let words = choices.map(\.0)
    guard !second.isEmpty else {
      throw .expected(Words.list(words), after: first, found: "")
    }
    let question = Suggestion.question(about: second, among: words)
    guard question.isEmpty else {
      throw ActionError("\"\(first)\" has no \(Quotation.of(second))\(question)")
    }
    throw .expected(Words.list(words), after: first, found: second)
  }

  /// The rest of the line, which must not be empty.
  func name(_ what: String) throws(ActionError) -> String {
    let name = rest(after: 1)
    if name.isEmpty { throw .expected(what, after: first, found: "") }
    return name
  }

  static func whole(_ text: String, within range: ClosedRange<Int>) -> Int? {
    guard text.utf8.allSatisfy({ $0 == 0x2B || $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39) }),
      let value = Int(text), range.contains(value)
    else { return nil }
    return value
  }

  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
