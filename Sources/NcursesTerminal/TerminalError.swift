/// Why a terminal cannot be used for screens.
package enum TerminalError: Error, Hashable, CustomStringConvertible {
  case noTerminal
  case typeNotSet
  case unknownType(String)
  case cannotPositionCursor(type: String)
  case cannotStart(type: String)

  package var description: String {
    switch self {
    case .noTerminal:
      "standard input and output are not both a terminal; try --plain"
    case .typeNotSet:
      "TERM is not set, so the kind of terminal is unknown; set it, or try --plain"
    case .unknownType(let type):
      "TERM is \"\(type)\", a kind of terminal that is not known here; set another, or try --plain"
    case .cannotPositionCursor(let type):
      "a terminal of the kind \"\(type)\" cannot position the cursor; try --plain"
    case .cannotStart(let type):
      "the terminal of the kind \"\(type)\" could not be set up; try --plain"
    }
  }
}
