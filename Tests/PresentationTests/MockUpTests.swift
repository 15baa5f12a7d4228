import Presentation
import Scenes
import Screen
import Testing

@Suite("The numbers of the mock-ups")
struct MockUpTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var mockUp: String
    var scene: String
    var texts: [String]
    var testDescription: String { "mock-up \(mockUp)" }
  }

  @Test(
    "are on the screen",
    arguments: [
      Row(
        mockUp: "0, page example 1", scene: "padding",
        texts: [
          "forward ⋆ window 7/25 product 5/9", "INPUT a 5×5, padding 1", "· · · · · · ·",
          "·[ 1 2 3] 4 5 ·", "6▸ 7◂ 8]", "6▸ 5◂ 4", "114[ ?] _ _ _", "32 68 89 110 96",
          "1·9 2·8 3·7", "6·6 ▸ 7·5 ◂", "sum so far 9 25 46 82 ▸117◂",
          "9 + 16 + 21 + 36 + 35 + …", "▸padding=1◂",
          "rows ⌊(5 + 1 + 1 − 1·(3 − 1) − 1) / 1⌋ + 1 = 5", "9 parameters = 1·1·3·3",
          "columns the same", "0 ≤ m < 3, 0 ≤ n < 3",
        ]),
      Row(
        mockUp: "a, page example 4", scene: "channels",
        texts: [
          "z[1,0,1]", "product 12/18", "INPUT a 2×5×5", "a[0]", "a[1]", "ω′[1,0]", "ω′[1,1]",
          "1[ 2 0▸ 1◂ 4", "0·3 1·0 3·3", "4·2 0·−2 2·−1", "2·−2 0·0 ▸ 1·−1", "sum of c 0 = 23",
          "c 1 so far = −5", "o 0 b[0] = 2", "▸o 1 b[1] = −1", "o 2 b[2] = 3", "25 41 25",
          "49 27 41", "1[ ?]", "= 23 + (−5) so far = 18, with b[1] = −1: 17 so far",
          "57 parameters = 3·2·3·3 + 3", "Conv2d(▸2, 3◂", "▸bias=True◂",
        ]),
      Row(
        mockUp: "b, both operations", scene: "convolution",
        texts: [
          "side by side window 7/25", "⋆ slides K′ as it is", "∗ turns it first",
          "(I ⋆ K′)[1,1] = 219", "(I ∗ K′)[1,1] = 411", "difference 192",
          "7 of 7 so far differ", "114[219]", "276[411]", "32 68 89 110 96",
          "128 202 241 280 184", "6·6 7·5 8·4", "6·4 7·5 8·6", "11·3 12·2 13·1",
          "11·7 12·8 13·9", "K′[2−m, 2−n]",
          "9 first, 1 last 1 first, 9 last",
        ]),
      Row(
        mockUp: "c, δ of the layer below", scene: "delta-below",
        texts: [
          "cell 7/16", "tanh", "9 −6[ −5] 1", "0.03 0.28[ 0.60] 0.28", "0.24 −1.68[ ?] _",
          "0.09 −4.70 0.36", "0.04 0.94 0.18 0.07", "(−5) · σ′(0.75) = (−5) · 0.596586 = ?",
          "−2·1 0·3", "1·−1 −1·2", "1 absent",
        ]),
      Row(
        mockUp: "d, stride 2 backwards", scene: "stride-backwards",
        texts: [
          "view: zeros between cell 13/25", "·[ 1 ∘ −2] · ·", "·[ ∘ ∘ ∘] · ·",
          "·[ 2 ∘ −1] · ·", "4 −2 −1", "1·4 ∘ −2·−1", "2·−2 ∘ −1·3", "3 −1 −8 2 4",
          "2 1 −4 −2 0", "gather, scatter and zeros between agree: 25 of 25 cells ✓",
          "∂L/∂a[2,2] =", "= −1",
        ]),
      Row(
        mockUp: "e, the kernel gradient", scene: "kernel-gradient",
        texts: [
          "product 5/9", "[ 1▸ 5◂ 2]", "1▸ −2◂ −1", "1·2 4·−1 2·0", "1·1 ▸ 5·−2", "0 8 −12",
          "[ ?] _ _", "(not used)", "2 − 4 + 0 + 1 − 10", "sum so far 2 −2 −2 −1 ▸−11◂",
          "a[i+1, j+0]", "0 ≤ i < 3, 0 ≤ j < 3",
        ]),
      Row(
        mockUp: "i, scatter", scene: "delta",
        texts: [
          "view: scatter δ 6/9", "−2 0[ 1]", "4 4 −1 3", "−6 −3[ 0 4]", "2 −2[ −1 1]",
          "not turned", "1·2 1·3", "∂L/∂a[1,2]: −2 + 1·2 = 0", "∂L/∂a[1,3]: 1 + 1·3 = 4",
          "∂L/∂a[2,2]: 0 + 1·(−1) = −1", "∂L/∂a[2,3]: 0 + 1·1 = 1",
        ]),
      Row(
        mockUp: "j, an inexact stride", scene: "stride-inexact",
        texts: [
          "window 2/4 product 9/9", "[ 0 5 4] (5)", "(4) (0) (3) (2) (2) (1)", "13[ 4]",
          "z[0,1] =", "= 4", "⌊(6 + 0 + 0 − 1·(3 − 1) − 1) / 2⌋ + 1 = ⌊1.5⌋ + 1 = 2",
          "▸stride=2◂", "0·1 5·−2 4·2", "3·−2 1·3 3·1", "5·3 1·−1 4·−2",
        ]),
    ])
  func standard(row: Row) {
    let screen = opened(row.scene).screen
    for text in row.texts { #expect(screen.shows(text), "no “\(text)” in\(screen)") }
  }

  @Test(
    "are on the small screen",
    arguments: [
      ("", ["[INPUT a] KERNEL ω′ OUTPUT z", "6▸ 7◂ 8]", "z[1,1]", "a[1,1] 7", "ω′[1,1] 5"]),
      ("", ["product 35", "sum 117", "done 5/9", "▸117◂", "Conv2d(1,1,k=3,s=1,▸p=1◂,d=1) 5×5"]),
      ("tab tab tab tab", ["[PRODUCTS]", "z[1,1]", "1·9 2·8 3·7", "6·6 ▸ 7·5 ◂", "▸117◂"]),
    ])
  func compact(keys: String, texts: [String]) throws {
    let screen = try opened("padding").after(keys).smallScreen
    for text in texts { #expect(screen.shows(text), "no “\(text)” in\(screen)") }
  }

  @Test(
    "δ itself and the written-out sum of mock-up d stand beside the zeros",
    arguments: ["δ itself", "1·4 + (−2)·(−1) + 2·(−2) + (−1)·3 = −1"])
  func zerosBetween(text: String) {
    #expect(opened("stride-backwards").screen.shows(text))
  }

  @Test(
    "mock-up d says how the stuffed window came about",
    arguments: [
      "∘ between 2 − 1 = 1, around 1·(3 − 1) − 0 = 2; 3 + 2·2 − 3 + 1 = 5",
      "more at the end (5 + 0 + 0 − 1·(3 − 1) − 1) mod 2 = 0",
      "gathered: δ[0,0]·ω′[2,2] + δ[0,1]·ω′[2,0] + δ[1,0]·ω′[0,2] + δ[1,1]·ω′[0,0]",
    ])
  func stuffing(text: String) {
    #expect(opened("stride-backwards").lines().contains { $0.contains(text) })
  }

  @Test func `a stuffed window says what an inexact stride and uneven padding do to it`() {
    let session = opened("stride-backwards").after(
      .set(.inputSize, "6,5"), .set(.padding, "1,0,0,2"))
    let lines = session.lines()
    #expect(
      lines.contains { $0.contains("rows: more at the end (6 + 1 + 0 − 1·(3 − 1) − 1) mod 2 = 0") })
    #expect(lines.contains { $0.contains("columns: ") && $0.contains("after 1·(3 − 1) − 2 = 0") })
    #expect(lines.contains { $0.hasSuffix("; 5 + 1 + 2 − 3 + 1 = 6") })
    #expect(lines.contains { $0.hasSuffix("; 5 + 2 + 0 − 3 + 1 = 5") })
  }

  @Test func `an exact zero is 0, a rounded one 0.00, and no number is rounded before it is used`()
    throws
  {
    let screen = try opened("delta-below").after("G").screen
    #expect(screen.shows("0.09 −4.70 0.36 0"))
    #expect(try opened("delta-below").after(".").screen.says("= (−5) · 0.596586 ≈ −2.98293"))
  }
}
