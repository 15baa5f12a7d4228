import ArgumentParser
import Presentation
import Scenes

/// The program: its subcommands, of which the list of scenes is the one that needs no name.
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
    subcommands: [
      Home.self, Explore.self, Lesson.self, Play.self, Record.self, PracticeCommand.self,
      Compute.self,
      Explain.self, ShapeCommand.self,
      List.self, Check.self, Schema.self,
    ],
    defaultSubcommand: Home.self)
}

/// The list of scenes.
struct Home: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Choose among lessons, demos and stages.")

  @OptionGroup(title: "Options of every screen") var interface: InterfaceOptions
  @OptionGroup(title: "Options of every screen") var walk: WalkOptions

  func run() throws {
    let library = try interface.lessonsFirst()
    var session = Session(library: library.scenes)
    let front = try Interface(interface, walk)
    front.prepare(&session)
    try front.run(session, library: library.all)
  }
}
