import Foundation
import Testing

/// Throws the same numbers every time, so that a failure can be had again.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

@Suite("The program on a terminal", .serialized)
struct ScreenTests {
  @Test func `the fifth product of the seventh window is found by keys`() throws {
    let terminal = try Emulator("explore --motion none")
    try terminal.wait(for: "window 1/25   product 0/9")
    try terminal.type(":7.5")
    try terminal.wait(for: "go to")
    try terminal.press("Enter")
    let parts = ["window 7/25   product 5/9", "9 + 16 + 21 + 36 + 35 + …", "▸117◂", "▸ 7·5 ◂"]
    try terminal.wait { screen in parts.allSatisfy { screen.contains($0) } }
    #expect(terminal.ask("#{alternate_on} #{cursor_flag}") == "1 0")
    try terminal.type("f")
    try terminal.wait(for: "1·1")
    try terminal.type("*")
    try terminal.wait { $0.contains("∗ turned") }
    try terminal.type("c")
    try terminal.wait(for: "side by side")
  }

  @Test func `b goes through all passes and v through all views`() throws {
    let terminal = try Emulator("explore --bias --activation relu")
    for pass in ["forward", "activation", "kernel gradient", "bias gradient", "input gradient"] {
      try terminal.wait(for: pass)
      try terminal.type("b")
    }
    try terminal.wait(for: "this is the last")
    for view in ["scatter", "zeros between"] {
      try terminal.type("v")
      try terminal.wait(for: view)
    }
    try terminal.type("v")
    try terminal.wait { $0.contains("input gradient") && $0.contains("view: gather") }
  }

  @Test("it fits", arguments: [(40, 12), (80, 24), (200, 60)])
  func sizes(columns: Int, rows: Int) throws {
    let terminal = try Emulator("explore", columns: columns, rows: rows)
    let screen = try terminal.wait { $0.contains("1/25") && $0.contains("? help") }
    #expect(screen.contains(rows == 12 ? "INPUT" : "INPUT a  5×5, padding 1"))
  }

  @Test func `a resize while help is open keeps it, and too small a screen waits`() throws {
    let terminal = try Emulator("")
    try terminal.wait(for: "BACK-PROPAGATION")
    try terminal.type("?")
    try terminal.wait(for: "The list of scenes")
    try terminal.resize(columns: 100, rows: 30)
    try terminal.wait { $0.contains("The list of scenes") && $0.contains("The stage") }
    try terminal.resize(columns: 30, rows: 8)
    try terminal.wait(for: "needs 40x12, has 30x8")
    try terminal.resize(columns: 80, rows: 24)
    try terminal.wait(for: "The list of scenes")
    try terminal.press("Escape")
    try terminal.wait(for: "New here?")
  }

  @Test func `Ctrl-L paints again what something else wrote over`() throws {
    let terminal = try Emulator("explore")
    try terminal.wait(for: "window 1/25")
    let device = terminal.ask("#{pane_tty}")
    let file = try #require(FileHandle(forWritingAtPath: device))
    file.write(Data("\u{1B}[1;1HGARBAGE GARBAGE GARBAGE".utf8))
    try terminal.wait(for: "GARBAGE")
    try terminal.press("C-l")
    try terminal.wait { $0.contains(" Explore") && !$0.contains("GARBAGE") }
  }

  @Test func `two thousand random keys leave it alive and answering`() throws {
    let terminal = try Emulator("explore --speed 16")
    try terminal.wait(for: "window 1/25")
    var random = Dice(state: 2026)
    let keys =
      "hjkl.,<>gG:0123456789(){}bBPv=#cdyf*o+-eurUnpTA/?\t\r\u{7F}\u{1B} ".map(String.init)
      + ["\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}OP"]
    var all = ""
    for round in 0..<20 {
      let batch = (0..<100).map { _ in keys.randomElement(using: &random) ?? "h" }.joined()
      all += batch
      try terminal.type(batch)
      if round % 5 == 4 {
        try terminal.resize(columns: round % 2 == 0 ? 61 : 132, rows: 18 + round)
      }
    }
    try terminal.resize(columns: 80, rows: 24)
    try terminal.press("Escape", "Escape", "Escape")
    try terminal.type("Q")
    let screen = try terminal.wait(for: "status=")
    #expect(screen.contains("status=0"), "after \(all.debugDescription)")
  }
}
