import ConvEngine
import Screen

extension Stage {
  /// What is computed, in words: `forward`, `kernel gradient`.
  func passName(_ pass: Pass) -> String {
    switch pass.rule {
    case .contraction:
      switch pass.purpose {
      case .kernelGradient: "kernel gradient"
      case .inputGradient: "input gradient"
      case .forward, nil: "forward"
      }
    case .sum: "bias gradient"
    case .function: "activation"
    case .update: "update"
    case .derivative: "δ, the ⊙ step"
    case .loss: "loss"
    case .lossGradient: "loss gradient"
    }
  }

  /// Which part of a δ the pass is, where the sum and the slope are passes of their own.
  var partName: String? {
    guard case .derivative = pass.rule, scenery.tiers.contains(where: \.isSumBefore) else {
      return nil
    }
    return "layer \(layerNumber + 1) → \(layerNumber)   part 2 of 2: ⊙ σ′"
  }

  /// The operation that a pass is, as a sign.
  func sign(_ pass: Pass) -> String {
    guard case .contraction(let geometry, let side, _) = pass.rule else { return "" }
    switch side {
    case .output: return geometry.rows.turned ? "∗" : "⋆"
    case .input: return geometry.rows.turned ? "full ⋆" : "full ∗"
    case .kernel: return "⋆"
    }
  }

  /// The formula of a pass in short, for the list of passes.
  func summary(_ pass: Pass) -> String {
    let names = pass.operands.map(symbol)
    let target = symbol(pass.target)
    switch pass.rule {
    case .contraction(_, .kernel, _): return "\(target) = \(names[1]) ⋆ \(names[0])"
    case .contraction(let geometry, let side, let bias):
      let isStuffed = side == .input && geometry.hasStride
      let source = isStuffed ? "\(names[0]) with zeros," : names[0]
      let addend = bias.map { " + \(symbol($0))" } ?? ""
      return "\(target) = \(source) \(sign(pass)) \(names[1])\(addend)"
    case .sum(let isTied): return "\(target) = \(isTied ? "Σ " : "")\(names[0])"
    case .function: return "\(target) = σ(\(names[0]))"
    case .update: return "\(target) = \(names[0]) − η · \(names[1])"
    case .derivative: return "\(target) = \(names[0]) ⊙ σ′(\(names[1]))"
    case .loss(let loss):
      switch loss {
      case .halfSumOfSquares: return "L = ½ Σ (\(names[0]) − t)²"
      case .meanSquaredError: return "L = 1/n · Σ (\(names[0]) − t)²"
      case .sum: return "L = Σ \(names[0])"
      }
    case .lossGradient(let loss):
      switch loss {
      case .halfSumOfSquares: return "\(target) = \(names[0]) − t"
      case .meanSquaredError: return "\(target) = 2/n · (\(names[0]) − t)"
      case .sum: return "\(target) = 1"
      }
    }
  }

  /// What the terms of the pass are: a sum of δ has no products.
  var termNoun: String {
    switch pass.rule {
    case .sum, .loss(.sum): "number"
    case .loss: "square"
    default: "product"
    }
  }

  /// So many terms of the pass: `9 products`.
  func terms(_ count: Int) -> String { Plural.count(count, termNoun) }

  /// The step in one sentence.
  var sentence: String {
    let step = step
    let name = element(step.tensor, step.index)
    switch pass.rule {
    case .function(let activation):
      let z = element(pass.operands[0], step.index)
      let value = step.terms[0].product
      return "\(name) is \(activation.name) of \(z) = "
        + "\(Number.text(step.terms[0].left.value)), which is "
        + "\(isApproximate(value) ? "about " : "")\(Number.text(value))."
    case .update(let rate):
      let term = step.terms[0]
      return
        "\(name) is the old number, \(Number.text(term.left.value)), less \(Number.text(rate)) times "
        + "its gradient \(Number.text(term.right?.value ?? 0)): \(Number.text(term.product))."
    case .derivative:
      let term = step.terms[0]
      return "\(name) is what arrives, \(Number.text(term.left.value)), times the slope "
        + "\(Number.text(term.right?.value ?? 0)) of the activation at "
        + "\(element(pass.operands[1], step.index)): \(Number.text(term.product))."
    case .contraction where view == .scatter:
      return "\(name) = \(Number.text(computation.value(step.tensor, at: step.index))) hands out "
        + "\(terms(step.terms.count)): to each element that it is linked with, "
        + "itself times the weight between them."
    default: return "\(name) is the sum of \(sumSentence(step))\(lastTerm(step))"
    }
  }

