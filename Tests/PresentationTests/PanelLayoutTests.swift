import ConvEngine
import Scenes
import Testing

@testable import Presentation

@Suite("The place of panels")
struct PanelLayoutTests {
  /// The columns in which the panels' titles begin.
  private func titles(_ screen: Screenful, _ words: [String]) -> [Int?] {
    let line = screen.lines.first { $0.contains("OUTPUT") || $0.contains("KERNEL") } ?? ""
    return words.map { word in
      line.firstRange(of: word).map { line.distance(from: line.startIndex, to: $0.lowerBound) }
    }
  }

  @Test("no step moves a panel", arguments: ["padding", "channels", "stride", "dilation"])
  func steps(scene: String) throws {
    var session = try opened(scene).after("g")
    let words = ["KERNEL", "PRODUCTS", "OUTPUT"]
    let start = titles(session.screen, words)
    for _ in 0..<200 {
      session = try session.after(".")
      #expect(titles(session.screen, words) == start)
    }
  }

  @Test("the focus moves no grid", arguments: ["padding", "channels", "kernel-gradient"])
  func focus(scene: String) throws {
    func rows(_ session: Session) -> [String] {
      session.screen.lines.map { $0.filter { !"[]▸◂ ".contains($0) } }
    }
    let session = opened(scene)
    let before = rows(session)
    for count in 1...3 {
      let keys = Array(repeating: "tab", count: count).joined(separator: " ")
      let after = rows(try session.after(keys))
      #expect(Array(after[2..<9]) == Array(before[2..<9]), "\(keys)")
    }
  }

  @Test("titles have more than one blank between them", arguments: ["stride", "padding"])
  func blanks(scene: String) throws {
    for keys in ["1 G", "2 G", "3 G"] {
      let screen = try opened(scene).after(keys).screen
      let line = try #require(screen.lines.first { $0.contains("KERNEL ω′") })
      for word in ["KERNEL", "PRODUCTS a", "OUTPUT z", "∂L/∂a  "] {
        guard let place = line.firstRange(of: word)?.lowerBound else { continue }
        #expect(line[..<place].hasSuffix("  ") || line[..<place].allSatisfy { $0 == " " })
      }
    }
  }

  @Test func `an unread element keeps its parentheses beside the window`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(height: 2, width: 3))
    layer.stride = Size2D(height: 3, width: 2)
    layer.dilation = Size2D(2)
    let session = try opened(layer, input: Shape4(1, 1, 9, 11)).after("right")
    let unread = session.screen.lines.joined().filter { $0 == "(" }.count
    let closed = session.screen.lines.joined().filter { $0 == ")" }.count
    #expect(unread == closed)
    #expect(session.screen.lines.contains { $0.contains(")[") })
  }

  @Test func `a channel is named by its letter among those that there are`() throws {
    let scattered = try opened("channels").after("v").screen
    #expect(scattered.shows("c 0 of 0…1"))
    #expect(scattered.shows("o 0 of 0…2"))
  }
}
