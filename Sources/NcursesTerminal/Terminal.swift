import CNcurses
import Glibc
package import Screen

/// A terminal in screen mode: shows frames, reports keys.
///
/// There is one at a time. It gives the terminal back when it goes out of scope; behind that stand
/// an exit handler and one for signals that kill.
package struct Terminal: ~Copyable {
  package struct Settings: Sendable {
    /// The colours to use; nil leaves it to terminfo.
    package var depth: ColorDepth?
    /// The file descriptors that keys come from and screens go to.
    package var input: Int32
    package var output: Int32
    /// What is said when the process is stopped, as by Ctrl-Z; nothing where it is empty.
    package var stopNote: String

    package init(
      depth: ColorDepth? = nil, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
      stopNote: String = ""
    ) {
      self.depth = depth
      self.stopNote = stopNote
      self.input = input
      self.output = output
    }
  }

  /// How many colours are in use.
  package let depth: ColorDepth
  let input: Int32
  var canvas: Canvas
  private let stopNote: String
  private let connection: Connection

  /// Takes the terminal over.
  ///
  /// - Parameter settings: What to use of it.
  /// - Throws: ``TerminalError``, in which case nothing has been written.
  package init(_ settings: Settings = Settings()) throws(TerminalError) {
    guard Terminal.isTerminal(settings.input), Terminal.isTerminal(settings.output) else {
      throw .noTerminal
    }
    let kind = try TerminalKind(term: environmentValue("TERM"), wanted: settings.depth)
    TerminalLocale.prepare()
    connection = try Connection(kind, input: settings.input, output: settings.output)
    depth = connection.startColors(kind.depth)
    input = settings.input
    stopNote = settings.stopNote
    canvas = Canvas(output: settings.output, depth: depth)
  }

  deinit { connection.close() }

  /// Whether a file descriptor is a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  package var size: (columns: Int, rows: Int) {
    (Int(getmaxx(curses_screen())), Int(getmaxy(curses_screen())))
  }

  /// Shows a frame, writing only what differs from the last one.
  ///
  /// What lies outside the terminal is left out; what the frame does not cover stays blank.
  package mutating func show(_ frame: Frame, theme: Theme) { canvas.show(frame, theme: theme) }

  /// Makes the next ``show(_:theme:)`` paint everything, whatever the terminal shows now.
  package mutating func redraw() { canvas.forget() }

  /// Waits for what the terminal reports, and returns all that is pending.
  ///
  /// A resize is reported once, with the size it came to; also after the process was stopped and
  /// continued, so that the caller shows its frame again. Keys that are none to us are left out.
  ///
  /// - Parameter milliseconds: How long to wait at most; nil is as long as it takes.
  /// - Returns: Events in the order they came, or none when the time is over. An `.end` is the
  ///   last, and is told once; a terminal that hangs up ends like `SIGHUP`.
  package mutating func events(timeout milliseconds: Int?) -> [TerminalEvent] {
    let isOpen = waitForInput(milliseconds)
    rescue_drain()
    if rescue_take_stop() != 0 { connection.stop(saying: stopNote) }
    var isResized = resume()
    var events: [TerminalEvent] = []
    while let report = connection.read() {
      switch report {
      case .key(let key): events.append(.key(key))
      case .resize: isResized = true
      case .synchronizedOutput(let isSupported): canvas.synchronizes = isSupported
      case .other: break
      }
    }
    if isResized { events.append(afterResize()) }
    let signal = rescue_take_end()
    if signal != 0 || !isOpen { events.append(.end(signal: signal != 0 ? signal : SIGHUP)) }
    return events
  }

  /// Gives the terminal back and ends the process as a signal demands.
  ///
  /// The status is 130 after SIGINT and 143 after SIGTERM; any other signal is raised again.
  package consuming func finish(signal: Int32) -> Never {
    connection.close()
    rescue_finish(signal)
  }

  /// Waits for input or a signal; false when the terminal has hung up.
  private func waitForInput(_ milliseconds: Int?) -> Bool {
    var sources = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: rescue_pipe(), events: Int16(POLLIN), revents: 0),
    ]
    let timeout = milliseconds.map { Int32(clamping: max($0, 0)) } ?? -1
    guard poll(&sources, nfds_t(sources.count), timeout) > 0 else { return true }
    return Int32(sources[0].revents) & (POLLHUP | POLLERR | POLLNVAL) == 0
  }

  /// Takes the terminal's modes back after the process was stopped; the shell had its own.
  private func resume() -> Bool {
    guard rescue_take_resumed() != 0 else { return false }
    connection.resume()
    return true
  }

  private mutating func afterResize() -> TerminalEvent {
    canvas.forget()
    return .resize(columns: size.columns, rows: size.rows)
  }
}
