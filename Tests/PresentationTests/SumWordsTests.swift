import Scenes
import Testing

@testable import Presentation

@Suite("The arithmetic of a step")
struct SumWordsTests {
  @Test func `the bias is named where the last product completes an output in the scatter view`()
    throws
  {
    let screen = try opened("channels").after("v G").screen
    #expect(screen.shows("z[0,2,2]: 39 + 0·0 + 2 (b) = 41"))
    #expect(screen.shows("z[1,2,2]: 6 + 0·(−2) + (−1) (b) = 5"))
  }

  @Test func `no bias is named before an output has all its products`() throws {
    let screen = try opened("channels").after("v right").screen
    #expect(screen.lines.allSatisfy { !$0.contains("(b)") })
  }

  @Test func `a sum of one product shows the product`() throws {
    let screen = try opened("delta").after("v v G").screen
    #expect(screen.shows("∂L/∂a[3,3] = (−2)·1 = −2"))
  }

  @Test func `a negative factor before a sign stands in parentheses`() throws {
    let screen = try opened("padding").after("2 v G").screen
    #expect(screen.lines.allSatisfy { !$0.contains("+ −") })
  }

  @Test func `products that fall on padding are counted in one line`() throws {
    let screen = try opened("padding").after("2 v G").screen
    #expect(screen.shows("padding: 5 products are dropped"))
    #expect(screen.shows("… 2 more above"))
  }

  @Test func `the sum of a first channel is said once while it is unfinished`() throws {
    let screen = try opened("channels").after("4").typing("2.3", into: ":").screen
    #expect(screen.lines.allSatisfy { $0.split(separator: "so far =").count <= 2 })
  }
}
