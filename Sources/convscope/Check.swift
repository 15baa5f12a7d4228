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
      file's path, or the name of one that is compiled in. Ends with 1 where something is wrong.
      """)

  @Argument(help: "Files, folders or names of scenes.", completion: .file(extensions: ["yaml"]))
  var scenes: [String]

  func run() throws {
    var problems: [String] = []
    for scene in try scenes.flatMap(SceneSelection.scenes) {
      switch scene {
      case .success(let scene):
        var check = SceneCheck(scene)
        problems += check.run().map(\.description)
      case .failure(let failure): problems.append(failure.sentence)
      }
    }
    guard problems.isEmpty else { throw Failure(status: 1, problems.joined(separator: "\n")) }
  }
}

/// Scenes as they are named on the command line.
enum SceneSelection {
  /// The scenes of a path or a name: a file, all files of a folder, or one that is compiled in.
  static func scenes(_ name: String) throws -> [Result<Scene, Failure>] {
    if Files.isFolder(name) {
      return try Files.scenes(below: name).map(load)
    }
    if Files.exists(name) || name.hasSuffix(".yaml") { return [load(name)] }
    do { return [.success(try shipped(name))] } catch let failure as Failure {
      return [.failure(failure)]
    }
  }

  /// The one scene of a path or a name.
  static func scene(_ name: String) throws -> Scene {
    if Files.exists(name) || name.hasSuffix(".yaml") { return try load(name).get() }
    return try shipped(name)
  }

  private static func load(_ path: String) -> Result<Scene, Failure> {
    do {
      return .success(
        try Scene.load(path, isShowable: SceneFolder.isShowable) {
          try Files.bytes(of: $0, most: SceneLimits.bytes)
        })
    } catch let errors as SceneErrors {
      return .failure(Failure(status: 1, errors.description))
    } catch let failure as Failure {
      return .failure(failure)
    } catch {
      return .failure(Failure(status: 1, "\(path): \(error)"))
    }
  }

  private static func shipped(_ name: String) throws -> Scene {
    let all = SceneGallery.scenes(isShowable: SceneFolder.isShowable).scenes
    if let scene = all.first(where: { $0.name == name }) { return scene }
    throw Failure(
      status: 1,
      "\(name): there is no such file, and no scene of that name; convscope list shows all")
  }
}
