import Glibc
import NcursesTerminal
import Screen
import Testing

/// Starts screen mode on a terminal of our own.
private func start(
  on device: Int32, type: String = "xterm-256color"
) throws(TerminalError) -> Terminal {
  setenv("TERM", type, 1)
  return try Terminal(.init(input: device, output: device))
}

/// Collects events until there are so many, for at most five seconds.
private func events(_ count: Int, of terminal: inout Terminal) -> [TerminalEvent] {
  let deadline = ContinuousClock.now + .seconds(5)
  var events: [TerminalEvent] = []
  while events.count < count, ContinuousClock.now < deadline {
    events += terminal.events(timeout: 100)
  }
  return events
}

private func frame(_ text: String, columns: Int = 80, rows: Int = 24) -> Frame {
  var frame = Frame(columns: columns, rows: rows)
  frame.put(text, row: 0, column: 0)
  return frame
}

@Suite("A terminal in screen mode", .serialized)
struct TerminalTests {
  @Test func `it starts on the alternate screen and leaves it at the end`() throws {
    let person = PseudoTerminal()
    let before = person.modes
    do {
      var terminal = try start(on: person.device)
      terminal.show(frame("hello"), theme: .auto)
      #expect(person.output().contains("\u{1B}[?1049h"))
      #expect(person.modes.c_lflag & tcflag_t(ICANON | ECHO) == 0)
      #expect(person.modes.c_iflag & tcflag_t(IXON) == 0)
    }
    #expect(person.output().contains("\u{1B}[?1049l"))
    #expect(person.modes.c_lflag == before.c_lflag && person.modes.c_iflag == before.c_iflag)
  }

  @Test func `a frame costs what differs from the last one`() throws {
    let person = PseudoTerminal()
    var terminal = try start(on: person.device)
    terminal.show(frame("sum so far 46"), theme: .dark)
    #expect(person.output().contains("sum so far 46"))
    terminal.show(frame("sum so far 82"), theme: .dark)
    let step = person.output()
    #expect(step.contains("82") && !step.contains("sum"))
    terminal.show(frame("sum so far 82"), theme: .dark)
    #expect(person.output() == "")
  }

  @Test func `a redraw paints everything again`() throws {
    let person = PseudoTerminal()
    var terminal = try start(on: person.device)
    terminal.show(frame("kernel"), theme: .light)
    _ = person.output()
    terminal.redraw()
    terminal.show(frame("kernel"), theme: .light)
    #expect(person.output().contains("kernel"))
  }

  @Test func `frames of any size are shown as far as they go`() throws {
    let person = PseudoTerminal(columns: 20, rows: 3)
    var terminal = try start(on: person.device)
    for columns in [0, 1, 19, 20, 21, 300] {
      terminal.show(frame("abc", columns: columns, rows: columns / 4), theme: .cvd)
    }
    #expect(person.output().contains("abc"))
  }

  @Test func `typed and pasted keys arrive in order`() throws {
    let person = PseudoTerminal()
    var terminal = try start(on: person.device)
    person.type("aω\r\u{1B}OC\u{1B}[Z\u{7F}\u{0C}\u{13}1\n2")
    let keys: [Key] = [
      .character("a"), .character("ω"), .enter, .right, .backTab, .backspace, .control("l"),
      .control("s"), .character("1"), .enter, .character("2"),
    ]
    #expect(events(keys.count, of: &terminal) == keys.map(TerminalEvent.key))
  }

  @Test("terminals that differ from terminfo are understood", arguments: ["xterm", "vt100"])
  func commonSequences(type: String) throws {
    let person = PseudoTerminal()
    var terminal = try start(on: person.device, type: type)
    person.type("\u{1B}[1~\u{1B}[4~\u{1B}[A\u{1B}OA\u{1B}[5~\u{1B}")
    let keys: [Key] = [.home, .end, .up, .up, .pageUp, .escape]
    #expect(events(keys.count, of: &terminal) == keys.map(TerminalEvent.key))
  }

  @Test func `a resize tells the new size once`() throws {
    let person = PseudoTerminal()
    var terminal = try start(on: person.device)
    person.resize(columns: 100, rows: 30)
    kill(getpid(), SIGWINCH)
    person.resize(columns: 60, rows: 20)
    kill(getpid(), SIGWINCH)
    #expect(events(1, of: &terminal) == [.resize(columns: 60, rows: 20)])
    #expect(terminal.size == (60, 20))
  }

  @Test func `a process that continues learns its size`() throws {
    let person = PseudoTerminal()
    var terminal = try start(on: person.device)
    person.resize(columns: 90, rows: 25)
    kill(getpid(), SIGCONT)
    #expect(events(1, of: &terminal) == [.resize(columns: 90, rows: 25)])
  }

  @Test("a signal that asks for an end is told once", arguments: [SIGINT, SIGTERM, SIGHUP])
  func endSignals(signal: Int32) throws {
    let person = PseudoTerminal()
    var terminal = try start(on: person.device)
    kill(getpid(), signal)
    #expect(events(1, of: &terminal) == [.end(signal: signal)])
    #expect(terminal.events(timeout: 0) == [])
  }

  @Test func `a terminal that hangs up ends`() throws {
    let person = PseudoTerminal()
    var terminal = try start(on: person.device)
    person.hangUp()
    #expect(terminal.events(timeout: nil) == [.end(signal: SIGHUP)])
  }

  @Test("frames are synchronized where that is known", arguments: [(0, false), (2, true)])
  func synchronizedOutput(answer: Int, isSynchronized: Bool) throws {
    let person = PseudoTerminal()
    var terminal = try start(on: person.device)
    terminal.show(frame("1"), theme: .auto)
    #expect(person.output().hasSuffix("\u{1B}[?2026$p"))
    person.type("\u{1B}[?2026;\(answer)$yx")
    #expect(events(1, of: &terminal) == [.key(.character("x"))])
    terminal.show(frame("2"), theme: .auto)
    let update = person.output()
    #expect(update.hasPrefix("\u{1B}[?2026h") == isSynchronized)
    #expect(update.hasSuffix("\u{1B}[?2026l") == isSynchronized)
  }

  @Test(
    "what cannot show screens is refused before anything is written",
    arguments: [
      ("", .typeNotSet), ("no-such-kind", .unknownType("no-such-kind")),
      ("dumb", .cannotPositionCursor(type: "dumb")),
    ] as [(String, TerminalError)])
  func refusals(type: String, error: TerminalError) {
    let person = PseudoTerminal()
    #expect(throws: error) { _ = try start(on: person.device, type: type) }
    #expect(person.output() == "")
  }

  @Test func `a file is no terminal`() {
    let file = open("/dev/null", O_RDWR)
    defer { close(file) }
    #expect(throws: TerminalError.noTerminal) { _ = try start(on: file) }
  }

  @Test(
    "the kind of terminal tells how many colours there are",
    arguments: [
      ("vt100", nil, "vt100", .mono), ("xterm", nil, "xterm", .eight),
      ("xterm", .full, "xterm-256color", .full), ("vt100", .full, "vt100", .mono),
      ("xterm-256color", nil, "xterm-256color", .full),
      ("xterm-256color", .mono, "xterm-256color", .mono),
    ] as [(String, ColorDepth?, String, ColorDepth)])
  func kinds(term: String, wanted: ColorDepth?, name: String, depth: ColorDepth) throws {
    let kind = try TerminalKind(term: term, wanted: wanted)
    #expect(kind.name == name && kind.depth == depth)
  }
}
