import Yams

extension Node {
  /// Whether a tag stands in the document; what is in quotation marks gets one without it.
  fileprivate var hasTag: Bool {
    let none = Tag.Name.implicit.rawValue
    return switch self {
    case .scalar(let scalar) where scalar.style == .plain: scalar.tag.description != none
    case .scalar(let scalar): ![none, Tag.Name.str.rawValue].contains(scalar.tag.description)
    case .mapping(let mapping): mapping.tag.description != none
    case .sequence(let sequence): sequence.tag.description != none
    case .alias: false
    }
  }
}

/// The bytes of a document, made into nodes before anything is read from them.
struct SceneSource {
  let file: String
  private(set) var lines: [String] = []
  private(set) var text = ""

  /// Checks the bytes: how many, their encoding, controls, anchors.
  init(file: String, bytes: [UInt8]) throws(SceneErrors) {
    self.file = Quotation.visible(file)
    guard bytes.count <= SceneLimits.bytes else {
      throw error("\(bytes.count) bytes; a scene has at most \(SceneLimits.bytes)", 1, 1)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let good = String(decoding: bytes, as: UTF8.self).unicodeScalars.split(
        separator: "\u{FFFD}", maxSplits: 1, omittingEmptySubsequences: false)
      let before = good.first.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
      throw error(
        "found a byte that is no UTF-8", before?.count ?? 1, (before?.last?.count ?? 0) + 1)
    }
    self.text = text
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0.last == "\r" ? $0.dropLast() : $0) }
    for (number, line) in lines.enumerated() { try check(Array(line.unicodeScalars), number + 1) }
  }

  /// Makes the nodes.
  func root() throws(SceneErrors) -> Node {
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch { throw converted(error) }
    guard let node else {
      throw error("found an empty document, expected a scene, such as version: 1 …", 1, 1)
    }
    try check(node, depth: 1)
    return node
  }

  /// Refuses lists and mappings far inside each other, and values with a `!tag`.
  private func check(_ node: Node, depth: Int) throws(SceneErrors) {
    let (line, column) = (node.mark?.line ?? 1, node.mark?.column ?? 1)
    if node.hasTag {
      throw error("found a tag, expected values without tags", line, column)
    }
    guard depth <= SceneLimits.depth else {
      throw error(
        "more than \(SceneLimits.depth) lists and mappings inside each other", line, column)
    }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        // Comparing keys has given them tags, and they have to be known words anyway.
        if key.scalar == nil {
          throw error(
            "found a key that is no word, expected one of the keys", key.mark?.line ?? line,
            key.mark?.column ?? column)
        }
        try check(value, depth: depth + 1)
      }
    case .sequence(let sequence):
      for element in sequence { try check(element, depth: depth + 1) }
    case .scalar, .alias: break
    }
  }

  /// Refuses controls, and an `&name` that later text could repeat without end.
  private func check(_ line: [Unicode.Scalar], _ number: Int) throws(SceneErrors) {
    var previous: Unicode.Scalar = " "
    for (column, scalar) in line.enumerated() {
      if Self.isControl(scalar) {
        throw error("found a control character, expected text", number, column + 1)
      }
      let startsToken = " \t[{,:-?".unicodeScalars.contains(previous)
      if scalar == "&", startsToken, column + 1 < line.count, line[column + 1] != " " {
        throw error("found an anchor, expected values that are written out", number, column + 1)
      }
      previous = scalar
    }
  }

  /// Whether a character is a control, or breaks a line in a way that no editor shows.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t": false
    case "\0"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  private func error(_ problem: String, _ line: Int, _ column: Int) -> SceneErrors {
    let source = lines.indices.contains(line - 1) ? lines[line - 1] : ""
    return SceneErrors([
      SceneError(
        file: file, line: line, column: column, path: "", problem: problem, source: source)
    ])
  }

  private func converted(_ failure: any Error) -> SceneErrors {
    switch failure {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      error("no YAML: \(Quotation.visible(problem))", max(1, mark.line), max(1, mark.column))
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      error(
        "the key \(Quotation.of(keys.first ?? "")) stands twice in one mapping",
        max(1, context.mark.line), max(1, context.mark.column))
    default: error("no YAML that can be read", 1, 1)
    }
  }
}
