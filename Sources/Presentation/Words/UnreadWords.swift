import ConvEngine
import Scenes

/// What no window reads, and what would make them read it: the engine asked about changed layers.
struct UnreadWords {
  let stage: Stage
  private let rows: [Int]
  private let columns: [Int]

  /// The most elements of an axis that are asked about one by one, and the most changes that are tried.
  private static let mostElements = 4096
  private static let mostTries = 64

  init(_ stage: Stage) {
    self.stage = stage
    rows = stage.geometry.map { UnreadWords.unread($0.rows) } ?? []
    columns = stage.geometry.map { UnreadWords.unread($0.columns) } ?? []
  }

  private static func unread(_ axis: AxisGeometry) -> [Int] {
    axis.input <= mostElements ? axis.unreadInputs : []
  }

  /// What is unread and what would read it, in two sentences; none where everything is read.
  var sentences: [String] {
    guard let what else { return [] }
    if stage.layer.isTransposed { return [unreached(what)] }
    let one = rows.count + columns.count == 1
    return ["( ) \(what): no window reads \(one ? "it; its" : "them; their") gradient is 0."]
      + [wayOut].compactMap { $0 }
  }

  /// The same as a message about a parameter that was just changed.
  var notice: String? {
    guard let what else { return nil }
    if stage.layer.isTransposed { return "Allowed: " + unreached(what) }
    let message = "Allowed: \(what) of the input no window reads; the gradient there will be 0."
    return ([message] + [wayOut].compactMap { $0 }).joined(separator: " ")
  }

  /// What a transposed layer paints nothing into.
  private func unreached(_ what: String) -> String {
    let output = stage.symbol(TensorID(.output, stage.layerNumber))
    return "no product reaches \(what) of \(output): "
      + (stage.layer.bias == .none ? "there it is 0." : "there it is the bias alone.")
  }

  private var what: String? {
    let parts = [("row", rows), ("column", columns)].filter { !$0.1.isEmpty }.map(named)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// `row 5`, `rows 2, 5 and 8`, or how many there are.
  private func named(_ name: String, _ places: [Int]) -> String {
    guard places.count > 1 else { return "\(name) \(places[0])" }
    guard places.count <= 3 else { return "\(places.count) \(name)s" }
    let first = places.dropLast().map(String.init).joined(separator: ", ")
    return "\(name)s \(first) and \(places[places.count - 1])"
  }

  // MARK: The way out

  private var wayOut: String? {
    var ways = [paddingWay].compactMap { $0 }
    if let sizes = inputWay { ways.append(sizes) }
    if ways.isEmpty, let stride = strideWay { ways.append(stride) }
    return ways.isEmpty ? nil : "To read all: \(ways.joined(separator: ", or "))."
  }

  private var shape: Shape4? { stage.geometry?.inputShape }

  /// The output's size where every element of the input is read, by no fewer windows than now.
  private func sizeReadingAll(_ layer: Layer, _ input: Shape4) -> String? {
    guard let now = stage.geometry, let geometry = try? layer.geometry(inputShape: input),
      geometry.rows.output >= now.rows.output, geometry.columns.output >= now.columns.output,
      geometry.rows.unreadInputs.isEmpty, geometry.columns.unreadInputs.isEmpty
    else { return nil }
    return "\(geometry.rows.output)×\(geometry.columns.output)"
  }

  /// More places on every side: `padding=1 (then 3×3)`.
  private var paddingWay: String? {
    guard let shape else { return nil }
    let sides = stage.layer.sides(of: shape.size)
    for more in 1...UnreadWords.mostTries {
      var layer = stage.layer
      layer.padding = .explicit(
        top: sides.top + more, left: sides.left + more, bottom: sides.bottom + more,
        right: sides.right + more)
      guard let size = sizeReadingAll(layer, shape) else { continue }
      return "padding=\(LayerWords.padding(layer, shape.size)) (then \(size))"
    }
    return nil
  }

  /// The nearest smaller and larger input, where the layer's input is the person's to choose.
  private var inputWay: String? {
    guard stage.layerNumber == 1, let shape else { return nil }
    let sizes = [-1, 1].compactMap { direction in
      (1...UnreadWords.mostTries).lazy.compactMap { self.input(direction * $0, shape) }.first
    }
    guard !sizes.isEmpty else { return nil }
    return "an input of \(sizes.joined(separator: " or "))"
  }

  /// The input with so many elements more along the axes that are not read whole.
  private func input(_ more: Int, _ shape: Shape4) -> String? {
    var changed = shape
    if !rows.isEmpty { changed.height += more }
    if !columns.isEmpty { changed.width += more }
    guard sizeReadingAll(stage.layer, changed) != nil else { return nil }
    return "\(changed.height)×\(changed.width)"
  }

  /// A smaller stride, where the windows leave holes between them.
  private var strideWay: String? {
    guard let shape else { return nil }
    let stride = stage.layer.stride
    let largest = max(stride.height, stride.width)
    for side in (1..<max(largest, 1)).reversed().prefix(UnreadWords.mostTries) {
      var layer = stage.layer
      layer.stride = Size2D(height: min(side, stride.height), width: min(side, stride.width))
      guard let size = sizeReadingAll(layer, shape) else { continue }
      return "stride=\(LayerWords.pair(layer.stride.height, layer.stride.width)) (then \(size))"
    }
    return nil
  }
}

extension Stage {
  /// What no window reads, in the pass in which windows read.
  var unreadNotes: [String] {
    pass.isForward && !isComparing ? UnreadWords(self).sentences : []
  }

  /// What is worth saying of a parameter that was just changed.
  func remark(on parameter: Parameter) -> String? { UnreadWords(self).notice }
}
