import ConvEngine

extension Scene {
  /// Returns the document that reads back as this scene.
  ///
  /// Given numbers are written as they stand now, edits included; generated ones by their seed. Comments
  /// and the form of the original are not kept.
  ///
  /// - Throws: ``SceneErrors`` where this is more than a scene may hold, or a layer does not fit.
  package func yaml() throws(SceneErrors) -> String {
    guard !events.isEmpty else { return try head().text }
    let document = try yamlHead() + events.map(\.event.yaml).joined()
    guard events.count <= SceneLimits.events else {
      throw refusal("\(events.count) events; a scene has at most \(SceneLimits.events)", "events")
    }
    guard document.utf8.count <= SceneLimits.bytes else {
      throw refusal("\(document.utf8.count) bytes; a scene has at most \(SceneLimits.bytes)")
    }
    return document
  }

  /// Returns the document up to the line `events:`, for events that are appended one by one.
  ///
  /// The head alone is a scene without events; with each ``Event/yaml`` after it, it is one with them.
  ///
  /// - Throws: ``SceneErrors`` where this is more than a scene may hold, or a layer does not fit.
  package func yamlHead() throws(SceneErrors) -> String {
    var writer = try head()
    writer.line(0, "events:")
    return writer.text
  }

  private func head() throws(SceneErrors) -> SceneWriter {
    var writer = SceneWriter()
    writer.heading(self)
    if let problem = writer.networks(of: self) { throw refusal(problem, "network") }
    writer.symbols(symbols)
    if !discussed.isEmpty {
      writer.line(0, "discuss: \(SceneWriter.list(discussed.map(\.word)))")
    }
    if !start.isEmpty { writer.line(0, "start:") }
    for action in start { writer.line(1, "- \(SceneWriter.word(action.text))") }
    if let size { writer.line(0, "size: \(size.columns)x\(size.rows)") }
    if let theme { writer.line(0, "theme: \(SceneWriter.word(theme))") }
    if !text.isEmpty { writer.block(0, "text:", text) }
    guard writer.text.utf8.count <= SceneLimits.bytes else {
      throw refusal("\(writer.text.utf8.count) bytes; a scene has at most \(SceneLimits.bytes)")
    }
    return writer
  }

  private func refusal(_ problem: String, _ path: String = "") -> SceneErrors {
    SceneErrors([
      SceneError(file: name, line: 1, column: 1, path: path, problem: problem, source: "")
    ])
  }
}

/// Writes the lines of a scene.
struct SceneWriter {
  private(set) var text = ""
  /// How deep what is written stands in what was written before.
  var base = 0
  var numberCount = 0
  /// Whether all numbers that were written can be read back.
  var isFinite = true

  mutating func line(_ level: Int, _ line: String) {
    text += line.isEmpty ? "\n" : String(repeating: "  ", count: base + level) + line + "\n"
  }

  mutating func heading(_ scene: Scene) {
    line(0, "version: 1")
    line(0, "title: \(Self.quoted(scene.title))")
    if !scene.summary.isEmpty { line(0, "summary: \(Self.quoted(scene.summary))") }
    if let section = scene.section { line(0, "section: \(section.rawValue)") }
    if let page = scene.page { line(0, "page: \(Self.quoted(page))") }
    if !scene.needs.isEmpty { line(0, "needs: \(Self.list(scene.needs))") }
    if let minutes = scene.minutes { line(0, "minutes: \(minutes)") }
  }

  mutating func symbols(_ symbols: Scene.Symbols) {
    let given = [symbols.input, symbols.kernel, symbols.output]
    if given.contains(where: { $0 != nil }) { line(0, "symbols:") }
    for case (let key, let symbol?) in zip(SceneKeys.symbols, given) {
      line(1, "\(key): \(Self.quoted(symbol))")
    }
  }

  /// Writes the one network, or all by their names; the first is the one on stage at the start.
  mutating func networks(of scene: Scene) -> String? {
    guard !scene.networks.isEmpty else {
      line(0, "network:")
      return network(scene.network)
    }
    line(0, "networks:")
    base = 1
    defer { base = 0 }
    for (place, named) in scene.networks.enumerated() {
      line(0, "\(Self.word(named.name)):")
      if let problem = network(place == 0 ? scene.network : named.network) { return problem }
    }
    return nil
  }
}
