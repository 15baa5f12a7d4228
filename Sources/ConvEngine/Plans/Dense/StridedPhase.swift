/// The inputs that are a whole number of strides apart, and what they read of the output gradient.
struct StridedPhase {
  /// What they read along the rows' axis.
  var rows: AxisReach
  /// What they read along the columns' axis.
  var columns: AxisReach

  /// Whether no weight meets them.
  var isEmpty: Bool { rows.taps.isEmpty || columns.taps.isEmpty }

  /// How many there are in a channel.
  var count: Int { rows.count * columns.count }

  /// Returns all phases, row by row.
  static func all(_ rows: AxisGeometry, _ columns: AxisGeometry) -> [StridedPhase] {
    (0..<min(rows.stride, rows.input)).flatMap { row in
      (0..<min(columns.stride, columns.input)).map { column in
        StridedPhase(
          rows: rows.inputReach(phase: row), columns: columns.inputReach(phase: column))
      }
    }
  }

  /// Returns what all phases read; its weights mean nothing.
  static func joined(_ phases: [StridedPhase]) -> StridedPhase {
    StridedPhase(
      rows: .joined(phases.filter { !$0.isEmpty }.map(\.rows), count: phases[0].rows.count),
      columns: .joined(
        phases.filter { !$0.isEmpty }.map(\.columns), count: phases[0].columns.count))
  }
}

extension AxisReach {
  /// Returns one reach with the places of all.
  fileprivate static func joined(_ all: [AxisReach], count: Int) -> AxisReach {
    let offsets = Set(all.flatMap(\.taps).map(\.offset)).sorted()
    return AxisReach(
      count: count, step: 1, taps: offsets.map { .init(weight: 0, offset: $0) })
  }

  /// Returns the weight that target 0 meets at a place.
  func weight(at offset: Int) -> Int? { taps.first { $0.offset == offset }?.weight }
}
