import ConvEngine

/// The grammar of short texts as regular expressions, made from the words that the readers know.
///
/// They hold what comes in which order. Ranges of numbers, and which tensor has which element, are left
/// to the readers.
enum TextPattern {
  // MARK: Words

  private static func any(_ words: [String]) -> String {
    "(?:" + words.map(escaped).joined(separator: "|") + ")"
  }

  private static func escaped(_ word: String) -> String {
    word.map { ".+*?()[]{}|^$\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private static let gap = " +"
  private static let layer = "\\+?0*(?:[1-9]|1[0-6])"
  private static let whole = "[+-]?[0-9]+"
  private static let decimal = "[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?"

  // MARK: What the engine is asked for

  /// A tensor by its name in ASCII, or as it stands on a screen.
  static let tensor =
    "(?:\(any(TensorID.Role.allCases.map(\.prefix) + ["L", "dL/dz"]))[0-9]{1,3}|x|loss|L"
    + "|[^ ]*[∂ωδ′'⁰¹²³⁴⁵⁶⁷⁸⁹][^ ]*)"
  private static let element = "(?:loss[0-9]{0,3}|\(tensor)\(gap)[0-9]+(?:,[0-9]+){0,3})"

  static let quantity =
    "(?:"
    + [
      decimal, "\(any(Quantity.wordsOfLayers))\(gap)\(layer)",
      "\(any(Quantity.wordsOfTensors))\(gap)\(tensor)",
      "\(any(Quantity.wordsOfElements))\(gap)\(element)",
      "share\(gap)\(element)\(gap)\(element)", "channel-sum\(gap)\(element)\(gap)\(whole)",
      "loss-after\(gap)\(decimal)", element,
    ].joined(separator: "|") + ")"

  static let claim =
    "(?:"
    + [
      "\(quantity)\(gap)\(any(Claim.Relation.allCases.map(\.rawValue) + ["!="]))\(gap)\(quantity)",
      "operation\(gap)\(layer)\(gap)is\(gap)\(any(Operation.allCases.map(\.rawValue)))",
      "\(tensor)\(gap)reads\(gap)\(tensor)",
    ].joined(separator: "|") + ")"

  static let cells =
    "(?:"
    + [
      "(?:window|reached|inputs)\(gap)\(element)", "weight\(gap)\(element)\(gap)\(element)",
      "(?:unread|differing)\(gap)\(layer)", "kept\(gap)\\+?0*[1-9][0-9]{0,3}",
      "flat\(gap)\(tensor)",
    ].joined(separator: "|") + ")"

  static let shape = "\(tensor)\(gap)[0-9]+(?:[xX×,][0-9]+){0,3}"

  // MARK: What is done

  static let action =
    "(?:"
    + [
      any(Action.plainWords.filter(Action.stageWords.contains)),
      "\(any(Action.countedWords.filter(Action.stageWords.contains)))\(gap)\(whole)",
      "play(?:\(gap)toggle)?",
      "view\(gap)\(any(PassView.allCases.map(\.rawValue) + ["next"]))",
      "compare\(gap)(?:on|off|toggle)", "glyphs\(gap)(?:ascii|unicode|toggle)",
      "show\(gap)\(any(Action.Overlay.allCases.map(\.rawValue)))",
      "operation\(gap)\(any(Operation.allCases.map(\.rawValue) + ["toggle"]))",
      "seek\(gap)(?:[0-9]+(?:\\.[0-9]+)?|[0-9]+(?:,[0-9]+){1,3})",
      "pass\(gap)(?:next|previous|by\(gap)\(whole)|[0-9]+|\(tensor))",
      "move\(gap)(?:\(any(Action.directions.map(\.word)))|\(whole)\(gap)\(whole))",
      "set\(gap)\(any(Parameter.allCases.map(\.rawValue)))\(gap).+",
      "edit\(gap)\(tensor)\(gap)[0-9]+(?:,[0-9]+){3}\(gap)\(decimal)", "theme\(gap).+",
    ].joined(separator: "|") + ")"

  // MARK: Texts

  static let arrayFile = "^(?!/)(?!(?:.*/)?\\.\\./)(?!.*//)[^ ].*\\.npy$"

  static let screenSize =
    "^\\+?0*(?:[4-9][0-9]|[1-4][0-9]{2}|500)x\\+?0*(?:1[2-9]|[2-9][0-9]|[1-4][0-9]{2}|500)$"

  private static let character = "[^\\u0000-\\u001f\\u007f-\\u009f]"

  /// One line, whose end may be written.
  static func line(_ columns: Int) -> String { "^\(character){1,\(columns)}\\n?$" }

  static func lines(_ count: Int, of columns: Int) -> String {
    "^\(character){0,\(columns)}(?:\\n\(character){0,\(columns)}){0,\(count - 1)}\\n?$"
  }
}
