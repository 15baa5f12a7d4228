import ConvEngine
import Scenes
import Screen

/// Sentences about right answers and wrong ones, with the sums that they are.
struct AnswerWords {
  let stage: Stage

  init(_ stage: Stage) { self.stage = stage }

  /// The most products that a sum is written out with.
  private static let mostProducts = 9

  /// A text with a full stop, where it has none.
  static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }

  // MARK: Right answers

  /// What a quantity is, in letters: `z[0,0]`.
  func name(of quantity: Quantity) -> String? {
    switch quantity {
    case .element(let element), .soFar(let element): name(element)
    case .slope(let element): "σ′(\(name(element)))"
    case .turned(let element): turnedName(element)
    case .lossAfter: "L"
    default: nil
    }
  }

  /// What a weight is called after the half turn: K for K′, K′ for K.
  private func turnedName(_ element: Element) -> String {
    let name = name(element)
    if name.hasPrefix("K′") { return "K" + name.dropFirst(2) }
    return name.hasPrefix("K") ? "K′" + name.dropFirst() : "turned " + name
  }

  private func name(_ element: Element) -> String {
    let id = element.tensor.located(in: stage.document.network)
    return id.role == .loss ? stage.symbol(id) : stage.element(id, element.index)
  }

  /// The products of a quantity and its value: `3·3 + 1·1 + 4·0 + 5·1 = 15`.
  func computation(of quantity: Quantity, value: Double, _ examiner: Examiner) -> String {
    let result = Number.text(value)
    switch quantity {
    case .element(let element):
      guard let step = examiner.step(of: element, stage.computation, examiner.pass(element.tensor)),
        let sum = written(step), sum != result
      else { return "\(name(element)) = \(result)" }
      return "\(sum) \(sign(value)) \(result)"
    case .soFar, .slope, .turned, .lossAfter:
      return [name(of: quantity), result].compactMap { $0 }.joined(separator: " = ")
    case .parameters(let layer): return "\(parameters(layer, examiner)) = \(result)"
    default: return result
    }
  }

  private func sign(_ value: Double) -> String { Number.isRounded(value) ? "≈" : "=" }

  private func parameters(_ number: Int, _ examiner: Examiner) -> String {
    guard let layer = examiner.layer(number),
      let output = stage.computation.shape(of: TensorID(.output, number))
    else { return "" }
    let kernel = layer.kernelShape
    let factors = [kernel.outer, kernel.channels, kernel.height, kernel.width]
    let bias = layer.biasShape(outputShape: output)?.count
    return factors.map(String.init).joined(separator: "·") + (bias.map { " + \($0)" } ?? "")
  }

  private func written(_ step: Step) -> String? {
    let terms = step.terms.prefix(AnswerWords.mostProducts * AnswerWords.mostProducts)
    switch step.terms.isEmpty
      ? nil : stage.computation.passes.first(where: { $0.target == step.tensor })?.rule
    {
    case .contraction?:
      return sum(Array(terms), addend: step.addend?.value)
    case .derivative?:
      return terms.first.map {
        "\(Number.factor($0.left.value)) · \(Number.text($0.right?.value ?? 0))"
      }
    case .lossGradient(.halfSumOfSquares)?:
      return terms.first.map {
        "\(Number.text($0.left.value)) − \(Number.factor($0.right?.value ?? 0))"
      }
    case .function?: return terms.first.map { "σ(\(Number.text($0.left.value)))" }
    case .update(let rate)?:
      return terms.first.map {
        "\(Number.text($0.left.value)) − \(Number.text(rate)) · \(Number.factor($0.right?.value ?? 0))"
      }
    case .sum?: return Number.sum(terms.map(\.product))
    default: return nil
    }
  }

  /// The products on real cells, written as a sum.
  private func sum(_ terms: [Term], addend: Double?) -> String {
    let real = terms.filter { $0.blank == nil }
    let shown = real.prefix(AnswerWords.mostProducts)
    var parts = shown.enumerated().map { place, term in
      let left = place == 0 ? Number.text(term.left.value) : Number.factor(term.left.value)
      return "\(left)·\(Number.factor(term.right?.value ?? 0))"
    }
    if shown.count < real.count { parts.append("…") }
    if parts.isEmpty { parts = ["0"] }
    if let addend { parts.append(Number.factor(addend)) }
    return parts.joined(separator: " + ")
  }

  /// Cells in reading order: `[0,1], [1,1]`.
  func list(_ cells: Set<Index4>) -> String {
    let ordered = cells.sorted {
      ($0.outer, $0.channel, $0.row, $0.column) < ($1.outer, $1.channel, $1.row, $1.column)
    }
    let hasChannels = Set(ordered.map(\.channel)).count > 1 || Set(ordered.map(\.outer)).count > 1
    let names = ordered.prefix(20).map {
      hasChannels ? "[\($0.channel),\($0.row),\($0.column)]" : "[\($0.row),\($0.column)]"
    }
    return names.isEmpty ? "none" : names.joined(separator: " ") + (ordered.count > 20 ? " …" : "")
  }

  /// The size of a tensor with the formula of its layer.
  func size(of id: TensorID) -> String {
    let shape = stage.computation.shape(of: id) ?? Shape4(1, 1, 1, 1)
    let name = "\(stage.symbol(id)) is \(Names.size(shape, isKernel: id.role.isKernelShaped))"
    let lines = LayerWords(stage).sizes(symbols: .unicode, width: 0).map(\.text)
    guard id.role == .output, id.layer == stage.layerNumber, let first = lines.first else {
      return name + "."
    }
    return name + ": " + PlainText.oneLine(first.replacing("rows    ", with: "rows ")) + "."
  }

  // MARK: Mistakes

  /// Which mistake a number comes from.
  ///
  /// `That is z[0,0] with the kernel turned by 180°:`
  func sentence(_ found: MistakenNumber, _ quantity: Quantity) -> String {
    let subject = name(of: quantity) ?? "the number"
    let text =
      found.mistake == .turned
      ? subject + " " + turnedWords(quantity) : words(found.mistake, subject)
    return found.terms.isEmpty ? "That is \(text)." : "That is \(text):"
  }

  /// The mistaken sum with its products: the learner's own number being computed.
  func sum(_ found: MistakenNumber) -> String? {
    guard !found.terms.isEmpty else { return nil }
    return
      "\(sum(found.terms, addend: found.addend)) \(sign(found.value)) \(Number.text(found.value))."
  }

  /// What a turn too many or too few is in a pass: it depends on what the pass itself does.
  private func turnedWords(_ quantity: Quantity) -> String {
    let tensor: TensorID? =
      switch quantity {
      case .element(let element): element.tensor
      case .share(_, let element): element.tensor
      default: nil
      }
    guard let tensor,
      let number = stage.computation.pass(computing: tensor.located(in: stage.document.network))
    else {
      return "with the kernel turned by 180°"
    }
    var pass = stage.computation.passes[number]
    if case .derivative = pass.rule, let below = stage.computation.pass(computing: pass.operands[0])
    {
      pass = stage.computation.passes[below]
    }
    guard case .contraction(let geometry, let side, _) = pass.rule else {
      return "with the kernel turned by 180°"
    }
    let isHandedOut = stage.view == .scatter && stage.pass == pass
    if case .share = quantity { return turn(geometry.rows.turned) }
    switch side {
    case .output: return turn(geometry.rows.turned)
    case .input: return turn(geometry.rows.turned != !isHandedOut)
    case .kernel: return geometry.rows.turned ? "without its half turn" : "with δ turned by 180°"
    }
  }

  private func turn(_ isRight: Bool) -> String {
    isRight ? "with the kernel as it stands, not turned" : "with the kernel turned by 180°"
  }

  func sentence(_ mistake: Mistake, size: Size2D) -> String {
    "\(size.height)×\(size.width) is \(words(mistake, "the size"))."
  }

  private func words(_ mistake: Mistake, _ subject: String) -> String {
    switch mistake {
    case .turned: "\(subject) with the kernel turned by 180°"
    case .transposed: "\(subject) with the kernel transposed: rows taken for columns"
    case .rowsFlipped: "\(subject) with only the rows of the kernel reversed"
    case .columnsFlipped: "\(subject) with only the columns of the kernel reversed"
    case .strideForgotten: "\(subject) with stride 1"
    case .dilationForgotten: "\(subject) with dilation 1"
    case .dilationFromZero: "\(subject) with dilation counted from 0"
    case .paddingForgotten: "\(subject) without padding"
    case .paddingOnce: "\(subject) with padding on one side only"
    case .biasForgotten: "\(subject) without the bias"
    case .biasPerProduct: "\(subject) with the bias added to every product"
    case .biasPerChannel: "\(subject) with the bias added once for each channel"
    case .biasUntied: "\(subject) with a bias of its own for every output cell"
    case .biasTied: "\(subject) with one bias for each output channel"
    case .roundedUp: "\(subject) rounded up: half a step is no window"
    case .oneLess: "one too few"
    case .oneMore: "one too many"
    case .axesExchanged: "\(subject) with rows and columns exchanged"
    case .activationForgotten: "z, before σ"
    case .slopeForgotten: "what arrives, without the slope σ′"
    case .slopeOfOtherZ: "\(subject) with σ′ of another z"
    case .meanForSum: "the mean; the sum is asked for"
    case .sumForMean: "the sum; the mean is asked for"
    case .signReversed: "\(subject) with the difference taken the other way round"
    case .channelSwapForgotten: "\(subject) with o and c not exchanged"
    case .oneKernelForAll: "\(subject) with one kernel for all channels"
    case .oneChannelOnly: "\(subject) from the first channel alone"
    case .paddingCounted: "\(subject) with the places on padding counted as well"
    }
  }
}
