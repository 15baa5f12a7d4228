/// A way of showing roles and grounds.
///
/// A theme never says what something means: every meaning is also in a glyph or a word.
package enum Theme: String, CaseIterable, Sendable {
  /// The terminal's own colours, with a few that read on dark and on light.
  case auto
  case dark
  case light
  case highContrast = "high-contrast"
  /// Okabe and Ito's colours, which people with any colour vision tell apart.
  case cvd
  /// Weight and decoration only.
  case mono

  /// The theme that the `T` key shows next.
  package var next: Theme {
    let themes = Theme.allCases
    let place = themes.firstIndex(of: self) ?? 0
    return themes[(place + 1) % themes.count]
  }

  /// Returns how a style looks where so many colours can be shown.
  ///
  ///     Theme.dark.appearance(of: Style(.negative), depth: .full).foreground  // 216
  ///
  /// - Parameters:
  ///   - style: A role upon a ground.
  ///   - depth: The colours of the terminal, or of the picture; at `.mono` every theme is the
  ///     mono theme.
  /// - Returns: Colours and attributes, for any terminal of that depth.
  package func appearance(of style: Style, depth: ColorDepth) -> Appearance {
    let depth = self == .mono ? .mono : depth
    return (depth == .mono ? .mono : palette).appearance(of: style, depth: depth)
  }

  private var palette: Palette {
    switch self {
    case .auto: .auto
    case .dark: .dark
    case .light: .light
    case .highContrast: .highContrast
    case .cvd: .cvd
    case .mono: .mono
    }
  }
}
