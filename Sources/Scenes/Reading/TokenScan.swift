/// Looks at the tokens of a document before a tree is made of them.
///
/// The library compares the keys of every mapping, lists and mappings in them too, so that keys inside
/// keys take it minutes; and what is repeated by an alias can grow without end. Both are no part of a
/// scene, and neither are tags: they are refused here, where they cost nothing yet. Of documents that
/// are no YAML this sees as much as is before the fault.
struct TokenScan {
  /// What is refused, and the byte of the line that it begins at.
  struct Finding: Error {
    var problem: String
    var offset: Int
  }

  /// What the beginning of a line belongs to.
  private enum Mode {
    case tokens, singleQuoted, doubleQuoted, plain
    case block(least: Int, indent: Int?)
  }

  private var mode = Mode.tokens
  /// The brackets that are open.
  private var flow: [UInt8] = []
  /// The columns of the lists and mappings without brackets that are open.
  private var indents: [Int] = []
  private var bytes: [UInt8] = []
  private var place = 0
  /// The column of a scalar that a colon in this line would make a key.
  private var key: Int?
  /// Whether the next thing between `{ }` is a key.
  private var isKeyNext = false

  /// Looks at the next line.
  mutating func read(_ line: [UInt8]) throws(Finding) {
    bytes = line
    place = 0
    key = nil
    if begins(with: "---") || begins(with: "...") {
      indents = []
      mode = .tokens
      place = 3
    }
    guard !continues() else { return }
    while place < bytes.count { try token() }
  }

  // MARK: Lines that go on

  /// Whether the whole line belongs to a scalar that has begun before; goes to its end otherwise.
  private mutating func continues() -> Bool {
    switch mode {
    case .tokens: return false
    case .singleQuoted, .doubleQuoted: quoted()
    case .plain: return continuesPlain()
    case .block(let least, let indent): return continuesBlock(least, indent)
    }
    return place == bytes.count
  }

  private mutating func continuesPlain() -> Bool {
    let spaces = bytes.prefix { $0 == .space }.count
    guard let first = bytes.firstIndex(where: { !$0.isBlank }) else { return true }
    guard !flow.isEmpty || spaces > indent, bytes[first] != .hash else {
      mode = .tokens
      return false
    }
    place = first
    plain()
    return place == bytes.count
  }

  private mutating func continuesBlock(_ least: Int, _ known: Int?) -> Bool {
    let spaces = bytes.prefix { $0 == .space }.count
    guard spaces < bytes.count else {
      if known == nil { mode = .block(least: max(least, spaces), indent: nil) }
      return true
    }
    let indent = known ?? max(least, spaces)
    mode = spaces >= indent ? .block(least: least, indent: indent) : .tokens
    return spaces >= indent
  }

  // MARK: Tokens

  private mutating func token() throws(Finding) {
    let byte = bytes[place]
    if byte.isBlank {
      place += 1
      return
    }
    if byte == .hash || (byte == .percent && place == 0 && flow.isEmpty) {
      place = bytes.count
      return
    }
    if flow.isEmpty { indents.removeAll { $0 > place } }
    switch byte {
    case .openBracket, .openBrace: try open(byte)
    case .closeBracket, .closeBrace: try close()
    case .comma: step(isKeyNext: true)
    case .colon where !flow.isEmpty || isEnd(place + 1): try value()
    case .dash where isEnd(place + 1):
      try begin(at: place)
      step(isKeyNext: isKeyNext)
    case .question where !flow.isEmpty || isEnd(place + 1): throw complexKey
    case .ampersand: throw finding("found an anchor, expected values that are written out")
    case .star: throw finding("found an alias, expected values that are written out")
    case .exclamation: throw finding("found a tag, expected values without tags")
    case .bar where flow.isEmpty, .greater where flow.isEmpty: block()
    default: scalar(byte)
    }
  }

  private mutating func step(isKeyNext: Bool) {
    place += 1
    self.isKeyNext = isKeyNext
  }

  private mutating func open(_ byte: UInt8) throws(Finding) {
    if flow.last == .openBrace, isKeyNext { throw complexKey }
    flow.append(byte)
    try checkDepth(at: place)
    step(isKeyNext: true)
  }

  private mutating func close() throws(Finding) {
    _ = flow.popLast()
    let start = place
    step(isKeyNext: false)
    guard let next = bytes[place...].first(where: { !$0.isBlank }), next == .colon else { return }
    place = start
    throw complexKey
  }

