import CNcurses
import Glibc

/// Mode 2026: a terminal that has it shows a frame whole or not at all.
///
/// Terminals are asked, and never waited for: some do not answer. The answers are registered as
/// keys, so that even a late one cannot pass for something typed.
enum SynchronizedOutput {
  static let question = "\u{1B}[?2026$p"
  static let begin = "\u{1B}[?2026h"
  static let end = "\u{1B}[?2026l"

  /// Codes beyond those of curses and of terminfo's own extensions.
  private static let firstCode: Int32 = 20260

  static let answers: [(sequence: String, code: Int32)] = (0...4).map {
    ("\u{1B}[?2026;\($0)$y", firstCode + $0)
  }

  /// What an answer says, or nil when a code is none.
  ///
  /// 1 is set and 2 is reset; the others mean that the mode is unknown or fixed.
  static func isSupported(answer code: wint_t) -> Bool? {
    let answer = Int32(truncatingIfNeeded: code) - firstCode
    guard (0...4).contains(answer) else { return nil }
    return answer == 1 || answer == 2
  }

  /// Whether a terminal takes the question for what it is; Apple's prints its last letter.
  static var canAsk: Bool {
    TerminalKind.hasCapability("smcup") && environmentValue("TERM_PROGRAM") != "Apple_Terminal"
  }
}
