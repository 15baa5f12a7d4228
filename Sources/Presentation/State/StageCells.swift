import ConvEngine
import Scenes

/// What the walk and the cursors of a stage are about.
extension Stage {
  /// The tensor that the steps are about.
  var subject: TensorID { view == .scatter ? pass.operands[0] : pass.target }

  /// The element that the walk is about, after a change of sizes moved it.
  var subjectIndex: Index4 { trace.subjectShape.index(at: cursor.step) }

  /// Where the cursor of a tensor stands: the focused one's own, else what the step reads of it.
  func cell(of id: TensorID) -> Index4 {
    let id = computation.resolved(id)
    if id == subject { return subjectIndex }
    if focus == .tensor(id), let cell = cellCursors[id] { return clamped(cell, id) }
    return cellOfStep(in: id)
  }

  private func cellOfStep(in id: TensorID) -> Index4 {
    let step = step
    guard !step.terms.isEmpty else { return clamped(step.index, id) }
    let term = step.terms[min(max(cursor.done - 1, 0), step.terms.count - 1)]
    for (tensor, operand) in zip(pass.operands, [term.left, term.right].compactMap(\.self))
    where computation.resolved(tensor) == id {
      if operand.tensor == id { return clamped(operand.index, id) }
      // A blank is no element, but it stands in a channel.
      let place = Index4(
        operand.index.outer, operand.index.channel, term.target.row, term.target.column)
      return clamped(place, id)
    }
    return clamped(term.target, id)
  }

  /// The nearest index that a tensor has.
  func clamped(_ index: Index4, _ id: TensorID) -> Index4 {
    guard let shape = computation.shape(of: id) else { return Index4(0, 0, 0, 0) }
    func clamp(_ value: Int, _ count: Int) -> Int { min(max(value, 0), count - 1) }
    return Index4(
      clamp(index.outer, shape.outer), clamp(index.channel, shape.channels),
      clamp(index.row, shape.height), clamp(index.column, shape.width))
  }

  /// The tensor of the formula's picked symbol, while the formula is focused.
  var pickedTensor: TensorID? {
    guard focus == .formula else { return nil }
    let symbols = FormulaWriter(self).formula().symbols
    return symbols.indices.contains(pickedSymbol) ? symbols[pickedSymbol] : nil
  }
}
