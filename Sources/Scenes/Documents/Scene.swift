package import ConvEngine

/// A stage that is set: a network with its numbers, what is discussed about it, and where it starts.
package struct Scene: Hashable, Sendable {
  /// A group of scenes, in the order of the page.
  package enum Section: String, Hashable, Sendable, CaseIterable {
    case forward, convolution, backPropagation

    /// The heading of the group.
    package var title: String {
      switch self {
      case .forward: "Forward"
      case .convolution: "Convolution and cross-correlation"
      case .backPropagation: "Back-propagation"
      }
    }
  }

  /// What the three sides of the layer are called, where not a, ω′ and z.
  package struct Symbols: Hashable, Sendable {
    /// What the input is called.
    package var input: String?
    /// What the kernel is called.
    package var kernel: String?
    /// What the output is called.
    package var output: String?

    /// Makes the symbols of a scene.
    package init(input: String? = nil, kernel: String? = nil, output: String? = nil) {
      self.input = input
      self.kernel = kernel
      self.output = output
    }
  }

  /// The themes that a scene can be made for.
  package static let themes = ["auto", "dark", "light", "high-contrast", "cvd", "mono"]

  /// What `open` says to come here: the file's name without its number and ending.
  package var name: String
  /// The first line of the screen.
  package var title: String
  /// One sentence for lists.
  package var summary: String
  /// The group that it is listed in, or nil for a scene of one's own.
  package var section: Section?
  /// The part of the page that it belongs to.
  package var page: String?
  /// The scenes that one should know first, by name.
  package var needs: [String]
  /// About how long it takes.
  package var minutes: Int?
  /// The layers and their numbers: what is on stage at the start.
  package var network: Network
  /// All the networks that can come on stage, by their names; none where there is but the one.
  package var networks: [NamedNetwork]
  /// The arguments under discussion.
  package var discussed: [Parameter]
  /// What the sides of the layer are called.
  package var symbols: Symbols
  /// What is done before anybody looks.
  package var start: [Action]
  /// What is said about it: paragraphs, whose lines are at most 76 columns wide.
  package var text: [String]
  /// What happens, in order.
  package var events: [PlacedEvent]
  /// The screen that it is made for, where it matters.
  package var size: ScreenSize?
  /// The theme that it is made for, where it matters.
  package var theme: String?
  /// The file as it was named, for messages.
  package var file: String
  /// Whether only what lists say of it is known, and the rest is still to be read.
  package var isOutline = false

  /// Makes a scene of a network.
  package init(
    name: String, title: String, summary: String = "", section: Section? = nil, network: Network,
    discussed: [Parameter] = [], symbols: Symbols = Symbols(), start: [Action] = [],
    text: [String] = [], events: [PlacedEvent] = []
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.section = section
    self.network = network
    self.discussed = discussed
    self.symbols = symbols
    self.start = start
    self.text = text
    self.events = events
    needs = []
    networks = []
    file = name
  }

  /// A network by the name that events call it.
  package struct NamedNetwork: Hashable, Sendable {
    package var name: String
    package var network: Network

    package init(name: String, network: Network) {
      self.name = name
      self.network = network
    }
  }

  /// Columns and rows of a screen.
  package struct ScreenSize: Hashable, Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// What a scene is for.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Waits for its learner.
    case lesson
    /// Plays by itself.
    case demo
    /// A stage that is set.
    case stage
  }

  /// A lesson has pages, a demo has events without them, a stage has none.
  package var kind: Kind {
    if events.isEmpty { return .stage }
    let isLesson = events.contains {
      switch $0.event {
      case .page, .question, .waitForLearner: true
      default: false
      }
    }
    return isLesson ? .lesson : .demo
  }

  /// The questions, in order.
  package var questions: [Question] {
    events.compactMap { if case .question(let question) = $0.event { question } else { nil } }
  }

  /// What a file's path says a scene is called: `forward/03-stride.yaml` is `stride`.
  package static func name(ofFile path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
    let rest = stem.drop { $0.isASCII && $0.isNumber }
    return rest.count < stem.count && rest.first == "-" && rest.count > 1
      ? String(rest.dropFirst()) : stem
  }
}
