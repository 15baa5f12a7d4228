/// How threads share sums: by panels of positions, or by panels of targets where that is more even.
///
/// Either way each sum is taken whole by one thread, so that results do not depend on their number.
struct WorkSplit {
  /// Whether all positions are computed by each thread, for a share of the targets.
  let isByTargets: Bool
  private let targets, height, panels, threads: Int

  /// Chooses a way.
  ///
  /// - Parameters:
  ///   - positions: Panels of positions.
  ///   - targets: Targets of each position.
  ///   - height: Targets in a panel.
  ///   - threads: How many work.
  init(positions: Int, targets: Int, height: Int, threads: Int) {
    (self.targets, self.height, self.threads) = (targets, height, threads)
    let panels = (targets + height - 1) / height
    self.panels = panels
    let most = { (count: Int) in Double((count + threads - 1) / threads) / Double(count) }
    // Each thread then prepares all positions for itself.
    isByTargets = most(panels) + 0.04 < most(positions)
  }

  /// Returns the targets that a thread computes.
  func targets(of worker: Int) -> Range<Int> {
    guard isByTargets else { return 0..<targets }
    let share = panels * worker / threads..<panels * (worker + 1) / threads
    return min(share.lowerBound * height, targets)..<min(share.upperBound * height, targets)
  }
}
