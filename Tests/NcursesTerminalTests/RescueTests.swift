import Glibc
import NcursesTerminal
import Screen
import Testing

/// A process in screen mode on a terminal of its own, about to get a signal.
private struct Victim: ~Copyable {
  nonisolated(unsafe) static var ends: (controller: Int32, device: Int32) = (-1, -1)
  let person: PseudoTerminal
  var terminal: Terminal

  init() throws {
    setenv("TERM", "xterm-256color", 1)
    person = PseudoTerminal()
    Victim.ends = (person.controller, person.device)
    terminal = try Terminal(.init(input: person.device, output: person.device))
    terminal.show(Frame(columns: 80, rows: 24), theme: .auto)
  }

  borrowing func leave() -> Never { exit(0) }

  /// Any thread may take the signal, so that this one only waits.
  borrowing func wait(for signal: Int32) -> Never {
    kill(getpid(), signal)
    while true { pause() }
  }

  consuming func finish(signal: Int32) -> Never { terminal.finish(signal: signal) }

  /// Ends the process: 7 when the screen has been left by now.
  static func reportScreen() -> Never {
    let text = PseudoTerminal.output(controller: ends.controller, device: ends.device)
    _exit(text.hasSuffix("\u{1B}[?1049l") ? 7 : 1)
  }
}

@Suite("A process that is killed")
struct RescueTests {
  @Test(
    "the screen is restored before the former handler runs",
    arguments: [SIGQUIT, SIGABRT, SIGSEGV, SIGILL, SIGTRAP, SIGFPE, SIGBUS])
  func restoring(signal number: Int32) async {
    await #expect(processExitsWith: .exitCode(7)) { [number] in
      signal(number) { _ in Victim.reportScreen() }
      try Victim().wait(for: number)
    }
  }

  // The runtime's backtracer returns, and a signal that was sent does not come again by itself.
  @Test func `a former handler that returns does not keep the process alive`() async {
    await #expect(processExitsWith: .signal(SIGQUIT)) {
      signal(SIGQUIT) { _ in }
      try Victim().wait(for: SIGQUIT)
    }
  }

  @Test(
    "an end that was asked for has the status that shells expect",
    arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func statuses(number: Int32, status: Int32) async {
    await #expect(processExitsWith: .exitCode(status)) { [number] in
      try Victim().finish(signal: number)
    }
  }

  @Test func `a hang-up is raised again in the end`() async {
    await #expect(processExitsWith: .signal(SIGHUP)) {
      try Victim().finish(signal: SIGHUP)
    }
  }

  @Test func `leaving without a word restores the screen`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      atexit { Victim.reportScreen() }
      try Victim().leave()
    }
  }
}
