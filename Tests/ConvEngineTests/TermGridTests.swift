import ConvEngine
import Testing

@Suite("Where a term stands in the grid of its step")
struct TermGridTests {
  /// The terms of the first step of a layer with two input channels and a kernel of 2 rows, 3 columns.
  private func terms() throws -> Terms {
    let layer = Layer(
      inputChannels: 2, outputChannels: 1, kernelSize: Size2D(height: 2, width: 3))
    let network = Network(inputShape: Shape4(1, 2, 4, 5), layers: [layer], leaves: [:])
    let computation = try Computation(network)
    return Trace(computation, pass: computation.passes[0])[0].terms
  }

  @Test(
    "channel, row and column follow from its position",
    arguments: [
      (0, [0, 0, 0]), (2, [0, 0, 2]), (3, [0, 1, 0]), (6, [1, 0, 0]), (11, [1, 1, 2]),
    ])
  func place(position: Int, parts: [Int]) throws {
    let terms = try terms()
    let place = terms.gridPlace(of: position)
    #expect([place.channel, place.row, place.column] == parts)
    #expect(
      terms.position(channel: place.channel, row: place.row, column: place.column) == position)
    #expect(terms.positions(ofChannel: place.channel).contains(position))
  }

  @Test("a position behind the last stands for the last", arguments: [12, 99])
  func behind(position: Int) throws {
    #expect(try terms().gridPlace(of: position) == (1, 1, 2))
  }

  @Test func `a position before the first stands for the first`() throws {
    #expect(try terms().gridPlace(of: -1) == (0, 0, 0))
  }
}
