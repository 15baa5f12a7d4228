import Foundation

/// How long something took, again and again.
struct Timings {
  private var milliseconds: [Double] = []
  /// The longest time, and where it was spent.
  private(set) var worst = (milliseconds: 0.0, place: "")

  /// Runs something and keeps how long it took.
  mutating func time<Result>(_ place: @autoclosure () -> String, _ body: () -> Result) -> Result {
    let start = ContinuousClock.now
    let result = body()
    add(ContinuousClock.now - start, place())
    return result
  }

  /// Takes in a time that was measured elsewhere.
  mutating func add(_ duration: Duration, _ place: @autoclosure () -> String = "") {
    let (seconds, attoseconds) = duration.components
    add(Double(seconds) * 1000 + Double(attoseconds) / 1e15, place())
  }

  /// Takes in a figure that was measured elsewhere.
  mutating func add(_ figure: Double, _ place: @autoclosure () -> String) {
    milliseconds.append(figure)
    if figure > worst.milliseconds { worst = (figure, place()) }
  }

  /// The mean of all runs.
  var mean: Double { milliseconds.reduce(0, +) / Double(max(milliseconds.count, 1)) }

  /// Takes in the times of others.
  mutating func add(_ others: Timings) {
    milliseconds += others.milliseconds
    if others.worst.milliseconds > worst.milliseconds { worst = others.worst }
  }

  /// Returns the time that a share of all runs stayed below.
  func quantile(_ share: Double) -> Double {
    guard !milliseconds.isEmpty else { return 0 }
    let sorted = milliseconds.sorted()
    return sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)]
  }

  /// One row of the report: median, 99 of 100, the worst and its place.
  func row(_ name: String) -> String {
    let figures = [quantile(0.5), quantile(0.99), worst.milliseconds]
      .map { String(format: "%10.3f", $0) }.joined()
    let place = worst.place.isEmpty ? "" : "  \(worst.place)"
    return Timings.title(name) + figures + String(format: "%9d", milliseconds.count) + place
  }

  /// The first column of a row.
  static func title(_ name: String) -> String {
    name.padding(toLength: max(name.count, 48), withPad: " ", startingAt: 0)
  }

  /// What stands over the rows.
  static let heading =
    title("milliseconds") + "    median    99/100     worst     runs  the worst was"
}
