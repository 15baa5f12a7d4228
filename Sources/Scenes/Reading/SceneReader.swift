import Yams

/// A node of the document, and where it stands.
struct Place {
  let node: Node
  let path: String

  /// The node of a key below this one.
  func child(_ key: String, _ node: Node) -> Place {
    Place(node: node, path: path.isEmpty ? key : "\(path).\(key)")
  }

  /// The node at a position of this list.
  func child(_ position: Int, _ node: Node) -> Place {
    Place(node: node, path: "\(path)[\(position)]")
  }

  var isMapping: Bool { if case .mapping = node { true } else { false } }
  var isList: Bool { if case .sequence = node { true } else { false } }

  /// What stands here, in words.
  var found: String {
    switch node {
    case .scalar(let scalar):
      scalar.string.isEmpty && scalar.style == .plain ? "nothing" : Quotation.of(scalar.string)
    case .mapping: "a mapping"
    case .sequence(let sequence): sequence.isEmpty ? "an empty list" : "a list"
    case .alias: "an alias"
    }
  }
}

/// Reads values from a document's nodes, and collects what is wrong with them.
///
/// A reading that fails reports its mistake and returns nil, so that the rest can be read as well.
struct SceneReader {
  let file: String
  let lines: [String]
  let isShowable: (Unicode.Scalar) -> Bool
  /// Reads a file beside the scene's, where there are any.
  let arrays: ArrayLoader?
  var numberCount = 0
  /// What is spoken of, to be looked up once everything is read.
  var mentions: [(Mention, Place)] = []
  /// The paths of keys that were probably meant by unknown ones.
  private var misspelt: Set<String> = []
  /// The names of the chapters so far.
  var chapters: Set<String> = []
  /// Whether an action changes what layers are.
  var changesSizes = false
  private(set) var errors: [SceneError] = []

  init(
    file: String, lines: [String], arrays: ArrayLoader? = nil,
    isShowable: @escaping (Unicode.Scalar) -> Bool
  ) {
    self.file = file
    self.lines = lines
    self.arrays = arrays
    self.isShowable = isShowable
  }

  /// Notes a mistake.
  mutating func report(_ problem: String, at place: Place) {
    report(problem, path: place.path, node: place.node)
  }

  /// Notes that something else was expected.
  mutating func report(expected: String, at place: Place) {
    report("found \(place.found), expected \(expected)", at: place)
  }

