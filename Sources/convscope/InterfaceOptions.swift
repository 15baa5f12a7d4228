import ArgumentParser
import Presentation
import Scenes
import Screen

/// How the screens look and move, the same for every interactive command.
struct InterfaceOptions: ParsableArguments {
  /// How many colours are wanted.
  enum Color: String, CaseIterable { case auto, never, sixteen = "16", full = "256" }

  /// Which characters are used.
  enum Glyphs: String, EnumerableFlag {
    case ascii, unicode

    static func help(for value: Glyphs) -> ArgumentHelp? {
      value == .ascii ? "Use ASCII alone." : "Use Unicode whatever the locale is."
    }
  }

  @Flag(help: "Print sentences instead of screens, and read actions from lines.")
  var plain = false

  @Option(
    help: ArgumentHelp("\(Setting.list(.theme)).", valueName: "name"),
    transform: { try Numbers.choice($0, Theme.allCases.map { ($0.rawValue, $0) }) })
  var theme: Theme?

  @Option(
    help: ArgumentHelp("Colours: \(Setting.list(.color)).", valueName: "depth"),
    transform: { try Numbers.choice($0, Color.allCases.map { ($0.rawValue, $0) }) })
  var color: Color?

  @Option(
    help: ArgumentHelp("Movement: \(Setting.list(.motion)).", valueName: "amount"),
    transform: {
      try Numbers.choice($0, Preferences.Motion.allCases.map { ($0.rawValue, $0) })
    })
  var motion: Preferences.Motion?

  @Flag(exclusivity: .exclusive) var glyphs: Glyphs?

  @Option(
    help: ArgumentHelp("A folder of scene files to list first.", valueName: "folder"),
    completion: .directory)
  var scenes: String?
}

/// How fast a walk plays; demos have a speed of their own.
struct WalkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Windows a second while playing: \(Setting.list(.speed)).", valueName: "number"),
    transform: {
      try Numbers.choice($0, Setting.speed.words.enumerated().map { ($0.element, $0.offset) })
    })
  var speed: Int?
}

/// What the configuration file can say, and in which words.
enum Setting: String, CaseIterable {
  case theme, glyphs, color, motion, speed

  var words: [String] {
    switch self {
    case .theme: Theme.allCases.map(\.rawValue)
    case .glyphs: InterfaceOptions.Glyphs.allCases.map(\.rawValue)
    case .color: InterfaceOptions.Color.allCases.map(\.rawValue)
    case .motion: Preferences.Motion.allCases.map(\.rawValue)
    case .speed: Session.speeds.map(NumberText.of)
    }
  }

  static func list(_ setting: Setting) -> String { setting.words.joined(separator: ", ") }
}

extension InterfaceOptions {
  /// All that home lists: ``documents()``, the layer of one's own, and the exercises.
  ///
  /// - Throws: ``Failure`` with every mistake in every file of the folder.
  func library() throws -> [Scene] {
    let documents = try documents()
    let names = Set(documents.map(\.name))
    let explore = try Explore.scene(LayerOptions.parse([]))
    return documents + ([explore] + Practice.library).filter { !names.contains($0.name) }
  }

  /// The scenes of the folder, then those that are compiled in and have no other in their place.
  ///
  /// - Throws: ``Failure`` with every mistake in every file of the folder.
  func documents() throws -> [Scene] {
    let own = try scenes.map { try SceneFiles.scenes(below: $0) } ?? []
    let names = Set(own.map(\.name))
    let shipped = SceneGallery.scenes(isShowable: SceneFiles.isShowable).scenes
    return own + shipped.filter { !names.contains($0.name) }
  }
}

extension InterfaceOptions {
  /// What the first picture needs of the library, and how to read all of it then.
  ///
  /// - Throws: ``Failure`` with every mistake in every file of the folder.
  func lessonsFirst() throws -> (scenes: [Scene], all: (() -> [Scene])?) {
    guard scenes == nil else { return (try library(), nil) }
    return (EmbeddedScenes.outlines, { (try? library()) ?? [] })
  }
}