  private mutating func value() throws(Finding) {
    if flow.isEmpty { try begin(at: key ?? place) }
    key = nil
    step(isKeyNext: false)
  }

  /// Notes that a list or a mapping without brackets begins, if none is open in this column.
  private mutating func begin(at column: Int) throws(Finding) {
    guard flow.isEmpty, column > indent else { return }
    indents.append(column)
    try checkDepth(at: column)
  }

  private mutating func scalar(_ byte: UInt8) {
    key = place
    isKeyNext = false
    switch byte {
    case .singleQuote: mode = .singleQuoted
    case .doubleQuote: mode = .doubleQuoted
    default: return plain()
    }
    place += 1
    quoted()
  }

  /// Goes behind the mark that ends what is quoted, or to the end of the line.
  private mutating func quoted() {
    let isDouble = if case .doubleQuoted = mode { true } else { false }
    while place < bytes.count {
      let byte = bytes[place]
      let next = place + 1 < bytes.count ? bytes[place + 1] : nil
      if isDouble ? byte == .backslash : byte == .singleQuote && next == .singleQuote {
        place = min(place + 2, bytes.count)
        continue
      }
      place += 1
      if byte == (isDouble ? .doubleQuote : .singleQuote) {
        mode = .tokens
        return
      }
    }
  }

  /// Goes to what ends a scalar without marks, or to the end of the line.
  private mutating func plain() {
    mode = .tokens
    while place < bytes.count {
      let byte = bytes[place]
      if byte == .colon, isEnd(place + 1) || (!flow.isEmpty && isFlowMark(place + 1)) { return }
      if !flow.isEmpty, byte != .question, isFlowMark(place) { return }
      if byte == .hash, place > 0, bytes[place - 1].isBlank {
        place = bytes.count
        return
      }
      place += 1
    }
    mode = .plain
  }

  /// Begins a text of its own lines, `|` or `>`.
  private mutating func block() {
    let digit = bytes[place...].prefix(3).first { (0x31...0x39).contains($0) }
    let given = digit.map { max(indent, 0) + Int($0) - 0x30 }
    mode = .block(least: max(indent + 1, 1), indent: given)
    place = bytes.count
  }

  // MARK: Small questions

  private var indent: Int { indents.last ?? -1 }

  private func isEnd(_ place: Int) -> Bool { place >= bytes.count || bytes[place].isBlank }

  private func isFlowMark(_ place: Int) -> Bool {
    let marks: [UInt8] = [
      .comma, .question, .openBracket, .closeBracket, .openBrace, .closeBrace,
    ]
    return place < bytes.count && marks.contains(bytes[place])
  }

  private func begins(with mark: String) -> Bool {
    bytes.starts(with: Array(mark.utf8)) && isEnd(3)
  }

  private func checkDepth(at offset: Int) throws(Finding) {
    guard flow.count + indents.count > SceneLimits.depth else { return }
    throw Finding(
      problem: "more than \(SceneLimits.depth) lists and mappings inside each other",
      offset: offset)
  }

  private func finding(_ problem: String) -> Finding { Finding(problem: problem, offset: place) }

  private var complexKey: Finding {
    finding("found a key that is no word, expected one of the keys")
  }
}

extension UInt8 {
  fileprivate static let space = UInt8(ascii: " ")
  fileprivate static let hash = UInt8(ascii: "#")
  fileprivate static let percent = UInt8(ascii: "%")
  fileprivate static let openBracket = UInt8(ascii: "[")
  fileprivate static let closeBracket = UInt8(ascii: "]")
  fileprivate static let openBrace = UInt8(ascii: "{")
  fileprivate static let closeBrace = UInt8(ascii: "}")
  fileprivate static let comma = UInt8(ascii: ",")
  fileprivate static let colon = UInt8(ascii: ":")
  fileprivate static let dash = UInt8(ascii: "-")
  fileprivate static let question = UInt8(ascii: "?")
  fileprivate static let ampersand = UInt8(ascii: "&")
  fileprivate static let star = UInt8(ascii: "*")
  fileprivate static let exclamation = UInt8(ascii: "!")
  fileprivate static let bar = UInt8(ascii: "|")
  fileprivate static let greater = UInt8(ascii: ">")
  fileprivate static let singleQuote = UInt8(ascii: "'")
  fileprivate static let doubleQuote = UInt8(ascii: "\"")
  fileprivate static let backslash = UInt8(ascii: "\\")

  fileprivate var isBlank: Bool { self == .space || self == 0x09 }
}
