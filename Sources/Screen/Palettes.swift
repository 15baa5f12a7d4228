// Each palette keeps to a few hues: a cool one for positive, a warm one for negative, one for what
// can be pressed or is named, one for the tap. Contrast with the paper is at least 4.5:1, by test.

extension Palette {
  static let dark = Palette(
    paper: Shade(234, 0, 0),
    inks: [
      .text: Ink(Shade(252, 7, 7)),
      .title: Ink(Shade(255, 15, 7), .bold),
      .value: Ink(Shade(254, 15, 7)),
      .key: Ink(Shade(146, 7, 7), coarse: .bold),
      .argument: Ink(Shade(222, 11, 3), .bold),
      .symbol: Ink(Shade(146, 14, 6)),
      .positive: Ink(Shade(117, 14, 6)),
      .negative: Ink(Shade(216, 11, 3)),
      .good: Ink(Shade(114, 10, 2)),
      .bad: Ink(Shade(210, 9, 3), .bold),
      .notice: Ink(Shade(222, 11, 3)),
      .heatPositive: Ink(Shade(110, 6, 6)),
      .heatPositiveStrong: Ink(Shade(117, 14, 6), .bold),
      .heatNegative: Ink(Shade(180, 3, 3)),
      .heatNegativeStrong: Ink(Shade(216, 11, 3), .bold),
    ].merging(receding(Shade(247, 7, 7), rule: Shade(240, 7, 7))) { $1 },
    washes: [
      .window: Wash(Shade(237, 4, 4), Shade(.kept, 15, 7), quiet: Shade(249, 7, 7)),
      .tap: Wash(.kept, Shade(222, 11, 3), [.reverse, .bold]),
      .target: Wash(.kept, Shade(222, 11, 3), [.underline, .bold]),
      .focus: Wash(.kept, Shade(255, 15, 7), [.bold, .underline]),
      .linked: Wash(Shade(236, .kept, .kept), Shade(146, 14, 6), .underline),
      .picked: Wash(.kept, Shade(146, 7, 7), .reverse),
    ])

  static let light = Palette(
    paper: Shade(231, 15, 7),
    inks: [
      .text: Ink(Shade(237, 0, 0)),
      .title: Ink(Shade(232, 0, 0), .bold),
      .value: Ink(Shade(235, 0, 0)),
      .key: Ink(Shade(60, 0, 0), coarse: .bold),
      .argument: Ink(Shade(94, 4, 4), .bold),
      .symbol: Ink(Shade(60, 5, 4)),
      .positive: Ink(Shade(25, 4, 4)),
      .negative: Ink(Shade(124, 1, 1)),
      .good: Ink(Shade(22, 0, 0), coarse: .bold),
      .bad: Ink(Shade(124, 1, 1), .bold),
      .notice: Ink(Shade(94, 4, 4)),
      .heatPositive: Ink(Shade(25, 4, 4)),
      .heatPositiveStrong: Ink(Shade(18, 4, 4), .bold),
      .heatNegative: Ink(Shade(124, 1, 1)),
      .heatNegativeStrong: Ink(Shade(88, 1, 1), .bold),
    ].merging(receding(Shade(242, 0, 0), rule: Shade(250, 0, 0))) { $1 },
    washes: [
      .window: Wash(Shade(254, 4, 4), Shade(.kept, 15, 7), quiet: Shade(240, 15, 7)),
      .tap: Wash(Shade(232, 0, 0), Shade(221, 11, 3), [.reverse, .bold]),
      .target: Wash(.kept, Shade(94, 4, 4), [.underline, .bold]),
      .focus: Wash(.kept, Shade(232, 0, 0), [.bold, .underline]),
      .linked: Wash(Shade(189, .kept, .kept), Shade(235, 4, 4), .underline),
      .picked: Wash(.kept, Shade(60, 0, 0), .reverse),
    ])

  /// Colours here have nearly the same contrast with black and with white: there are six such.
  static let auto = Palette(
    paper: .own,
    inks: [
      .text: Ink(.own),
      .title: Ink(.own, .bold),
      .key: Ink(.own, .bold),
      .argument: Ink(.own, .bold),
      .positive: Ink(Shade(63, .own, .own)),
      .negative: Ink(Shade(131, .own, .own)),
      .good: Ink(Shade(29, .own, .own), .bold),
      .bad: Ink(Shade(131, .own, .own), .bold),
      .notice: Ink(.own, .bold),
      .heatPositive: Ink(Shade(61, .own, .own)),
      .heatPositiveStrong: Ink(Shade(63, .own, .own), .bold),
      .heatNegative: Ink(Shade(95, .own, .own)),
      .heatNegativeStrong: Ink(Shade(131, .own, .own), .bold),
    ].merging(receding(Shade(243, .own, .own), rule: Shade(243, .own, .own))) { $1 },
    washes: [
      .window: Wash(Shade(60, 4, 4), Shade(231, 15, 7), quiet: Shade(254, 7, 7)),
      .tap: Wash(.kept, .own, [.reverse, .bold]),
      .target: Wash(.kept, .own, [.underline, .bold]),
      .focus: Wash(.kept, .own, .bold),
      .linked: Wash(.kept, .kept, quiet: .own, .underline),
      .picked: Wash(.kept, .own, .reverse),
    ])
}
