/// A colour of a palette at one depth.
enum Tone: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// The terminal's own.
  case own
  /// What the role has, for a ground that only lies under it.
  case kept
  case index(UInt8)

  init(integerLiteral value: UInt8) { self = .index(value) }
}

/// A colour at each rung of the ladder 256 → 16 → 8; below that there is none.
struct Shade: Hashable, Sendable {
  let full: Tone
  let sixteen: Tone
  let eight: Tone

  init(_ full: Tone, _ sixteen: Tone, _ eight: Tone) {
    self.full = full
    self.sixteen = sixteen
    self.eight = eight
  }

  static let own = Shade(.own, .own, .own)
  static let kept = Shade(.kept, .kept, .kept)

  func tone(at depth: ColorDepth) -> Tone {
    switch depth {
    case .mono: .own
    case .eight: eight
    case .sixteen: sixteen
    case .full: full
    }
  }
}

/// How a role is written.
struct Ink: Hashable, Sendable {
  let shade: Shade
  let attributes: Appearance.Attributes
  /// What stands in for a fine colour where there are 16 or fewer.
  let coarse: Appearance.Attributes

  init(
    _ shade: Shade, _ attributes: Appearance.Attributes = [],
    coarse: Appearance.Attributes = []
  ) {
    self.shade = shade
    self.attributes = attributes
    self.coarse = coarse
  }
}

/// What a ground lays under the writing, and what it does to the writing's colour.
struct Wash: Hashable, Sendable {
  let background: Shade
  let foreground: Shade
  /// The writing's colour where the role steps back.
  let quiet: Shade
  let attributes: Appearance.Attributes

  init(
    _ background: Shade = .kept, _ foreground: Shade = .kept, quiet: Shade? = nil,
    _ attributes: Appearance.Attributes = []
  ) {
    self.background = background
    self.foreground = foreground
    self.quiet = quiet ?? foreground
    self.attributes = attributes
  }
}

/// The colours and weights of one theme.
struct Palette: Sendable {
  let paper: Shade
  /// Roles that are missing here are written like text.
  let inks: [Role: Ink]
  let washes: [Ground: Wash]

  func appearance(of style: Style, depth: ColorDepth) -> Appearance {
    let ink = inks[style.role] ?? inks[.text] ?? Ink(.own)
    let wash = washes[style.ground] ?? Wash()
    let over = (style.role.stepsBack ? wash.quiet : wash.foreground).tone(at: depth)
    return Appearance(
      foreground: index(over, else: ink.shade.tone(at: depth)),
      background: index(wash.background.tone(at: depth), else: paper.tone(at: depth)),
      attributes: attributes(of: style, ink, wash, depth))
  }

  private func index(_ tone: Tone, else below: Tone) -> UInt8? {
    let visible = tone == .kept ? below : tone
    return if case .index(let index) = visible { index } else { nil }
  }

  /// Joins what the role and the ground call for.
  ///
  /// Dim writing sinks into a painted ground, which has a quiet colour for it. Bold and dim at once
  /// look different on every terminal, so that one of them gives way: dim on a ground that calls
  /// for attention, bold on one that only lies under the writing.
  private func attributes(
    of style: Style, _ ink: Ink, _ wash: Wash, _ depth: ColorDepth
  ) -> Appearance.Attributes {
    let written = depth < .full ? ink.attributes.union(ink.coarse) : ink.attributes
    var all = written.union(wash.attributes)
    if case .index = wash.background.tone(at: depth) { all.remove(.dim) }
    guard all.isSuperset(of: [.bold, .dim]) else { return all }
    return all.subtracting(style.ground.callsForAttention ? .dim : .bold)
  }
}

extension Role {
  /// Whether the role is for what matters less than the text around it.
  var stepsBack: Bool {
    switch self {
    case .dim, .hint, .rule, .padding, .stuffing, .pending, .unread, .finished: true
    default: false
    }
  }
}

extension Ground {
  var callsForAttention: Bool {
    switch self {
    case .none, .window, .linked: false
    case .tap, .target, .focus, .picked: true
    }
  }
}
