import Glibc
import Scenes

/// The `.npy` files that a scene names.
enum SceneArrays {
  /// Returns what reads the files in a scene's folder and below, and none that a link leads out to.
  static func loader(beside scene: String) -> ArrayLoader {
    let folder = Files.folder(of: scene)
    return { name throws(ArrayError) in
      guard let root = Files.resolved(folder), let file = Files.resolved("\(folder)/\(name)") else {
        throw ArrayError(String(cString: strerror(errno)))
      }
      guard file.hasPrefix(root == "/" ? root : "\(root)/") else {
        throw ArrayError("it leads out of the scene's folder")
      }
      let bytes: [UInt8]
      do throws(Failure) { bytes = try Files.bytes(of: file, most: SceneLimits.bytes) } catch {
        throw ArrayError(String(error.sentence.dropFirst("\(file): ".count)))
      }
      guard bytes.count <= SceneLimits.bytes else {
        throw ArrayError("more than \(SceneLimits.bytes) bytes; a scene's file has at most so many")
      }
      return bytes
    }
  }
}
