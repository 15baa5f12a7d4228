import ConvEngine
import Screen

/// One panel while room is looked for: what of it is seen, and how wide its cells are.
struct PanelItem {
  enum Content {
    case tensor(TensorPanel, Viewport)
    case products(ProductView)
  }

  /// The part of the step's products that is seen.
  struct ProductView {
    var channels: Range<Int>
    var rows: Range<Int>
    var columns: Range<Int>
    var gap = 3
  }

  var content: Content
  var textWidth: Int
  /// The fewest blanks between its cells: the parentheses of unread ones need one of two.
  var leastGap = 1

  var mapCount: Int {
    switch content {
    case .tensor(_, let view): view.maps.count
    case .products(let view): view.channels.count
    }
  }

  /// Whether there are columns of a tensor that are not seen, and enough that are.
  var isCut: Bool {
    guard case .tensor(let panel, let view) = content else { return false }
    return view.columns.count < panel.columnPlaces.count
      && view.columns.count > PanelLayout.mostMaps
  }

  /// The rows of cells that are seen.
  var rows: Range<Int> {
    get { self[\.rows, \.rows] }
    set { self[\.rows, \.rows] = newValue }
  }

  /// The columns of cells that are seen.
  var columns: Range<Int> {
    get { self[\.columns, \.columns] }
    set { self[\.columns, \.columns] = newValue }
  }

  /// The blanks between two cells.
  var gap: Int {
    get { self[\.gap, \.gap] }
    set { self[\.gap, \.gap] = newValue }
  }

  /// What both kinds of panels have, of whichever kind this one is.
  private subscript<Value>(
    tensor: WritableKeyPath<Viewport, Value>, products: WritableKeyPath<ProductView, Value>
  ) -> Value {
    get {
      switch content {
      case .tensor(_, let view): view[keyPath: tensor]
      case .products(let view): view[keyPath: products]
      }
    }
    set {
      switch content {
      case .tensor(let panel, var view):
        view[keyPath: tensor] = newValue
        content = .tensor(panel, view)
      case .products(var view):
        view[keyPath: products] = newValue
        content = .products(view)
      }
    }
  }
}

extension PanelPainter {
  func block(_ item: PanelItem) -> Block {
    switch item.content {
    case .tensor(let panel, let view): block(panel, view, textWidth: item.textWidth)
    case .products(let view): products(view)
    }
  }

  func gridWidth(_ item: PanelItem) -> Int { item.columns.count * (item.textWidth + item.gap) + 1 }

  func width(_ item: PanelItem) -> Int {
    switch item.content {
    case .tensor(let panel, let view):
      let grid = gridWidth(item)
      let heads = headers(panel, view, gridWidth: grid).map { $0.width(symbols) }
      return max(grid, heads.max() ?? 0)
    case .products(let view):
      let hasSums = step.terms.grid.channels > 1
      let sums = hasSums ? view.channels.map { channelSum($0).width(symbols) } : []
      return max(gridWidth(item), sums.max() ?? 0, channelSumWidth, productsTitle.width(symbols))
    }
  }

  func height(_ item: PanelItem) -> Int {
    switch item.content {
    case .tensor(let panel, let view):
      let heads = headers(panel, view, gridWidth: gridWidth(item)).count
      let blanks = isSpaced(panel, view) ? view.maps.count - 1 : 0
      return heads + blanks + view.maps.count * (view.rows.count + (hasLabels(panel) ? 1 : 0))
    case .products(let view):
      let channels = step.terms.grid.channels
      let extra = channels == 1 ? 0 : (view.channels.count == channels ? 2 * channels : 2)
      return 1 + extra + view.channels.count * view.rows.count
    }
  }
}
