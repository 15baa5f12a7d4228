import Glibc
import Scenes

/// The file in which a learner's progress is kept.
struct ProgressStore {
  let path: String

  /// The file in the state folder of the person, or nil where there is no such folder to be known.
  init?() {
    let folder = environment("XDG_STATE_HOME") ?? environment("HOME").map { $0 + "/.local/state" }
    guard let folder else { return nil }
    path = folder + "/convscope/progress.yaml"
  }

  init(path: String) { self.path = path }

  /// Reads what was kept; a file that cannot be read is put aside, and that is said.
  func load() -> (progress: Progress, remark: String?) {
    guard Files.exists(path) else { return (Progress(), nil) }
    do {
      let bytes = try Files.bytes(of: path, most: SceneLimits.bytes)
      return (try ProgressFile.progress(file: path, bytes: bytes), nil)
    } catch let errors as SceneErrors {
      return (Progress(), putAside(errors.all.first?.problem ?? "it cannot be read"))
    } catch {
      return (Progress(), putAside((error as? Failure)?.sentence ?? "\(error)"))
    }
  }

  private func putAside(_ problem: String) -> String {
    var place = path + ".kept"
    var number = 1
    while Files.exists(place) {
      number += 1
      place = path + ".kept-\(number)"
    }
    guard rename(path, place) == 0 else {
      return "Progress was not read, \(problem); it stays where it is, and nothing is saved."
    }
    return "Progress was not read, \(problem); it is kept as \(place)."
  }

  /// Writes the file anew beside the old one, and puts it in its place.
  ///
  /// - Returns: Why it could not be kept, in a sentence, or nil.
  func save(_ progress: Progress) -> String? {
    do {
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        .joined(separator: "/")
      try Files.makeFolder(folder)
      try Files.replace(path, ProgressFile.text(progress))
      return nil
    } catch {
      return "The lesson goes on, but is not saved: \(error.sentence)."
    }
  }
}
