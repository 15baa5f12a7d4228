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
  /// The limits of its sums.
  var limits = ""

  var symbols: [TensorID] { pieces.compactMap(\.tensor) }

  static func += (formula: inout Formula, text: String) {
    formula.pieces.append(Piece(text: text, tensor: nil))
  }

  mutating func add(_ tensor: TensorID, _ text: String) {
    pieces.append(Piece(text: text, tensor: tensor))
  }
}

/// Writes the formula of a pass.
struct FormulaWriter {
  let stage: Stage
  let form: FormulaForm

  init(_ stage: Stage) {
    self.stage = stage
    form = FormulaForm.allCases[stage.formulaForm % FormulaForm.allCases.count]
  }

  private var pass: Pass { stage.pass }

  private func name(_ id: TensorID) -> String { stage.symbol(id) }

  func formula() -> Formula {
    switch pass.rule {
    case .contraction(let geometry, .output, let bias):
      stage.view == .scatter ? forwardScatter(geometry) : forward(geometry, bias)
    case .contraction(let geometry, .input, _):
      stage.view == .scatter ? handedOut(geometry) : inputGradient(geometry)
    case .contraction(let geometry, .kernel, _): kernelGradient(geometry)
    case .sum(let isTied): biasGradient(isTied)
    case .function(let activation): function(activation)
    case .update(let rate): update(rate)
    case .derivative(let activation): derivative(activation)
    case .loss(let loss): self.loss(loss)
    case .lossGradient(let loss): lossGradient(loss)
    }
  }

  // MARK: Indices

  private var isWithNumbers: Bool { form == .withNumbers }
  private var index: Index4 { stage.subjectIndex }

  /// The place that a window reads along an axis: `2·1+m−1`, `s·i+d·m−p`, or `i+m` on the page.
  private func place(_ axis: AxisGeometry, _ output: String, _ weight: String) -> String {
    switch form {
    case .onThePage: return "\(output)+\(weight)"
    case .general: return "s·\(output)+d·\(weight)−p"
    case .withNumbers:
      let step = axis.stride == 1 ? output : "\(axis.stride)·\(output)"
      let reach = axis.dilation == 1 ? weight : "\(axis.dilation)·\(weight)"
      return "\(step)+\(reach)" + (axis.before == 0 ? "" : "−\(axis.before)")
    }
  }

  /// The δ that meets a weight over an input: `(r+p−d·m)/s`.
  private func source(_ axis: AxisGeometry, _ input: String, _ weight: String) -> String {
    switch form {
    case .onThePage: return "\(input)−\(weight)"
    case .general: return "(\(input)+p−d·\(weight))/s"
    case .withNumbers:
      let reach = axis.dilation == 1 ? weight : "\(axis.dilation)·\(weight)"
      let inner = input + (axis.before == 0 ? "" : "+\(axis.before)") + "−\(reach)"
      return axis.stride == 1 ? inner : "(\(inner))/\(axis.stride)"
    }
  }

  /// A weight as the window meets it.
  private func weight(_ axis: AxisGeometry, _ letter: String, _ bound: String) -> String {
    guard axis.turned else { return letter }
    return form == .withNumbers ? "\(axis.kernel - 1)−\(letter)" : "\(bound)−1−\(letter)"
  }

  private func kernelIndex(_ geometry: Geometry) -> String {
    let place = "\(weight(geometry.rows, "m", "M")), \(weight(geometry.columns, "n", "N"))"
    return geometry.hasChannels && form != .onThePage
      ? "\(known("o")), \(known("c")), \(place)" : place
  }

  /// The number of a channel that the step is about, or its letter where it runs or no numbers are shown.
  private func known(_ letter: String) -> String {
    guard isWithNumbers, let first = stage.step.terms.first, let weight = first.right else {
      return letter
    }
    switch pass.rule {
    case .contraction(_, .output, _) where letter == "o" && stage.view != .scatter:
      return "\(weight.index.outer)"
    case .contraction(_, .input, _) where letter == "c" && stage.view != .scatter:
      return "\(weight.index.channel)"
    case .contraction(_, .kernel, _) where stage.view != .scatter:
      return letter == "o" ? "\(first.left.index.channel)" : "\(weight.index.channel)"
    default: return letter
    }
  }

  private func own(_ letters: [String], _ id: TensorID) -> String {
    if isWithNumbers { return stage.element(id, index) }
    return "\(name(id))[\(letters.joined(separator: ","))]"
  }

  private func limits(_ names: [String], _ counts: [Int]) -> String {
    let symbols = form == .withNumbers ? counts.map(String.init) : names.map { $0.uppercased() }
    return zip(names, symbols).map { "0 ≤ \($0) < \($1)" }.joined(separator: ",  ")
  }

