import ConvEngine
import Testing

@Suite("Numbers that nothing computes")
struct LeafTests {
  @Test func `given numbers stand among generated ones`() {
    let leaf = Leaf(grid("7 8 / 9 10"))
    let grown = leaf.tensor(shape: Shape4(1, 1, 3, 3))
    #expect(grown[0, 0, 1, 1] == 10)
    #expect(grown[0, 0, 2, 2] == Leaf().value(at: Index4(0, 0, 2, 2)))
    #expect(leaf.tensor(shape: Shape4(1, 1, 2, 2)) == grid("7 8 / 9 10"))
  }

  @Test func `growth brings old numbers back`() {
    var leaf = Leaf(seed: 5)
    let before = leaf.tensor(shape: Shape4(2, 2, 4, 4))
    leaf.edits[Index4(1, 1, 3, 3)] = 0.5
    #expect(leaf.tensor(shape: Shape4(1, 1, 2, 2))[0, 0, 1, 1] == before[0, 0, 1, 1])
    let after = leaf.tensor(shape: Shape4(2, 2, 4, 4))
    #expect(after[1, 1, 3, 3] == 0.5)
    #expect(zip(before.values, after.values).count { $0 != $1 } == 1)
  }

  @Test func `an edit hides what was given, and gives it back`() {
    var leaf = Leaf(grid("1 2"))
    leaf.edits[Index4(0, 0, 0, 1)] = -4
    #expect(leaf.tensor(shape: Shape4(1, 1, 1, 2)) == grid("1 -4"))
    leaf.edits[Index4(0, 0, 0, 1)] = nil
    #expect(leaf.tensor(shape: Shape4(1, 1, 1, 2)) == grid("1 2"))
  }

  @Test("generated numbers are whole and use their range", arguments: [-3...3, 0...5, 2...2])
  func generatedNumbers(_ range: ClosedRange<Int>) {
    let values = Leaf(seed: 9, range: range).tensor(shape: Shape4(2, 3, 10, 10)).values
    #expect(Set(values) == Set(range.map(Double.init)))
  }

  @Test func `seeds make different numbers, and the same ones each time`() {
    let shape = Shape4(1, 1, 8, 8)
    #expect(Leaf(seed: 1).tensor(shape: shape) == Leaf(seed: 1).tensor(shape: shape))
    #expect(Leaf(seed: 1).tensor(shape: shape) != Leaf(seed: 2).tensor(shape: shape))
  }

  @Test func `recorded numbers stay what they are`() {
    #expect(Leaf(seed: 1).tensor(shape: Shape4(1, 1, 2, 4)) == grid("0 -3 0 -1 / 2 3 1 0"))
  }
}
