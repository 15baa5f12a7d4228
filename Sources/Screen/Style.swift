/// What a piece of text is, so that a theme can choose its colour and weight.
package enum Role: UInt8, CaseIterable, Sendable {
  case text, title, dim, hint, key, rule, value, positive, negative
  case padding, stuffing, pending, unread, finished, argument, symbol, good, bad, notice
  case heatPositive, heatPositiveStrong, heatNegative, heatNegativeStrong

  /// The letter that stands for the role in a golden style plane.
  package var letter: Character {
    switch self {
    case .text: "."
    case .title: "t"
    case .dim: "d"
    case .hint: "h"
    case .key: "k"
    case .rule: "-"
    case .value: "v"
    case .positive: "p"
    case .negative: "n"
    case .padding: ":"
    case .stuffing: "o"
    case .pending: "_"
    case .unread: "u"
    case .finished: "f"
    case .argument: "a"
    case .symbol: "s"
    case .good: "g"
    case .bad: "b"
    case .notice: "i"
    case .heatPositive: "1"
    case .heatPositiveStrong: "2"
    case .heatNegative: "3"
    case .heatNegativeStrong: "4"
    }
  }
}

/// What lies under a piece of text: the part that a cell plays in the current step.
package enum Ground: UInt8, CaseIterable, Sendable {
  case none, window, tap, target, focus, linked, picked

  /// The letter that stands for the ground in a golden style plane; a plain ground has none.
  package var letter: Character? {
    switch self {
    case .none: nil
    case .window: "W"
    case .tap: "T"
    case .target: "X"
    case .focus: "F"
    case .linked: "L"
    case .picked: "P"
    }
  }
}

/// A role upon a ground.
///
/// Themes turn it into colours; code never names a colour.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var ground: Ground

  package init(_ role: Role, on ground: Ground = .none) {
    self.role = role
    self.ground = ground
  }

  /// The letter of the ground where there is one, else of the role.
  package var letter: Character { ground.letter ?? role.letter }

  package static let text = Style(.text)
}