  // MARK: Forward

  private func forward(_ geometry: Geometry, _ bias: TensorID?) -> Formula {
    var formula = Formula()
    let channel = geometry.hasChannels && form != .onThePage
    formula.add(pass.target, own(channel ? ["o", "i", "j"] : ["i", "j"], pass.target))
    formula += channel ? " = Σ c,m,n  " : " = Σ m,n  "
    let rows = place(geometry.rows, isWithNumbers ? "\(index.row)" : "i", "m")
    let columns = place(geometry.columns, isWithNumbers ? "\(index.column)" : "j", "n")
    let head = channel ? "c, " : ""
    formula.add(pass.operands[0], "\(name(pass.operands[0]))[\(head)\(rows), \(columns)]")
    formula += " · "
    formula.add(pass.operands[1], "\(name(pass.operands[1]))[\(kernelIndex(geometry))]")
    if let bias {
      formula += " + "
      formula.add(bias, name(bias) + (geometry.hasChannels ? "[\(known("o"))]" : ""))
    }
    formula.limits = limits(["m", "n"], [geometry.rows.kernel, geometry.columns.kernel])
    return formula
  }

  /// What one input gives to each of the outputs that read it.
  private func forwardScatter(_ geometry: Geometry) -> Formula {
    var formula = Formula()
    let rows = source(geometry.rows, isWithNumbers ? "\(index.row)" : "r", "m")
    let columns = source(geometry.columns, isWithNumbers ? "\(index.column)" : "q", "n")
    formula.add(pass.target, "\(name(pass.target))[\(rows), \(columns)]")
    formula += "  +=  "
    formula.add(
      pass.operands[0],
      isWithNumbers ? stage.element(pass.operands[0], index) : "\(name(pass.operands[0]))[r,q]")
    formula += " · "
    formula.add(pass.operands[1], "\(name(pass.operands[1]))[\(kernelIndex(geometry))]")
    formula.limits = "where z has that cell"
    return formula
  }

  private func function(_ activation: Activation) -> Formula {
    var formula = Formula()
    formula.add(pass.target, own(["i", "j"], pass.target))
    formula += " = σ("
    formula.add(
      pass.operands[0],
      isWithNumbers ? stage.element(pass.operands[0], index) : "\(name(pass.operands[0]))[i,j]")
    formula += ")"
    formula.limits = "σ = \(activation.name)"
    return formula
  }

  private func update(_ rate: Double) -> Formula {
    var formula = Formula()
    let letters = pass.target.role == .updatedKernel ? ["m", "n"] : ["o"]
    formula.add(pass.target, own(letters, pass.target))
    formula += " = "
    for (place, operand) in pass.operands.enumerated() {
      if place == 1 { formula += isWithNumbers ? " − \(Number.text(rate)) · " : " − η · " }
      formula.add(operand, own(letters, operand))
    }
    if isWithNumbers { formula.limits = "η = \(Number.text(rate))" }
    return formula
  }

  private func loss(_ loss: Loss) -> Formula {
    var formula = Formula()
    formula.add(pass.target, "L")
    switch loss {
    case .halfSumOfSquares: formula += " = ½ Σ i,j  ("
    case .meanSquaredError: formula += " = 1/n · Σ i,j  ("
    case .sum: formula += " = Σ i,j  ("
    }
    formula.add(pass.operands[0], "\(name(pass.operands[0]))[i,j]")
    if loss != .sum {
      formula += " − "
      formula.add(pass.operands[1], "t[i,j]")
    }
    formula += loss == .sum ? ")" : ")²"
    if loss == .meanSquaredError { formula.limits = "n elements in all" }
    return formula
  }

  // MARK: Backward

  private func lossGradient(_ loss: Loss) -> Formula {
    var formula = Formula()
    let letters = ["i", "j"]
    formula.add(pass.target, own(letters, pass.target))
    switch loss {
    case .halfSumOfSquares: formula += " = "
    case .meanSquaredError: formula += " = 2/n · ("
    case .sum: formula += " = 1"
    }
    guard loss != .sum else { return formula }
    for (place, operand) in pass.operands.enumerated() {
      if place == 1 { formula += " − " }
      let text = isWithNumbers ? stage.element(operand, index) : "\(name(operand))[i,j]"
      formula.add(operand, text)
    }
    if loss == .meanSquaredError { formula += ")" }
    return formula
  }

