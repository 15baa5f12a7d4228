import ArgumentParser
import Scenes

/// The format of scenes, for editors.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a JSON Schema of scene files.",
    discussion: """
      Draft 2020-12. An editor that is given it completes keys and words and marks what is wrong; \
      convscope check says whether a scene holds together.
      """)

  func run() throws { try StandardOutput.write(SceneSchema.document.text + "\n") }
}
