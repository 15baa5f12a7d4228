import ArgumentParser
import Presentation
import Scenes

/// A lesson of the course.
struct Lesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with the course, or open a lesson of it.",
    discussion: """
      Without a name: the lesson that was open last, or the first that is not done. With --plain, and \
      through a pipe, the lesson is told and answered line by line.

        convscope lesson padding
        convscope lesson 3
      """)

  @Argument(help: "A lesson's number, name or title.") var name: String?

  @OptionGroup(title: "Options of every screen") var interface: InterfaceOptions
  @OptionGroup(title: "Options of every screen") var walk: WalkOptions

  func run() throws {
    let library = try interface.lessonsFirst()
    var session = Session(library: library.scenes)
    let front = try Interface(interface, walk)
    front.prepare(&session)
    session.apply(.open(try chosen(session).name))
    try front.run(session, library: library.all)
  }

  private func chosen(_ session: Session) throws -> Scene {
    let lessons = session.lessons
    guard let name else {
      guard let next = session.progress.next(among: lessons) else {
        throw Failure(status: 1, "There are no lessons here.")
      }
      return next
    }
    if let number = Int(name), lessons.indices.contains(number - 1) { return lessons[number - 1] }
    let wanted = name.lowercased()
    let found = lessons.first { scene in
      [scene.name, scene.title.lowercased()].contains(wanted) || scene.name == "lesson-\(wanted)"
    }
    guard let found else {
      throw Failure(
        status: 1,
        "There is no lesson \"\(name)\": it is a number from 1 to \(lessons.count), or a name that "
          + "convscope list shows.")
    }
    return found
  }
}

/// All scenes, and what was done of them.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List all lessons, demos and stages, and what was done of them.")

  @Option(
    help: ArgumentHelp("A folder of scene files to list first.", valueName: "folder"),
    completion: .directory)
  var scenes: String?

  func run() throws {
    var interface = InterfaceOptions()
    interface.scenes = scenes
    var session = Session(library: try interface.library())
    let (progress, remark) = ProgressStore()?.load() ?? (Progress(), nil)
    if let remark { StandardError.write("convscope: \(remark)\n") }
    session.progress = progress
    try StandardOutput.write(session.listing.map { $0 + "\n" }.joined())
  }
}

/// A demo, or any scene, played.
struct Play: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a demo or a recorded scene.",
    discussion: """
      Space pauses, . and , go on and back by one moment, [ and ] by a chapter.

        convscope play demo-padding --speed 1.5
        convscope play recording.yaml --from "Chapter 2" --loop forever
      """)

  /// How often a demo is played.
  enum Loop: Equatable {
    case times(Int), forever

    init(_ text: String) throws {
      if text == "once" {
        self = .times(1)
      } else if text == "forever" {
        self = .forever
      } else if let count = Int(text), (1...1_000_000).contains(count) {
        self = .times(count)
      } else {
        throw Numbers.Expected("once, forever or a whole number from 1")
      }
    }
  }

  @Argument(
    help: "A file, or the name of a scene that is compiled in.",
    completion: .file(extensions: ["yaml"]))
  var scene: String

  @Option(
    help: ArgumentHelp("How many times as fast, 0.1 to 20.", valueName: "X"),
    transform: { text in
      guard let speed = NumberText.value(text), (0.1...20).contains(speed) else {
        throw Numbers.Expected("a number from 0.1 to 20")
      }
      return speed
    })
  var speed: Double = 1

  @Option(
    help: ArgumentHelp("A chapter's name, or a time as 12.5 or 1:05.", valueName: "marker|time"))
  var from: String?

  @Option(
    help: ArgumentHelp("once, forever or how often.", valueName: "times"),
    transform: { try Loop($0) })
  var loop: Loop = .times(1)

  @OptionGroup(title: "Options of every screen") var interface: InterfaceOptions

  func run() throws {
    let scene = try interface.scene(scene)
    if from != nil, scene.kind == .lesson {
      throw Failure(
        status: 1,
        "\(scene.file): --from is for demos; a scene that waits for its learner begins at its beginning"
      )
    }
    var session = Session(library: [scene])
    let front = try Interface(interface)
    front.prepare(&session)
    session.keepsProgress = false
    session.apply(.open(scene.name))
    switch loop {
    case .forever: session.playAgain(nil)
    case .times(let count): session.playAgain(count - 1)
    }
    if let from, !session.play(from: from) {
      throw Failure(
        status: 1, "\(scene.file): there is no chapter and no time \"\(from)\" in it.")
    }
    try front.run(session, rate: speed)
  }
}

/// A stage that is written down as a scene while it is explored.
struct Record: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explore a layer, and write down as a scene what is done.",
    discussion: """
      The file is a scene at any time, however the program ends. R ends the recording, m begins a \
      chapter. No file is ever overwritten.

        convscope record padding.yaml --kernel-size 3 --padding 1
        convscope play padding.yaml
      """)

  @Argument(help: "The file to write; it must not exist yet.") var file: String

  @OptionGroup(title: "The layer") var layer: LayerOptions
  @OptionGroup(title: "Options of every screen") var interface: InterfaceOptions
  @OptionGroup(title: "Options of every screen") var walk: WalkOptions

  func run() throws {
    guard !Files.exists(file) else {
      throw Failure(
        status: 1,
        "\(file): there is such a file already, and it is kept; \(Files.freeName(like: file)) is free"
      )
    }
    let scene = try Explore.scene(layer)
    var session = Session(library: [scene])
    let front = try Interface(interface, walk)
    front.prepare(&session)
    session.apply(.open(scene.name))
    try front.run(session, first: .record(file))
  }
}
