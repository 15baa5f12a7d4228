import ConvEngine

/// A place around the input that reads an element of it.
struct FoldedPlace {
  var place: Position
  /// The element that it reads.
  var index: Index4
  /// What it reads, where the pass reads the input rather than adding to its gradient.
  var value: Double?
}

extension Stage {
  /// Where a product reads a place around the input, or comes back from one; nil of all others.
  func folded(_ term: Term) -> FoldedPlace? {
    guard case .contraction(let geometry, let side, _) = pass.rule, geometry.isFolded,
      view != .zerosBetween
    else { return nil }
    let read = side == .output ? term.left : term.right
    let index = side == .input ? term.target : read?.index ?? term.target
    guard term.place != Position(row: index.row, column: index.column) else { return nil }
    return FoldedPlace(place: term.place, index: index, value: side == .input ? nil : read?.value)
  }
}
