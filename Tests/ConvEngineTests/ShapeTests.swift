import ConvEngine
import Testing

@Suite("Shapes")
struct ShapeTests {
  @Test func `places and indices name each other`() {
    let shape = Shape4(2, 3, 4, 5)
    #expect(shape.count == 120)
    #expect((0..<120).allSatisfy { shape.offset(of: shape.index(at: $0)) == $0 })
    #expect(shape.index(at: 119) == Index4(1, 2, 3, 4))
    #expect(shape.offset(of: Index4(1, 0, 2, 3)) == 73)
  }

  @Test(
    "an index lies inside or not",
    arguments: [
      (Index4(0, 0, 0, 0), true), (Index4(1, 2, 3, 4), true), (Index4(2, 0, 0, 0), false),
      (Index4(0, 3, 0, 0), false), (Index4(0, 0, -1, 0), false), (Index4(0, 0, 0, 5), false),
    ])
  func contains(_ index: Index4, isInside: Bool) {
    #expect(Shape4(2, 3, 4, 5).contains(index) == isInside)
  }

  @Test(
    "rows and columns are reversed, each for itself and both",
    arguments: [
      (true, true, Index4(1, 2, 3, 1)), (true, false, Index4(1, 2, 3, 3)),
      (false, true, Index4(1, 2, 0, 1)), (false, false, Index4(1, 2, 0, 3)),
    ])
  func reversing(rows: Bool, columns: Bool, place: Index4) {
    let shape = Shape4(2, 3, 4, 5)
    let index = Index4(1, 2, 0, 3)
    #expect(shape.reversing(index, rows: rows, columns: columns) == place)
    #expect(shape.reversing(place, rows: rows, columns: columns) == index)
  }

  @Test func `a count that overflows is nil`() {
    #expect(Shape4(2, 3, 4, 5).checkedCount == 120)
    #expect(Shape4(1 << 31, 1 << 31, 2, 1).checkedCount == nil)
  }

  @Test func `height comes before width`() {
    #expect(Shape4(1, 1, 2, 3).size == Size2D(height: 2, width: 3))
    #expect(Size2D(4) == Size2D(height: 4, width: 4))
  }
}
