import ConvEngine
import Yams

/// What happens in a scene.
extension SceneReader {
  /// Reads the networks of a document: the one, or several by their names.
  mutating func networks(_ values: [String: Place], at place: Place) -> [Scene.NamedNetwork]? {
    guard let form = one(of: ["network", "networks"], in: values, at: place),
      let place = values[form]
    else { return nil }
    if form == "network" {
      return network(place).map { [Scene.NamedNetwork(name: "network", network: $0)] }
    }
    guard case .mapping(let mapping) = place.node, !mapping.isEmpty else {
      report(expected: "networks by their names", at: place)
      return nil
    }
    guard mapping.count <= SceneLimits.networks else {
      report("\(mapping.count) networks; a scene has at most \(SceneLimits.networks)", at: place)
      return nil
    }
    var networks: [Scene.NamedNetwork] = []
    for (key, value) in mapping {
      guard let name = networkName(Place(node: key, path: place.path)),
        let network = network(place.child(name, value))
      else { continue }
      networks.append(Scene.NamedNetwork(name: name, network: network))
    }
    return networks.count == mapping.count ? networks : nil
  }

  /// Reads what events call a network.
  private mutating func networkName(_ place: Place) -> String? {
    guard let name = word(place), Self.isName(name) else {
      report(
        expected: "a network's name: letters, digits, - and _, at most \(SceneLimits.name)",
        at: place)
      return nil
    }
    return name
  }

  /// Reads the scenes that one should know first.
  mutating func needs(_ place: Place, of scene: String) -> [String] {
    let places = list(
      place, expected: "a list of scenes' names", most: SceneLimits.choices, of: "scenes")
    return (places ?? []).compactMap { place in
      guard let name = word(place), Self.isName(name) else {
        report(
          expected: "a scene's name, without its folder, number and ending", at: place)
        return nil
      }
      if name == scene { report("a scene cannot need itself", at: place) }
      return name
    }
  }

  /// Reads the name of a theme.
  mutating func theme(_ place: Place) -> String? { choice(place, Scene.themes.map { ($0, $0) }) }

  /// The text of a scalar, quoted or not.
  private func word(_ place: Place) -> String? {
    if case .scalar(let scalar) = place.node { scalar.string } else { nil }
  }

