import Yams

/// The bytes of a document, made into nodes before anything is read from them.
struct SceneSource {
  let file: String
  private(set) var lines: [String] = []
  private(set) var text = ""

  /// Checks the bytes: how many, their encoding, controls, tokens.
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
    try check()
  }

  /// Makes the nodes.
  func root() throws(SceneErrors) -> Node {
    let node: Node?
    // What is plain text to this reader needs no guess at what else it could be.
    do { node = try Yams.compose(yaml: text, .basic) } catch { throw converted(error) }
    guard let node else {
      throw error("found an empty document, expected a scene, such as version: 1 …", 1, 1)
    }
    try check(node, depth: 1)
    return node
  }

  /// Refuses lists and mappings far inside each other.
  private func check(_ node: Node, depth: Int) throws(SceneErrors) {
    guard depth <= SceneLimits.depth else {
      throw error(
        "more than \(SceneLimits.depth) lists and mappings inside each other",
        node.mark?.line ?? 1, node.mark?.column ?? 1)
    }
    switch node {
    case .mapping(let mapping):
      for value in mapping.values { try check(value, depth: depth + 1) }
    case .sequence(let sequence):
      for element in sequence { try check(element, depth: depth + 1) }
    case .scalar, .alias: break
    }
  }

  /// Refuses controls, and what a scene has no use for.
  private func check() throws(SceneErrors) {
    var scan = TokenScan()
    for (number, line) in lines.enumerated() {
      let scalars = line.unicodeScalars
      if let control = scalars.firstIndex(where: Self.isControl) {
        let column = scalars.distance(from: scalars.startIndex, to: control)
        throw error("found a control character, expected text", number + 1, column + 1)
      }
      do { try scan.read(Array(line.utf8)) } catch {
        let before = String(decoding: Array(line.utf8).prefix(error.offset), as: UTF8.self)
        throw self.error(error.problem, number + 1, before.unicodeScalars.count + 1)
      }
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
