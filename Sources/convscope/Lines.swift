import NcursesTerminal
import Presentation
import Scenes

/// A session in lines: what is typed is read line by line, what changes is appended.
struct Lines {
  /// Where progress is kept.
  var store: ProgressStore?

  /// Prints the whole session.
  func show(_ session: Session) throws {
    var session = session
    session.settle()
    try print(session.lines())
  }

  /// Prints the session, and then obeys a line after another.
  func run(_ session: inout Session) throws {
    try show(session)
    while let lines = session.playMoment() { try print(lines) }
    var files = SessionFiles(store, session)
    try keep(&session, in: &files)
    while !session.hasEnded {
      try StandardOutput.write("> ")
      guard let line = readLine() else {
        try StandardOutput.write("\n")
        break
      }
      // What comes from a file is not on the terminal yet.
      if !Terminal.isTerminal(0) { try StandardOutput.write(line + "\n") }
      try print(session.obey(line))
      try keep(&session, in: &files)
    }
    session.stopRecording()
    _ = files.answers(to: session)
  }

  /// Keeps what a session asks to be kept, and prints what there is to say of it.
  private func keep(_ session: inout Session, in files: inout SessionFiles) throws {
    for answer in files.answers(to: session) { try print(session.obey(answer)) }
  }

  private func print(_ lines: [String]) throws {
    try StandardOutput.write(lines.map { $0 + "\n" }.joined())
  }
}
