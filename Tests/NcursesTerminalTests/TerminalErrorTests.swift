import NcursesTerminal
import Testing

@Suite("Why a terminal cannot be used")
struct TerminalErrorTests {
  @Test(
    "the reason is one sentence",
    arguments: [
      (.noTerminal, "standard input and output are not both a terminal; try --plain"),
      (
        .typeNotSet,
        "TERM is not set, so the kind of terminal is unknown; set it, or try --plain"
      ),
      (
        .unknownType("xtrem"),
        "TERM is \"xtrem\", a kind of terminal that is not known here; set another, or try --plain"
      ),
      (
        .cannotPositionCursor(type: "dumb"),
        "a terminal of the kind \"dumb\" cannot position the cursor; try --plain"
      ),
      (
        .cannotStart(type: "xterm"),
        "the terminal of the kind \"xterm\" could not be set up; try --plain"
      ),
    ] as [(TerminalError, String)])
  func sentences(error: TerminalError, sentence: String) {
    #expect(error.description == sentence)
  }
}
