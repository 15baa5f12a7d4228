/// Why a text is no action: one sentence that says what is wrong and what would be right.
package struct ActionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence, without a full stop.
  package let description: String

  init(_ description: String) { self.description = description }

  /// A word that is on no list.
  static func unknown(_ what: String, _ word: String, among words: [String]) -> ActionError {
    let question = Suggestion.question(about: word, among: words)
    let rest = question.isEmpty ? "; it can be \(list(words))" : question
    return ActionError("\(Quotation.of(word)) is no \(what)\(rest)")
  }

  /// A word that has to be followed by something else.
  static func expected(_ what: String, after word: String, found: String) -> ActionError {
    let found = found.isEmpty ? "nothing" : Quotation.of(found)
    return ActionError("\"\(word)\" is followed by \(found); expected \(what)")
  }

  private static func list(_ words: [String]) -> String {
    guard words.count <= 12 else { return words.prefix(11).joined(separator: ", ") + ", …" }
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
