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
      is 0. There is no bias unless --bias or --untied-bias asks for it; PyTorch's Conv2d has one. \
      Files say their own sizes and channels; what is in none is made from the seed.

        convscope explore --input X.npy --kernel W.npy --stride 2 --padding 1
      """)

  @OptionGroup(title: "The layer") var layer: LayerOptions
  @OptionGroup(title: "Options of every screen") var interface: InterfaceOptions
  @OptionGroup(title: "Options of every screen") var walk: WalkOptions

  func validate() throws {
    guard !layer.hasFiles else { return }
    do { _ = try Computation(layer.network()) } catch let error as NetworkError {
      throw ValidationError("This layer cannot be: \(error.reason)")
    }
  }

  /// A layer as a scene of its own.
  ///
  /// - Throws: ``Failure`` where a file is not what it has to be, or does not fit the layer.
  static func scene(_ layer: LayerOptions) throws(Failure) -> Scene {
    let network = try layer.network()
    do { _ = try network.layers[0].geometry(inputShape: network.inputShape) } catch {
      throw Failure(status: 1, "This layer cannot be: \(error)")
    }
    return Scene(
      name: "explore", title: "Explore",
      summary: "A layer of your own: o changes its arguments, e its numbers.",
      network: network, discussed: [.padding])
  }

  func run() throws {
    let scene = try Explore.scene(layer)
    var session = Session(library: [scene])
    let front = try Interface(interface, walk)
    front.prepare(&session)
    session.apply(.open(scene.name))
    let own = try interface.scenes.map { _ in try interface.library() }
    try front.run(session) { own ?? (try? interface.library()) ?? [] }
  }
}
