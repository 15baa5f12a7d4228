import CNcurses
package import Screen

extension Terminal {
  /// Returns the key that curses reports, or nil for what is no key to us.
  ///
  ///     Terminal.key(code: 13, isKeyCode: false)   // .enter
  ///     Terminal.key(code: 0o402, isKeyCode: true) // .down
  ///
  /// - Parameters:
  ///   - code: What `get_wch` put down: a character, or one of the `KEY_` constants.
  ///   - isKeyCode: Whether `get_wch` returned `KEY_CODE_YES`.
  /// - Returns: The key, whatever the terminal sent for it.
  package static func key(code: UInt32, isKeyCode: Bool) -> Key? {
    isKeyCode ? specialKey(Int32(truncatingIfNeeded: code)) : characterKey(code)
  }

  private static func characterKey(_ code: UInt32) -> Key? {
    switch code {
    case 8, 127: .backspace
    case 9: .tab
    case 10, 13: .enter
    case 27: .escape
    case 1...26: Unicode.Scalar(code + 0x60).map(Key.control)
    case 0...31, 128...159: nil
    default: Unicode.Scalar(code).map(Key.character)
    }
  }

  private static func specialKey(_ code: Int32) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_HOME, KEY_FIND, KEY_A1: .home
    case KEY_END, KEY_SELECT, KEY_C1: .end
    case KEY_PPAGE, KEY_A3: .pageUp
    case KEY_NPAGE, KEY_C3: .pageDown
    case KEY_ENTER: .enter
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_BTAB: .backTab
    case KEY_F0 + 1...KEY_F0 + 12: .function(Int(code - KEY_F0))
    default: nil
    }
  }

  /// What terminals send for keys whatever terminfo says of them, with curses' code for each.
  ///
  /// PuTTY calls itself `xterm` and has another Home; keypad mode is not always heeded.
  static let commonSequences: [(String, Int32)] = [
    ("\u{1B}[A", KEY_UP), ("\u{1B}OA", KEY_UP), ("\u{1B}[B", KEY_DOWN), ("\u{1B}OB", KEY_DOWN),
    ("\u{1B}[C", KEY_RIGHT), ("\u{1B}OC", KEY_RIGHT), ("\u{1B}[D", KEY_LEFT),
    ("\u{1B}OD", KEY_LEFT), ("\u{1B}[H", KEY_HOME), ("\u{1B}OH", KEY_HOME),
    ("\u{1B}[1~", KEY_HOME), ("\u{1B}[7~", KEY_HOME), ("\u{1B}[F", KEY_END),
    ("\u{1B}OF", KEY_END), ("\u{1B}[4~", KEY_END), ("\u{1B}[8~", KEY_END),
    ("\u{1B}[5~", KEY_PPAGE), ("\u{1B}[6~", KEY_NPAGE), ("\u{1B}[3~", KEY_DC),
    ("\u{1B}[Z", KEY_BTAB), ("\u{1B}OP", KEY_F0 + 1), ("\u{1B}[11~", KEY_F0 + 1),
    ("\u{1B}[[A", KEY_F0 + 1),
  ]
}
