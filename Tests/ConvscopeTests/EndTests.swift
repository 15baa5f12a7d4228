import Foundation
import Glibc
import Testing

@Suite("The end of the program", .serialized)
struct EndTests {
  /// The shell can be used as before.
  private func expectEnd(_ terminal: Emulator, status: Int32) throws {
    let screen = try terminal.wait(for: "modes=")
    #expect(screen.contains("status=\(status)\n"))
    #expect(screen.contains("modes=kept"))
    #expect(terminal.ask("#{alternate_on} #{cursor_flag}") == "0 1")
    try terminal.type("hello\n")
    try terminal.wait(for: "typed: hello")
  }

  @Test func `q goes home and then ends, Q ends`() throws {
    let terminal = try Emulator("explore")
    try terminal.wait(for: "window 1/25")
    try terminal.type("q")
    try terminal.wait(for: "EXPLORE")
    try terminal.type("q")
    try expectEnd(terminal, status: 0)
    let other = try Emulator("explore")
    try other.wait(for: "window 1/25")
    try other.type("Q")
    try expectEnd(other, status: 0)
  }

  @Test func `Ctrl-C ends with 130`() throws {
    let terminal = try Emulator("explore")
    try terminal.wait(for: "window 1/25")
    try terminal.press("C-c")
    try expectEnd(terminal, status: 130)
  }

  @Test(
    "a signal leaves the terminal as it was",
    arguments: [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGILL, SIGTRAP, SIGFPE, SIGBUS,
    ])
  func signals(number: Int32) throws {
    let terminal = try Emulator("explore")
    try terminal.wait(for: "window 1/25")
    #expect(kill(terminal.process, number) == 0)
    try expectEnd(terminal, status: 128 + number)
  }

  @Test func `Ctrl-Z says how to come back, and fg does`() throws {
    let terminal = try Emulator(inShell: true)
    try terminal.wait(for: "$")
    try terminal.type("\(Program.path) explore\n")
    try terminal.wait(for: "window 1/25")
    try terminal.press("Right")
    // Ctrl-Z throws away what was typed before it and not read yet.
    try terminal.wait(for: "window 2/25")
    try terminal.press("C-z")
    try terminal.wait { $0.contains("fg returns") && $0.contains("Stopped") }
    #expect(terminal.ask("#{alternate_on} #{cursor_flag}") == "0 1")
    try terminal.resize(columns: 100, rows: 30)
    try terminal.type("fg\n")
    try terminal.wait { $0.contains("window 2/25") && !$0.contains("Stopped") }
    #expect(terminal.ask("#{alternate_on} #{cursor_flag}") == "1 0")
    try terminal.press("Right")
    try terminal.wait(for: "window 3/25")
    try terminal.type("Q")
    try terminal.wait(for: "fg returns")
    try terminal.type("echo status=$?\n")
    try terminal.wait(for: "status=0")
  }
}
