import ConvEngine
import Presentation
import Scenes
import Testing

@Suite("The words of the linear mode")
struct LinearWordsTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var scene: String
    var lines: [String]
    var says: String
    var testDescription: String { "\(scene): \(lines.joined(separator: ", "))" }
  }

  @Test(
    "say what is there",
    arguments: [
      Row(
        scene: "stride-backwards", lines: ["view gather"],
        says: "δ[0,0] and ω′[2,2]: 1 × 4 = 4, sum 4"),
      Row(
        scene: "stride-backwards", lines: ["view gather"],
        says: "δ[1,1] and ω′[0,0]: −1 × 3 = −3, sum −1"),
      Row(
        scene: "bias-gradient", lines: ["pass dL/db1", "first"],
        says: "∂L/∂b[0] = ?, 9 numbers to add"),
      Row(
        scene: "bias-gradient", lines: ["pass dL/db1", "seek 1.4"],
        says: "Cell 1 of 1, ∂L/∂b[0], number 4 of 9."),
      Row(
        scene: "bias-gradient", lines: ["pass loss", "seek 1.2"],
        says: "square 2 of"),
      Row(
        scene: "delta", lines: ["pass dL/da0", "view gather"], says: ", where δ has that cell"),
      Row(scene: "delta-below", lines: ["pass delta1"], says: ", part 1 was the sum, now one ⊙"),
      Row(scene: "padding", lines: ["first"], says: ", where 0 ≤ m < 3, 0 ≤ n < 3"),
      Row(
        scene: "padding", lines: ["set padding-mode reflect", "seek 1.1"],
        says: "row −1 column −1, padding that reads a[1,1]: 7 × 9 = 63"),
      Row(
        scene: "padding", lines: ["set padding-mode reflect", "pass dL/da0", "seek 7.1"],
        says: "δ[0,0] and ω′[0,0], back from padding at row −1 column −1"),
      Row(
        scene: "transposed", lines: ["view gather", "seek 8"],
        says: "a[0,0] and ω′[2,2]: 1 × 4 = 4, sum"),
      Row(
        scene: "padding", lines: ["set inputSize 5"],
        says: "\"inputSize\" is no parameter; did you mean \"input-size\"?"),
    ])
  func says(row: Row) {
    var session = opened(row.scene)
    let said = row.lines.flatMap { session.obey($0) } + session.lines()
    #expect(said.contains { $0.contains(row.says) }, "\(said)")
    #expect(!said.contains { $0.contains("where where") || $0.contains("?.") })
  }

  @Test func `a sum with a bias says what it is without and with it, wherever it is said`() {
    let session = opened("channels")
    let both = "18, with b[1] = −1: 17"
    #expect(session.lines().contains { $0.contains("so far \(both).") })
    #expect(session.after(.show(.sentence)).screen(80, 40).says("the sum is now \(both)."))
    #expect(session.screen.says("= 23 + (−5) so far = \(both) so far"))
    #expect(session.smallScreen.shows("= \(both) so far"))
    #expect(session.after(.seek(.step(11, product: nil))).screen.says("= 23 + 7 + (−1) (b) = 29"))
  }
}
