import ConvEngine
import Scenes
import Screen

/// The layer as its constructor call, its sizes as formulas, what a bound says.
struct LayerWords {
  let stage: Stage
  let isChoosing: Bool

  init(_ stage: Stage, isChoosing: Bool = false) {
    self.stage = stage
    self.isChoosing = isChoosing
  }

  private var layer: Layer { stage.layer }

  /// The arguments that are marked: the one that is being changed, else those under discussion.
  private var marked: Set<String> {
    isChoosing
      ? [stage.parameter.argument]
      : Set(stage.document.discussed.map(\.argument))
  }

  /// One argument of the call.
  struct Argument {
    var name: String
    var text: String
    var isDefault: Bool
  }

  var arguments: [Argument] {
    let padding = LayerWords.padding(
      layer, stage.document.inputSize(of: stage.layerNumber))
    return [
      Argument(
        name: "kernel_size",
        text: LayerWords.pair(layer.kernelSize.height, layer.kernelSize.width), isDefault: false),
      Argument(
        name: "stride", text: LayerWords.pair(layer.stride.height, layer.stride.width),
        isDefault: layer.stride == Size2D(1)),
      Argument(name: "padding", text: padding, isDefault: padding == "0"),
      Argument(
        name: "dilation", text: LayerWords.pair(layer.dilation.height, layer.dilation.width),
        isDefault: layer.dilation == Size2D(1)),
      Argument(name: "groups", text: "\(layer.groups)", isDefault: layer.groups == 1),
      Argument(name: "bias", text: biasText, isDefault: layer.bias == .tied),
      Argument(
        name: "padding_mode", text: "'\(layer.paddingMode.rawValue)'",
        isDefault: layer.paddingMode == .zeros),
    ]
  }

  private var biasText: String {
    switch layer.bias {
    case .none: "False"
    case .tied: "True"
    case .untied: "untied"
    }
  }

  /// The padding of an input of a size: one number, one for each axis, or one for each side.
  static func padding(_ layer: Layer, _ input: Size2D) -> String {
    let sides = layer.sides(of: input)
    return sides.top == sides.bottom && sides.left == sides.right
      ? pair(sides.top, sides.left)
      : "(\(sides.top),\(sides.left),\(sides.bottom),\(sides.right))"
  }

  static func pair(_ height: Int, _ width: Int) -> String {
    height == width ? "\(height)" : "(\(height), \(width))"
  }

  /// `Conv2d(1, 1, kernel_size=3, stride=1, ▸padding=1◂, dilation=1, bias=False)`, in so many columns.
  func call(width: Int, symbols: Symbols) -> Line {
    let whole = call { !["groups", "padding_mode"].contains($0.name) || !$0.isDefault }
    if whole.width(symbols) <= width { return whole }
    let changed = call { !$0.isDefault || marked.contains($0.name) }
    return changed.width(symbols) <= width ? changed : shortCall
  }

  private func call(_ isShown: (Argument) -> Bool) -> Line {
    var line = Line("Conv2d(")
    line.spans += channelSpans
    for argument in arguments where isShown(argument) || marked.contains(argument.name) {
      line.spans.append(Span(", "))
      let text = "\(argument.name)=\(argument.text)"
      if marked.contains(argument.name) {
        line.spans.append(Span("▸\(text)◂", .argument))
      } else {
        line.spans.append(Span(text, argument.isDefault ? .dim : .text))
      }
    }
    line.spans.append(Span(")"))
    line += suffix
    return line
  }

  private var channelSpans: [Span] {
    let text = "\(layer.inputChannels), \(layer.outputChannels)"
    let isMarked = !marked.isDisjoint(with: ["in_channels", "out_channels"])
    return [isMarked ? Span("▸\(text)◂", .argument) : Span(text)]
  }

  private var suffix: Line {
    var line = Line()
    if layer.activation != .identity {
      let isMarked = marked.contains("activation")
      line.spans.append(
        Span(
          isMarked ? " ▸\(layer.activation.name)◂" : " \(layer.activation.name)",
          isMarked ? .argument : .text))
    }
    if layer.operation == .convolution { line.spans.append(Span(" ∗ turned", .argument)) }
    return line
  }

