import ConvEngine

/// The formula of a ⊙ step, which takes the sum before it along as the page has it.
extension FormulaWriter {
  /// With the sum of the pass before where there is one, as the page has it: the sum first, then one ⊙.
  func derivative(_ activation: Activation) -> Formula {
    var formula = Formula()
    let above = isWithNumbers ? nil : above
    let hasChannels = above.map { showsChannels($0.geometry) } ?? false
    let letters = hasChannels ? ["c", "r", "q"] : ["r", "q"]
    formula.add(pass.target, own(letters, pass.target))
    guard let above else {
      formula += " = "
      formula.add(pass.operands[0], own(letters, pass.operands[0]))
      formula += " · σ′("
      formula.add(pass.operands[1], own(letters, pass.operands[1]))
      formula += ")"
      formula.remark = self.above == nil ? "one ⊙" : "part 1 was the sum, now one ⊙"
      return formula
    }
    formula += " = σ′("
    formula.add(pass.operands[1], own(letters, pass.operands[1]))
    formula += ") · "
    formula += hasChannels ? "Σ o,m,n " : "Σ m,n "
    let head = hasChannels ? "o, " : ""
    let places =
      above.side == .input
      ? reached(above.geometry, from: ["r", "q"]) : read(above.geometry, by: ["r", "q"])
    formula.add(above.delta, "\(name(above.delta))[\(head)\(places)]")
    formula += "·"
    formula.add(above.kernel, "\(name(above.kernel))[\(aboveIndex(above, hasChannels))]")
    formula.remark = "first the sum, then one ⊙"
    return formula
  }

  /// The page has the weights without a blank; where the kernel is turned, they are counted back.
  private func aboveIndex(_ above: Above, _ hasChannels: Bool) -> String {
    let (rows, columns) = (above.geometry.rows, above.geometry.columns)
    let place = "\(weight(rows, "m", "M")),\(weight(columns, "n", "N"))"
    return hasChannels ? (above.side == .input ? "o,c," : "c,o,") + place : place
  }

  /// A sum whose element a ⊙ step multiplies.
  private struct Above {
    var geometry: Geometry
    var side: Side
    var delta: TensorID
    var kernel: TensorID
  }

  /// The sum that a ⊙ step multiplies, where a layer above computes it.
  private var above: Above? {
    guard let number = stage.computation.pass(computing: pass.operands[0]) else { return nil }
    let pass = stage.computation.passes[number]
    guard case .contraction(let geometry, let side, _) = pass.rule else { return nil }
    return Above(
      geometry: geometry, side: side, delta: pass.operands[0], kernel: pass.operands[1])
  }
}
