import NcursesTerminal
import Testing

@Suite("The locale of the environment")
struct TerminalLocaleTests {
  @Test(
    "the first variable that is set decides about UTF-8",
    arguments: [
      ([:], false), (["LANG": "C.UTF-8"], true), (["LANG": "de_DE.utf8"], true),
      (["LANG": "ca_ES.UTF-8@valencia"], true), (["LANG": "C.UTF-8", "LC_ALL": "C"], false),
      (["LANG": "C", "LC_CTYPE": "en_GB.UTF-8"], true),
      (["LANG": "en_US.UTF-8", "LC_ALL": ""], true),
      (["LC_ALL": "POSIX"], false), (["LANG": "de_DE.ISO-8859-1"], false),
    ] as [([String: String], Bool)])
  func claims(environment: [String: String], isUTF8: Bool) {
    #expect(TerminalLocale.claimsUTF8 { environment[$0] } == isUTF8)
  }
}
