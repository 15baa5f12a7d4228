import ConvEngine

/// How the window view of an input gradient is made, with its numbers.
struct StuffingWords {
  let stage: Stage

  /// The most products that are named one by one.
  private static let mostNamed = 6

  var lines: [String] {
    guard stage.view == .zerosBetween, case .contraction(let geometry, .input, _) = stage.pass.rule
    else { return [] }
    let sides = stage.layer.sides(of: geometry.inputShape.size)
    let rows = lines(geometry.rows, after: sides.bottom)
    let columns = lines(geometry.columns, after: sides.right)
    let both =
      rows == columns ? rows : rows.map { "rows: " + $0 } + columns.map { "columns: " + $0 }
    return both + [gathered].compactMap { $0 }
  }

  private func lines(_ axis: AxisGeometry, after: Int) -> [String] {
    let window = axis.inputGradientWindow
    let more = axis.remainder(after: after)
    let end = window.margins.after - more
    let span = "\(axis.dilation)·(\(axis.kernel) − 1)"
    let around =
      window.before == end && axis.before == after
      ? "around \(span) − \(after) = \(text(end))".unit
      : "before \(span) − \(axis.before) = \(text(window.before))".unit + ", "
        + "after \(span) − \(after) = \(text(end))".unit
    return [
      "∘ between \(axis.stride) − 1 = \(window.zerosBetween)".unit + ", \(around); "
        + "\(size(window, end: end, more: more))".unit,
      stage.pass.isForward
        ? "more at the end: output_padding = \(more)"
        : "more at the end (\(axis.input) + \(axis.before) + \(after) − \(span) − 1) mod "
          + "\(axis.stride) = \(more)",
    ]
  }

  /// The size of what the window leaves: `3 + 2·2 − 3 + 1 = 5`.
  private func size(_ window: AxisGeometry, end: Int, more: Int) -> String {
    let margins =
      window.before == end
      ? "2·\(factor(end))" : "\(factor(window.before)) + \(factor(end))"
    return "\(window.inputSpan) + \(margins)\(more == 0 ? "" : " + \(more)")"
      + " − \(window.effectiveKernelSize) + 1 = \(window.output)"
  }

  private func text(_ number: Int) -> String { Number.text(Double(number)) }
  private func factor(_ number: Int) -> String { Number.factor(Double(number)) }

  /// The products that are not on a zero, as gathering names them.
  private var gathered: String? {
    guard !stage.isLongStep else { return nil }
    let trace = Trace(stage.computation, pass: stage.pass, view: .gather)
    let terms = trace[stage.cursor.step].terms
    guard !terms.isEmpty, terms.count <= StuffingWords.mostNamed else { return nil }
    let products = terms.map { term in
      [term.left, term.right].compactMap { $0 }.compactMap { operand in
        operand.tensor.map { stage.element($0, operand.index) }
      }.joined(separator: "·")
    }
    return "gathered: " + products.joined(separator: " + ")
  }
}

extension Stage {
  /// How the stuffed window came about, where the pass is seen in it.
  var stuffing: [String] { StuffingWords(stage: self).lines }
}
