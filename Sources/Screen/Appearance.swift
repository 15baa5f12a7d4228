/// How many colours a terminal can show.
package enum ColorDepth: Int, Comparable, CaseIterable, Sendable {
  case mono = 0
  case eight = 8
  case sixteen = 16
  case full = 256

  /// The greatest depth that a number of colours allows.
  package init(atMost colors: Int) {
    self = ColorDepth.allCases.last { $0.rawValue <= colors } ?? .mono
  }

  package static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What a terminal needs to know in order to show a style.
package struct Appearance: Hashable, Sendable {
  /// Weight and decoration, which a terminal without colours can show too.
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let underline = Attributes(rawValue: 4)
    package static let reverse = Attributes(rawValue: 8)
  }

  /// An index into the xterm palette, or nil for the terminal's own foreground.
  package let foreground: UInt8?
  /// An index into the xterm palette, or nil for the terminal's own background.
  package let background: UInt8?
  package let attributes: Attributes

  package init(
    foreground: UInt8? = nil, background: UInt8? = nil, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}