  /// Whether a number of this step is shown with fewer digits than it has, or has been rounded before.
  func isApproximate(_ value: Double) -> Bool {
    if Number.isRounded(value) { return true }
    let index = step.index
    switch pass.rule {
    case .function(let activation):
      return !activation.isExact(at: computation.value(pass.operands[0], at: index))
    case .derivative(let activation):
      let isZero = computation.value(pass.operands[0], at: index) == 0
      return !isZero && !activation.isExact(at: computation.value(pass.operands[1], at: index))
    default: return false
    }
  }

  private func sumSentence(_ step: Step) -> String {
    let padded = isLongStep ? 0 : step.terms.lazy.filter { $0.blank != nil }.count
    let products = terms(step.terms.count)
    let blanks =
      padded == 0 ? "" : ", \(padded) of them on \(view == .zerosBetween ? "zeros" : "padding")"
    let addend = step.addend == nil ? "" : ", and then the bias once"
    return products + blanks + addend
  }

  private func lastTerm(_ step: Step) -> String {
    if isLongStep { return "." }
    guard let active = activeTerm else {
      guard isStepComplete else { return "; none is added yet." }
      return ": \(Number.text(computation.value(pass.target, at: step.index)))."
    }
    let term = step.terms[active]
    let sum = step.terms.sum(of: 0..<active + 1)
    return "; number \(active + 1) is \(productSentence(term)), and the sum is now "
      + "\(Number.text(sum))\(withBias(sum))."
  }

  /// What a sum of products is with the bias, which is added after all of them.
  func withBias(_ sum: Double) -> String {
    guard let addend = step.addend, let id = addend.tensor else { return "" }
    return ", with \(element(id, addend.index)) = \(Number.text(addend.value)): "
      + Number.text(sum + addend.value)
  }

  private func productSentence(_ term: Term) -> String {
    guard let right = term.right else { return Number.text(term.left.value) }
    func named(_ operand: Operand) -> String {
      guard let id = operand.tensor else { return "padding (0)" }
      return "\(element(id, operand.index)) = \(Number.text(operand.value))"
    }
    return "\(named(term.left)) times \(named(right)), \(Number.text(term.product))"
  }

  // MARK: Links

  /// What the focused element is linked with, and which gradient that is the sum of.
  var linkSentence: [String]? {
    guard case .tensor(let id)? = focus, case .contraction(let geometry, _, _) = pass.rule,
      let side = scenery.panels.first(where: { $0.id == id })?.side
    else { return nil }
    let index = cell(of: id)
    let taps = Taps(geometry, of: side, at: index)
    let name = element(id, index)
    let real =
      taps.count <= Stage.quickTermLimit ? taps.filter { $0.blank == nil }.count : taps.count
    let layer = layerNumber
    let input = symbol(TensorID(.activation, layer - 1))
    let kernel = symbol(TensorID(.kernel, layer))
    let output = symbol(TensorID(.output, layer))
    switch side {
    case self.layer.outputSide:
      return [
        "\(name) is made of \(Plural.count(real, "input")), each times one weight"
          + (real < taps.count ? "; \(taps.count - real) more places are padding." : "."),
        "That sum is the forward pass: \(output) = \(input) \(forwardSign) \(kernel).",
      ]
    case self.layer.inputSide:
      return [
        "\(name) goes into \(Plural.count(real, "output")), each time by another weight"
          + (real == 0
            ? ": no window reads it."
            : real < taps.count ? "; \(taps.count - real) more products fall on padding." : "."),
        "The sum of δ·\(kernel) over these is its gradient, ∂L/∂\(input).",
      ]
    default:
      return [
        "\(name) joins \(Plural.count(real, "pair")) of an input and an output"
          + (real < taps.count
            ? "; at \(taps.count - real) more places it lies on padding."
            : ": it is used at every place."),
        "The sum of δ·\(input) over these pairs is its gradient, ∂L/∂\(kernel).",
      ]
    }
  }

