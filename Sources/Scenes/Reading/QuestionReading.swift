import ConvEngine

/// What a learner is asked.
extension SceneReader {
  static let questionKinds = ["number", "shape", "choices", "cells"]
  static let questionKeys = ["ask", "hints", "next", "mistakes", "on"] + questionKinds

  /// Reads a question.
  mutating func question(_ place: Place) -> Question? {
    guard let values = mapping(place, keys: Self.questionKeys, expected: "a question"),
      let key = one(of: Self.questionKinds, in: values, at: place), let value = values[key]
    else { return nil }
    guard let ask = values["ask"] else {
      report("no ask; a question needs it", at: place)
      return nil
    }
    if let on = values["on"], key != "cells" {
      report("goes with cells only", at: on)
      return nil
    }
    let prompt = text(ask, lines: 3, columns: SceneLimits.sentence)
    let kind = self.kind(key, value, on: values["on"])
    let hints = values["hints"].map { self.hints($0) } ?? []
    let next = values["next"].flatMap {
      text($0, lines: 3, columns: SceneLimits.sentence)
    }
    let mistakes = values["mistakes"].flatMap { self.mistakes($0) }
    guard let prompt, let kind else { return nil }
    return Question(
      Self.joined(prompt), kind, hints: hints, next: next.map(Self.joined), mistakes: mistakes)
  }

  private mutating func hints(_ place: Place) -> [String] {
    let places = list(place, expected: "a list of hints") ?? []
    guard places.count <= SceneLimits.choices else {
      report("\(places.count) hints; expected at most \(SceneLimits.choices)", at: place)
      return []
    }
    return places.compactMap { text($0, lines: 3, columns: SceneLimits.sentence) }
      .map(Self.joined)
  }

  private mutating func kind(_ key: String, _ place: Place, on: Place?) -> Question.Kind? {
    if key == "choices" { return choices(place).map { .choice($0) } }
    guard let line = text(place) else { return nil }
    switch key {
    case "number":
      return parsed(place, line) { text throws(ActionError) in
        .number(try Quantity(parsing: text))
      }
    case "shape":
      return parsed(place, line) { text throws(ActionError) in
        .shape(try TensorID(parsing: text))
      }
    default:
      guard
        let set = parsed(
          place, line, { text throws(ActionError) in try CellSet(parsing: text) })
      else { return nil }
      guard let on else { return .cells(set, on: set.tensor) }
      guard let name = text(on),
        let tensor = parsed(on, name, { text throws(ActionError) in try TensorID(parsing: text) })
      else { return nil }
      return .cells(set, on: tensor)
    }
  }

  private mutating func choices(_ place: Place) -> [Question.Choice]? {
    let places = list(place, expected: "a list of choices") ?? []
    guard (2...SceneLimits.choices).contains(places.count) else {
      report("\(places.count) choices; expected 2 to \(SceneLimits.choices)", at: place)
      return nil
    }
    let choices = places.compactMap { choice($0) }
    return choices.count == places.count ? choices : nil
  }

  private mutating func choice(_ place: Place) -> Question.Choice? {
    guard let values = mapping(place, keys: ["text", "if"], expected: "a choice") else {
      return nil
    }
    for key in ["text", "if"] where values[key] == nil {
      report("no \(key); a choice needs it", at: place)
    }
    guard let words = values["text"].flatMap({ text($0) }), let condition = values["if"],
      let line = text(condition),
      let claim = parsed(
        condition, line, { text throws(ActionError) in try Claim(parsing: text) })
    else { return nil }
    return Question.Choice(words, if: claim)
  }

  private mutating func mistakes(_ place: Place) -> [Mistake]? {
    let names = Mistake.allCases.map { ($0.rawValue, $0) }
    let places = list(place, expected: "a list of mistakes") ?? []
    let mistakes = places.prefix(names.count).compactMap { choice($0, names) }
    return mistakes.count == places.count ? mistakes : nil
  }

  private static func joined(_ text: String) -> String {
    text.split(separator: "\n").joined(separator: " ")
  }
}
