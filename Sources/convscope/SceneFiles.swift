import Presentation
import Scenes
import Screen

/// Scenes in files.
enum SceneFiles {
  /// Reads the scene of a file, or says everything that is wrong with it.
  static func scene(_ path: String) -> Result<Scene, Failure> {
    do {
      return .success(
        try Scene.load(path, isShowable: isShowable, arrays: SceneArrays.loader(beside: path)) {
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

  /// Reads every scene of a folder and of the folders in it, in the order of the files' paths.
  ///
  /// - Throws: ``Failure`` with every mistake in every file, or where two scenes have one name.
  static func scenes(below folder: String) throws(Failure) -> [Scene] {
    var scenes: [Scene] = []
    var mistakes: [String] = []
    for path in try Files.scenes(below: folder) {
      switch scene(path) {
      case .failure(let failure): mistakes.append(failure.sentence)
      case .success(let scene):
        if let other = scenes.first(where: { $0.name == scene.name }) {
          mistakes.append("\(path): there is a scene \(scene.name) already, \(other.file)")
        }
        scenes.append(scene)
      }
    }
    guard mistakes.isEmpty else { throw Failure(status: 1, mistakes.joined(separator: "\n")) }
    return scenes
  }

  static func isShowable(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value >= 0x20 && scalar.value < 0x7F) || Symbols.canShow(String(scalar))
  }
}

/// Scenes as they are named on the command line.
extension InterfaceOptions {
  /// The one scene of a path or a name; files come before what is compiled in.
  ///
  /// - Throws: ``Failure`` with every mistake in the file, or where there is no such scene.
  func scene(_ name: String) throws -> Scene {
    if Files.exists(name) || name.hasSuffix(".yaml") { return try SceneFiles.scene(name).get() }
    if let scene = try documents().first(where: { $0.name == name }) { return scene }
    throw Failure(
      status: 1,
      "\(name): there is no such file, and no scene of that name; convscope list shows all")
  }

  /// The scenes of a path or a name, where a path may be that of a folder.
  ///
  /// - Throws: ``Failure`` where a folder cannot be read.
  func scenes(_ name: String) throws -> [Result<Scene, Failure>] {
    if Files.isFolder(name) { return try Files.scenes(below: name).map(SceneFiles.scene) }
    do { return [.success(try scene(name))] } catch let failure as Failure {
      return [.failure(failure)]
    }
  }
}