  /// The sign of the layer's own forward pass, in whichever pass the stage is.
  private var forwardSign: String {
    let output = TensorID(.output, layerNumber)
    return computation.pass(computing: output).map { sign(computation.passes[$0]) } ?? "⋆"
  }

  // MARK: A step of gradient descent

  /// The loss before and after the step, in an update pass.
  var descent: String? {
    guard case .update(let rate) = pass.rule, let before = computation.loss,
      let after = Examiner(self).lossAfter(rate)
    else { return nil }
    return "L = \(Number.text(before)) now; with all the new numbers L = \(Number.text(after)). "
      + "η = \(Number.text(rate)); the key L takes the step."
  }

  // MARK: Checks

  /// How far a variable is moved: where nothing is bent, a large step gives the very slope.
  var nudge: Double {
    document.network.layers.allSatisfy { $0.activation == .identity } ? 0.5 : 1.0 / 1024
  }

  private var nudgeText: String { nudge == 0.5 ? "½" : "1/1024" }

  /// The gradient beside the slope that two nudges give.
  var checkLines: [String]? {
    guard let report = check, let check = report.check else { return nil }
    let gradient = element(report.tensor, report.index)
    let variable = Computation.variable(of: report.tensor).map { element($0, report.index) } ?? ""
    let difference = (check.slope - check.gradient).magnitude
    let scale = Swift.max(check.gradient.magnitude, check.slope.magnitude, 1)
    let verdict =
      difference <= 1e-4 * scale
      ? "✓ they agree" : "≠ they differ: a corner of the activation lies between the nudges"
    let width = nudge == 0.5 ? "1" : "(2 · \(nudgeText))"
    return [
      "Nudge \(variable) by ±\(nudgeText): \(check.isPart ? "its part of L" : "L")"
        + "\(lossNote) goes to \(Number.text(check.above)) and \(Number.text(check.below)).",
      "measured (\(Number.text(check.above)) − \(Number.factor(check.below))) / \(width)"
        + " ≈ \(Number.text(check.slope)),",
      "\(gradient) = \(Number.text(check.gradient)) \(verdict)",
    ]
  }

  /// What L is where δ is given and no loss is computed.
  private var lossNote: String {
    guard case .outputGradient = document.network.ending else { return "" }
    let last = document.network.layers.count
    return ", here Σ \(symbol(TensorID(.outputGradient, last)))·\(symbol(TensorID(.output, last))),"
  }

  /// Why the gradient of the network's own input is not multiplied by a slope.
  var rawInputNote: String? {
    guard pass.purpose == .inputGradient, pass.target.layer == 0,
      document.network.layers.count > 1
    else { return nil }
    return "\(symbol(pass.target)) is the end of the way back: x is given, so there is no σ′."
  }

  /// The most products of a pass that all its views are compared over.
  private static var agreementLimit: Int { 1000 }

  /// Whether the ways to a sum onto the input side that there are agree, cell by cell.
  func computedAgreement() -> String? {
    guard case .contraction(let geometry, .input, _) = pass.rule, computation.isComplete,
      geometry.multiplyAccumulateCount <= Stage.agreementLimit
    else { return nil }
    let shape = geometry.inputShape
    let scatter = Trace(computation, pass: pass, view: .scatter)
    let end = Cursor(step: scatter.count - 1, done: .max)
    let views = Trace.views(of: pass).filter { $0 != .scatter }
    let equal = (0..<shape.count).filter { place in
      let scattered = scatter.value(of: shape.index(at: place), before: end)?.sum ?? 0
      return views.allSatisfy { view in
        let step = Trace(computation, pass: pass, view: view)[place]
        return step.finished(step.terms.sum(of: 0..<step.terms.count)) == scattered
      }
    }
    let mark = equal.count == shape.count ? "✓" : "✗"
    let names = geometry.isFolded ? "gather and scatter" : "gather, scatter and zeros between"
    return "\(names) agree: \(equal.count) of \(shape.count) cells \(mark)"
  }
}
