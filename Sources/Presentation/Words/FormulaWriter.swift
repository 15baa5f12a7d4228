import ConvEngine

/// Writes the formula of a pass.
struct FormulaWriter {
  let stage: Stage
  let form: FormulaForm

  init(_ stage: Stage) {
    self.stage = stage
    form = FormulaForm.allCases[stage.formulaForm % FormulaForm.allCases.count]
  }

  var pass: Pass { stage.pass }

  func name(_ id: TensorID) -> String { stage.symbol(id) }

  func formula() -> Formula {
    switch pass.rule {
    case .contraction(let geometry, .output, let bias):
      stage.view == .scatter ? outputScatter(geometry) : ontoOutput(geometry, bias)
    case .contraction(let geometry, .input, let bias):
      stage.view == .scatter ? inputScatter(geometry) : ontoInput(geometry, bias)
    case .contraction(let geometry, .kernel, _):
      stage.view == .scatter ? kernelScatter(geometry) : ontoKernel(geometry)
    case .sum(let isTied): biasGradient(isTied)
    case .function(let activation): function(activation)
    case .update(let rate): update(rate)
    case .derivative(let activation): derivative(activation)
    case .loss(let loss): self.loss(loss)
    case .lossGradient(let loss): lossGradient(loss)
    }
  }

  // MARK: Sums over taps

  /// A layer forward, or the input gradient of a transposed one.
  private func ontoOutput(_ geometry: Geometry, _ bias: TensorID?) -> Formula {
    let hasChannels = showsChannels(geometry)
    var formula = Formula()
    formula.add(pass.target, own(hasChannels ? outer.all : outer.place, pass.target))
    formula += hasChannels ? " = Σ \(inner.channel),m,n  " : " = Σ m,n  "
    let places = read(geometry, by: own(outer.place))
    addProduct(
      to: &formula,
      [hasChannels ? "\(inner.channel), " + places : places, kernelIndex(geometry)])
    add(bias, to: &formula, hasChannels)
    formula.range = limits(["m", "n"], [geometry.rows.kernel, geometry.columns.kernel])
    return formula
  }

  private func add(_ bias: TensorID?, to formula: inout Formula, _ hasChannels: Bool) {
    guard let bias else { return }
    formula += " + "
    formula.add(bias, constant(bias, hasChannels))
  }

  /// The bias as an element: of a tied one the output channel says which, of an untied one the place too.
  private func constant(_ id: TensorID, _ hasChannels: Bool) -> String {
    let isUntied = stage.layer.bias == .untied
    if isWithNumbers, isUntied || hasChannels, let addend = stage.step.addend {
      return stage.element(id, addend.index)
    }
    let letters = (hasChannels ? ["o"] : []) + (isUntied ? ["i", "j"] : [])
    return letters.isEmpty ? name(id) : "\(name(id))[\(letters.joined(separator: ","))]"
  }

  /// The pass's two operands with their indices, multiplied.
  private func addProduct(to formula: inout Formula, _ indices: [String]) {
    formula.add(pass.operands[0], "\(name(pass.operands[0]))[\(indices[0])]")
    formula += " · "
    formula.add(pass.operands[1], "\(name(pass.operands[1]))[\(indices[1])]")
  }

  /// What one element of the source gives to each element of the target that it is linked with.
  private func handingOut(_ geometry: Geometry, to places: String, from letters: [String])
    -> Formula
  {
    var formula = Formula()
    formula.add(pass.target, "\(name(pass.target))[\(places)]")
    formula += "  +=  "
    formula.add(pass.operands[0], own(letters, pass.operands[0]))
    formula += " · "
    formula.add(pass.operands[1], "\(name(pass.operands[1]))[\(kernelIndex(geometry))]")
    return formula
  }

  private func outputScatter(_ geometry: Geometry) -> Formula {
    let hasChannels = showsChannels(geometry)
    let head = hasChannels ? "\(outer.channel), " : ""
    var formula = handingOut(
      geometry, to: head + reached(geometry, from: own(inner.place)),
      from: hasChannels ? inner.all : inner.place)
    formula.condition = "\(pass.isForward ? "z" : name(pass.target)) has that cell"
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
    formula.range = "σ = \(activation.name)"
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
    if isWithNumbers { formula.range = "η = \(Number.text(rate))" }
    return formula
  }

