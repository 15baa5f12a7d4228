import ConvEngine
import Foundation
import Presentation
import Scenes
import Screen

/// The times and the memory of the interface, printed; nothing here says what they should be.
struct InterfaceFigures {
  private let scenes = SceneGallery.scenes { Symbols.canShow(String($0)) }.scenes

  /// Prints every figure.
  func report() {
    print(Timings.heading)
    reportDecoding()
    reportFrames(columns: 80, rows: 24, products: 200)
    reportFrames(columns: 40, rows: 12, products: 50)
    reportFrames(columns: 200, rows: 60, products: 50)
    reportLargeLayer()
    reportMemory()
  }

  private func reportDecoding() {
    var timings = Timings()
    for file in EmbeddedScenes.files {
      for _ in 0..<20 {
        _ = timings.time(file.name) {
          try? Scene(file: file.name, text: file.text) { Symbols.canShow(String($0)) }
        }
      }
    }
    print(timings.row("a scene decoded"))
    var all = Timings()
    for _ in 0..<5 { _ = all.time("") { SceneGallery.scenes { Symbols.canShow(String($0)) } } }
    print(all.row("all \(scenes.count) scenes decoded"))
  }

  // MARK: Frames

  /// One view of one pass of a scene.
  private struct Walk {
    var scene: Scene
    var pass: Int
    var view: PassView
    var name: String { "\(scene.name), pass \(pass), \(view.rawValue)" }
  }

  /// Walks through every view of every pass of every scene, and draws after each key.
  private func reportFrames(columns: Int, rows: Int, products: Int) {
    var drawing = Timings()
    var pressing = Timings()
    var medians: [(name: String, median: Double)] = []
    for walk in scenes.flatMap(walks(of:)) {
      var session = Session(library: [walk.scene])
      session.apply([.open(walk.scene.name), .pass(.number(walk.pass)), .view(walk.view), .first])
      var own = Timings()
      for product in 1...products {
        let place = "\(walk.name), product \(product)"
        pressing.time(place) {
          session.press(.character("."))
          _ = session.frame(columns: columns, rows: rows)
        }
        _ = own.time(place) { session.frame(columns: columns, rows: rows) }
      }
      medians.append((walk.name, own.quantile(0.5)))
      drawing.add(own)
    }
    print(drawing.row("state to frame, \(columns)x\(rows)"))
    print(pressing.row("a key and its frame, \(columns)x\(rows)"))
    for (name, median) in medians.sorted(by: { $0.median > $1.median }).prefix(3) {
      print(Timings.title("  slow: \(name)") + String(format: "%10.3f", median))
    }
  }

  /// Every view of every pass of a scene.
  private func walks(of scene: Scene) -> [Walk] {
    guard let passes = try? Computation(scene.network).passes else { return [] }
    return passes.enumerated().flatMap { place, pass in
      Trace.views(of: pass).map { Walk(scene: scene, pass: place + 1, view: $0) }
    }
  }

  // MARK: A large layer

  /// Opens a layer of 154,618,822,656 multiply–accumulates, and goes to its last product.
  private func reportLargeLayer() {
    var opening = Timings()
    var seeking = Timings()
    var drawing = Timings()
    let scene = Scene(name: "large", title: "64x2048x2048 to 64", network: largeNetwork)
    for _ in 0..<20 {
      var session = Session(library: [scene])
      opening.time("") { session.apply(.open("large")) }
      seeking.time("") { session.apply(.last) }
      _ = drawing.time("") { session.frame(columns: 80, rows: 24) }
    }
    print(opening.row("64x2048x2048 to 64 opened"))
    print(seeking.row("its last product sought"))
    print(drawing.row("its frame, 80x24"))
  }

  private var largeNetwork: Network {
    var layer = Layer(inputChannels: 64, outputChannels: 64, kernelSize: Size2D(3))
    layer.padding = .all(1)
    return Network(
      inputShape: Shape4(1, 64, 2048, 2048), layers: [layer],
      leaves: [
        TensorID(.activation, 0): Leaf(seed: 1), TensorID(.kernel, 1): Leaf(seed: 2),
        TensorID(.outputGradient, 1): Leaf(seed: 3),
      ])
  }

  // MARK: Memory

  /// Prints the most memory that the process has held.
  private func reportMemory() {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let amount = line?.dropFirst(6).trimmingCharacters(in: .whitespaces) ?? "unknown"
    print(Timings.title("resident memory at most") + "  " + amount)
  }
}
