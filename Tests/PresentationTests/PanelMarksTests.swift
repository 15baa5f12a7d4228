import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Places around the input that read it")
struct PanelMarksTests {
  /// A 3×3 input of 1…9 below a 3×3 kernel, with one place around it.
  private func session(_ mode: PaddingMode) -> Session {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.padding = .all(1)
    layer.paddingMode = mode
    let input = Tensor(rows: [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    let leaves = [TensorID(.activation, 0): Leaf(input)]
    let network = Network(inputShape: input.shape, layers: [layer], leaves: leaves)
    return opened(Scene(name: "own", title: "Own", network: network))
  }

  @Test(
    "show what they read behind a mark",
    arguments: [
      (PaddingMode.reflect, "[ ·5 ·4 ·5] ·6 ·5"), (.replicate, "[ ·1 ·1 ·2] ·3 ·3"),
      (.circular, "[ ·9 ·7 ·8] ·9 ·7"), (.zeros, "· · ·] · ·"),
    ])
  func shown(mode: PaddingMode, row: String) {
    #expect(session(mode).screen.shows(row))
  }

  @Test func `are told from fractions in ASCII`() {
    #expect(session(.reflect).after(.glyphs(false)).screen.shows("[ :5 :4 :5] :6 :5"))
  }

  @Test func `name the element that the active product reads`() throws {
    let screen = try session(.reflect).after(". .").screen
    #expect(
      screen.says("Row −1, column 0 is around the input: padding_mode=reflect reads a[1,0] = 4"))
    #expect(try !session(.zeros).after(". .").screen.says("around the input:"))
  }

  @Test(
    "name it in every pass and view that reads it",
    arguments: [
      (
        "1 v right right right .",
        "Row −1, column −1 is around the input: padding_mode=reflect reads a[1,1] = 5"
      ),
      ("2 . .", "Row −1, column 0 is around the input: padding_mode=reflect reads a[1,0] = 4"),
      ("2 v . .", "Row −1, column 0 is around the input: padding_mode=reflect reads a[1,0] = 4"),
      (
        "3 v . .",
        "This product comes back from row −1, column 0 around the input, where "
          + "padding_mode=reflect reads a[1,0]."
      ),
      (
        "3 right right .",
        "This product comes back from row −1, column 0 around the input, where "
          + "padding_mode=reflect reads a[1,0]."
      ),
    ])
  func everyPass(keys: String, sentence: String) throws {
    let screen = try session(.reflect).after(keys).screen(80, 30)
    #expect(screen.says(sentence), "\(screen)")
  }

  @Test func `and the element itself are not marked for one product`() throws {
    let marks = try session(.reflect).after(". .").screen.lines.prefix(9).joined()
      .prefix { $0 != "K" }.filter { $0 == "▸" }
    #expect(marks.count <= 1)
    #expect(try session(.reflect).after(". .").screen.lines[4].prefix(24).contains("▸"))
  }

  @Test(
    "are named in the title with their mode",
    arguments: [PaddingMode.reflect, .replicate, .circular])
  func title(mode: PaddingMode) {
    #expect(session(mode).screen.says("padding 1, \(mode.rawValue)"))
  }
}
