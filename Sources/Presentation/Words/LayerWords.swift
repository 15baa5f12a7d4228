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
      layer, stage.document.paddedSize(of: stage.layerNumber))
    return [
      Argument(
        name: "kernel_size",
        text: LayerWords.pair(layer.kernelSize.height, layer.kernelSize.width), isDefault: false),
      Argument(
        name: "stride", text: LayerWords.pair(layer.stride.height, layer.stride.width),
        isDefault: layer.stride == Size2D(1)),
      Argument(name: "padding", text: padding, isDefault: padding == "0"),
    ] + outputPadding + [
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

  private var outputPadding: [Argument] {
    guard layer.isTransposed else { return [] }
    let padding = stage.document.outputPadding(of: stage.layerNumber)
    return [
      Argument(
        name: "output_padding", text: LayerWords.pair(padding.height, padding.width),
        isDefault: padding == Size2D(0))
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
    if changed.width(symbols) <= width { return changed }
    guard layer.isTransposed else { return shortCall }
    let positional = call(isPositional: true) { !$0.isDefault || marked.contains($0.name) }
    return positional.width(symbols) <= width ? positional : shortCall
  }

  /// The call with some of its arguments; the kernel's size by its place is what makes it shorter.
  private func call(isPositional: Bool = false, _ isShown: (Argument) -> Bool) -> Line {
    var line = Line(head(layer.isTransposed ? "ConvTranspose2d" : "Conv2d"))
    line.spans += channelSpans
    for argument in arguments where isShown(argument) || marked.contains(argument.name) {
      line.spans.append(Span(", "))
      let isNamed = !isPositional || argument.name != "kernel_size"
      let text = isNamed ? "\(argument.name)=\(argument.text)" : argument.text
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

  /// The constructor's name, marked where the layer's kind is under discussion.
  private func head(_ name: String) -> [Span] {
    marked.contains("transposed")
      ? [Span("▸\(name)◂", .argument), Span("(")] : [Span(name + "(")]
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

  /// The arguments of the short call by their short names.
  private static let shortNames = [
    "kernel_size": "k", "stride": "s", "padding": "p", "output_padding": "op", "dilation": "d",
  ]

  /// `Conv2d(1,1,k=3,s=1,▸p=1◂,d=1) 5×5`, for small screens.
  var shortCall: Line {
    var line = Line(head(layer.isTransposed ? "ConvT2d" : "Conv2d"))
    line.spans.append(Span("\(layer.inputChannels),\(layer.outputChannels)"))
    for argument in arguments {
      guard let short = LayerWords.shortNames[argument.name] else { continue }
      let isMarked =
        marked.contains(argument.name)
        || argument.name == "padding" && marked.contains("padding_mode")
      // Another padding mode, or kind of layer, needs the room of what has its default.
      let isFull = layer.paddingMode != .zeros || layer.isTransposed
      if isFull, argument.isDefault, !isMarked { continue }
      var text = "\(short)=\(argument.text.filter { $0 != " " })"
      if argument.name == "padding", layer.paddingMode != .zeros {
        text += " \(layer.paddingMode.rawValue)"
      }
      line.spans.append(Span(","))
      line.spans.append(isMarked ? Span("▸\(text)◂", .argument) : Span(text))
    }
    line.spans.append(Span(")"))
    if stage.veil?.hidesSizes != true, let geometry = stage.geometry {
      let size = geometry.shape(of: layer.outputSide).size
      line.spans.append(Span(" \(size.height)×\(size.width)", .dim))
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
    if layer.isTransposed { return transposedSize(axis, after: after) }
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

  /// `2·(3 − 1) + 1·(3 − 1) + 1 − 1 − 1 + 1 = 6`: the windows, less the padding, and the output padding.
  private func transposedSize(_ axis: AxisGeometry, after: Int) -> SizeText {
    let windows = "\(axis.stride)·(\(axis.output) − 1) + \(axis.dilation)·(\(axis.kernel) − 1) + 1"
    let more = axis.remainder(after: after)
    return SizeText(
      formula: "\(windows) − \(axis.before) − \(after) + \(more) = \(axis.input)", left: nil)
  }

  private func parameters(_ geometry: Geometry) -> String {
    let shape = geometry.kernelShape
    let output = geometry.shape(of: layer.outputSide)
    let count = layer.parameterCount(outputShape: output)
    var text =
      "\(Plural.count(count, "parameter")) = \(shape.outer)·\(shape.channels)·\(shape.height)·\(shape.width)"
    if let bias = layer.biasShape(outputShape: output) { text += " + \(bias.count)" }
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
