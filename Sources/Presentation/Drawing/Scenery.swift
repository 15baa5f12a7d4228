import ConvEngine

/// A tensor as a panel shows it: where its elements lie, and what is around them.
struct TensorPanel: Hashable {
  /// What a panel's numbers are.
  enum Content: Hashable {
    case tensor(TensorID)
    /// σ′ of a tensor's elements.
    case slope(TensorID, Activation)
  }

  /// What a panel is to the pass.
  enum Part: Hashable { case operand, target, unused }

  var content: Content
  var part = Part.operand
  /// The side of the taps that the panel stands on.
  var side: Side?
  /// Where elements and the places around them lie.
  var rows: AxisGeometry
  var columns: AxisGeometry
  /// Whether the kernel is drawn as it slides, turned.
  var isTurned = false
  /// Places added at the end that no window may reach.
  var after = Size2D(0)
  /// A title instead of the tensor's word and symbol.
  var words: String?
  /// What is said of the panel behind its size.
  var remark = ""

  /// The places along the rows' axis, those around the elements included.
  var rowPlaces: Range<Int> { rows.places(after: after.height) }
  /// The places along the columns' axis, those around the elements included.
  var columnPlaces: Range<Int> { columns.places(after: after.width) }

  var id: TensorID {
    switch content {
    case .tensor(let id), .slope(let id, _): id
    }
  }

  /// A panel without places around its elements.
  static func plain(_ id: TensorID, _ shape: Shape4, part: Part = .operand, side: Side? = nil)
    -> TensorPanel
  {
    TensorPanel(
      content: .tensor(id), part: part, side: side, rows: .elements(shape.height),
      columns: .elements(shape.width))
  }
}

extension AxisGeometry {
  /// Elements beside each other, each read by itself.
  static func elements(_ count: Int) -> AxisGeometry {
    AxisGeometry(input: count, kernel: 1, output: count)
  }

  /// All the places that the axis has, those around the elements included.
  func places(after: Int) -> Range<Int> {
    let margins = margins
    return -Swift.max(margins.before, 0)..<(inputSpan + Swift.max(margins.after, after, 0))
  }
}

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
    guard let veil, !veil.shapeless.isEmpty else { return tier }
    var tier = tier
    tier.columns = tier.columns.map { column in
      column.filter { kind in
        if case .tensor(let panel) = kind { !veil.shapeless.contains(panel.id) } else { true }
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
    case .contraction(let geometry, let side, _):
      return contraction(geometry, side, operands[0], operands[1], target)
    case .sum:
      let bias = TensorID(.bias, target.layer)
      return [[plain(operands[0])], [plain(target, .target)], [plain(bias, .unused)]]
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
    _ geometry: Geometry, _ side: Side, _ left: TensorID, _ right: TensorID, _ target: TensorID
  ) -> [[PanelKind]] {
    switch side {
    case .output:
      let input = inputPanel(left, geometry, part: .operand)
      let output = TensorPanel.plain(target, geometry.outputShape, part: .target, side: .output)
      return middle([[.tensor(input)]], kernelPanel(right, geometry), [[.tensor(output)]])
    case .input:
      let delta = deltaPanel(left, geometry)
      let input = TensorPanel.plain(target, geometry.inputShape, part: .target, side: .input)
      return middle(
        [[.tensor(delta)] + itself(left, geometry)], kernelPanel(right, geometry),
        [[.tensor(input)]])
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

  /// δ without the zeros, below the one that is stuffed, where both are small.
  private func itself(_ id: TensorID, _ geometry: Geometry) -> [PanelKind] {
    let window = geometry.inputGradientWindow.rows.places(after: 0).count
    guard view == .zerosBetween, geometry.rows.stride * geometry.columns.stride > 1,
      window + geometry.rows.output <= Stage.mostRowsOfBoth, geometry.outputChannels == 1
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
    let slidesBackward = pass.isForward == false && view != .scatter
    panel.isTurned = geometry.rows.turned != slidesBackward && view != .scatter
    if view == .scatter {
      panel.remark = pass.isForward ? "" : "not turned"
    } else if panel.isTurned {
      panel.remark = "turned"
    }
    return panel
  }
}
