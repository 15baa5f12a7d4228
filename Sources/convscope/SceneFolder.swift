import Scenes
import Screen

/// A folder of scene files.
struct SceneFolder {
  let path: String

  /// Reads every scene of the folder, in the order of the files' names.
  ///
  /// - Throws: ``Failure`` with every mistake in every file.
  func scenes() throws -> [Scene] {
    let files = try Files.names(inFolder: path).filter { $0.hasSuffix(".yaml") }.sorted()
    var scenes: [Scene] = []
    var mistakes: [String] = []
    for file in files {
      do {
        let place = path.hasSuffix("/") ? path + file : "\(path)/\(file)"
        scenes.append(
          try Scene.load(place, isShowable: SceneFolder.isShowable) {
            try Files.bytes(of: $0, most: SceneLimits.bytes)
          })
      } catch let errors as SceneErrors {
        mistakes.append(errors.description)
      }
    }
    guard mistakes.isEmpty else { throw Failure(status: 1, mistakes.joined(separator: "\n")) }
    return scenes
  }

  static func isShowable(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value >= 0x20 && scalar.value < 0x7F) || Symbols.canShow(String(scalar))
  }
}
