import ArgumentParser
import Presentation
import Scenes

/// The program without a subcommand: the list of scenes.
struct Convscope: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convscope",
    abstract: "See what a 2-D convolution computes, product by product.",
    discussion: """
      Without a subcommand: the list of scenes. Every screen shows its keys; ? shows all of them.

      Settings can stand in $XDG_CONFIG_HOME/convscope/config.yaml, by default in ~/.config: \
      theme, glyphs, color, motion, speed.
      """,
    version: "0.1.0",
    subcommands: [Explore.self, Check.self, Schema.self])

  @OptionGroup(title: "Options of every screen") var interface: InterfaceOptions

  func run() throws {
    try Interface(interface).run(Session(library: try interface.library()))
  }
}
