import Presentation
import Scenes
import Screen
import Testing

@Suite("Playing and time")
struct PlayingTests {
  @Test("nothing wakes a session up that stands still", arguments: sceneNames)
  func idle(scene: String) {
    #expect(opened(scene).wakeUp == nil)
    #expect(opened(scene).waiting(100_000).wakeUp == nil)
    #expect(Session(library: shippedScenes).wakeUp == nil)
  }

  @Test(
    "windows pass with time",
    arguments: [(499, 7), (500, 8), (999, 8), (1000, 9), (5000, 17), (60_000, 25)])
  func playing(milliseconds: Int, window: Int) throws {
    let session = try opened("padding").after("space").waiting(milliseconds)
    #expect(session.screen.shows("window \(window)/25"))
  }

  @Test func `each window is a wake-up, and the last one ends them`() throws {
    var session = try opened("padding").after("g space")
    var wakeUps: [Int] = []
    while let next = session.wakeUp, wakeUps.count < 100 {
      wakeUps.append(next)
      session.apply(.tick(milliseconds: max(next - session.clock, 0)))
    }
    #expect(wakeUps == (1...24).map { $0 * 500 })
    #expect(session.screen.shows("window 25/25 product 9/9"))
  }

  @Test(
    "playing stops with a key that walks, and at the same window",
    arguments: ["space", ".", ",", "g", ":"])
  func pausing(key: String) throws {
    let session = try opened("padding").after("space").waiting(500).after(key)
    #expect(session.wakeUp == nil)
  }

  @Test(
    "the speed has bounds, and says itself",
    arguments: [
      (">", "4 windows a second"), ("> > >", "16 windows a second"),
      ("> > > > > >", "16 windows a second"), ("<", "1 window a second"),
      ("< <", "0.5 windows a second"), ("< < < < <", "0.25 windows a second"),
    ])
  func speed(keys: String, sentence: String) throws {
    #expect(try opened("padding").after(keys).screen.foot.contains(sentence))
  }

  @Test(
    "the speed is that of the wake-ups", arguments: [("> > >", 62), (">", 250), ("<", 1000)])
  func interval(keys: String, milliseconds: Int) throws {
    let session = try opened("padding").after(keys).waiting(3000).after("space")
    #expect(session.wakeUp == 3000 + milliseconds)
  }

  @Test func `playing from the last window starts over`() throws {
    let session = try opened("padding").after("G space")
    #expect(session.screen.shows("window 1/25 product 0/9"))
    #expect(session.waiting(500).screen.shows("window 2/25 product 9/9"))
  }

  @Test func `a list over the stage does not speed anything up`() throws {
    let session = try opened("padding").after("space ?").waiting(1000).after("esc")
    #expect(session.screen.shows("window 9/25"))
  }

  @Test func `a message goes after three seconds`() throws {
    let session = try opened("padding").after("G right")
    #expect(session.wakeUp == 3000)
    #expect(session.waiting(2999).screen.says("This is the last step"))
    #expect(!session.waiting(3000).screen.says("This is the last step"))
    #expect(session.waiting(3000).wakeUp == nil)
  }

  @Test func `a message goes with the next key`() throws {
    let session = try opened("padding").after("G right left")
    #expect(!session.screen.says("This is the last step"))
    #expect(session.wakeUp == nil)
  }

  @Test func `a message does not keep the stage from being seen when it is gone`() throws {
    let before = try opened("padding").after("G")
    #expect(try before.after("right").waiting(3000).screen == before.screen)
  }

  @Test func `a long time at once is the same as many short ones`() throws {
    let start = try opened("padding").after("g space")
    var slow = start
    for _ in 0..<100 { slow = slow.waiting(37) }
    #expect(slow.screen == start.waiting(3700).screen)
  }
}