  /// `Conv2d(1,1,k=3,s=1,▸p=1◂,d=1) 5×5`, for small screens.
  var shortCall: Line {
    var line = Line("Conv2d(\(layer.inputChannels),\(layer.outputChannels)")
    for argument in arguments.prefix(4) {
      let isMarked =
        marked.contains(argument.name)
        || argument.name == "padding" && marked.contains("padding_mode")
      // Another padding mode needs the room of what has its default.
      if layer.paddingMode != .zeros, argument.isDefault, !isMarked { continue }
      var text = "\(argument.name.prefix(1))=\(argument.text.filter { $0 != " " })"
      if argument.name == "padding", layer.paddingMode != .zeros {
        text += " \(layer.paddingMode.rawValue)"
      }
      line.spans.append(Span(","))
      line.spans.append(isMarked ? Span("▸\(text)◂", .argument) : Span(text))
    }
    line.spans.append(Span(")"))
    if stage.veil?.hidesSizes != true, let geometry = stage.geometry {
      line.spans.append(Span(" \(geometry.rows.output)×\(geometry.columns.output)", .dim))
    }
    return line
  }

  // MARK: Sizes

  /// The size formula with its numbers, per axis, floor included, and how many numbers are learned.
  func sizes(symbols: Symbols, width: Int) -> [Line] {
    guard stage.veil?.hidesSizes != true, let geometry = stage.geometry else { return [] }
    let sides = layer.sides(of: geometry.inputShape.size)
    let rows = size(geometry.rows, after: sides.bottom)
    let columns = size(geometry.columns, after: sides.right)
    let isSame = rows == columns
    var lines = NotedLines(
      lines: [
        Line("rows    " + rows.formula),
        isSame ? Line("columns the same", .dim) : Line("columns " + columns.formula),
      ], width: width, symbols: symbols)
    if isSame, let left = rows.left {
      lines.add(left == 1 ? "1 row and column left" : "\(left) rows and columns left", beside: 1)
    } else {
      if let left = rows.left { lines.add("\(Plural.count(left, "row")) left", beside: 0) }
      if let left = columns.left { lines.add("\(Plural.count(left, "column")) left", beside: 1) }
    }
    lines.add(parameters(geometry), beside: 0)
    return lines.all
  }

  private struct SizeText: Equatable {
    var formula: String
    var left: Int?
  }

  private func size(_ axis: AxisGeometry, after: Int) -> SizeText {
    let sum =
      "\(axis.input) + \(axis.before) + \(after) − \(axis.dilation)·(\(axis.kernel) − 1) − 1"
    let span = axis.slack(after: after)
    let left = axis.remainder(after: after)
    var text = "⌊(\(sum)) / \(axis.stride)⌋ + 1 = "
    if left != 0 {
      text += "⌊\(Number.text(Double(span) / Double(axis.stride)))⌋ + 1 = "
    }
    return SizeText(formula: text + "\(axis.output)", left: left == 0 ? nil : left)
  }

  private func parameters(_ geometry: Geometry) -> String {
    let shape = geometry.kernelShape
    let count = layer.parameterCount(outputShape: geometry.outputShape)
    var text =
      "\(Plural.count(count, "parameter")) = \(shape.outer)·\(shape.channels)·\(shape.height)·\(shape.width)"
    if let bias = layer.biasShape(outputShape: geometry.outputShape) { text += " + \(bias.count)" }
    return text
  }
}

/// Lines with notes at their right edge; a note that fits beside none has a line of its own.
private struct NotedLines {
  var lines: [Line]
  let width: Int
  let symbols: Symbols
  private var notes: [Int: String] = [:]

  init(lines: [Line], width: Int, symbols: Symbols) {
    self.lines = lines
    self.width = width
    self.symbols = symbols
  }

  /// Puts a note beside a line, or beside the next one that has room.
  mutating func add(_ note: String, beside first: Int) {
    for number in lines.indices.dropFirst(first) {
      let joined = notes[number].map { note + "   " + $0 } ?? note
      guard lines[number].width(symbols) + 2 + symbols.width(of: joined) <= width else { continue }
      notes[number] = joined
      return
    }
    lines.append(Line(note, .dim))
  }

  var all: [Line] {
    lines.enumerated().map { number, line in
      guard let note = notes[number] else { return line }
      let room = width - line.width(symbols) - symbols.width(of: note)
      return line + Line([Span(String(repeating: " ", count: room)), Span(note, .dim)])
    }
  }
}
