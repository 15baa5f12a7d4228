import Glibc
import Screen
import Testing

/// The contrast of two colours as WCAG 2.2 defines it, from 1 to 21.
private func contrast(_ first: RGB, _ second: RGB) -> Double {
  func linear(_ level: UInt8) -> Double {
    let part = Double(level) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
  let luminances = [first, second].map {
    0.2126 * linear($0.red) + 0.7152 * linear($0.green) + 0.0722 * linear($0.blue)
  }
  return ((luminances.max() ?? 0) + 0.05) / ((luminances.min() ?? 0) + 0.05)
}

private let colorDepths: [ColorDepth] = [.full, .sixteen, .eight]
/// Themes that paint both the writing and what it stands on.
private let paintingThemes: [Theme] = [.dark, .light, .highContrast, .cvd]
/// Lines that separate are meant to be fainter than what is read.
private let readRoles = Role.allCases.filter { $0 != .rule }
private let allStyles = readRoles.flatMap { role in
  Ground.allCases.map { Style(role, on: $0) }
}

@Suite("What themes look like")
struct ThemeTests {
  @Test("text has a contrast of at least 4.5:1", arguments: paintingThemes, colorDepths)
  func textIsReadable(theme: Theme, depth: ColorDepth) throws {
    for style in allStyles {
      let appearance = theme.appearance(of: style, depth: depth)
      let foreground = RGB(xterm: try #require(appearance.foreground))
      let background = RGB(xterm: try #require(appearance.background))
      #expect(contrast(foreground, background) >= 4.5, "\(style) \(appearance)")
    }
  }

  @Test func `high contrast is at least 7 to 1`() throws {
    for style in allStyles {
      let appearance = Theme.highContrast.appearance(of: style, depth: .full)
      let foreground = RGB(xterm: try #require(appearance.foreground))
      let background = RGB(xterm: try #require(appearance.background))
      #expect(contrast(foreground, background) >= 7, "\(style) \(appearance)")
    }
  }

  // No colour has 4.5:1 with both #1e1e1e and white: 4.08:1 is the most there can be.
  @Test(
    "auto's colours read on black, on nearly black and on white",
    arguments: [(0x000000, 4.5), (0x1E1E1E, 3.6), (0xFFFFFF, 4.5)])
  func autoIsReadable(paper: Int, least: Double) {
    for role in readRoles where ![.heatPositive, .heatNegative].contains(role) {
      let appearance = Theme.auto.appearance(of: Style(role), depth: .full)
      guard let foreground = appearance.foreground else { continue }
      #expect(contrast(RGB(xterm: foreground), RGB(UInt32(paper))) >= least, "\(role)")
    }
  }

  @Test("auto never writes the terminal's own colour on a painted ground", arguments: colorDepths)
  func autoPaintsBothOrNone(depth: ColorDepth) throws {
    for style in allStyles {
      let appearance = Theme.auto.appearance(of: style, depth: depth)
      guard let background = appearance.background else { continue }
      let foreground = try #require(appearance.foreground)
      #expect(contrast(RGB(xterm: foreground), RGB(xterm: background)) >= 4.5, "\(style)")
    }
  }

  @Test("text and values are the terminal's own in auto", arguments: colorDepths)
  func autoLeavesTextAlone(depth: ColorDepth) {
    for role in [Role.text, .value, .title] {
      let appearance = Theme.auto.appearance(of: Style(role), depth: depth)
      #expect(appearance.foreground == nil && appearance.background == nil)
    }
  }

  @Test("every ground looks different from every other", arguments: Theme.allCases)
  func groundsDiffer(theme: Theme) {
    for depth in ColorDepth.allCases {
      let looks = Ground.allCases.map { theme.appearance(of: Style(.value, on: $0), depth: depth) }
      #expect(Set(looks).count == Ground.allCases.count, "\(depth)")
    }
  }

  @Test("what calls for the eye or steps back differs from text", arguments: Theme.allCases)
  func rolesDiffer(theme: Theme) {
    let roles: [Role] = [
      .title, .dim, .hint, .key, .rule, .padding, .stuffing, .pending, .unread, .finished,
      .argument, .good, .bad, .notice,
    ]
    for depth in ColorDepth.allCases {
      let text = theme.appearance(of: .text, depth: depth)
      for role in roles {
        #expect(theme.appearance(of: Style(role), depth: depth) != text, "\(role) \(depth)")
      }
    }
  }

  @Test("grounds keep their mark without colours", arguments: Theme.allCases)
  func groundsHaveAttributes(theme: Theme) {
    let marks: [Ground: Appearance.Attributes] = [
      .window: .bold, .tap: .reverse, .target: .underline, .focus: .bold, .linked: .underline,
      .picked: .reverse,
    ]
    for (ground, mark) in marks {
      let appearance = theme.appearance(of: Style(.value, on: ground), depth: .mono)
      #expect(appearance.attributes.contains(mark), "\(ground)")
    }
  }

  @Test("signs differ in hue wherever there are hues of our own", arguments: paintingThemes)
  func signsDiffer(theme: Theme) {
    for depth in colorDepths {
      let looks = [Role.positive, .negative].map {
        theme.appearance(of: Style($0), depth: depth).foreground
      }
      #expect(looks[0] != looks[1])
    }
  }

  @Test("without colours no theme has any", arguments: Theme.allCases)
  func monoHasNoColors(theme: Theme) {
    for style in allStyles {
      let appearance = theme.appearance(of: style, depth: .mono)
      #expect(appearance.foreground == nil && appearance.background == nil)
      #expect(appearance == Theme.mono.appearance(of: style, depth: .full))
    }
  }

  @Test("few colours stay within their number", arguments: Theme.allCases, [8, 16])
  func indicesAreInRange(theme: Theme, colors: Int) {
    let depth = ColorDepth(atMost: colors)
    for style in allStyles {
      let appearance = theme.appearance(of: style, depth: depth)
      #expect((appearance.foreground ?? 0) < colors && (appearance.background ?? 0) < colors)
    }
  }

  @Test func `the theme key comes round to where it started`() {
    var themes = [Theme.auto]
    while let last = themes.last, last.next != .auto { themes.append(last.next) }
    #expect(themes == Theme.allCases)
  }
}

@Suite("How many colours there are")
struct ColorDepthTests {
  @Test(
    "a number of colours gives the depth that fits",
    arguments: [
      (-1, ColorDepth.mono), (2, .mono), (8, .eight), (15, .eight), (16, .sixteen), (88, .sixteen),
      (256, .full), (16_777_216, .full),
    ])
  func depthFits(colors: Int, depth: ColorDepth) {
    #expect(ColorDepth(atMost: colors) == depth)
  }
}

@Suite("xterm's palette")
struct RGBTests {
  @Test(
    "an index is the colour that xterm documents (256colres.h)",
    arguments: [
      (0, 0x000000), (4, 0x0000EE), (15, 0xFFFFFF), (16, 0x000000), (17, 0x00005F),
      (21, 0x0000FF), (196, 0xFF0000), (208, 0xFF8700), (231, 0xFFFFFF), (232, 0x080808),
      (244, 0x808080), (255, 0xEEEEEE),
    ])
  func colorOfIndex(index: Int, hex: Int) {
    #expect(RGB(xterm: UInt8(index)) == RGB(UInt32(hex)))
  }
}
