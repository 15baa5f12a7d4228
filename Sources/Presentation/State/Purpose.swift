import ConvEngine

/// What a sum of products is to its layer, whichever side of the taps it is summed onto.
enum Purpose: Hashable { case forward, inputGradient, kernelGradient }

extension Pass {
  /// What a sum of products is to its layer; nil of other passes.
  var purpose: Purpose? {
    guard case .contraction(_, let side, _) = rule else { return nil }
    if side == .kernel { return .kernelGradient }
    return target.role == .output ? .forward : .inputGradient
  }

  var isForward: Bool { purpose == .forward }

  /// The layer that the pass belongs to: an input gradient is its layer's, not that of its target.
  var layer: Int {
    max(purpose == .inputGradient ? operands[1].layer : target.layer, 1)
  }
}

/// The letters of an element's channel, row and column.
struct PlaceLetters {
  var channel: String
  var row: String
  var column: String

  /// A layer's input.
  static let input = PlaceLetters(channel: "c", row: "r", column: "q")
  /// A layer's output.
  static let output = PlaceLetters(channel: "o", row: "i", column: "j")

  var place: [String] { [row, column] }
  var all: [String] { [channel, row, column] }
}

extension Layer {
  /// The letters of what stands on a side of the layer's relation.
  func letters(of side: Side) -> PlaceLetters { side == inputSide ? .input : .output }

  /// The channels that a sum onto a side runs over, as a word.
  func channelWord(summedOnto side: Side) -> String {
    let source: Side = side == .output ? .input : .output
    return source == inputSide ? "channel" : "output channel"
  }
}
