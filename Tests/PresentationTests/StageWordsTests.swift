import ConvEngine
import Scenes
import Testing

@testable import Presentation

@Suite("What is said of a stage")
struct StageWordsTests {
  @Test func `a scattered δ says what it means and what it does`() {
    let session = opened("delta")
    #expect(session.lines().contains { $0.contains("raise z[1,2] a little and L rises.") })
    let falling = session.after(.seek(.step(4, product: nil)))
    #expect(falling.lines().contains { $0.contains("raise z[1,0] a little and L falls.") })
  }

  @Test func `a δ that no loss gives is said to be given or made up`() {
    let given = opened("kernel-gradient").lines()
    #expect(given.contains { $0.contains("δ is given: no loss is computed here.") })
    let made = opened("padding").after(.pass(.number(2))).lines()
    #expect(made.contains { $0.contains("δ is made up, from a seed: no loss") })
    #expect(!opened("padding").lines().contains { $0.contains("no loss") })
  }

  @Test func `the ⊙ step says which part of which way it is`() {
    let screen = opened("delta-below").screen
    #expect(screen.title.contains("layer 2 → 1"))
    #expect(screen.title.contains("part 2 of 2: ⊙ σ′"))
    #expect(screen.shows("δ¹[1,2] = ∂L/∂a¹[1,2] · σ′(z¹[1,2])"))
  }

  @Test func `the title keeps the pass and the view of a kernel gradient`() throws {
    let title = try opened("padding").after("2 v").screen.title
    #expect(title.contains("kernel gradient"))
    #expect(title.contains("scatter"))
  }

  @Test func `what L is stands beside a check where no loss is computed`() throws {
    let screen = try opened("padding").after("2 right #").screen
    #expect(screen.says("L, here Σ δ·z, goes to"))
    #expect(screen.says("✓ they agree"))
  }

  @Test func `in the comparison equal cells have a sign of their own`() throws {
    let session = opened("convolution")
    let shape = Shape4(1, 1, 3, 3)
    let ones = (0..<shape.count).reduce(session) {
      $0.after(.edit(TensorID(.kernel, 1), shape.index(at: $1), 1))
    }
    #expect(ones.screen.says("= stands behind equal ones"))
    #expect(!session.screen.says("= stands behind equal ones"))
    #expect(session.screen.shows("(I ⋆ K′)[1,1] = Σ m,n"))
  }

  @Test func `half a turn has its arrows beside the kernel`() throws {
    let half = try opened("padding").after("g f")
    #expect(half.screen.shows("KERNEL ω′ 3×3, ↕ then ↔"))
    #expect(!half.waiting(1000).screen.says("↕"))
  }

  @Test func `on a small screen a handed out product is headed by its receiver`() throws {
    let screen = try opened("padding").after("v").typing("7.5", into: ":").smallScreen
    #expect(screen.lines[2].contains("z[1,1]"))
    #expect(screen.shows("sum 117"))
    #expect(!screen.shows("sum 105"))
  }
}
