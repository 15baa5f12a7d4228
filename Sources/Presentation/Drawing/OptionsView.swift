import ConvEngine
import Scenes
import Screen

/// The arguments of the layer on stage, to choose from and change.
struct OptionsView {
  let stage: Stage

  /// The parameters in the rows in which they are shown, in the order in which they are chosen.
  static let groups: [[Parameter]] = [
    [.inputChannels, .outputChannels],
    [.kernelSize, .kernelRows, .kernelColumns],
    [.stride, .strideRows, .strideColumns],
    [.padding, .paddingTop, .paddingLeft, .paddingBottom, .paddingRight, .paddingMode],
    [.dilation, .dilationRows, .dilationColumns],
    [.groups, .bias, .activation, .operation],
    [.transposed, .outputPadding, .outputPaddingRows, .outputPaddingColumns, .outputSize],
    [.inputSize, .inputRows, .inputColumns],
  ]

  func block(width: Int, rows: Int, symbols: Symbols) -> Block {
    var lines = [Line("OPTIONS of the layer", .title) + Line("   arrows choose, + − change", .hint)]
    let all = OptionsView.groups
    let chosen = all.firstIndex { $0.contains(stage.parameter) } ?? 0
    let room = max(rows - 1, 1)
    let first = min(max(chosen - room + 1, 0), max(all.count - room, 0))
    let below = all.count - first - room
    if below > 0 { lines[0] += Line("   ↓ \(below) more", .hint) }
    for group in all.dropFirst(first).prefix(room) { lines.append(line(group)) }
    return Block(lines: lines)
  }

  private func line(_ group: [Parameter]) -> Line {
    var line = Line()
    for parameter in group {
      let isChosen = parameter == stage.parameter
      let value = stage.document.text(of: parameter, layer: stage.layerNumber)
      let text = "\(name(parameter)) \(value)"
      line.spans.append(Span(isChosen ? "▸" : " ", .symbol))
      line.spans.append(Span(text, isChosen ? .argument : .text, on: isChosen ? .focus : .none))
      line.spans.append(Span(isChosen ? "◂ " : "  ", .symbol))
    }
    return line
  }

  /// The short name beside its group: `kernel_size`, then `rows`, `columns`.
  private func name(_ parameter: Parameter) -> String {
    let text = parameter.rawValue
    for group in ["kernel-", "stride-", "padding-", "output-padding-", "dilation-", "input-"]
    where text.hasPrefix(group) && parameter.argument != text {
      if [.kernelSize, .inputSize].contains(parameter) { break }
      return String(text.dropFirst(group.count))
    }
    return parameter == .inputSize ? "input_size" : parameter.argument
  }
}