  private mutating func report(_ problem: String, path: String, node: Node) {
    report(problem, path: path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  private mutating func report(_ problem: String, path: String, line: Int, column: Int) {
    guard errors.count < SceneLimits.mistakes else { return }
    let source = lines.indices.contains(line - 1) ? lines[line - 1] : ""
    errors.append(
      SceneError(
        file: file, line: line, column: column, path: Quotation.visible(path), problem: problem,
        source: source))
  }

  /// Notes a mistake in a line of a text, which stands in a line of its own where the text is a block.
  private mutating func report(_ problem: String, inLine line: Int, of place: Place) {
    guard case .scalar(let scalar) = place.node, scalar.style == .literal, let mark = scalar.mark
    else { return report(problem, at: place) }
    let number = mark.line + 1 + line
    let indent = lines.indices.contains(number - 1) ? lines[number - 1].prefix { $0 == " " } : ""
    report(problem, path: place.path, line: number, column: indent.count + 1)
  }

  /// Reads a mapping of known keys.
  mutating func mapping(
    _ place: Place, keys: [String], expected: String = "a mapping"
  ) -> [String: Place]? {
    guard case .mapping(let mapping) = place.node else {
      report(expected: expected, at: place)
      return nil
    }
    var values: [String: Place] = [:]
    for (key, value) in mapping where errors.count < SceneLimits.mistakes {
      guard case .scalar(let scalar) = key else {
        report("found a key that is no word, expected one of the keys", path: place.path, node: key)
        continue
      }
      let name = scalar.string
      guard keys.contains(name) else {
        let question = Suggestion.question(about: name, among: keys)
        let rest = question.isEmpty ? "; the keys here are \(Words.list(keys))" : question
        if let meant = Suggestion.nearest(to: name, among: keys) {
          misspelt.insert(place.path.isEmpty ? meant : "\(place.path).\(meant)")
        }
        report("unknown key \(Quotation.of(name))\(rest)", path: place.path, node: key)
        continue
      }
      values[name] = place.child(name, value)
    }
    return values
  }

  /// The one key of several that has to be there.
  mutating func one(of keys: [String], in values: [String: Place], at place: Place) -> String? {
    let present = keys.filter { values[$0] != nil }
    if present.count == 1 { return present[0] }
    let isKnown = keys.contains {
      misspelt.contains(place.path.isEmpty ? $0 : "\(place.path).\($0)")
    }
    if present.isEmpty, isKnown { return nil }
    let found = present.isEmpty ? "none" : present.joined(separator: " and ")
    report("found \(found), expected one of \(Words.list(keys))", at: place)
    return nil
  }

  /// Reads a list of at most so many things.
  mutating func list(
    _ place: Place, expected: String, most limit: Int = .max, of things: String = "entries"
  ) -> [Place]? {
    guard case .sequence(let sequence) = place.node else {
      report(expected: expected, at: place)
      return nil
    }
    guard sequence.count <= limit else {
      report("\(sequence.count) \(things); expected at most \(limit)", at: place)
      return nil
    }
    return sequence.enumerated().map { place.child($0.offset, $0.element) }
  }

  /// The text of a scalar that is not quoted, or nil.
  func plain(_ place: Place) -> String? {
    guard case .scalar(let scalar) = place.node, scalar.style == .plain else { return nil }
    return scalar.string
  }

  /// Reads a whole number.
  mutating func whole(_ place: Place, in range: ClosedRange<Int>) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let text = plain(place), let value = Words.whole(text, within: range) else {
      report(expected: expected, at: place)
      return nil
    }
    return value
  }

  /// Reads a number.
  mutating func number(_ place: Place) -> Double? {
    guard count(1, at: place) else { return nil }
    guard let text = plain(place), let value = NumberText.value(text) else {
      report(expected: "a number", at: place)
      return nil
    }
    return value
  }

  /// Counts numbers, and returns whether a scene may have them.
  mutating func count(_ numbers: Int, at place: Place) -> Bool {
    let before = numberCount
    numberCount += numbers
    guard numberCount > SceneLimits.numbers else { return true }
    if before <= SceneLimits.numbers {
      report(
        "more than \(SceneLimits.numbers) numbers; a larger tensor can have a seed", at: place)
    }
    return false
  }

  /// Reads one of several words.
  mutating func choice<Value>(_ place: Place, _ choices: [(String, Value)]) -> Value? {
    let words = choices.map(\.0)
    guard case .scalar(let scalar) = place.node, !scalar.string.isEmpty else {
      report(expected: Words.list(words), at: place)
      return nil
    }
    for (word, value) in choices where word == scalar.string { return value }
    let question = Suggestion.question(about: scalar.string, among: words)
    let rest = question.isEmpty ? ", expected \(Words.list(words))" : question
    report("found \(place.found)\(rest)", at: place)
    return nil
  }

  /// Reads a text that a screen can show; the end of its last line is no part of it.
  ///
  /// - Parameters:
  ///   - place: Where it stands.
  ///   - limit: The most lines.
  ///   - columns: The most characters of a line.
  /// - Returns: The text, or nil where something is wrong with it.
  mutating func text(
    _ place: Place, lines limit: Int = 1, columns: Int = SceneLimits.columns
  ) -> String? {
    guard case .scalar(let scalar) = place.node, !scalar.string.isEmpty else {
      report(expected: "a text", at: place)
      return nil
    }
    let lines = scalar.string.unicodeScalars.split(
      separator: "\n", omittingEmptySubsequences: false)
    let end = scalar.string.utf8.last == UInt8(ascii: "\n") ? 1 : 0
    guard lines.count - end <= limit else {
      report("\(lines.count - end) lines; expected at most \(limit)", at: place)
      return nil
    }
    for (number, line) in lines.enumerated() {
      guard let problem = problem(in: line, columns) else { continue }
      report(problem, inLine: number, of: place)
      return nil
    }
    return String(scalar.string.unicodeScalars.dropLast(end))
  }

  /// Reads a sentence, in one line or several, that is wrapped where it is shown.
  mutating func sentence(_ place: Place) -> String? {
    guard let text = text(place, lines: SceneLimits.sentence, columns: SceneLimits.sentence) else {
      return nil
    }
    let sentence = text.split(separator: "\n").joined(separator: " ")
    let count = sentence.unicodeScalars.count
    guard count <= SceneLimits.sentence else {
      report(
        "a sentence of \(count) characters; it has at most \(SceneLimits.sentence)", at: place)
      return nil
    }
    return sentence
  }

  private func problem(in line: Substring.UnicodeScalarView, _ columns: Int) -> String? {
    if let scalar = line.first(where: { !isShowable($0) }) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      let zeros = String(repeating: "0", count: max(0, 4 - code.count))
      return "the character U+\(zeros)\(code) is on no screen; leave it out"
    }
    guard line.count > columns else { return nil }
    return "a line of \(line.count) characters; a line has at most \(columns)"
  }
}
