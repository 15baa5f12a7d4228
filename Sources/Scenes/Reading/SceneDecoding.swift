import ConvEngine
import Yams

extension Scene {
  /// Reads a scene through a loader.
  ///
  /// - Parameters:
  ///   - file: The file as the loader knows it; the scene is called by its name.
  ///   - isShowable: Whether a screen can show a character.
  ///   - arrays: Returns the bytes of a `.npy` file that the scene names; none by default.
  ///   - bytes: Returns the bytes of a file.
  /// - Returns: The scene.
  /// - Throws: ``SceneErrors`` with all mistakes, or what the loader throws.
  package static func load(
    _ file: String, isShowable: @escaping (Unicode.Scalar) -> Bool, arrays: ArrayLoader? = nil,
    bytes: (String) throws -> [UInt8]
  ) throws -> Scene {
    try Scene(file: file, bytes: bytes(file), arrays: arrays, isShowable: isShowable)
  }

  /// Reads a scene from the text of a file.
  ///
  /// - Throws: ``SceneErrors`` with all mistakes, each with its place.
  package init(
    file: String, text: String, isShowable: @escaping (Unicode.Scalar) -> Bool
  ) throws(SceneErrors) {
    try self.init(file: file, bytes: Array(text.utf8), isShowable: isShowable)
  }

  /// Reads a scene from the bytes of a file.
  ///
  /// - Throws: ``SceneErrors`` with all mistakes, each with its place.
  package init(
    file: String, bytes: [UInt8], arrays: ArrayLoader? = nil,
    isShowable: @escaping (Unicode.Scalar) -> Bool
  ) throws(SceneErrors) {
    let source = try SceneSource(file: file, bytes: bytes)
    let root = Place(node: try source.root(), path: "")
    var reader = SceneReader(
      file: source.file, lines: source.lines, arrays: arrays, isShowable: isShowable)
    let scene = reader.scene(root, name: Scene.name(ofFile: source.file))
    guard let scene, reader.errors.isEmpty else { throw SceneErrors(reader.errors) }
    self = scene
  }
}

extension SceneReader {
  /// Reads a whole document.
  mutating func scene(_ place: Place, name: String) -> Scene? {
    guard let values = mapping(place, keys: SceneKeys.scene, expected: "a scene") else {
      return nil
    }
    for key in ["version", "title"] where values[key] == nil {
      report("no \(key); a scene needs it", at: place)
    }
    if let version = values["version"] { checkVersion(version) }
    let title = values["title"].flatMap { self.text($0) }
    let networks = self.networks(values, at: place)
    let summary = values["summary"].flatMap { self.text($0) }
    let sections = Scene.Section.allCases.map { ($0.rawValue, $0) }
    let section = values["section"].flatMap { choice($0, sections) }
    let symbols = values["symbols"].flatMap { self.symbols($0) }
    let discussed = values["discuss"].map { self.discussed($0) }
    let start = values["start"].map { self.start($0) }
    let text = values["text"].flatMap { self.text($0, lines: SceneLimits.lines) }
    let events = values["events"].map { self.events($0, networks: networks) }
    guard let title, let network = networks?.first?.network else { return nil }
    var scene = Scene(
      name: name, title: title, summary: summary ?? "", section: section, network: network,
      discussed: discussed ?? [], symbols: symbols ?? Scene.Symbols(), start: start ?? [],
      text: text.map(Self.paragraphs) ?? [], events: events ?? [])
    if values["networks"] != nil { scene.networks = networks ?? [] }
    scene.page = values["page"].flatMap { self.text($0) }
    scene.needs = values["needs"].map { needs($0, of: name) } ?? []
    scene.minutes = values["minutes"].flatMap { whole($0, in: 1...600) }
    scene.size = values["size"].flatMap { screenSize($0) }
    scene.theme = values["theme"].flatMap { theme($0) }
    scene.file = file
    checkMentions(in: networks?.map(\.network) ?? [])
    return scene
  }

  private mutating func checkVersion(_ place: Place) {
    if plain(place) != "1" { report(expected: "1, the version of scenes that is known", at: place) }
  }

  private mutating func symbols(_ place: Place) -> Scene.Symbols? {
    guard let values = mapping(place, keys: SceneKeys.symbols) else { return nil }
    return Scene.Symbols(
      input: values["input"].flatMap { symbol($0) },
      kernel: values["kernel"].flatMap { symbol($0) },
      output: values["output"].flatMap { symbol($0) })
  }

  private mutating func symbol(_ place: Place) -> String? {
    guard let text = text(place) else { return nil }
    guard text.unicodeScalars.count <= 8, !text.contains(" ") else {
      report(expected: "a symbol of at most 8 characters without a space", at: place)
      return nil
    }
    return text
  }

  mutating func discussed(_ place: Place) -> [Parameter] {
    let names = Parameter.allCases.map { ($0.word, $0) }
    let places = list(
      place, expected: "a list of arguments", most: names.count, of: "arguments")
    return (places ?? []).compactMap { choice($0, names) }
  }

  private mutating func start(_ place: Place) -> [Action] {
    let places = list(
      place, expected: "a list of actions", most: SceneLimits.actions, of: "actions")
    return (places ?? []).compactMap { action($0) }
  }

  mutating func action(_ place: Place) -> Action? {
    guard let line = text(place) else { return nil }
    guard
      let action = parsed(place, line, { text throws(ActionError) in try Action(parsing: text) })
    else { return nil }
    guard Action.stageWords.contains(Words(line).first) else {
      report("found \(place.found), expected an action that stays on the stage", at: place)
      return nil
    }
    switch action {
    case .pass(.computing(let id)): note(.tensor(id), at: place)
    case .edit(let id, _, _): note(.tensor(id), at: place)
    case .set, .adjust, .undo, .redo: changesSizes = true
    default: break
    }
    return action
  }

  /// Splits a text at its empty lines.
  static func paragraphs(_ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }
    return lines.split(separator: "").map { $0.joined(separator: "\n") }
  }
}

extension Parameter {
  /// The word of a scene file: the argument's name in camel case.
  var word: String { String(describing: self) }
}
