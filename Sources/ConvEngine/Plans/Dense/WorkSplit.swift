/// How sums are cut into pieces: some positions, and some of their targets.
///
/// Each sum is taken whole in one piece, so that results do not depend on the number of threads.
struct WorkSplit {
  /// Parts of the positions.
  let groups: Int
  /// Parts of the targets.
  let parts: Int
  private let positions, targets: Int

  /// Pieces for each thread: so many that no thread waits long for the last one.
  private static let piecesPerThread = 12

  /// Cuts panels of positions and panels of targets.
  ///
  /// - Parameters:
  ///   - positions: Panels of positions.
  ///   - targets: Panels of targets.
  ///   - limit: Panels of positions in a piece.
  ///   - threads: How many work.
  ///   - copies: Whether a piece has to copy its positions first, which all parts of its targets
  ///     would do again.
  init(positions: Int, targets: Int, limit: Int, threads: Int, copies: Bool) {
    (self.positions, self.targets) = (positions, targets)
    let wanted = threads > 1 ? threads * Self.piecesPerThread : 1
    let least = (positions + limit - 1) / limit
    let most = copies ? wanted : (wanted + targets - 1) / targets
    groups = min(max(least, most), positions)
    parts = min((wanted + groups - 1) / groups, targets)
  }

  /// The number of pieces.
  var count: Int { groups * parts }

  /// Returns the panels of positions of a group.
  func positions(ofGroup group: Int) -> Range<Int> {
    positions * group / groups..<positions * (group + 1) / groups
  }

  /// Returns the panels of targets of a part.
  func targets(ofPart part: Int) -> Range<Int> {
    targets * part / parts..<targets * (part + 1) / parts
  }
}
