import ConvEngine
import Testing

@Suite("The definition's sums, rows at a time")
struct OrderedTests {
  @Test("are the definition's to the last bit in all passes", arguments: RandomLayer.sample(300))
  func toTheLastBit(_ row: RandomLayer) throws {
    let numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed, isWhole: false)
    for pass in LayerPass.allCases {
      let expected = try numbers.byDefinition(pass).values.map(\.bitPattern)
      let result = try #require(try numbers.byPlan(pass, .ordered))
      #expect(result.values.map(\.bitPattern) == expected, "\(pass.rawValue)")
    }
  }

  @Test("are so on any number of threads", arguments: SparseLayer.sample(60))
  func manyShapes(_ row: SparseLayer) throws {
    let numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed, isWhole: false)
    for pass in LayerPass.allCases {
      let expected = try numbers.byDefinition(pass).values.map(\.bitPattern)
      for threads in [1, 2] {
        let result = try #require(try numbers.byPlan(pass, .ordered, threads: threads))
        #expect(result.values.map(\.bitPattern) == expected, "\(pass.rawValue), \(threads)")
      }
    }
  }

  @Test("are the definition's of infinities and NaN too", arguments: RandomLayer.sample(100))
  func infinities(_ row: RandomLayer) throws {
    var numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed)
    numbers.input.values[0] = .infinity
    numbers.input.values[numbers.input.values.count - 1] = .nan
    for pass in LayerPass.allCases {
      let expected = try numbers.byDefinition(pass)
      let result = try #require(try numbers.byPlan(pass, .ordered))
      #expect(
        zip(result.values, expected.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    }
  }
}
