import ConvEngine

/// What a learner is asked.
extension SceneReader {
  /// Reads a question.
  mutating func question(_ place: Place) -> Question? {
    guard let values = mapping(place, keys: SceneKeys.question, expected: "a question"),
      let key = one(of: SceneKeys.questionKinds, in: values, at: place), let value = values[key]
    else { return nil }
    guard let ask = values["ask"] else {
      report("no ask; a question needs it", at: place)
      return nil
    }
    if let on = values["on"], key != "cells" {
      report("goes with cells only", at: on)
      return nil
    }
    let prompt = sentence(ask)
    let kind = self.kind(key, value, on: values["on"])
    let hints = values["hints"].map { self.hints($0) } ?? []
    let next = values["next"].flatMap { sentence($0) }
    let because = values["because"].flatMap { sentence($0) }
    let mistakes = values["mistakes"].flatMap { self.mistakes($0) }
    guard let prompt, let kind else { return nil }
    return Question(
      prompt, kind, hints: hints, next: next, because: because, mistakes: mistakes)
  }

  private mutating func hints(_ place: Place) -> [String] {
    let places = list(
      place, expected: "a list of hints", most: SceneLimits.choices, of: "hints")
    return (places ?? []).compactMap { sentence($0) }
  }

  private mutating func kind(_ key: String, _ place: Place, on: Place?) -> Question.Kind? {
    if key == "choices" { return choices(place).map { .choice($0) } }
    guard let line = text(place) else { return nil }
    switch key {
    case "number":
      return parsed(place, line, { text throws(ActionError) in try Quantity(parsing: text) }) {
        $0.mentions
      }.map { .number($0) }
    case "shape": return tensorName(place, line).map { .shape($0) }
    default:
      let set = parsed(place, line, { text throws(ActionError) in try CellSet(parsing: text) }) {
        $0.mentions
      }
      guard let set else { return nil }
      guard let on else { return .cells(set, on: set.tensor) }
      guard let name = text(on), let tensor = tensorName(on, name) else { return nil }
      return .cells(set, on: tensor)
    }
  }

  private mutating func choices(_ place: Place) -> [Question.Choice]? {
    guard let places = list(place, expected: "a list of choices") else { return nil }
    guard (2...SceneLimits.choices).contains(places.count) else {
      report("found \(places.count), expected 2 to \(SceneLimits.choices) choices", at: place)
      return nil
    }
    let choices = places.compactMap { choice($0) }
    return choices.count == places.count ? choices : nil
  }

  private mutating func choice(_ place: Place) -> Question.Choice? {
    guard let values = mapping(place, keys: SceneKeys.choice, expected: "a choice") else {
      return nil
    }
    for key in SceneKeys.neededOfChoice where values[key] == nil {
      report("no \(key); a choice needs it", at: place)
    }
    let next = values["next"].flatMap { sentence($0) }
    guard let words = values["text"].flatMap({ text($0) }), let condition = values["if"],
      let line = text(condition), let claim = claim(condition, line)
    else { return nil }
    return Question.Choice(words, if: claim, next: next)
  }

  private mutating func mistakes(_ place: Place) -> [Mistake]? {
    let names = Mistake.allCases.map { ($0.rawValue, $0) }
    let places = list(
      place, expected: "a list of mistakes", most: names.count, of: "mistakes")
    return places.map { $0.compactMap { choice($0, names) } }
  }
}
