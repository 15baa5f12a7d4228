/// How much a document may ask for: it can come from anywhere.
package enum SceneLimits {
  /// Bytes of a file.
  package static let bytes = 1_000_000
  /// Numbers that stand in a file.
  package static let numbers = 65_536
  /// Elements along one axis, channels, and places of padding.
  package static let extent = 65_536
  /// Layers of a network.
  package static let layers = 16
  /// Products of the forward sums of a network of several layers.
  package static let products = 2_000_000
  /// Actions at the start.
  package static let actions = 1_000
  /// Characters of a sentence that is wrapped where it is shown: a question, a hint.
  package static let sentence = 240
  /// Columns of a line of text.
  package static let columns = 76
  /// Events.
  package static let events = 20_000
  /// Networks of a scene.
  package static let networks = 16
  /// Milliseconds of one wait.
  package static let wait = 600_000
  /// Hints of a question, choices of one, names in a list.
  package static let choices = 9
  /// Lines of text.
  package static let lines = 200
  /// Lists and mappings inside each other.
  package static let depth = 16
  /// Characters of a name: a network's, a scene's.
  package static let name = 40
  /// Panels and arguments that are pointed at together.
  package static let highlights = 16
  /// Mistakes that are reported at once.
  package static let mistakes = 20
}
