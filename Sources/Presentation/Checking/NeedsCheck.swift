package import Scenes

/// Whether scenes can be learned one after another: what each needs comes before it.
package enum NeedsCheck {
  /// Looks for circles of scenes that need each other.
  ///
  /// - Parameter scenes: The scenes; what they need beyond these is not looked at.
  /// - Returns: The sentences, each with the first scene of its circle.
  /// - Complexity: O(scenes + needs).
  package static func problems(_ scenes: [Scene]) -> [SceneCheck.Problem] {
    var search = Search(
      scenes: Dictionary(scenes.map { ($0.name, $0) }) { first, _ in first })
    for scene in scenes { search.visit(scene) }
    return search.problems
  }

  /// Goes from each scene to those that it needs; one that is still on the way closes a circle.
  private struct Search {
    let scenes: [String: Scene]
    var way: [String] = []
    var done: Set<String> = []
    var problems: [SceneCheck.Problem] = []

    mutating func visit(_ scene: Scene) {
      if let start = way.firstIndex(of: scene.name) {
        return note(Array(way[start...]) + [scene.name], scene)
      }
      guard done.insert(scene.name).inserted else { return }
      way.append(scene.name)
      for name in scene.needs {
        if let needed = scenes[name] { visit(needed) }
      }
      way.removeLast()
    }

    private mutating func note(_ circle: [String], _ scene: Scene) {
      problems.append(
        SceneCheck.Problem(
          file: scene.file, line: 1,
          sentence: "nobody can begin with scenes that need each other: "
            + circle.joined(separator: " needs ")))
    }
  }
}
