import ConvEngine

extension Action {
  /// Reads an action that is a word and a choice from a list; nil for other words.
  static func chosen(_ line: Words) throws(ActionError) -> Action? {
    switch line.first {
    case "play":
      return line.all.count == 1 ? .play(true) : .play(try line.choice([("toggle", Bool?.none)]))
    case "view":
      let views = PassView.allCases.map { ($0.rawValue, PassView?.some($0)) }
      return .view(try line.choice(views + [("next", nil)]))
    case "compare":
      return .compare(try line.choice([("on", true), ("off", false), ("toggle", nil)]))
    case "show": return .show(try line.choice(Overlay.allCases.map { ($0.rawValue, $0) }))
    case "operation":
      let operations = Operation.allCases.map { ($0.rawValue, Operation?.some($0)) }
      return .operation(try line.choice(operations + [("toggle", nil)]))
    case "hold": return .hold(try line.choice([("on", true), ("off", false), ("toggle", nil)]))
    case "ask": return .ask(try line.choice(Field.allCases.map { ($0.rawValue, $0) }))
    case "glyphs":
      return .glyphs(try line.choice([("ascii", false), ("unicode", true), ("toggle", nil)]))
    default: return nil
    }
  }

  /// Reads an action whose word is followed by something of its own kind; nil for other words.
  static func composed(_ line: Words) throws(ActionError) -> Action? {
    switch line.first {
    case "seek": try seek(line)
    case "pass": try pass(line)
    case "move": try move(line)
    case "set": try set(line)
    case "edit": try edit(line)
    case "type": try type(line)
    case "tick": try tick(line)
    case "open": .open(try line.name("the name of a scene"))
    case "save": .save(try line.name("the name of a file"))
    case "report": .report(try line.name("a sentence"))
    case "answer": .answer(try line.name("an answer"))
    case "chapter": .chapter(try chapter(line))
    case "record": line.all.count == 1 ? .record(nil) : .record(try line.name("a file's name"))
    case "lost": .lost(try line.name("a sentence"))
    case "propose": .propose(try line.name("a file's name"))
    case "theme": try theme(line)
    case "practise": try practise(line)
    default: nil
    }
  }

  private static func chapter(_ line: Words) throws(ActionError) -> Chapter {
    let name = try line.name("next, previous or the name of a chapter")
    if name == "next" { return .by(1) }
    if name == "previous" { return .by(-1) }
    return Words.whole(name, within: -1_000...1_000).map { .by($0) } ?? .named(name)
  }

  private static func practise(_ line: Words) throws(ActionError) -> Action {
    try line.end(after: 4)
    if line.second.isEmpty { return .practise(nil, difficulty: 1, seed: nil) }
    guard let kind = PracticeKind(rawValue: line.second) else {
      throw .unknown("kind of exercise", line.second, among: PracticeKind.allCases.map(\.rawValue))
    }
    let difficulty = try line.number(2, within: 1...3, "a difficulty from 1 to 3")
    let seed = try line.number(3, within: 0...999_999_999, "a seed from 0 to 999999999")
    return .practise(kind, difficulty: difficulty ?? 1, seed: seed)
  }

  private static func theme(_ line: Words) throws(ActionError) -> Action {
    let name = try line.name("the name of a theme or next")
    return .theme(name == "next" ? nil : name)
  }

  private static func seek(_ line: Words) throws(ActionError) -> Action {
    try line.end(after: 2)
    guard let place = Place(line.second) else {
      throw .expected(
        "a step (7), a step and its product (7.5) or a cell (1,1)", after: "seek",
        found: line.second)
    }
    return .seek(place)
  }

  private static func pass(_ line: Words) throws(ActionError) -> Action {
    let word = line.second
    if word == "by" {
      try line.end(after: 3)
      guard line.all.count == 3, let count = Words.whole(line.all[2], within: -1_000...1_000) else {
        throw .expected("a whole number", after: "pass by", found: line.rest(after: 2))
      }
      return .pass(.by(count))
    }
    try line.end(after: 2)
    switch word {
    case "next": return .pass(.by(1))
    case "previous": return .pass(.by(-1))
    case "": throw .expected("next, previous, a number or a tensor", after: "pass", found: "")
    default:
      if let number = Words.whole(word, within: 1...1_000) { return .pass(.number(number)) }
      return .pass(.computing(try TensorID(parsing: word)))
    }
  }

