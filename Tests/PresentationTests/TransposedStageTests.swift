import ConvEngine
import Presentation
import Scenes
import Testing

@Suite("A transposed layer on stage")
struct TransposedStageTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var keys: String
    var shows: [String]
    var testDescription: String { keys }
  }

  @Test(
    "every pass and view says what slides over what, with the letters of its own sides",
    arguments: [
      Row(
        keys: "1",
        shows: [
          "forward full ∗ transposed", "INPUT a 3×3", "KERNEL ω′ 3×3, turned", "OUTPUT z 6×6",
          "z[0,0] = Σ m,n a[(0+1−m)/2, (0+1−n)/2] · ω′[m, n]", "where it is whole and a has it",
          "rows 2·(3 − 1) + 1·(3 − 1) + 1 − 1 − 1 + 1 = 6", "9 parameters = 1·1·3·3",
          "gather, scatter and zeros between agree: 36 of 36 cells ✓",
        ]),
      Row(
        keys: "1 v right left",
        shows: [
          "scatter a 1/9", "not turned", "z[2·0+m−1, 2·0+n−1] += a[0,0] · ω′[m, n]",
          "z[1,1]: 0 + 1·4 = 4", "ADDED NOW",
        ]),
      Row(
        keys: "1 v v",
        shows: [
          "zeros between, padded up", "a itself 3×3",
          "∘ between 2 − 1 = 1, around 1·(3 − 1) − 1 = 1;",
        ]),
      Row(
        keys: "2",
        shows: [
          "kernel gradient ⋆ view: gather weight 1/9", "OUTPUT GRADIENT δ 6×6, padding 1",
          "PRODUCTS δ·a",
          "∂L/∂ω′[0,0] = Σ r,q a[r,q] · δ[2·r+0−1, 2·q+0−1] 0 ≤ r < 3, 0 ≤ q < 3",
        ]),
      Row(
        keys: "2 v right left",
        shows: [
          "∂L/∂ω′[m, n] += a[0,0] · δ[2·0+m−1, 2·0+n−1]", "padding: 5 products are dropped",
        ]),
      Row(
        keys: "3",
        shows: [
          "input gradient ⋆ view: gather window 1/9", "KERNEL ω′ 3×3 ∂L/∂a 3×3",
          "∂L/∂a[0,0] = Σ m,n δ[2·0+m−1, 2·0+n−1] · ω′[m, n] 0 ≤ m < 3, 0 ≤ n < 3",
        ]),
      Row(
        keys: "3 v right left",
        shows: [
          "∂L/∂a[(0+1−m)/2, (0+1−n)/2] += δ[0,0] · ω′[m, n] where ∂L/∂a has that cell",
          "δ[0,0] = 1: raise z[0,0] a little and L rises.",
        ]),
    ])
  func passesAndViews(row: Row) throws {
    let screen = try opened("transposed").after(row.keys).screen
    for text in row.shows { #expect(screen.shows(text), "\(text)\(screen)") }
  }

  @Test func `the call has its own constructor and argument`() {
    let session = opened("transposed")
    let whole =
      "ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1, ▸output_padding=1◂, dilation=1, "
      + "bias=False)"
    #expect(session.screen(160, 40).shows(whole))
    #expect(
      session.screen.shows(
        "ConvTranspose2d(1, 1, 3, stride=2, padding=1, ▸output_padding=1◂, bias=False)"))
  }

  @Test func `a gradient is checked by nudges`() throws {
    let screen = try opened("transposed").after("3 end #").screen
    #expect(screen.says("∂L/∂a[2,2] = 16 ✓ they agree"))
  }

  @Test func `a cell that nothing is painted into is the bias`() {
    let session = opened("transposed").after(
      .set(.kernelSize, "1"), .set(.padding, "0"), .set(.bias, "tied"), .view(.gather),
      .seek(.cell([0, 1])))
    #expect(session.screen.says("nothing else reaches it: it takes part in no product"))
    #expect(session.screen.says("of z: there it is the bias alone."))
  }

  @Test("every sentence of every pass and view can be said", arguments: ["none", "tied", "untied"])
  func everySentence(bias: String) throws {
    var session = opened(layer, input: Shape4(2, 4, 3, 2)).after(.set(.bias, bias))
    for pass in 1...(bias == "none" ? 3 : 4) {
      for view in PassView.allCases {
        session.apply([.pass(.number(pass)), .view(view), .first, .product(3), .show(.sentence)])
        let lines = session.lines() + session.after(.last).lines()
        #expect(!lines.isEmpty && lines.allSatisfy { !$0.contains("nil") })
        for size in [(80, 24), (40, 12), (200, 60)] { _ = session.screen(size.0, size.1) }
      }
    }
  }

  @Test func `channels are called by the side that they stand on`() {
    let session = opened(layer, input: Shape4(1, 4, 3, 2)).after(.view(.gather))
    let lines = session.lines()
    #expect(
      lines.contains { $0.contains("z[0,0,0] = Σ c,m,n a[c, ") && $0.contains("ω′[c, 0, m, n]") })
    #expect(
      lines.contains("Kernel ω′, 4 input channels, 2 output channels, 2 rows, 3 columns, turned."))
    #expect(lines.contains { $0.hasPrefix("input channel 3 output channel 1 row 1: ") })
    let gradient = session.after(.pass(.number(3)))
    #expect(gradient.lines().contains { $0.contains("∂L/∂a[0,0,0] = Σ o,m,n δ[o, ") })
  }

  @Test func `a turned one slides its kernel as it is stored`() {
    let session = opened("transposed").after(.view(.gather), .operation(.convolution))
    #expect(session.screen.shows("forward full ⋆"))
    #expect(session.screen.shows("KERNEL ω′ 3×3 OUTPUT z"))
  }

  @Test func `a sum of two layers names the way back through both`() throws {
    var first = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2))
    first.activation = .relu
    var second = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    (second.kind, second.stride) = (.transposed(.padding(Size2D(0))), Size2D(2))
    let network = Network(inputShape: Shape4(1, 1, 3, 4), layers: [first, second], leaves: [:])
    let session = opened(Scene(name: "own", title: "Own", network: network))
    let id = TensorID(.outputGradient, 1)
    let general = session.after(.pass(.computing(id)), .formula, .formula)
    #expect(
      general.screen.shows("δ¹[r,q] = σ′(z¹[r,q]) · Σ m,n δ²[s·r+d·m−p, s·q+d·n−p]·ω′²[m,n]"))
  }

  private var layer: Layer {
    var layer = Layer(
      inputChannels: 4, outputChannels: 4, kernelSize: Size2D(height: 2, width: 3))
    layer.groups = 2
    layer.stride = Size2D(height: 3, width: 2)
    layer.padding = .explicit(top: 0, left: 1, bottom: 1, right: 0)
    layer.kind = .transposed(.padding(Size2D(height: 2, width: 0)))
    return layer
  }
}

