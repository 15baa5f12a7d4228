import Testing

@Suite("Kinds of terminals", .serialized)
struct TerminalKindTests {
  @Test(
    "one that cannot be used is refused in a sentence",
    arguments: [
      (
        "", "convscope: TERM is not set, so the kind of terminal is unknown; set it, or try --plain"
      ),
      (
        "frobnicator",
        "convscope: TERM is \"frobnicator\", a kind of terminal that is not known here; "
          + "set another, or try --plain"
      ),
    ])
  func refused(term: String, sentence: String) throws {
    let terminal = try Emulator("explore", columns: 120, environment: ["TERM": term])
    let screen = try terminal.wait(for: "modes=")
    #expect(screen.hasPrefix(sentence + "\n"))
    #expect(screen.contains("status=2"))
  }

  @Test func `a dumb one gets lines`() throws {
    let terminal = try Emulator("explore", environment: ["TERM": "dumb"])
    try terminal.wait(for: "Window 1 of 25")
    try terminal.type("product 1\n")
    try terminal.wait(for: "row −1 column −1, padding: 0 × 9 = 0, sum 0")
    try terminal.type("end\n")
    try terminal.wait(for: "status=0")
  }

  @Test func `a vt100 shows the same without colours`() throws {
    let terminal = try Emulator("explore", environment: ["TERM": "vt100"])
    try terminal.wait(for: "window 1/25")
    let hasColours = try isColoured(terminal)
    #expect(!hasColours)
  }

  @Test func `the locale C gets ASCII alone`() throws {
    let terminal = try Emulator("explore", environment: ["LC_ALL": "C"])
    let screen = try terminal.wait(for: "window 1/25")
    #expect(screen.isASCII)
    #expect(screen.contains("INPUT a  5x5, padding 1"))
  }

  @Test(
    "colours are as the options, then NO_COLOR, then the configuration say",
    arguments: [
      ("", "", "", true), ("", "1", "", false), ("--color 256", "1", "", true),
      ("--color never", "", "", false), ("", "", "color: never", false),
      ("--color auto", "", "color: never", true), ("", "1", "color: 256", false),
    ])
  func colours(options: String, noColor: String, configuration: String, isColoured: Bool) throws {
    let file = configuration.isEmpty ? nil : configuration
    let terminal = try Emulator(
      "explore --theme dark \(options)",
      environment: ["NO_COLOR": noColor, "XDG_CONFIG_HOME": try folder(holding: file)])
    try terminal.wait(for: "window 1/25")
    let hasColours = try self.isColoured(terminal)
    #expect(hasColours == isColoured)
  }

  private func isColoured(_ terminal: Emulator) throws -> Bool {
    try terminal.tmux("capture-pane", "-p", "-e").contains("8;5;")
  }
}
