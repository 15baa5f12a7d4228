import ArgumentParser
import Presentation
import Scenes

/// Scenes played to their end, and held to what they say.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play scenes without anybody, and say what is wrong with them.",
    discussion: """
      Decodes each scene, plays it to its end at 40x12, 80x24 and 200x60 in Unicode and ASCII, answers \
      its questions from the engine, holds what it expects, and measures every page. A scene is a \
      file's path, or the name of one that is compiled in. Ends with 1 where something is wrong; warns of \
      numbers that are asked for and stood on the stage of an earlier page.
      """)

  @Argument(help: "Files, folders or names of scenes.", completion: .file(extensions: ["yaml"]))
  var scenes: [String]

  @Option(
    name: .customLong("scenes"),
    help: ArgumentHelp(
      "A folder of scene files, whose names come first.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  func run() throws {
    var interface = InterfaceOptions()
    interface.scenes = folder
    var problems: [String] = []
    var sound: [Scene] = []
    for scene in try scenes.flatMap(interface.scenes) {
      switch scene {
      case .success(let scene):
        var check = SceneCheck(scene)
        problems += check.run().map(\.description)
        for warning in check.warnings { StandardError.write("convscope: warning: \(warning)\n") }
        sound.append(scene)
      case .failure(let failure): problems.append(failure.sentence)
      }
    }
    problems += NeedsCheck.problems(sound).map(\.description)
    guard problems.isEmpty else { throw Failure(status: 1, problems.joined(separator: "\n")) }
  }
}
