import ConvEngine

/// How the places of elements are written in a formula.
extension FormulaWriter {
  typealias Axis = KeyPath<Geometry, AxisGeometry>

  var isWithNumbers: Bool { form == .withNumbers }
  var index: Index4 { stage.subjectIndex }

  /// The place that a window reads: `2·1+m−1, 1+n`, `s·i+d·m−p, …`, or `i+m, j+n` on the page.
  func read(_ geometry: Geometry, by output: [String], at weight: [String] = ["m", "n"]) -> String {
    [Axis](arrayLiteral: \.rows, \.columns).enumerated().map { place, axis in
      read(geometry, axis, output[place], weight[place])
    }.joined(separator: ", ")
  }

  private func read(_ geometry: Geometry, _ path: Axis, _ output: String, _ weight: String)
    -> String
  {
    let axis = geometry[keyPath: path]
    switch form {
    case .onThePage: return "\(output)+\(weight)"
    case .general:
      let (s, d, p) = letters(geometry, path)
      return "\(s)·\(output)+\(d)·\(weight)−\(p)"
    case .withNumbers:
      let step = axis.stride == 1 ? output : "\(axis.stride)·\(output)"
      let reach = axis.dilation == 1 ? weight : "\(axis.dilation)·\(weight)"
      return "\(step)+\(reach)" + (axis.before == 0 ? "" : "−\(axis.before)")
    }
  }

  /// The output that meets the weight m, n over an input: `(r+p−d·m)/s, …`, or `r−m, q−n` on the page.
  func reached(_ geometry: Geometry, from input: [String]) -> String {
    [Axis](arrayLiteral: \.rows, \.columns).enumerated().map { place, axis in
      reached(geometry, axis, input[place], ["m", "n"][place])
    }.joined(separator: ", ")
  }

  private func reached(_ geometry: Geometry, _ path: Axis, _ input: String, _ weight: String)
    -> String
  {
    let axis = geometry[keyPath: path]
    switch form {
    case .onThePage: return "\(input)−\(weight)"
    case .general:
      let (s, d, p) = letters(geometry, path)
      return "(\(input)+\(p)−\(d)·\(weight))/\(s)"
    case .withNumbers:
      let reach = axis.dilation == 1 ? weight : "\(axis.dilation)·\(weight)"
      let inner = input + (axis.before == 0 ? "" : "+\(axis.before)") + "−\(reach)"
      return axis.stride == 1 ? inner : "(\(inner))/\(axis.stride)"
    }
  }

  /// Stride, dilation and padding of an axis: s, or sH and sW where the axes differ in it.
  private func letters(_ geometry: Geometry, _ path: Axis) -> (s: String, d: String, p: String) {
    func letter(_ name: String, _ part: KeyPath<AxisGeometry, Int>) -> String {
      if geometry.rows[keyPath: part] == geometry.columns[keyPath: part] { return name }
      return name + (path == \.rows ? "H" : "W")
    }
    return (letter("s", \.stride), letter("d", \.dilation), letter("p", \.before))
  }

  /// A weight as the window meets it.
  func weight(_ axis: AxisGeometry, _ letter: String, _ bound: String) -> String {
    guard axis.turned else { return letter }
    return form == .withNumbers ? "\(axis.kernel - 1)−\(letter)" : "\(bound)−1−\(letter)"
  }

  /// The weight m, n, and with its channels where the form has any.
  func kernelIndex(_ geometry: Geometry) -> String {
    let place = "\(weight(geometry.rows, "m", "M")), \(weight(geometry.columns, "n", "N"))"
    let channels = "\(known(outer.channel)), \(known(inner.channel))"
    return showsChannels(geometry) ? "\(channels), \(place)" : place
  }

  /// The page has one channel.
  func showsChannels(_ geometry: Geometry) -> Bool { geometry.hasChannels && form != .onThePage }

  /// The number of a channel that the step is about, or its letter where it runs or no numbers are shown.
  func known(_ letter: String) -> String {
    guard isWithNumbers, let first = stage.step.terms.first, let weight = first.right,
      case .contraction(_, let side, _) = pass.rule
    else { return letter }
    switch (side, stage.view == .scatter, letter == outer.channel) {
    case (.output, false, true), (.input, true, true): return "\(weight.index.outer)"
    case (.output, true, false), (.input, false, false): return "\(weight.index.channel)"
    case (.kernel, _, true): return "\(first.left.index.channel)"
    case (.kernel, false, false): return "\(weight.index.channel)"
    default: return letter
    }
  }

  /// The letters of what stands on the output side of the taps: the layer's output, or its input where
  /// it is transposed.
  var outer: PlaceLetters { stage.layer.letters(of: .output) }
  /// The letters of what stands on the input side of the taps.
  var inner: PlaceLetters { stage.layer.letters(of: .input) }

  /// The row and the column of the step, or their letters.
  func own(_ letters: [String]) -> [String] {
    isWithNumbers ? ["\(index.row)", "\(index.column)"] : letters
  }

  /// An element of the step, or the tensor's with these letters.
  func own(_ letters: [String], _ id: TensorID) -> String {
    if isWithNumbers { return stage.element(id, index) }
    return "\(name(id))[\(letters.joined(separator: ","))]"
  }

  func limits(_ names: [String], _ counts: [Int]) -> String {
    let symbols = form == .withNumbers ? counts.map(String.init) : names.map { $0.uppercased() }
    return zip(names, symbols).map { "0 ≤ \($0) < \($1)" }.joined(separator: ",  ")
  }
}

extension Geometry {
  var hasChannels: Bool { inputChannels > 1 || outputChannels > 1 }

  /// Whether windows are further than one element apart, so that δ backwards has gaps.
  var hasStride: Bool { rows.stride > 1 || columns.stride > 1 }
}
