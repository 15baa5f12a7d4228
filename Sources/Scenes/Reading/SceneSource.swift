import Yams

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
    return node
  }

  /// Refuses controls, and an `&name` that later text could repeat without end.
  private func check(_ line: [Unicode.Scalar], _ number: Int) throws(SceneErrors) {
    var previous: Unicode.Scalar = " "
    for (column, scalar) in line.enumerated() {
      if (scalar.value < 0x20 && scalar != "\t") || (scalar.value >= 0x7F && scalar.value < 0xA0) {
        throw error("found a control character, expected text", number, column + 1)
      }
      let startsToken = " \t[{,:-?".unicodeScalars.contains(previous)
      if scalar == "&", startsToken, column + 1 < line.count, line[column + 1] != " " {
        throw error("found an anchor, expected values that are written out", number, column + 1)
      }
      previous = scalar
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