  private func inputGradient(_ geometry: Geometry) -> Formula {
    var formula = Formula()
    let channel = geometry.hasChannels && form != .onThePage
    formula.add(pass.target, own(channel ? ["c", "r", "q"] : ["r", "q"], pass.target))
    formula += channel ? " = Σ o,m,n  " : " = Σ m,n  "
    let rows = source(geometry.rows, isWithNumbers ? "\(index.row)" : "r", "m")
    let columns = source(geometry.columns, isWithNumbers ? "\(index.column)" : "q", "n")
    let head = channel ? "o, " : ""
    formula.add(pass.operands[0], "\(name(pass.operands[0]))[\(head)\(rows), \(columns)]")
    formula += " · "
    formula.add(pass.operands[1], "\(name(pass.operands[1]))[\(kernelIndex(geometry))]")
    formula.limits =
      geometry.rows.stride * geometry.columns.stride == 1
      ? "where δ has that cell" : "where it is whole and δ has it"
    return formula
  }

  private func handedOut(_ geometry: Geometry) -> Formula {
    var formula = Formula()
    let rows = place(geometry.rows, isWithNumbers ? "\(index.row)" : "i", "m")
    let columns = place(geometry.columns, isWithNumbers ? "\(index.column)" : "j", "n")
    formula.add(pass.target, "\(name(pass.target))[\(rows), \(columns)]")
    formula += "  +=  "
    formula.add(
      pass.operands[0],
      isWithNumbers ? stage.element(pass.operands[0], index) : "\(name(pass.operands[0]))[i,j]")
    formula += " · "
    formula.add(pass.operands[1], "\(name(pass.operands[1]))[\(kernelIndex(geometry))]")
    formula.limits = limits(["m", "n"], [geometry.rows.kernel, geometry.columns.kernel])
    return formula
  }

  private func kernelGradient(_ geometry: Geometry) -> Formula {
    var formula = Formula()
    let channel = geometry.hasChannels && form != .onThePage
    formula.add(pass.target, own(channel ? ["o", "c", "m", "n"] : ["m", "n"], pass.target))
    formula += " = Σ i,j  "
    formula.add(
      pass.operands[0], "\(name(pass.operands[0]))[\(channel ? "\(known("o"))," : "")i,j]")
    formula += " · "
    let row =
      isWithNumbers
      ? "\(geometry.rows.offset(ofWeight: index.row))" : weight(geometry.rows, "m", "M")
    let column =
      isWithNumbers
      ? "\(geometry.columns.offset(ofWeight: index.column))" : weight(geometry.columns, "n", "N")
    let rows = place(geometry.rows, "i", row)
    let columns = place(geometry.columns, "j", column)
    formula.add(
      pass.operands[1],
      "\(name(pass.operands[1]))[\(channel ? "\(known("c")), " : "")\(rows), \(columns)]")
    formula.limits = limits(["i", "j"], [geometry.rows.output, geometry.columns.output])
    return formula
  }

  private func biasGradient(_ isTied: Bool) -> Formula {
    var formula = Formula()
    let delta = pass.operands[0]
    if isTied {
      formula.add(pass.target, own(["o"], pass.target))
      formula += " = Σ i,j  "
      formula.add(delta, "\(name(delta))[\(isWithNumbers ? "\(index.channel)" : "o"),i,j]")
    } else {
      formula.add(pass.target, own(["i", "j"], pass.target))
      formula += " = "
      formula.add(delta, isWithNumbers ? stage.element(delta, index) : "\(name(delta))[i,j]")
    }
    return formula
  }

  /// With the sum of the pass before where there is one, as the page has it: the sum first, then one ⊙.
  private func derivative(_ activation: Activation) -> Formula {
    var formula = Formula()
    formula.add(pass.target, own(["r", "q"], pass.target))
    formula += " = σ′("
    formula.add(
      pass.operands[1],
      isWithNumbers ? stage.element(pass.operands[1], index) : "\(name(pass.operands[1]))[r,q]")
    formula += ") · "
    if form != .withNumbers, let above = above {
      formula += "Σ m,n "
      formula.add(above.operands[0], "\(name(above.operands[0]))[r−m, q−n]")
      formula += "·"
      formula.add(above.operands[1], "\(name(above.operands[1]))[m,n]")
      formula.limits = "first the sum, then one ⊙"
    } else {
      formula.add(
        pass.operands[0],
        isWithNumbers ? stage.element(pass.operands[0], index) : "\(name(pass.operands[0]))[r,q]")
      formula.limits = "one ⊙ after the sum"
    }
    return formula
  }

  private var above: Pass? {
    guard let number = stage.computation.pass(computing: pass.operands[0]) else { return nil }
    let pass = stage.computation.passes[number]
    if case .contraction = pass.rule { return pass }
    return nil
  }
}

extension Geometry {
  var hasChannels: Bool { inputChannels > 1 || outputChannels > 1 }
}
