import ArgumentParser
import ConvEngine
import Presentation
import Scenes

/// A layer of one's own on stage.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put a layer of your own on stage.",
    discussion: """
      Without options: the page's first example, a 5x5 input of 1 to 25 and the 3x3 kernel 9 to 1, \
      padding 1. Where sizes or a seed are given, the numbers are made from the seed and padding \
      is 0. There is no bias unless --bias or --untied-bias asks for it; PyTorch's Conv2d has one.
      """)

  @OptionGroup(title: "The layer") var layer: LayerOptions
  @OptionGroup(title: "Options of every screen") var interface: InterfaceOptions
  @OptionGroup(title: "Options of every screen") var walk: WalkOptions

  func validate() throws {
    do { _ = try Computation(layer.network()) } catch {
      throw ValidationError("This layer cannot be: \(error.reason)")
    }
  }

  /// A layer as a scene of its own.
  static func scene(_ layer: LayerOptions) -> Scene {
    Scene(
      name: "explore", title: "Explore",
      summary: "A layer of your own: o changes its arguments, e its numbers.",
      network: layer.network(), discussed: [.padding])
  }

  func run() throws {
    let scene = Explore.scene(layer)
    var session = Session(library: [scene])
    let front = try Interface(interface, walk)
    front.prepare(&session)
    session.apply(.open(scene.name))
    let own = try interface.scenes.map { _ in try interface.library() }
    try front.run(session) { own ?? (try? interface.library()) ?? [] }
  }
}
