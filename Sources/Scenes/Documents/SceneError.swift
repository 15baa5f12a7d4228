/// A mistake in a scene: where it stands, and a sentence about it.
package struct SceneError: Error, Hashable, Sendable {
  /// The file, as it was named when it was opened.
  package var file: String
  /// The line, from 1.
  package var line: Int
  /// The column, from 1, in Unicode scalars.
  package var column: Int
  /// The place in the document, `network.layers[0].kernel[1][1]`; empty for the whole.
  package var path: String
  /// What was found and what was expected, without a full stop.
  package var problem: String
  /// The line that the mistake is in.
  package var source: String

  /// One line: file, line, column, place and problem.
  package var sentence: String {
    "\(file):\(line):\(column): " + (path.isEmpty ? "" : "\(path): ") + problem
  }

  /// The part of the line around the mistake, and a line with a caret beneath it.
  package var excerpt: String {
    let start = max(0, min(column - 41, source.unicodeScalars.count - 76))
    let shown = String(String.UnicodeScalarView(source.unicodeScalars.dropFirst(start).prefix(76)))
    let caret = String(repeating: " ", count: max(0, column - 1 - start)) + "^"
    return "\(Quotation.visible(shown))\n\(caret)"
  }
}

extension SceneError: CustomStringConvertible {
  /// The sentence, and the line with a caret under the mistake.
  package var description: String { source.isEmpty ? sentence : "\(sentence)\n\(excerpt)" }
}

/// All mistakes that were found in a scene, in the order of the document; never none.
package struct SceneErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// The mistakes.
  package let all: [SceneError]

  init(_ all: [SceneError]) {
    self.all = all.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// The mistakes, one after the other.
  package var description: String { all.map(\.description).joined(separator: "\n") }
}
