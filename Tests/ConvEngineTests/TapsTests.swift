import ConvEngine
import Testing

@Suite("The taps of a layer")
struct TapsTests {
  @Test("all three sides see the same taps", arguments: RandomLayer.ofBothKinds(500))
  func allSidesSeeTheSameTaps(_ row: RandomLayer) {
    let taps = Side.allCases.map { realTaps(row.geometry, of: $0) }
    #expect(Set(taps[0]) == Set(taps[1]))
    #expect(Set(taps[0]) == Set(taps[2]))
    #expect(Set(taps[0]).count == taps[0].count)
    #expect(taps[0].count == taps[1].count && taps[0].count == taps[2].count)
  }

  @Test(
    "the window over the stuffed gradient meets the taps of its input",
    arguments: RandomLayer.ofBothKinds(400).filter { $0.layer.paddingMode == .zeros })
  func stuffedWindowMeetsTheSameTaps(_ row: RandomLayer) {
    for input in row.geometry.inputShape.indices {
      let stuffed = Taps(stuffed: row.geometry, at: input)
      let direct = Taps(row.geometry, of: .input, at: input)
      #expect(stuffed.isStuffed && !direct.isStuffed)
      #expect(
        Set(stuffed.filter { $0.blank == nil }.map(Pair.init)) == Set(direct.map(Pair.init)))
    }
  }

  @Test func `an output's taps run over channels, then rows, then columns`() throws {
    let layer = Layer(inputChannels: 2, outputChannels: 1, kernelSize: Size2D(2))
    let geometry = try layer.geometry(inputShape: Shape4(1, 2, 3, 3))
    let taps = Taps(geometry, of: .output, at: Index4(0, 0, 1, 0))
    #expect(taps.count == 8)
    #expect(
      taps.prefix(5).map(\.input) == [
        Index4(0, 0, 1, 0), Index4(0, 0, 1, 1), Index4(0, 0, 2, 0), Index4(0, 0, 2, 1),
        Index4(0, 1, 1, 0),
      ])
  }

  @Test func `a tap on padding says where it would read`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.padding = .all(1)
    let geometry = try layer.geometry(inputShape: Shape4(1, 1, 3, 3))
    let corner = Taps(geometry, of: .output, at: Index4(0, 0, 0, 0))
    #expect(corner[0].blank == .padding)
    #expect(corner[0].input == Index4(0, 0, -1, -1))
    #expect(corner[0].place == Position(row: -1, column: -1))
    #expect(Taps(geometry, of: .output, at: Index4(0, 0, 0, 1)).count { $0.blank == nil } == 6)
  }

  @Test(
    "a cell of HOUSE goes into so many outputs",
    arguments: [(0, 0, 1), (0, 1, 2), (1, 1, 4)])
  func cellOfHouse(row: Int, column: Int, outputs: Int) throws {
    let geometry = try Network.house.layers[0].geometry(inputShape: Shape4(1, 1, 4, 4))
    let taps = Taps(geometry, of: .input, at: Index4(0, 0, row, column))
    #expect(taps.count == outputs)
    #expect(Taps(geometry, of: .kernel, at: Index4(0, 0, 0, 1)).count == 9)
    if outputs == 4 {
      #expect(taps.first { $0.output == Index4(0, 0, 0, 1) }?.kernel == Index4(0, 0, 1, 0))
    }
  }

  @Test func `groups keep channels apart`() throws {
    var layer = Layer(inputChannels: 4, outputChannels: 2, kernelSize: Size2D(1))
    layer.groups = 2
    let geometry = try layer.geometry(inputShape: Shape4(1, 4, 1, 1))
    let taps = Taps(geometry, of: .output, at: Index4(0, 1, 0, 0))
    #expect(taps.map(\.input.channel) == [2, 3])
    #expect(taps.map(\.kernel.channel) == [0, 1])
    #expect(Taps(geometry, of: .input, at: Index4(0, 3, 0, 0)).map(\.output.channel) == [1])
  }
}

/// A weight and an output, which the stuffed view has to name alike.
private struct Pair: Hashable {
  var kernel: Index4, output: Index4

  init(_ tap: Tap) { (kernel, output) = (tap.kernel, tap.output) }
}

private struct Triple: Hashable {
  var input: Index4, kernel: Index4, output: Index4
}

private func realTaps(_ geometry: Geometry, of side: Side) -> [Triple] {
  geometry.shape(of: side).indices.flatMap { index in
    Taps(geometry, of: side, at: index).filter { $0.blank == nil }
      .map { Triple(input: $0.input, kernel: $0.kernel, output: $0.output) }
  }
}
