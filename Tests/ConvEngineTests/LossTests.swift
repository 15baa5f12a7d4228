import ConvEngine
import Testing

@Suite("Losses")
struct LossTests {
  @Test(
    "the outputs 3, 1 against the targets 1, 2 cost",
    arguments: [
      (Loss.halfSumOfSquares, 2.5), (.meanSquaredError, 2.5), (.sum, 4),
    ])
  func cost(_ loss: Loss, value: Double) {
    let sum = loss.term(3, 1) + loss.term(1, 2)
    #expect(sum / loss.divisor(count: 2) == value)
  }

  @Test("the gradient is the slope of the cost", arguments: Loss.allCases, [1, 3, 8])
  func gradientIsTheSlope(_ loss: Loss, count: Int) {
    func cost(_ output: Double) -> Double { loss.term(output, 0.5) / loss.divisor(count: count) }
    let slope = cost(2.5) - cost(1.5)
    #expect(abs(loss.gradient(2, 0.5, count: count) - slope) < 1e-15)
  }

  @Test func `names are those of scene files`() {
    #expect(
      Loss.allCases.map(\.rawValue) == ["half-sum-of-squares", "mean-squared-error", "sum"])
  }
}