@Suite("Making a layer transposed")
struct TransposedOptionsTests {
  @Test func `weights stay between the channels that they join`() throws {
    let session = opened("channels").after(.set(.transposed, "true"))
    let before = opened("channels").lines().filter { $0.hasPrefix("filter ") }
    let after = session.lines().filter { $0.hasPrefix("input channel ") }
    let renamed = before.map { line in
      let words = line.split(separator: " ")
      return "input channel \(words[3]) output channel \(words[1]) "
        + words[4...].joined(separator: " ")
    }
    #expect(after.count == 2 * 3 * 3)
    #expect(
      Set(after.map { $0.filter { $0 != "," } }) == Set(renamed.map { $0.filter { $0 != "," } }))
    let back = session.after(.set(.transposed, "false"))
    #expect(back.lines().filter { $0.hasPrefix("filter ") } == before)
  }

  @Test func `the options show it, and plus toggles it`() throws {
    let session = try opened("stride").after("o")
    #expect(session.screen(80, 40).shows("transposed false output_padding 0"))
    let chosen = session.after(.set(.transposed, "true"))
    #expect(chosen.screen(80, 40).shows("▸transposed true◂ output_padding 0"))
    #expect(chosen.screen.shows("▸ConvTranspose2d◂(1, 1"))
    #expect(chosen.after(.adjust(1)).screen(80, 40).shows("▸transposed false◂"))
  }

  @Test func `an asked size is an output padding`() {
    let session = opened("transposed").after(.set(.outputSize, "6,5"))
    #expect(session.screen(160, 40).shows("output_padding=(1, 0)"))
    #expect(session.screen(120, 40).shows("OUTPUT z 6×5"))
    let one = session.after(.set(.outputPaddingColumns, "1"))
    #expect(one.screen(160, 40).shows("▸output_padding=1◂"))
  }

  @Test func `same padding counts its own output padding`() {
    let session = opened("transposed").after(
      .set(.outputPadding, "0"), .set(.padding, "same"), .set(.kernelSize, "1"))
    #expect(session.screen(120, 40).shows("OUTPUT z 6×6"))
    #expect(session.screen(120, 40).shows("rows 2·(3 − 1) + 1·(1 − 1) + 1 − 0 − 0 + 1 = 6"))
  }

  @Test func `it is not compared side by side`() {
    let session = opened("transposed").after(.compare(true))
    #expect(session.screen.says("this one is transposed"))
    let other = opened("stride").after(.compare(true), .set(.transposed, "true"))
    #expect(other.screen.shows("forward full ∗"))
  }
}
