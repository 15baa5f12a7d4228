import ConvEngine
import Testing

@Suite("The relation of a whole layer")
struct GeometryTests {
  @Test func `shapes of all sides follow from the parts`() throws {
    var layer = Layer(
      inputChannels: 4, outputChannels: 6, kernelSize: Size2D(height: 3, width: 2))
    layer.groups = 2
    let geometry = try layer.geometry(inputShape: Shape4(5, 4, 7, 9))
    #expect(geometry.shape(of: .input) == Shape4(5, 4, 7, 9))
    #expect(geometry.shape(of: .kernel) == Shape4(6, 2, 3, 2))
    #expect(geometry.shape(of: .output) == Shape4(5, 6, 5, 8))
    #expect(geometry.multiplyAccumulateCount == 5 * 6 * 5 * 8 * 2 * 3 * 2)
  }

  @Test("products are the taps of all outputs", arguments: RandomLayer.ofBothKinds(100))
  func productsAreTheTaps(_ row: RandomLayer) {
    let outputs = row.geometry.outputShape.indices
    let taps = outputs.reduce(0) { $0 + Taps(row.geometry, of: .output, at: $1).count }
    #expect(row.geometry.multiplyAccumulateCount == taps)
  }

  @Test func `SIX leaves eleven cells unread`() throws {
    let geometry = try Network.six.layers[0].geometry(inputShape: Shape4(1, 1, 6, 6))
    #expect(geometry.rows.unreadInputs == [5])
    #expect(geometry.columns.unreadInputs == [5])
    let unread = geometry.inputShape.indices.filter {
      Taps(geometry, of: .input, at: $0).isEmpty
    }
    #expect(unread.count == 11)
  }

  @Test func `the gradient's window reads δ and answers in the input's shape`() throws {
    let layer = Layer(inputChannels: 2, outputChannels: 3, kernelSize: Size2D(3))
    let geometry = try layer.geometry(inputShape: Shape4(1, 2, 5, 6))
    let window = geometry.inputGradientWindow
    #expect(window.inputShape == geometry.outputShape)
    #expect(window.outputShape == geometry.inputShape)
    #expect(window.inputGradientWindow == geometry)
  }
}
