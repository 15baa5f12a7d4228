import CNcurses
package import Screen

/// What terminfo knows about a kind of terminal.
package struct TerminalKind: Hashable, Sendable {
  package let name: String
  package let depth: ColorDepth

  /// Looks up the kind of terminal that `TERM` names.
  ///
  /// Where more colours are wanted than that kind has, its sibling with that many is taken if
  /// there is one: `xterm` with 256 colours is `xterm-256color`.
  ///
  /// - Parameters:
  ///   - term: What `TERM` says.
  ///   - wanted: The colours asked for; nil leaves it to terminfo.
  /// - Throws: ``TerminalError`` when the kind is unknown or has no screen.
  package init(term: String?, wanted: ColorDepth? = nil) throws(TerminalError) {
    guard let term, !term.isEmpty else { throw .typeNotSet }
    let own = try TerminalKind.colors(of: term)
    guard let wanted, wanted > own else {
      self.init(name: term, depth: min(wanted ?? own, own))
      return
    }
    let sibling = "\(term)-\(wanted.rawValue)color"
    if (try? TerminalKind.colors(of: sibling)) == wanted {
      self.init(name: sibling, depth: wanted)
    } else {
      self.init(name: term, depth: own)
    }
  }

  private init(name: String, depth: ColorDepth) {
    self.name = name
    self.depth = depth
  }

  /// Curses would start on any of these, and fill a screen that it cannot address with blanks.
  private static func colors(of name: String) throws(TerminalError) -> ColorDepth {
    var status: Int32 = 0
    guard setupterm(name, 1, &status) == OK else { throw .unknownType(name) }
    guard hasCapability("cup") else { throw .cannotPositionCursor(type: name) }
    return ColorDepth(atMost: Int(tigetnum("colors")))
  }

  /// `tigetstr` gives nil for what is missing and -1 for what is no string.
  static func hasCapability(_ name: String) -> Bool {
    guard let text = tigetstr(name) else { return false }
    return Int(bitPattern: text) != -1
  }
}
