import Scenes
package import Screen

extension Session {
  /// The smallest screen that anything is shown on.
  static let leastColumns = 40
  static let leastRows = 12

  /// The picture of the session on a screen of a size; it depends on nothing else.
  package func frame(columns: Int, rows: Int) -> Frame {
    if let size = script?.scene.size, columns >= size.columns, rows >= size.rows,
      columns > size.columns || rows > size.rows
    {
      return Frame(
        frame(columns: size.columns, rows: size.rows), centredIn: columns, rows: rows)
    }
    let canvas = Canvas(columns: columns, rows: rows, symbols: preferences.symbols)
    guard columns >= Session.leastColumns, rows >= Session.leastRows else {
      return tooSmall(canvas)
    }
    if let overlay, let frame = list(overlay, canvas) { return frame }
    guard let stage else {
      var view = HomeView(self, canvas: canvas)
      return view.draw()
    }
    return picture(of: stage, on: canvas).frame
  }

  /// The picture of a stage, and how many lines of text found no room in it.
  private func picture(of stage: Stage, on canvas: Canvas) -> (frame: Frame, hiddenLines: Int) {
    if canvas.columns >= 80, canvas.rows >= 24 {
      var view = StageView(self, stage, canvas: canvas)
      return (view.draw(), view.hiddenLines)
    }
    var view = CompactView(self, stage, canvas: canvas)
    return (view.draw(), view.hiddenLines)
  }

  /// How many lines of a page's text find no room on a screen of a size.
  func hiddenLines(columns: Int, rows: Int) -> Int {
    guard let stage, overlay == nil else { return 0 }
    return picture(
      of: stage, on: Canvas(columns: columns, rows: rows, symbols: preferences.symbols)
    ).hiddenLines
  }

  private func tooSmall(_ canvas: Canvas) -> Frame {
    var canvas = canvas
    let size =
      "needs \(Session.leastColumns)x\(Session.leastRows), has \(canvas.columns)x\(canvas.rows)"
    let lines = [size, openNote].compactMap { $0 }.flatMap {
      wrapped($0, width: max(canvas.columns - 1, 1), symbols: canvas.symbols)
    }
    for (row, line) in lines.prefix(canvas.rows).enumerated() {
      canvas.draw(Line(String(line.prefix(max(canvas.columns - 1, 0)))), row: row, column: 0)
    }
    return canvas.frame
  }

  /// What is open behind the notice that the screen is too small, since the next q closes that.
  private var openNote: String? {
    guard draft != nil || overlay != nil else { return nil }
    let name =
      if draft != nil { "a line that is typed" } else {
        switch overlay {
        case .help?: "help"
        case .passes?: "the list of passes"
        case .code?: "the code"
        case .options?: "the options"
        case .sentence?, nil: "a sentence"
        }
      }
    return "\(name) is open, Esc closes it"
  }

  /// How far a list can be scrolled on the screen at hand.
  func lastOffset(of overlay: Action.Overlay) -> Int {
    let view = ListView(
      self, canvas: Canvas(columns: screen.columns, rows: screen.rows, symbols: preferences.symbols)
    )
    switch overlay {
    case .help: return ListView.lastOffset(view.help().count, rows: screen.rows)
    case .passes: return ListView.lastOffset(view.passes().count, rows: screen.rows)
    case .code: return ListView.lastOffset(view.code().count, rows: screen.rows)
    case .options, .sentence: return 0
    }
  }

  private func list(_ overlay: Action.Overlay, _ canvas: Canvas) -> Frame? {
    var view = ListView(self, canvas: canvas)
    switch overlay {
    case .help: return view.draw(title: "Help", view.help())
    case .passes: return view.draw(title: "The passes of this network", view.passes())
    case .code: return view.draw(title: "The same numbers in PyTorch", view.code())
    case .options, .sentence: return nil
    }
  }
}
