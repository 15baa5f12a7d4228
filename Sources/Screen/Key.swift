/// A key as the person means it, whatever bytes the terminal sends for it.
package enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  case control(Unicode.Scalar)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)

  private static let names: [String: Key] = [
    "enter": .enter, "esc": .escape, "tab": .tab, "shift-tab": .backTab, "backspace": .backspace,
    "delete": .delete, "up": .up, "down": .down, "left": .left, "right": .right, "home": .home,
    "end": .end, "pgup": .pageUp, "pgdn": .pageDown, "space": .character(" "), "f1": .function(1),
  ]

  /// Reads keys separated by blanks: `right right . ctrl-l esc`.
  ///
  /// - Returns: The keys, or nil when a word is neither a name nor one character.
  package static func sequence(_ script: String) -> [Key]? {
    var keys: [Key] = []
    for word in script.split(separator: " ") {
      guard let key = Key(name: String(word)) else { return nil }
      keys.append(key)
    }
    return keys
  }

  package init?(name: String) {
    let scalars = Array(name.unicodeScalars)
    if let named = Key.names[name] {
      self = named
    } else if name.hasPrefix("ctrl-"), scalars.count == 6 {
      self = .control(scalars[5])
    } else if scalars.count == 1 {
      self = .character(scalars[0])
    } else {
      return nil
    }
  }
}

/// What a terminal reports.
package enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case resize(columns: Int, rows: Int)
  /// The person or the system asked the program to end; the number is the signal's.
  case end(signal: Int32)
}
