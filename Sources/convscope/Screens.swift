import Glibc
import NcursesTerminal
import Presentation
import Scenes
import Screen

/// A session on the terminal's screen.
struct Screens {
  let depth: ColorDepth?
  /// How many of the session's milliseconds pass in one.
  var rate = 1.0

  func run(_ session: inout Session) throws {
    var terminal: Terminal
    do {
      terminal = try Terminal(
        .init(depth: depth, stopNote: "convscope is stopped; fg returns to it."))
    } catch { throw Failure(status: 2, error.description) }
    session.screen = terminal.size
    var signal: Int32?
    let start = Screens.milliseconds
    var told = 0
    var rest = 0.0
    var reports: [Input] = []
    try Presentation.run(
      &session,
      next: { wait in
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
        if let request = session.saveRequest { reports = [.action(request.answer)] }
      })
    if let signal { terminal.finish(signal: signal) }
  }

  /// Time that never goes back.
  private static var milliseconds: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }
}
