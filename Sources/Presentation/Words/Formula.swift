import ConvEngine

/// The forms in which a pass's formula is shown.
enum FormulaForm: Int, CaseIterable, Hashable, Sendable {
  case withNumbers, onThePage, general
}

/// A formula in pieces; a piece may be the name of a tensor, and can then be picked.
struct Formula: Hashable {
  struct Piece: Hashable {
    var text: String
    var tensor: TensorID?
  }

  var pieces: [Piece] = []
  /// Between which numbers its sums run, or what a letter stands for.
  var range = ""
  /// Which elements it is about, where not all that can be written exist.
  var condition = ""
  /// What else there is to say of it.
  var remark = ""

  /// What stands behind it on a screen.
  var limits: String { range + (condition.isEmpty ? "" : "where \(condition)") + remark }
  /// What follows it in a sentence.
  var clause: String { range.isEmpty && condition.isEmpty ? remark : "where \(range)\(condition)" }

  var symbols: [TensorID] { pieces.compactMap(\.tensor) }

  static func += (formula: inout Formula, text: String) {
    formula.pieces.append(Piece(text: text, tensor: nil))
  }

  mutating func add(_ tensor: TensorID, _ text: String) {
    pieces.append(Piece(text: text, tensor: tensor))
  }
}
