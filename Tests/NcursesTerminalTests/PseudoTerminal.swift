import Glibc

/// Both ends of a terminal of our own: a program runs on the device, and we are the person.
struct PseudoTerminal: ~Copyable {
  let controller: Int32
  let device: Int32

  // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2), macros that Swift does not import.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  init(columns: UInt16 = 80, rows: UInt16 = 24) {
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK)
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    _ = ioctl(controller, PseudoTerminal.setLock, &isLocked)
    _ = ioctl(controller, PseudoTerminal.getNumber, &number)
    device = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    resize(columns: columns, rows: rows)
  }

  deinit {
    close(controller)
    close(device)
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(device, UInt(TIOCSWINSZ), &size)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(controller, bytes, bytes.count)
  }

  /// Lets go of the controlling end, whose number stays taken until the end of the test.
  func hangUp() {
    let nothing = open("/dev/null", O_RDWR)
    dup2(nothing, controller)
    close(nothing)
  }

  /// What the program has written since the last call.
  func output() -> String { PseudoTerminal.output(controller: controller, device: device) }

  /// Reads up to a mark of our own, since the kernel hands the bytes on when it likes.
  static func output(controller: Int32, device: Int32) -> String {
    let mark: [UInt8] = [0x1E]
    _ = write(device, mark, mark.count)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var source = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    while bytes.last != mark[0], poll(&source, 1, 5000) > 0 {
      let count = read(controller, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  var modes: termios {
    var modes = termios()
    tcgetattr(device, &modes)
    return modes
  }
}
