import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Large layers")
struct LargeLayerTests {
  private static func layer(_ channels: Int) -> Layer {
    var layer = Layer(inputChannels: channels, outputChannels: channels, kernelSize: Size2D(3))
    layer.padding = .all(1)
    return layer
  }

  private let large = opened(layer(64), input: Shape4(1, 64, 2048, 2048))
  private let medium = opened(layer(1), input: Shape4(1, 1, 500, 500))

  @Test func `64×2048×2048 opens, and its cost is that of the screen`() {
    let session = opened(Self.layer(64), input: Shape4(1, 64, 2048, 2048))
    #expect(session.screen.title.contains("1/268435456"))
  }

  @Test(
    "the last product is one key or one place away",
    arguments: ["G", "268435456.576", "63,2047,2047"])
  func last(place: String) throws {
    let session = place == "G" ? try large.after("G") : try large.typing(place, into: ":")
    #expect(session.screen.title.contains("z[63,2047,2047]"))
    #expect(session.screen.title.contains("268435456/268435456"))
    #expect(session.screen.title.contains("product 576/576") || session.screen.says("576"))
    #expect(session.frame(columns: 80, rows: 24).clippedCount == 0)
  }

  @Test func `a product on padding leaves the input at its channel`() throws {
    let session = try opened(Self.layer(64), input: Shape4(1, 64, 16, 16)).after("G").after("(")
    #expect(session.screen.says("c 63 of 0…63"))
    #expect(!session.screen.says("c 62 of 0…63"))
  }

  @Test func `what is visible has its place in the whole`() throws {
    let screen = try large.after("G").screen
    #expect(screen.shows("2047"))
    #expect(screen.says("c 63 of 0…63"))
    #expect(screen.says("o 63 of 0…63"))
  }

  @Test func `the window is in sight wherever the walk stands`() throws {
    for place in ["63,2047,2047", "5,3,2000"] {
      let session = try large.typing(place, into: ":")
      for (columns, rows) in [(40, 12), (80, 24), (120, 30)] {
        let frame = session.frame(columns: columns, rows: rows)
        #expect(frame.styles.contains("W") || frame.styles.contains("T"))
        #expect(frame.clippedCount + frame.overlapCount == 0)
      }
    }
  }

  @Test func `a kernel gradient of millions of products is counted in slices`() throws {
    let session = try large.after("2 G")
    #expect(session.screen.title.contains("36864/36864"))
    #expect(session.screen.says("still counting, 0 % of 4194304 products"))
    #expect(session.wakeUp == session.clock + 1)
    #expect(session.waiting(1).waiting(1).screen.says("still counting, 4 % of 4194304 products"))
  }

  @Test func `counting ends, and with it the wake-ups`() throws {
    var session = try medium.after("2 G")
    var slices = 0
    while let next = session.wakeUp, slices < 10 {
      #expect(session.screen.says("still counting"))
      session.apply(.tick(milliseconds: next - session.clock))
      slices += 1
    }
    #expect(slices == 3)
    #expect(session.wakeUp == nil)
    #expect(session.screen.says("sum of 250000 products ="))
  }

  @Test("# checks one number of a large layer by its own products", arguments: ["2", "3 right"])
  func check(keys: String) throws {
    let screen = try medium.after(keys + " #").screen(120, 50)
    #expect(screen.says("✓ they agree"))
    #expect(screen.says("its part of L, here Σ δ·z, goes to"))
  }

  @Test func `a key goes before a sum that is still counted`() throws {
    let session = try medium.after("2 G")
    let moved = try session.after("g")
    #expect(moved.screen.shows("weight 1/9"))
    #expect(try moved.after("1").wakeUp == nil)
  }

  @Test func `a sum that playing comes to is counted too`() throws {
    let session = try medium.after("2 space").waiting(1000)
    #expect(session.screen.says("still counting"))
  }

  @Test func `a kernel that is too large to be turned says so`() throws {
    let session = opened(
      Layer(inputChannels: 512, outputChannels: 512, kernelSize: Size2D(3)),
      input: Shape4(1, 512, 8, 8))
    #expect(try session.after("f").screen.says("This kernel is too large to be turned"))
  }

  @Test(
    "walking takes no more than what is seen, wherever it goes",
    arguments: ["1", "2", "3", "3 v", "3 v v"])
  func quick(keys: String) throws {
    let session = try large.after(keys + " right down . , G up left . tab pgdn")
    #expect(session.frame(columns: 80, rows: 24).clippedCount == 0)
  }
}
