/// What stands between the panels and the text of a stage: as much as there is room for.
struct LowerLines {
  /// The layer as its call, and the formulas of its sizes.
  struct Layer {
    var call: [Line] = []
    var sizes: [Line] = []
  }

  /// The formula of the pass, the limits of its sums where they need a line, and the sum of the step.
  struct Sums {
    var formula: [Line]
    var limits: [Line]
    var sums: [Line]
  }

  enum Row { case blank, rule, line(Line) }

  let layer: Layer
  let sums: Sums?
  /// The lines that the text takes where it is shown whole.
  let textHeight: Int
  let room: Int
  /// Whether there is so much room that the parts stand further apart.
  let isSpacious: Bool
  /// Whether all of the text goes before what can be missed, as on the page of a lesson.
  var keepsText = false

  /// The lines of text that the parts that can be missed have to leave.
  private static let leastText = 2

  var lines: [Row] {
    let blanks = blanks
    var rows = Array(repeating: Row.blank, count: blanks.above)
    rows += (layer.call + (hasSizes ? layer.sizes : [])).map(Row.line)
    rows += Array(repeating: Row.blank, count: isSpacious ? 1 : 0) + [.rule]
    if let sums {
      rows += Array(repeating: Row.blank, count: isSpacious ? 1 : 0)
      rows += (sums.formula + (hasLimits ? sums.limits : []) + sums.sums).map(Row.line)
    }
    return rows + Array(repeating: Row.blank, count: blanks.below)
  }

  private var kept: Int { keepsText ? textHeight : min(textHeight, LowerLines.leastText) }

  private var least: Int {
    layer.call.count + 1 + (sums.map { $0.formula.count + $0.sums.count } ?? 0)
  }

  private var hasSizes: Bool {
    least + layer.sizes.count + kept <= room
  }

  private var withSizes: Int { least + (hasSizes ? layer.sizes.count : 0) }

  private var hasLimits: Bool {
    guard let limits = sums?.limits, !limits.isEmpty else { return false }
    return withSizes + limits.count + kept <= room
  }

  /// Blanks above the layer and above the text, where they push no text out of sight.
  private var blanks: (above: Int, below: Int) {
    if isSpacious { return (2, sums == nil ? 0 : 2) }
    let spare = room - withSizes - (hasLimits ? sums?.limits.count ?? 0 : 0) - textHeight
    return sums == nil ? (min(max(spare, 0), 1), 0) : (spare > 1 ? 1 : 0, spare > 0 ? 1 : 0)
  }
}