  /// Whether a name is safe wherever names are shown, typed or looked up.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= SceneLimits.name
      && text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
      }
  }

  /// Reads the events of a scene; nothing is no event.
  mutating func events(_ place: Place, networks: [Scene.NamedNetwork]?) -> [PlacedEvent] {
    if place.isNothing { return [] }
    let places = list(
      place, expected: "a list of events", most: SceneLimits.events, of: "events")
    let names = networks?.map(\.name)
    return (places ?? []).compactMap { place in
      event(place, networks: names).map { PlacedEvent($0, line: place.node.mark?.line ?? 0) }
    }
  }

  private mutating func event(_ place: Place, networks: [String]?) -> Event? {
    let expected = "an event, such as page: Half outside"
    guard let values = mapping(place, keys: SceneKeys.event, expected: expected),
      let key = one(of: SceneKeys.event, in: values, at: place), let value = values[key]
    else { return nil }
    switch key {
    case "page": return value.isNothing ? .page(nil) : text(value).map { .page($0) }
    case "stage": return stageName(value, networks)
    case "do": return actions(value)
    case "discuss": return .discuss(discussed(value))
    case "text": return text(value, lines: SceneLimits.lines).map { .text(Self.paragraphs($0)) }
    case "caption": return text(value).map { .caption($0) }
    case "highlight": return highlights(value).map { .highlight($0) }
    case "wait": return wait(value)
    case "marker": return chapter(value)
    case "question": return question(value).map { .question($0) }
    default: return expectation(value).map { .expect($0) }
    }
  }

  private mutating func stageName(_ place: Place, _ networks: [String]?) -> Event? {
    guard let name = text(place) else { return nil }
    guard let networks, !networks.contains(name) else { return .stage(name) }
    let question = Suggestion.question(about: name, among: networks)
    let rest = question.isEmpty ? "; the networks are \(Words.list(networks))" : question
    report("no network \(Quotation.of(name))\(rest)", at: place)
    return nil
  }

  private mutating func actions(_ place: Place) -> Event? {
    guard place.isList else { return action(place).map { .act([$0]) } }
    let places = list(
      place, expected: "an action, or a list of actions", most: SceneLimits.actions, of: "actions")
    return places.map { .act($0.compactMap { action($0) }) }
  }

  private mutating func chapter(_ place: Place) -> Event? {
    guard let name = text(place) else { return nil }
    guard chapters.insert(name).inserted else {
      report("there is a chapter \(Quotation.of(name)) already", at: place)
      return nil
    }
    return .marker(name)
  }

  private mutating func wait(_ place: Place) -> Event? {
    if plain(place) == "learner" { return .waitForLearner }
    let range = 0...SceneLimits.wait
    guard let text = plain(place), let time = Words.whole(text, within: range) else {
      report(
        expected: "milliseconds from 0 to \(SceneLimits.wait), or the word learner", at: place)
      return nil
    }
    return .wait(milliseconds: time)
  }

  private mutating func highlights(_ place: Place) -> [Event.Highlight]? {
    let places = list(
      place, expected: "a list of tensors or arguments", most: SceneLimits.highlights, of: "marks")
    return places.map { $0.compactMap { highlight($0) } }
  }

  private mutating func highlight(_ place: Place) -> Event.Highlight? {
    guard let word = text(place) else { return nil }
    if word == "products" { return .products }
    let known = Parameter.allCases.first { $0.word == word }
    if let parameter = known {
      return .parameter(parameter)
    }
    return tensorName(place, word).map { .panel($0) }
  }

  private mutating func expectation(_ place: Place) -> Expectation? {
    guard place.isMapping else {
      return text(place).flatMap { claim(place, $0) }.map { .claim($0) }
    }
    guard let values = mapping(place, keys: SceneKeys.expectation),
      let key = one(of: SceneKeys.expectation, in: values, at: place),
      let value = values[key], let line = text(value)
    else { return nil }
    switch key {
    case "screen": return .screen(line)
    case "claim": return claim(value, line).map { .claim($0) }
    default:
      return parsed(value, line, { text throws(ActionError) in try Expectation(shape: text) }) {
        $0.mentions
      }
    }
  }

  /// Reads a claim.
  mutating func claim(_ place: Place, _ text: String) -> Claim? {
    parsed(place, text, { text throws(ActionError) in try Claim(parsing: text) }) { $0.mentions }
  }

  /// Reads the name of a tensor that some network has.
  mutating func tensorName(_ place: Place, _ text: String) -> TensorID? {
    parsed(place, text, { text throws(ActionError) in try TensorID(parsing: text) }) {
      [.tensor($0)]
    }
  }

  /// Reads a text that has a grammar of its own, and notes what it is about.
  mutating func parsed<Value>(
    _ place: Place, _ text: String, _ parse: (String) throws(ActionError) -> Value,
    mentions: (Value) -> [Mention] = { _ in [] }
  ) -> Value? {
    do {
      let value = try parse(text)
      for mention in mentions(value) { note(mention, at: place) }
      return value
    } catch {
      report(error.description, at: place)
      return nil
    }
  }

  /// Reads `80x24`.
  mutating func screenSize(_ place: Place) -> Scene.ScreenSize? {
    let parts = (plain(place) ?? "").split(separator: "x", omittingEmptySubsequences: false)
      .map { Words.whole(String($0), within: 1...500) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], columns >= 40, rows >= 12
    else {
      report(expected: "columns and rows of at least 40x12, such as 80x24", at: place)
      return nil
    }
    return Scene.ScreenSize(columns: columns, rows: rows)
  }
}

extension Place {
  /// Whether no value stands here.
  var isNothing: Bool {
    if case .scalar(let scalar) = node { return scalar.string.isEmpty && scalar.style == .plain }
    return false
  }
}

extension Expectation {
  /// Reads a tensor and its extents, such as `z1 3x3`.
  package init(shape text: String) throws(ActionError) {
    let line = Words(text)
    try line.end(after: 2)
    let tensor = try TensorID(parsing: line.first)
    guard let shape = Shape(line.second) else {
      throw .expected("extents such as 3x3", after: line.first, found: line.second)
    }
    self = .shape(tensor, shape)
  }
}

extension Expectation.Shape {
  /// Reads extents as people write them: `3x3`, `2×5×5`, `3,3`, `3 3`; nil where they are none.
  package init?(_ text: String) {
    let plain = text.map { "xX×, ".contains($0) ? " " : String($0) }.joined()
    let parts = plain.split(separator: " ").map { Words.whole(String($0), within: 0...1_000_000) }
    let extents = parts.compactMap { $0 }
    guard extents.count == parts.count, (1...4).contains(extents.count) else { return nil }
    self.init(extents)
  }

  /// The extents with × between.
  package var text: String { extents.map(String.init).joined(separator: "×") }
}
