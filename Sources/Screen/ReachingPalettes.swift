// The palettes for eyes and terminals that the calm ones do not reach.

extension Palette {
  /// Contrast of at least 7:1.
  static let highContrast = Palette(
    paper: Shade(16, 0, 0),
    inks: [
      .text: Ink(Shade(231, 15, 7)),
      .title: Ink(Shade(231, 15, 7), .bold),
      .key: Ink(Shade(228, 15, 7), .bold),
      .argument: Ink(Shade(228, 11, 3), .bold),
      .symbol: Ink(Shade(159, 14, 6)),
      .positive: Ink(Shade(159, 14, 6)),
      .negative: Ink(Shade(222, 11, 3)),
      .good: Ink(Shade(157, 10, 2), .bold),
      .bad: Ink(Shade(217, 11, 3), .bold),
      .notice: Ink(Shade(228, 11, 3), .bold),
      .heatPositive: Ink(Shade(117, 6, 6)),
      .heatPositiveStrong: Ink(Shade(159, 14, 6), .bold),
      .heatNegative: Ink(Shade(215, 3, 3)),
      .heatNegativeStrong: Ink(Shade(222, 11, 3), .bold),
    ].merging(receding(Shade(251, 7, 7), rule: Shade(246, 7, 7))) { $1 },
    washes: [
      .window: Wash(Shade(18, 4, 4), Shade(231, 15, 7), quiet: Shade(253, 15, 7)),
      .tap: Wash(.kept, Shade(228, 11, 3), [.reverse, .bold]),
      .target: Wash(.kept, Shade(228, 11, 3), [.underline, .bold]),
      .focus: Wash(.kept, Shade(231, 15, 7), [.bold, .underline]),
      .linked: Wash(Shade(22, .kept, .kept), Shade(231, 14, 6), .underline),
      .picked: Wash(.kept, Shade(231, 15, 7), .reverse),
    ])

  /// Okabe and Ito's set on near black: sky blue 74, orange 178, bluish green 36, yellow 221,
  /// reddish purple 175, and vermillion made lighter for the dark, 209.
  static let cvd = Palette(
    paper: Shade(233, 0, 0),
    inks: [
      .text: Ink(Shade(253, 7, 7)),
      .title: Ink(Shade(231, 15, 7), .bold),
      .value: Ink(Shade(255, 15, 7)),
      .key: Ink(Shade(253, 7, 7), .bold),
      .argument: Ink(Shade(221, 11, 3), .bold),
      .symbol: Ink(Shade(175, 7, 7)),
      .positive: Ink(Shade(74, 14, 6)),
      .negative: Ink(Shade(178, 11, 3)),
      .good: Ink(Shade(36, 14, 6), .bold),
      .bad: Ink(Shade(209, 11, 3), .bold),
      .notice: Ink(Shade(221, 11, 3)),
      .heatPositive: Ink(Shade(74, 6, 6)),
      .heatPositiveStrong: Ink(Shade(117, 14, 6), .bold),
      .heatNegative: Ink(Shade(172, 3, 3)),
      .heatNegativeStrong: Ink(Shade(214, 11, 3), .bold),
    ].merging(receding(Shade(247, 7, 7), rule: Shade(240, 7, 7))) { $1 },
    washes: [
      .window: Wash(Shade(236, 4, 4), Shade(.kept, 15, 7), quiet: Shade(250, 7, 7)),
      .tap: Wash(.kept, Shade(221, 11, 3), [.reverse, .bold]),
      .target: Wash(.kept, Shade(221, 11, 3), [.underline, .bold]),
      .focus: Wash(.kept, Shade(231, 15, 7), [.bold, .underline]),
      .linked: Wash(Shade(236, .kept, .kept), Shade(175, 14, 6), .underline),
      .picked: Wash(.kept, Shade(175, 7, 7), .reverse),
    ])

  static let mono = Palette(
    paper: .own,
    inks: [
      .text: Ink(.own),
      .title: Ink(.own, .bold),
      .key: Ink(.own, .bold),
      .argument: Ink(.own, .bold),
      .good: Ink(.own, .bold),
      .bad: Ink(.own, .bold),
      .notice: Ink(.own, .bold),
      .heatPositiveStrong: Ink(.own, .bold),
      .heatNegativeStrong: Ink(.own, .bold),
    ].merging(receding(.own, rule: .own)) { $1 },
    washes: [
      .window: Wash(.kept, .kept, .bold),
      .tap: Wash(.kept, .kept, [.reverse, .bold]),
      .target: Wash(.kept, .kept, [.underline]),
      .focus: Wash(.kept, .kept, [.bold, .underline]),
      .linked: Wash(.kept, .kept, [.dim, .underline]),
      .picked: Wash(.kept, .kept, .reverse),
    ])

  /// The roles that step back share one quiet colour; where that is missing they are dim.
  static func receding(_ shade: Shade, rule: Shade) -> [Role: Ink] {
    let quiet = Ink(shade, coarse: .dim)
    return [
      .dim: quiet, .hint: quiet, .padding: quiet, .stuffing: quiet, .pending: quiet,
      .finished: quiet, .unread: quiet, .rule: Ink(rule, coarse: .dim),
    ]
  }
}
