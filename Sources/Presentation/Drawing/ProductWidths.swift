import ConvEngine
import Screen

/// How much room products need in whichever step of the pass, so that no step moves a panel.
extension PanelPainter {
  /// The most elements of an operand that are looked at.
  private static let mostElements = 1024

  /// What is known of all elements of an operand.
  private struct Extent {
    /// The columns of the widest one.
    var width = 1
    var magnitude = 0.0
    var isWhole = true
  }

  /// The columns that a product takes at the most; of large operands only this step's are known.
  var widestProduct: Int {
    if let known = memo.widestProduct { return known }
    let width = extents.map { $0.left.width + 1 + $0.right.width } ?? 1
    memo.widestProduct = width
    return width
  }

  /// The columns that the line below a channel's products takes at the most.
  var channelSumWidth: Int {
    if let known = memo.channelSumWidth { return known }
    let width = newChannelSumWidth
    memo.channelSumWidth = width
    return width
  }

  private var newChannelSumWidth: Int {
    let grid = step.terms.grid
    guard grid.channels > 1, stage.view != .scatter, let (left, right) = extents else { return 0 }
    let most = left.magnitude * right.magnitude * Double(grid.rows * grid.columns)
    let isWhole = left.isWhole && right.isWhole
    return symbols.width(of: "sum of \(channelName) \(grid.channels - 1) = ")
      + (isWhole ? symbols.width(of: Number.text(-most)) : PanelPainter.widestNumber + 1)
  }

  private var extents: (left: Extent, right: Extent)? {
    guard case .contraction = stage.pass.rule, stage.veil == nil,
      let left = extent(stage.pass.operands[0]), let right = extent(stage.pass.operands[1])
    else { return nil }
    return (left, right)
  }

  private func extent(_ id: TensorID) -> Extent? {
    guard isCheap(id), let shape = stage.computation.shape(of: id),
      let count = shape.checkedCount, count <= PanelPainter.mostElements
    else { return nil }
    return (0..<count).reduce(into: Extent()) { extent, place in
      let value = stage.computation.value(id, at: shape.index(at: place))
      extent.width = max(extent.width, width(ofFactor: value))
      extent.magnitude = max(extent.magnitude, value.magnitude)
      extent.isWhole = extent.isWhole && value == value.rounded()
    }
  }

  /// The columns of a factor, counted without writing it where it is a short whole number.
  private func width(ofFactor value: Double) -> Int {
    guard value == value.rounded(), value.magnitude < 10_000 else {
      return symbols.width(of: PanelPainter.short(value))
    }
    let digits =
      value.magnitude < 10 ? 1 : value.magnitude < 100 ? 2 : value.magnitude < 1000 ? 3 : 4
    return digits + (value < 0 ? 1 : 0)
  }
}
