import Yams

/// The one text form of a learner's progress.
///
///     version: 1
///     last: lesson-padding
///     lessons:
///       lesson-padding:
///         page: 5
///         finished: false
///         answers:
///           - [0, right, 1, "3x3"]
package enum ProgressFile {
  /// The version that is written.
  package static let version = 1

  /// Returns the text of a file.
  package static func text(_ progress: Progress) -> String {
    var lines = ["version: \(version)"]
    if let last = progress.last { lines.append("last: \(SceneWriter.quoted(last))") }
    let entries = progress.entries.sorted { $0.key < $1.key }
    if !entries.isEmpty { lines.append("lessons:") }
    for (name, entry) in entries {
      lines.append("  \(SceneWriter.quoted(name)):")
      lines.append("    page: \(entry.page)")
      lines.append("    finished: \(entry.isFinished)")
      let answers = entry.answers.sorted { $0.key < $1.key }
      if !answers.isEmpty { lines.append("    answers:") }
      for (number, record) in answers {
        let parts = ["\(number)", record.outcome.rawValue, "\(record.tries)"]
        let answer = SceneWriter.quoted(String(record.answer.prefix(longestAnswer)))
        lines.append("      - [\(parts.joined(separator: ", ")), \(answer)]")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let longestAnswer = 60

  /// Reads the bytes of a file.
  ///
  /// - Throws: ``SceneErrors`` with all mistakes, each with its place; a file of a newer version is one.
  package static func progress(file: String, bytes: [UInt8]) throws(SceneErrors) -> Progress {
    let source = try SceneSource(file: file, bytes: bytes)
    let root = Place(node: try source.root(), path: "")
    var reader = SceneReader(file: source.file, lines: source.lines) { $0.value >= 0x20 }
    let progress = reader.progress(root)
    guard let progress, reader.errors.isEmpty else { throw SceneErrors(reader.errors) }
    return progress
  }
}

extension SceneReader {
  fileprivate mutating func progress(_ place: Place) -> Progress? {
    let keys = ["version", "last", "lessons"]
    guard let values = mapping(place, keys: keys, expected: "progress") else { return nil }
    guard let version = values["version"] else {
      report("no version", at: place)
      return nil
    }
    guard plain(version) == "\(ProgressFile.version)" else {
      report(expected: "\(ProgressFile.version), the version that is known", at: version)
      return nil
    }
    var progress = Progress()
    progress.last = values["last"].flatMap { text($0) }
    guard let lessons = values["lessons"], !lessons.isNothing else { return progress }
    guard case .mapping(let mapping) = lessons.node else {
      report(expected: "lessons by their names", at: lessons)
      return nil
    }
    for (key, value) in mapping {
      guard let name = key.scalar?.string, let entry = entry(lessons.child(name, value)) else {
        continue
      }
      progress[name] = entry
    }
    return progress
  }

  private mutating func entry(_ place: Place) -> Progress.Entry? {
    guard let values = mapping(place, keys: ["page", "finished", "answers"]) else { return nil }
    let page = values["page"].flatMap { whole($0, in: 1...SceneLimits.events) } ?? 1
    let isFinished =
      values["finished"].flatMap { choice($0, [("true", true), ("false", false)]) } ?? false
    var answers: [Int: AnswerRecord] = [:]
    for place in values["answers"].flatMap({ list($0, expected: "a list of answers") }) ?? [] {
      if let (number, record) = answer(place) { answers[number] = record }
    }
    return Progress.Entry(page: page, isFinished: isFinished, answers: answers)
  }

  private mutating func answer(_ place: Place) -> (Int, AnswerRecord)? {
    let expected = "a number, an outcome, tries and the answer"
    guard let parts = list(place, expected: expected), parts.count == 4 else {
      report(expected: expected, at: place)
      return nil
    }
    let outcomes = AnswerRecord.Outcome.allCases.map { ($0.rawValue, $0) }
    guard let number = whole(parts[0], in: 0...SceneLimits.events),
      let outcome = choice(parts[1], outcomes), let tries = whole(parts[2], in: 0...1_000_000),
      case .scalar(let scalar) = parts[3].node
    else { return nil }
    return (number, AnswerRecord(outcome: outcome, tries: tries, answer: scalar.string))
  }
}
