import CNcurses
import Glibc
import Screen

/// Curses, started on a terminal.
struct Connection {
  /// What curses reads.
  enum Report {
    case key(Key)
    case resize
    case synchronizedOutput(isSupported: Bool)
    case other
  }

  private let screen: OpaquePointer
  private let files: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
  private let output: Int32
  /// Keys are read through a pad, since reading through a window would show that first.
  private let keyboard: UnsafeMutablePointer<WINDOW>

  init(_ kind: TerminalKind, input: Int32, output: Int32) throws(TerminalError) {
    // They would override the real size.
    unsetenv("LINES")
    unsetenv("COLUMNS")
    guard rescue_arm(output) == 0 else { throw .cannotStart(type: kind.name) }
    guard let source = fdopen(dup(input), "r"), let sink = fdopen(dup(output), "w"),
      let screen = newterm(kind.name, sink, source), let keyboard = newpad(1, 1)
    else {
      rescue_disarm()
      throw .cannotStart(type: kind.name)
    }
    rescue_follow_curses()
    self.screen = screen
    self.keyboard = keyboard
    self.output = output
    files = (source, sink)
    setModes()
    setKeys()
  }

  private func setModes() {
    cbreak()
    noecho()
    nonl()
    // Half-painted frames would stay when a key is waiting that changes nothing.
    typeahead(-1)
    leaveok(curses_screen(), true)
    curs_set(0)
    var modes = termios()
    guard tcgetattr(output, &modes) == 0 else { return }
    // Ctrl-S is a key, and nothing that freezes the screen.
    modes.c_iflag &= ~tcflag_t(IXON)
    tcsetattr(output, TCSANOW, &modes)
    def_prog_mode()
  }

  private func setKeys() {
    keypad(keyboard, true)
    nodelay(keyboard, true)
    set_escdelay(environmentValue("ESCDELAY").flatMap { Int32($0) } ?? 25)
    for (sequence, code) in Terminal.commonSequences where key_defined(sequence) == 0 {
      define_key(sequence, code)
    }
    for answer in SynchronizedOutput.answers { define_key(answer.sequence, answer.code) }
  }

  /// Starts colours, and returns how many there are.
  func startColors(_ wanted: ColorDepth) -> ColorDepth {
    guard wanted > .mono, start_color() == OK, use_default_colors() == OK else { return .mono }
    return min(wanted, ColorDepth(atMost: Int(curses_colors())))
  }

  /// Reads what is there without waiting; nil when there is nothing.
  func read() -> Report? {
    var code: wint_t = 0
    let kind = wget_wch(keyboard, &code)
    guard kind != ERR else { return nil }
    let isKeyCode = kind == KEY_CODE_YES
    if isKeyCode && code == wint_t(KEY_RESIZE) { return .resize }
    if isKeyCode, let isSupported = SynchronizedOutput.isSupported(answer: code) {
      return .synchronizedOutput(isSupported: isSupported)
    }
    return Terminal.key(code: code, isKeyCode: isKeyCode).map(Report.key) ?? .other
  }

  /// Leaves the screen, says something, and stops the process until somebody continues it.
  func stop(saying note: String) {
    def_prog_mode()
    endwin()
    let line = Array((note.isEmpty ? "" : note + "\r\n").utf8)
    _ = line.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
    rescue_stop()
  }

  /// Returns to our modes and to the terminal's size, which may have changed meanwhile.
  func resume() {
    reset_prog_mode()
    curs_set(0)
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
      return
    }
    resizeterm(Int32(size.ws_row), Int32(size.ws_col))
  }

  func close() {
    endwin()
    delscreen(screen)
    fclose(files.input)
    fclose(files.output)
    rescue_disarm()
  }
}