  private static func move(_ line: Words) throws(ActionError) -> Action {
    if let direction = directions.first(where: { $0.word == line.second }) {
      try line.end(after: 2)
      return .move(rows: direction.rows, columns: direction.columns)
    }
    try line.end(after: 3)
    let limit = -1_000_000_000...1_000_000_000
    guard line.all.count == 3, let rows = Words.whole(line.all[1], within: limit),
      let columns = Words.whole(line.all[2], within: limit)
    else {
      throw .expected(
        "down, up, left, right or two whole numbers", after: "move", found: line.rest(after: 1))
    }
    return .move(rows: rows, columns: columns)
  }

  private static func set(_ line: Words) throws(ActionError) -> Action {
    guard !line.second.isEmpty else {
      throw .expected("a parameter and its value", after: "set", found: "")
    }
    guard let parameter = Parameter(rawValue: line.second) else {
      throw .unknown("parameter", line.second, among: Parameter.allCases.map(\.rawValue))
    }
    let value = line.rest(after: 2)
    guard !value.isEmpty else {
      throw .expected("a value", after: "set \(parameter.rawValue)", found: "")
    }
    return .set(parameter, value)
  }

  private static func edit(_ line: Words) throws(ActionError) -> Action {
    try line.end(after: 4)
    guard line.all.count == 4 else {
      throw .expected(
        "a tensor, a place and a number, as in edit a0 0,0,1,2 5", after: "edit",
        found: line.rest(after: 1))
    }
    let tensor = try TensorID(parsing: line.all[1])
    guard [.activation, .kernel, .bias, .target, .outputGradient].contains(tensor.role),
      tensor.role != .activation || tensor.layer == 0
    else {
      throw ActionError("\(tensor.name) is computed; a0, w1, b1, t1 and delta1 can be edited")
    }
    guard let parts = Place.index(line.all[2]), parts.count == 4 else {
      throw .expected(
        "a place of four indices, as in 0,0,1,2", after: "edit \(tensor.name)", found: line.all[2])
    }
    guard let value = NumberText.value(line.all[3]) else {
      throw .expected("a number", after: "edit \(tensor.name) \(line.all[2])", found: line.all[3])
    }
    return .edit(tensor, Index4(parts[0], parts[1], parts[2], parts[3]), value)
  }

  private static func type(_ line: Words) throws(ActionError) -> Action {
    if line.second == "space" { return .type(" ") }
    let scalars = line.rest(after: 1).unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else {
      throw .expected(
        "one character, or the word space", after: "type", found: line.rest(after: 1))
    }
    return .type(scalar)
  }

  private static func tick(_ line: Words) throws(ActionError) -> Action {
    try line.end(after: 2)
    guard let milliseconds = Words.whole(line.second, within: 0...1_000_000_000) else {
      throw .expected("a number of milliseconds", after: "tick", found: line.second)
    }
    return .tick(milliseconds: milliseconds)
  }
}

extension Action.Place {
  /// Reads `7`, `7.5` or `1,1`; nil where it is none of them.
  package init?(_ text: String) {
    if text.contains(",") {
      guard let index = Self.index(text), index.count <= 4 else { return nil }
      self = .cell(index)
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map {
      Words.whole(String($0), within: 0...1_000_000_000_000_000)
    }
    guard parts.count <= 2, let first = parts[0], first >= 1 else { return nil }
    guard parts.count == 2 else {
      self = .step(first, product: nil)
      return
    }
    guard let product = parts[1] else { return nil }
    self = .step(first, product: product)
  }

  /// Reads indices with commas between.
  static func index(_ text: String) -> [Int]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Words.whole(String($0), within: 0...1_000_000_000)
    }
    let known = parts.compactMap { $0 }
    return known.count == parts.count ? known : nil
  }
}
