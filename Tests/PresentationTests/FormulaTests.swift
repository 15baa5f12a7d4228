import ConvEngine
import Scenes
import Testing

@testable import Presentation

@Suite("The formula of a pass")
struct FormulaTests {
  /// A place on a stage, and the formula that is true of it.
  struct Row: CustomTestStringConvertible, Sendable {
    var scene: String
    var keys: String
    var formula: String

    var testDescription: String { "\(scene) \(keys)" }
  }

  @Test(
    "in the scatter view the known indices are those of what is handed out",
    arguments: [
      Row(
        scene: "padding", keys: "2 v G",
        formula: "∂L/∂ω′[m, n] += δ[4,4] · a[4+m−1, 4+n−1]"),
      Row(
        scene: "channels", keys: "v right",
        formula: "z[o, 0−m, 1−n] += a[0,0,1] · ω′[o, 0, m, n]"),
      Row(
        scene: "channels", keys: "4 v right",
        formula: "∂L/∂a[c, 0+m, 1+n] += δ[0,0,1] · ω′[0, c, m, n]"),
    ])
  func scatter(row: Row) throws {
    #expect(try opened(row.scene).after(row.keys).screen.shows(row.formula))
  }

  @Test func `a loss is one number, without a place or a size`() throws {
    let screen = try opened("activation").after("3").screen
    #expect(screen.shows("L = Σ i,j a[i,j]"))
    #expect(screen.shows("L = ? 9 numbers to add"))
    #expect(screen.lines.allSatisfy { !$0.contains("1×1") })
  }

  @Test func `the gradient of a sum is one, and said so`() throws {
    #expect(try opened("activation").after("4").screen.shows("here: ∂L/∂a = 1"))
  }

  @Test func `with a stride the list of passes says where zeros are needed`() throws {
    let screen = try opened("stride-backwards").after("P").screen
    #expect(screen.shows("∂L/∂a = δ with zeros, full ∗ ω′"))
  }

  @Test func `folding padding has no zeros between, and gather and scatter agree`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.padding = .explicit(top: 1, left: 1, bottom: 1, right: 1)
    layer.paddingMode = .reflect
    let screen = try opened(layer, input: Shape4(1, 1, 5, 5)).after("3").screen
    #expect(screen.shows("gather and scatter agree: 25 of 25 cells ✓"))
    #expect(screen.says("the same for each place around that reads it"))
  }

  @Test func `a weight says at how many places it lies on padding`() throws {
    let middle = try opened("padding").after("tab tab").screen
    #expect(middle.says("joins 25 pairs of an input and an output: it is used at every place."))
    let corner = try opened("padding").after("tab tab up left").screen
    #expect(corner.says("joins 16 pairs of an input and an output; at 9 more places it lies"))
  }
}
