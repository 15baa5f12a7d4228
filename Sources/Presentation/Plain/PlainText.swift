import ConvEngine
import Scenes
import Screen

/// What the linear mode says of a stage: sentences and labelled rows, nothing that has a place on a screen.
struct PlainText {
  let session: Session
  let stage: Stage

  init(_ session: Session, _ stage: Stage) {
    self.session = session
    self.stage = stage
  }

  private var symbols: Symbols { session.preferences.symbols }
  /// Wide enough for any line: nothing is cut to fit.
  static let width = 10_000

  /// All that there is to say.
  var lines: [String] {
    [stage.title + "."] + session.paragraphs(of: stage).map(PlainText.oneLine) + layer
      + passAndPanels + step
      + explanation + comparison
  }

  // MARK: The layer and the pass

  /// The layer as a call, and its sizes.
  var layer: [String] {
    let words = LayerWords(stage)
    let call = words.call(width: PlainText.width, symbols: symbols).text
    let sizes = words.sizes(symbols: symbols, width: PlainText.width).map {
      PlainText.oneLine($0.text.replacing("rows    ", with: "rows "))
    }
    let map = StageWords(stage, session: session).map.map {
      ["Network: " + PlainText.oneLine($0.text)]
    }
    return (map ?? []) + [PlainText.unmarked(call)] + sizes
  }

  /// The pass and its panels, as after a change of either.
  var passAndPanels: [String] {
    let passes = stage.computation.passes
    let name = [stage.passName(stage.pass), stage.sign(stage.pass)].filter { !$0.isEmpty }
    var lines = [
      "Pass \(stage.passNumber + 1) of \(passes.count), \(name.joined(separator: " ")): "
        + "\(stage.summary(stage.pass))."
    ]
    let views = Trace.views(of: stage.pass)
    if views.count > 1 {
      lines.append(
        "View \(StageWords.title(stage.view)), of "
          + views.map(StageWords.title).joined(separator: ", ") + ".")
    }
    return lines + [formula] + panels
  }

  var formula: String {
    let formula = FormulaWriter(stage).formula()
    let text = "Formula: " + formula.pieces.map(\.text).joined()
    let words = text.split(separator: " ").joined(separator: " ")
    return formula.clause.isEmpty ? words : words + ", " + PlainText.oneLine(formula.clause)
  }

  var panels: [String] { panelBlocks.flatMap { $0 } }

  /// The lines of each panel.
  private var panelBlocks: [[String]] {
    var seen: Set<TensorPanel.Content> = []
    return stage.scenery.panels.filter { $0.part != .unused && seen.insert($0.content).inserted }
      .map { PlainPanel(stage, $0).lines }
  }

  /// What a change of the layer or of its numbers changed: lines of the layer, and whole panels.
  func changes(from old: PlainText) -> [String] {
    let (lines, blocks) = (Set(old.layer + [old.formula]), Set(old.panelBlocks))
    return (layer + [formula]).filter { !lines.contains($0) }
      + panelBlocks.filter { !blocks.contains($0) }.flatMap { $0 } + step + comparison
  }

  // MARK: What was asked for

  /// Both operations on the same numbers.
  var comparison: [String] {
    guard stage.isComparing else { return [] }
    let cursor = stage.cursor
    let pairs = [stage, stage.withOtherOperation].map { side in
      (side.layer.operation.rawValue, side.trace.value(of: stage.subjectIndex, before: cursor)?.sum)
    }
    let name = stage.element(stage.pass.target, stage.subjectIndex)
    let values = pairs.map { "\($0) gives \($1.map(Number.text) ?? "nothing yet")" }
    return ["Both operations on the same numbers, \(name): \(values.joined(separator: ", "))."]
  }

  /// What lies over the stage.
  func overlay(_ overlay: Action.Overlay) -> [String] {
    switch overlay {
    case .help: PlainHelp.lines(isHome: false)
    case .passes: passes
    case .code: FrameworkCode(stage: stage).lines
    case .options: options
    case .sentence: [stage.sentence]
    }
  }

  private var passes: [String] {
    stage.computation.passes.enumerated().map { number, pass in
      "\(number + 1). \(stage.summary(pass))" + (number == stage.passNumber ? ", here" : "")
    }
  }

  var options: [String] {
    OptionsView.groups.map { group in
      group.map { parameter in
        "\(parameter.rawValue) \(stage.document.text(of: parameter, layer: stage.layerNumber))"
      }.joined(separator: ", ")
    } + ["set stride 2 and the like change one; \(stage.parameter.rawValue) is chosen for adjust."]
  }

  /// The cursor of the focused panel.
  var focus: [String] {
    switch stage.focus {
    case .tensor(let id)?:
      let index = stage.cell(of: id)
      let value = Number.text(stage.computation.value(id, at: index))
      return ["The cursor is on \(stage.element(id, index)) = \(value)."]
    case .formula?:
      let symbols = FormulaWriter(stage).formula().symbols
      guard !symbols.isEmpty else { return [] }
      return ["In the formula: \(stage.symbol(symbols[stage.pickedSymbol % symbols.count]))."]
    case .products?: return ["The products are in focus."]
    case .text?: return ["The text is in focus."]
    case .question?: return ["The question is in focus."]
    case nil: return ["The steps are in focus."]
    }
  }

  // MARK: The step

  var step: [String] { PlainStep(stage, symbols: symbols).lines }

  // MARK: Lines

  /// Text without the columns that a screen has: line ends become blanks, gaps become commas.
  static func oneLine(_ text: String) -> String {
    var result = ""
    for part in text.withoutUnits.split(separator: "\n").flatMap({
      $0.split(separator: " ", omittingEmptySubsequences: false)
    }) {
      if part.isEmpty {
        if let last = result.last, !",;:. ".contains(last) { result += "," }
      } else {
        result += (result.isEmpty ? "" : " ") + part
      }
    }
    return result
  }

  /// Text without the marks of the arguments under discussion.
  static func unmarked(_ text: String) -> String { text.filter { $0 != "▸" && $0 != "◂" } }
}
