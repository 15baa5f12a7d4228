import Glibc
import NcursesTerminal
import Presentation
import Scenes
import Screen

/// A session on the terminal's screen.
struct Screens {
  let depth: ColorDepth?
  /// Where progress is kept.
  var store: ProgressStore?
  /// How many of the session's milliseconds pass in one.
  var rate = 1.0
  /// The library, read once the first picture is shown.
  var library: (() -> [Scene])?
  /// What is done before anything else.
  var first: Action?

  func run(_ session: inout Session) throws {
    var terminal: Terminal
    do {
      terminal = try Terminal(
        .init(depth: depth, stopNote: "convscope is stopped; fg returns to it."))
    } catch { throw Failure(status: 2, error.description) }
    session.screen = terminal.size
    session.arriveOnScreen()
    if let first { session.apply(first) }
    var signal: Int32?
    let start = Screens.milliseconds
    var told = 0
    var rest = 0.0
    var reports: [Input] = []
    var pending = library
    var files = SessionFiles(store, session)
    try Presentation.run(
      &session,
      next: { wait in
        if let library = pending {
          pending = nil
          return [.library(library())]
        }
        if !reports.isEmpty {
          defer { reports = [] }
          return reports
        }
        let events = terminal.events(timeout: wait.map { Int((Double($0) / rate).rounded(.up)) })
        let passed = Screens.milliseconds - start - told
        told += passed
        let scaled = Double(passed) * rate + rest
        rest = scaled - scaled.rounded(.down)
        var inputs: [Input] = [.action(.tick(milliseconds: Int(scaled)))]
        for event in events {
          switch event {
          case .key(let key):
            inputs.append(.key(key))
            if KeyTable.action(for: key, in: .stage) == .redraw { terminal.redraw() }
          case .resize(let columns, let rows):
            inputs.append(.resize(columns: columns, rows: rows))
          case .end(let number):
            signal = number
            inputs.append(.action(.end))
          }
        }
        return inputs
      },
      show: { session in
        let size = terminal.size
        terminal.show(
          session.frame(columns: size.columns, rows: size.rows), theme: session.preferences.theme)
        reports = files.answers(to: session).map { .action($0) }
      })
    session.stopRecording()
    _ = files.answers(to: session)
    if let signal { terminal.finish(signal: signal) }
  }

  /// Time that never goes back.
  private static var milliseconds: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }
}
