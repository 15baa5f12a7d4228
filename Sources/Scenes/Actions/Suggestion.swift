/// The word of a list that a misspelt one was probably meant to be.
enum Suggestion {
  /// Returns the nearest word, or nil where none is near.
  ///
  /// Near means: at most a third of its letters are wrong, and one may be wrong in any word.
  static func nearest(to word: String, among words: [String]) -> String? {
    guard word.utf8.count <= 40 else { return nil }
    let ranked = words.map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, best.word.count / 3) ? best.word : nil
  }

  /// Returns `; did you mean "stride"?`, or nothing where no word is near.
  static func question(about word: String, among words: [String]) -> String {
    nearest(to: word, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  /// How many letters have to be added, left out, replaced or exchanged with their neighbour.
  static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first.unicodeScalars), Array(second.unicodeScalars))
    var earlier: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        var cost = min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, earlier[j - 1] + 1) }
        next.append(cost)
      }
      (earlier, row) = (row, next)
    }
    return row[b.count]
  }
}

/// How text from outside is quoted in a sentence about it.
enum Quotation {
  /// Returns the text in quotation marks, cut at 40 characters, with `?` for what is no visible character.
  static func of(_ text: String) -> String {
    let shown = visible(String(text.prefix(41)))
    return shown.count > 40 ? "\"\(shown.prefix(40))…\"" : "\"\(shown)\""
  }

  /// Returns the text with `?` for controls, format characters, marks, and what has no character.
  static func visible(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isVisible(scalar) ? scalar : "?") }
    return String(result)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .nonspacingMark, .enclosingMark, .spacingMark:
      false
    default: true
    }
  }
}
