import ConvEngine

/// A panel of the stage: a tensor, or the products of the step.
enum PanelKind: Hashable {
  case tensor(TensorPanel)
  case products
}

/// The panels of a pass, in columns, in rows of columns.
struct Scenery {
  /// Columns of panels beside each other.
  struct Tier {
    var columns: [[PanelKind]]
    /// Whether the tier shows the sum that came before the ⊙ step.
    var isSumBefore = false
  }

  var tiers: [Tier]

  var kinds: [PanelKind] { tiers.filter { !$0.isSumBefore }.flatMap { $0.columns.flatMap { $0 } } }

  var panels: [TensorPanel] {
    kinds.compactMap { if case .tensor(let panel) = $0 { panel } else { nil } }
  }
}

extension Stage {
  var scenery: Scenery {
    var tiers = [Scenery.Tier(columns: ownColumns)]
    if let before = sumBeforeColumns {
      tiers.insert(Scenery.Tier(columns: before, isSumBefore: true), at: 0)
    }
    return Scenery(tiers: tiers.map(unveiled).filter { !$0.columns.isEmpty })
  }

  /// A tier without the panels whose size is asked for.
  private func unveiled(_ tier: Scenery.Tier) -> Scenery.Tier {
    guard let veil, veil.hidesProducts || !veil.shapeless.isEmpty else { return tier }
    var tier = tier
    tier.columns = tier.columns.map { column in
      column.filter { kind in
        if case .tensor(let panel) = kind {
          !veil.shapeless.contains(panel.id)
        } else {
          !veil.hidesProducts
        }
      }
    }.filter { !$0.isEmpty }
    return tier
  }

  /// The panels that the cursor can be moved to, in their order, then the formula.
  var focusOrder: [Panel] {
    var seen: [Panel] = []
    for panel in scenery.panels where panel.part != .unused {
      guard case .tensor(let id) = panel.content else { continue }
      if !seen.contains(.tensor(id)) { seen.append(.tensor(id)) }
    }
    let hasProducts = scenery.kinds.contains(.products)
    return seen + (hasProducts ? [.products] : []) + [.formula, .text]
      + (asksQuestion ? [.question] : [])
  }

  private func shape(_ id: TensorID) -> Shape4 {
    computation.shape(of: id) ?? Shape4(1, 1, 1, 1)
  }

  private var ownColumns: [[PanelKind]] {
    let operands = pass.operands
    let target = pass.target
    func plain(_ id: TensorID, _ part: TensorPanel.Part = .operand) -> PanelKind {
      .tensor(.plain(id, shape(id), part: part))
    }
    switch pass.rule {
    case .contraction(let geometry, let side, let bias):
      return contraction(geometry, side, operands[0], operands[1], target, bias: bias)
    case .sum:
      return [
        [plain(operands[0])], [bias(target, .target)],
        [bias(TensorID(.bias, target.layer), .unused)],
      ]
    case .function(let activation):
      return [[plain(operands[0])], [slope(operands[0], activation)], [plain(target, .target)]]
    case .derivative(let activation):
      return [[plain(operands[0])], [slope(operands[1], activation)], [plain(target, .target)]]
    case .update:
      return [[plain(operands[0])], [plain(operands[1])], [plain(target, .target)]]
    case .loss(.sum), .lossGradient(.sum):
      return [[plain(operands[0])], [plain(target, .target)]]
    case .loss, .lossGradient:
      return [[plain(operands[0])], [plain(operands[1])], [plain(target, .target)]]
    }
  }

  private func bias(_ id: TensorID, _ part: TensorPanel.Part = .operand) -> PanelKind {
    .tensor(.bias(id, shape(id), part: part))
  }

  private func slope(_ id: TensorID, _ activation: Activation) -> PanelKind {
    var panel = TensorPanel.plain(id, shape(id))
    panel.content = .slope(id, activation)
    return .tensor(panel)
  }

  /// The number of the pass that summed up what the ⊙ step multiplies.
  private var passBefore: Int? {
    guard case .derivative = pass.rule,
      let number = computation.pass(computing: pass.operands[0]),
      case .contraction = computation.passes[number].rule
    else { return nil }
    return number
  }

  /// The stage as it stood when that sum was complete, at the cell that this step is about.
  var sumBefore: Stage {
    guard let passBefore else { return self }
    var before = self
    before.choose(pass: passBefore)
    before.stand(at: cursor.step, done: nil)
    return before
  }

  private var sumBeforeColumns: [[PanelKind]]? {
    passBefore == nil ? nil : Array(sumBefore.ownColumns.dropLast())
  }

