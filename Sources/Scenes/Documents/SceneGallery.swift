/// The scenes that are compiled in: lessons, demos, stages, each in the page's order.
package enum SceneGallery {
  /// A file that cannot be shown, and why.
  package typealias Refusal = (file: String, errors: SceneErrors)

  /// Returns every scene that is compiled in, and every file that is none.
  package static func scenes(
    isShowable: @escaping (Unicode.Scalar) -> Bool
  ) -> (scenes: [Scene], refused: [Refusal]) {
    var scenes: [Scene] = []
    var refused: [Refusal] = []
    for file in EmbeddedScenes.files where file.name.hasSuffix(".yaml") {
      do {
        scenes.append(try Scene(file: file.name, text: file.text, isShowable: isShowable))
      } catch { refused.append((file.name, error)) }
    }
    return (ordered(scenes), refused)
  }

  /// Returns one of the scenes that are compiled in, by its file; nil where it is none.
  package static func scene(
    _ file: String, isShowable: @escaping (Unicode.Scalar) -> Bool
  ) -> Scene? {
    EmbeddedScenes.files.first { $0.name == file }.flatMap {
      try? Scene(file: $0.name, text: $0.text, isShowable: isShowable)
    }
  }

  /// Returns scenes by what they are for: lessons, demos, stages; each in their order.
  package static func ordered(_ scenes: [Scene]) -> [Scene] {
    Scene.Kind.allCases.flatMap { kind in scenes.filter { $0.kind == kind } }
  }

  /// Returns scenes by their section, in the page's order; those without one come last, under nil.
  package static func bySection(
    _ scenes: [Scene]
  ) -> [(section: Scene.Section?, scenes: [Scene])] {
    (Scene.Section.allCases.map { Scene.Section?.some($0) } + [nil]).compactMap { section in
      let members = scenes.filter { $0.section == section }
      return members.isEmpty ? nil : (section, members)
    }
  }
}
