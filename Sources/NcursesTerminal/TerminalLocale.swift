import CNcurses
import Glibc

/// The locale that decides how characters become bytes.
package enum TerminalLocale {
  /// Takes over the environment's locale.
  ///
  /// A locale that is not installed leaves the C library in plain ASCII, where curses would turn
  /// other characters into garbage in silence. So an environment that asks for UTF-8 gets the
  /// locale `C.UTF-8` instead, if that is there.
  ///
  /// - Returns: Whether characters beyond ASCII can be shown.
  @discardableResult
  package static func prepare() -> Bool {
    setlocale(LC_ALL, "")
    // Numbers keep their point wherever they are read or written by the C library.
    setlocale(LC_NUMERIC, "C")
    if isUTF8 { return true }
    guard claimsUTF8(environment: value) else { return false }
    setlocale(LC_CTYPE, "C.UTF-8")
    return isUTF8
  }

  /// Whether an environment asks for UTF-8: the first variable that is set decides.
  package static func claimsUTF8(environment: (String) -> String?) -> Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let locale = environment(name), !locale.isEmpty else { continue }
      let name = locale.lowercased()
      return name.hasSuffix("utf-8") || name.hasSuffix("utf8") || name.contains(".utf-8@")
        || name.contains(".utf8@")
    }
    return false
  }

  private static var isUTF8: Bool { String(cString: curses_codeset()) == "UTF-8" }

  private static func value(_ name: String) -> String? { environmentValue(name) }
}

/// The value of an environment variable.
func environmentValue(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