  private func contraction(
    _ geometry: Geometry, _ side: Side, _ left: TensorID, _ right: TensorID, _ target: TensorID,
    bias: TensorID?
  ) -> [[PanelKind]] {
    switch side {
    case .output:
      let input = inputPanel(left, geometry, part: .operand)
      let output = TensorPanel.plain(target, geometry.outputShape, part: .target, side: .output)
      return withBias(
        bias, middle([[.tensor(input)]], kernelPanel(right, geometry), [[.tensor(output)]]))
    case .input:
      let delta = deltaPanel(left, geometry)
      let input = TensorPanel.plain(target, geometry.inputShape, part: .target, side: .input)
      return withBias(
        bias,
        middle(
          [[.tensor(delta)]], kernelPanel(right, geometry),
          [[.tensor(input)] + itself(left, geometry)]))
    case .kernel:
      let input = inputPanel(right, geometry, part: .operand)
      let delta = TensorPanel.plain(left, geometry.outputShape, side: .output)
      let gradient = TensorPanel.plain(target, geometry.kernelShape, part: .target, side: .kernel)
      var kernel = TensorPanel.plain(
        TensorID(.kernel, target.layer), geometry.kernelShape, part: .unused)
      kernel.remark = "(not used)"
      return [
        [.tensor(input)], [.tensor(delta), .products], [.tensor(gradient), .tensor(kernel)],
      ]
    }
  }

  /// The panels of a layer with its bias: below the kernel, or below the output that it has the shape of.
  private func withBias(_ id: TensorID?, _ columns: [[PanelKind]]) -> [[PanelKind]] {
    guard let id else { return columns }
    var columns = columns
    let place = layer.bias == .untied ? columns.count - 1 : 1
    columns[place].append(bias(id))
    return columns
  }

  /// δ without the zeros, below what is computed from it, where both are small.
  private func itself(_ id: TensorID, _ geometry: Geometry) -> [PanelKind] {
    guard view == .zerosBetween, geometry.rows.stride * geometry.columns.stride > 1,
      geometry.rows.input + geometry.rows.output <= Stage.mostRowsOfBoth,
      geometry.outputChannels == 1, geometry.inputChannels == 1
    else { return [] }
    var panel = TensorPanel.plain(id, geometry.outputShape, part: .unused)
    panel.words = "\(symbol(id)) itself"
    return [.tensor(panel)]
  }

  private static var mostRowsOfBoth: Int { 9 }

  /// Kernel and products stand below each other, or side by side where there are several slices.
  private func middle(_ before: [[PanelKind]], _ kernel: TensorPanel, _ after: [[PanelKind]])
    -> [[PanelKind]]
  {
    let isDeep = shape(kernel.id).channels > 1
    let middle: [[PanelKind]] =
      isDeep ? [[.tensor(kernel)], [.products]] : [[.tensor(kernel), .products]]
    return before + middle + after
  }

  private func inputPanel(_ id: TensorID, _ geometry: Geometry, part: TensorPanel.Part)
    -> TensorPanel
  {
    var panel = TensorPanel(
      content: .tensor(id), part: part, side: .input, rows: geometry.rows,
      columns: geometry.columns)
    let sides = layerSides(geometry)
    panel.after = Size2D(height: sides[2], width: sides[3])
    if sides != [0, 0, 0, 0] {
      panel.remark =
        Set(sides).count == 1
        ? "padding \(sides[0])" : "padding \(sides.map(String.init).joined(separator: ","))"
      if geometry.isFolded { panel.remark += ", \(geometry.rows.mode.rawValue)" }
    }
    return panel
  }

  private func layerSides(_ geometry: Geometry) -> [Int] {
    let sides = layer.sides(of: geometry.inputShape.size)
    return [sides.top, sides.left, sides.bottom, sides.right]
  }

  /// δ as the pass reads it: with zeros between, with the absent cells around it, or by itself.
  private func deltaPanel(_ id: TensorID, _ geometry: Geometry) -> TensorPanel {
    var panel = TensorPanel.plain(id, geometry.outputShape, side: .output)
    let isContiguous = geometry.rows.stride == 1 && geometry.columns.stride == 1
    guard view == .zerosBetween || (view == .gather && isContiguous) else { return panel }
    let window = geometry.inputGradientWindow
    panel.rows = window.rows
    panel.columns = window.columns
    if view == .zerosBetween {
      panel.remark = isContiguous ? "no zeros between" : "zeros between"
    }
    let around = [
      window.rows.margins.before, window.rows.margins.after,
      window.columns.margins.before, window.columns.margins.after,
    ]
    if let most = around.max(), most > 0 {
      let count = Set(around).count == 1 ? "\(most)" : "up to \(most)"
      panel.remark +=
        (panel.remark.isEmpty ? "" : ", ")
        + (view == .zerosBetween ? "padded \(count)" : "\(count) absent around")
    }
    return panel
  }

  private func kernelPanel(_ id: TensorID, _ geometry: Geometry) -> TensorPanel {
    var panel = TensorPanel.plain(id, geometry.kernelShape, side: .kernel)
    let isOntoInput = if case .contraction(_, .input, _) = pass.rule { true } else { false }
    panel.isTurned = geometry.rows.turned != isOntoInput && view != .scatter && veil == nil
    if view == .scatter {
      panel.remark = isOntoInput ? "not turned" : ""
    } else if panel.isTurned {
      panel.remark = "turned"
    }
    if document.isTurning { panel.remark = "↕ then ↔" }
    return panel
  }
}