  private func loss(_ loss: Loss) -> Formula {
    var formula = Formula()
    formula.add(pass.target, "L")
    switch loss {
    case .halfSumOfSquares: formula += " = ½ Σ i,j  ("
    case .meanSquaredError: formula += " = 1/n · Σ i,j  ("
    case .sum: formula += " = Σ i,j  "
    }
    formula.add(pass.operands[0], "\(name(pass.operands[0]))[i,j]")
    if loss != .sum {
      formula += " − "
      formula.add(pass.operands[1], "t[i,j]")
    }
    if loss != .sum { formula += ")²" }
    if loss == .meanSquaredError { formula.range = "n is the number of elements" }
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

  /// An input gradient, or a transposed layer forward.
  private func ontoInput(_ geometry: Geometry, _ bias: TensorID?) -> Formula {
    let hasChannels = showsChannels(geometry)
    var formula = Formula()
    formula.add(pass.target, own(hasChannels ? inner.all : inner.place, pass.target))
    formula += hasChannels ? " = Σ \(outer.channel),m,n  " : " = Σ m,n  "
    let places = reached(geometry, from: own(inner.place))
    addProduct(
      to: &formula,
      [hasChannels ? "\(outer.channel), " + places : places, kernelIndex(geometry)])
    add(bias, to: &formula, hasChannels)
    formula.condition = condition(geometry)
    if geometry.isFolded { formula.remark = "; the same for each place around that reads it" }
    return formula
  }

  private func condition(_ geometry: Geometry) -> String {
    let source = pass.isForward ? name(pass.operands[0]) : "δ"
    return geometry.rows.stride * geometry.columns.stride == 1
      ? "\(source) has that cell" : "it is whole and \(source) has it"
  }

  private func inputScatter(_ geometry: Geometry) -> Formula {
    let hasChannels = showsChannels(geometry)
    let head = hasChannels ? "\(inner.channel), " : ""
    var formula = handingOut(
      geometry, to: head + read(geometry, by: own(outer.place)),
      from: hasChannels ? outer.all : outer.place)
    formula.range = limits(["m", "n"], [geometry.rows.kernel, geometry.columns.kernel])
    return formula
  }

  private func ontoKernel(_ geometry: Geometry) -> Formula {
    let hasChannels = showsChannels(geometry)
    var formula = Formula()
    let channels = [outer.channel, inner.channel]
    formula.add(pass.target, own((hasChannels ? channels : []) + ["m", "n"], pass.target))
    let running = outer.place.joined(separator: ",")
    formula += " = Σ \(running)  "
    let (rows, columns) = (geometry.rows, geometry.columns)
    let weights =
      isWithNumbers
      ? ["\(rows.offset(ofWeight: index.row))", "\(columns.offset(ofWeight: index.column))"]
      : [weight(rows, "m", "M"), weight(columns, "n", "N")]
    let places = read(geometry, by: outer.place, at: weights)
    addProduct(
      to: &formula,
      hasChannels
        ? ["\(known(outer.channel)),\(running)", "\(known(inner.channel)), \(places)"]
        : [running, places])
    formula.range = limits(outer.place, [rows.output, columns.output])
    return formula
  }

  /// What one element of the output side gives to every weight: itself times what that weight was
  /// multiplied by there.
  private func kernelScatter(_ geometry: Geometry) -> Formula {
    let hasChannels = showsChannels(geometry)
    var formula = Formula()
    formula.add(pass.target, "\(name(pass.target))[\(kernelIndex(geometry))]")
    formula += "  +=  "
    let head = hasChannels ? "\(known(inner.channel)), " : ""
    formula.add(
      pass.operands[0], own(hasChannels ? outer.all : outer.place, pass.operands[0]))
    formula += " · "
    let places = read(geometry, by: own(outer.place))
    formula.add(pass.operands[1], "\(name(pass.operands[1]))[\(head)\(places)]")
    formula.range = limits(["m", "n"], [geometry.rows.kernel, geometry.columns.kernel])
    return formula
  }

  private func biasGradient(_ isTied: Bool) -> Formula {
    var formula = Formula()
    let delta = pass.operands[0]
    let hasChannels = form == .general && stage.geometry?.hasChannels == true
    let letters = isTied ? ["o"] : (hasChannels ? ["o"] : []) + ["i", "j"]
    formula.add(pass.target, own(letters, pass.target))
    formula += isTied ? " = Σ i,j  " : " = "
    if isTied {
      let channel = isWithNumbers ? "\(index.channel)," : "o,"
      let isAlone = isWithNumbers && stage.geometry?.hasChannels == false
      formula.add(delta, "\(name(delta))[\(isAlone ? "" : channel)i,j]")
    } else {
      formula.add(delta, own(letters, delta))
    }
    return formula
  }
}
