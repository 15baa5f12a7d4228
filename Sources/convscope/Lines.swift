import NcursesTerminal
import Presentation
import Scenes

/// A session in lines: what is typed is read line by line, what changes is appended.
struct Lines {
  /// Prints the whole session.
  func show(_ session: Session) throws {
    var session = session
    session.settle()
    try print(session.lines())
  }

  /// Prints the session, and then obeys a line after another.
  func run(_ session: inout Session) throws {
    try show(session)
    while !session.hasEnded {
      try StandardOutput.write("> ")
      guard let line = readLine() else {
        try StandardOutput.write("\n")
        return
      }
      // What comes from a file is not on the terminal yet.
      if !Terminal.isTerminal(0) { try StandardOutput.write(line + "\n") }
      try print(session.obey(line))
      if let answer = session.saveRequest?.answer { try print(session.obey(answer.text)) }
    }
  }

  private func print(_ lines: [String]) throws {
    try StandardOutput.write(lines.map { $0 + "\n" }.joined())
  }
}
