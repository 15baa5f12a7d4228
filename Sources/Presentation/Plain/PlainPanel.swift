import ConvEngine

/// A tensor as labelled rows: all of a small one, of a large one the part that the step reads.
struct PlainPanel {
  let stage: Stage
  let panel: TensorPanel
  private let id: TensorID
  private let shape: Shape4

  /// The most numbers that are read out whole.
  static let mostNumbers = 200

  init(_ stage: Stage, _ panel: TensorPanel) {
    self.stage = stage
    self.panel = panel
    id = stage.computation.resolved(panel.id)
    shape = stage.computation.shape(of: id) ?? Shape4(1, 1, 1, 1)
  }

  var lines: [String] { [title] + maps.flatMap(rows) }

  // MARK: The title

  private var title: String {
    var parts = ["\(word) \(symbol)"] + extents
    if !panel.remark.isEmpty { parts.append(panel.remark) }
    if !isWhole { parts.append("of which the step reads this part") }
    return parts.joined(separator: ", ") + "."
  }

  private var symbol: String {
    if case .slope(let z, _) = panel.content { return "σ′(\(stage.symbol(z)))" }
    return stage.symbol(id)
  }

  private var word: String {
    if case .slope(_, let activation) = panel.content { return "Slope of \(activation.name)" }
    return switch id.role {
    case .activation: id.layer == 0 ? "Input" : "Activation"
    case .kernel: "Kernel"
    case .bias: "Bias"
    case .output: "Output"
    case .target: "Target"
    case .loss: "Loss"
    case .activationGradient: id.layer == 0 ? "Input gradient" : "Activation gradient"
    case .outputGradient: "Output gradient"
    case .kernelGradient: "Kernel gradient"
    case .biasGradient: "Bias gradient"
    case .updatedKernel: "Updated kernel"
    case .updatedBias: "Updated bias"
    }
  }

  private var isKernel: Bool { id.role.isKernelShaped }

  /// Whether the panel's layer keeps its kernel by input channel.
  private var isTransposed: Bool {
    let layers = stage.document.network.layers
    return layers.indices.contains(id.layer - 1) && layers[id.layer - 1].isTransposed
  }

  private var extents: [String] {
    var parts: [String] = []
    if isKernel, shape.outer > 1 || shape.channels > 1 {
      parts.append(Plural.count(shape.outer, isTransposed ? "input channel" : "filter"))
    } else if shape.outer > 1 {
      parts.append(Plural.count(shape.outer, "batch element"))
    }
    if shape.channels > 1 || !parts.isEmpty {
      let isOfOutput = isKernel && isTransposed
      parts.append(Plural.count(shape.channels, isOfOutput ? "output channel" : "channel"))
    }
    if shape.height == 1, shape.width == 1 { return parts.isEmpty ? ["1 number"] : parts }
    return parts + [Plural.count(shape.height, "row"), Plural.count(shape.width, "column")]
  }

  // MARK: What is read out

  private struct Map {
    var outer: Int
    var channel: Int
  }

  private var isWhole: Bool {
    shape.checkedCount.map { $0 <= PlainPanel.mostNumbers } ?? false
  }

  private var maps: [Map] {
    guard isWhole else {
      let cell = stage.cell(of: id)
      return [Map(outer: cell.outer, channel: cell.channel)]
    }
    return (0..<shape.outer).flatMap { outer in
      (0..<shape.channels).map { Map(outer: outer, channel: $0) }
    }
  }

  private func rows(_ map: Map) -> [String] {
    guard isWhole || isCheap else { return ["Its numbers are too much work to be read out."] }
    let columns = indices(panel.columns, shape.width, \.columns, \.column)
    return indices(panel.rows, shape.height, \.rows, \.row).map { row in
      let cells = columns.map { Index4(map.outer, map.channel, row, $0) }
      return label(map, row, columns) + ": " + text(cells)
    }
  }

  private var isCheap: Bool {
    panel.part == .target || stage.computation.tensor(id) != nil
      || stage.computation.cost(of: id) <= Stage.quickTermLimit / 10
  }

  /// The rows or columns that are read out.
  private func indices(
    _ axis: AxisGeometry, _ count: Int, _ side: (LinkedCells) -> Set<Int>, _ part: (Index4) -> Int
  ) -> [Int] {
    if isWhole { return Array(0..<count) }
    let own = part(stage.cell(of: id))
    guard panel.part != .target, let linked = stage.highlights.linked[panel.side ?? .input] else {
      return [own]
    }
    let read = Set(side(linked).compactMap { axis.element(at: $0).input }).sorted()
    return read.isEmpty ? [own] : Array(read.prefix(24))
  }

  private func label(_ map: Map, _ row: Int, _ columns: [Int]) -> String {
    var parts: [String] = []
    if isKernel, shape.outer > 1 || shape.channels > 1 {
      parts +=
        isTransposed
        ? ["input channel \(map.outer)", "output channel \(map.channel)"]
        : ["filter \(map.outer)", "channel \(map.channel)"]
    } else {
      if shape.outer > 1 { parts.append("batch element \(map.outer)") }
      if shape.channels > 1 { parts.append("channel \(map.channel)") }
    }
    if shape.height > 1 || shape.width > 1 { parts.append("row \(row)") }
    if !isWhole, let first = columns.first, let last = columns.last, shape.width > 1 {
      parts.append(first == last ? "column \(first)" : "columns \(first) to \(last)")
    }
    return parts.isEmpty ? "its number" : parts.joined(separator: " ")
  }

  // MARK: Numbers

  private func hides(_ cell: Index4, _ veil: Veil) -> Bool {
    if case .slope = panel.content { return veil.hidesSlopes || veil.hidden.contains(id) }
    return veil.hides(id, cell, of: stage)
  }

  /// The numbers of a row, and in parentheses how many are not there yet.
  private func text(_ cells: [Index4]) -> String {
    var parts: [String] = []
    var missing = 0
    for cell in cells {
      if let part = text(cell) {
        if missing > 0 { parts.append("(\(missing) not yet)") }
        missing = 0
        parts.append(part)
      } else {
        missing += 1
      }
    }
    if missing > 0 { parts.append(missing == cells.count ? "not yet" : "(\(missing) not yet)") }
    return parts.joined(separator: " ")
  }

  private func text(_ cell: Index4) -> String? {
    if let veil = stage.veil, hides(cell, veil) { return nil }
    if case .slope(let z, let activation) = panel.content {
      return Number.text(activation.derivative(stage.computation.value(z, at: cell)))
    }
    guard panel.part == .target else { return Number.text(stage.computation.value(id, at: cell)) }
    if stage.isLongStep { return nil }
    guard let value = stage.trace.value(of: cell, before: stage.cursor) else { return nil }
    return value.isComplete ? Number.text(value.sum) : "(so far \(Number.text(value.sum)))"
  }
}
