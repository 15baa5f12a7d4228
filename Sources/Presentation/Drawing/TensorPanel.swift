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
  /// Whether the columns are channels: of a bias with one number for each.
  var isByChannel = false
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

  /// A bias or its gradient, whose channels stand beside each other where it has one number for each.
  static func bias(_ id: TensorID, _ shape: Shape4, part: Part = .operand) -> TensorPanel {
    var panel = plain(id, shape, part: part)
    guard shape.height == 1, shape.width == 1 else { return panel }
    panel.columns = .elements(shape.channels)
    panel.isByChannel = true
    return panel
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
