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

  /// What `open` says to come here: the file's name without its number and ending.
  package var name: String
  /// The first line of the screen.
  package var title: String
  /// One sentence for lists.
  package var summary: String
  /// The group that it is listed in, or nil for a scene of one's own.
  package var section: Section?
  /// The layers and their numbers.
  package var network: Network
  /// The arguments under discussion.
  package var discussed: [Parameter]
  /// What the sides of the layer are called.
  package var symbols: Symbols
  /// What is done before anybody looks.
  package var start: [Action]
  /// What is said about it: paragraphs, whose lines are at most 76 columns wide.
  package var text: [String]

  /// Makes a scene of a network.
  package init(
    name: String, title: String, summary: String = "", section: Section? = nil, network: Network,
    discussed: [Parameter] = [], symbols: Symbols = Symbols(), start: [Action] = [],
    text: [String] = []
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
