import Yams

/// A file of a few settings, each one of some words.
///
///     theme: dark
///     motion: none
package struct SettingsFile: Hashable, Sendable {
  /// The words that were chosen, by their key.
  package private(set) var values: [String: String] = [:]
  /// What was left out of account, such as an unknown key, each with its place.
  package private(set) var warnings: [String] = []

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - file: What the file is called in messages.
  ///   - bytes: What is in it; nothing is fine.
  ///   - choices: The keys, and the words that each can be.
  /// - Throws: ``SceneErrors`` with all mistakes, each with its place.
  package init(
    file: String, bytes: [UInt8], choices: [(key: String, words: [String])]
  ) throws(SceneErrors) {
    let source = try SceneSource(file: file, bytes: bytes)
    let isEmpty = source.lines.allSatisfy { line in
      line.unicodeScalars.first { $0 != " " }.map { $0 == "#" } ?? true
    }
    if isEmpty { return }
    let root = Place(node: try source.root(), path: "")
    var reader = SceneReader(file: source.file, lines: source.lines) { _ in true }
    var warner = reader
    guard case .mapping(let mapping) = root.node else {
      reader.report(expected: "settings, such as theme: dark", at: root)
      throw SceneErrors(reader.errors)
    }
    for (key, value) in mapping {
      let name = key.string ?? ""
      guard let choice = choices.first(where: { $0.key == name }) else {
        let keys = choices.map(\.key)
        let question = Suggestion.question(about: name, among: keys)
        let rest = question.isEmpty ? "; the keys are \(Words.list(keys))" : question
        warner.report("unknown key \(Quotation.of(name))\(rest)", at: Place(node: key, path: ""))
        continue
      }
      let words = choice.words.map { ($0, $0) }
      values[name] = reader.choice(root.child(name, value), words)
    }
    warnings = warner.errors.map(\.sentence)
    if !reader.errors.isEmpty { throw SceneErrors(reader.errors) }
  }
}
