import ConvEngine
import Testing

@Suite("Tensors")
struct TensorTests {
  @Test func `rows make one channel`() {
    let tensor = Tensor<Double>(rows: [[1, 2], [3, 4]])
    #expect(tensor.shape == Shape4(1, 1, 2, 2))
    #expect(tensor[0, 0, 1, 0] == 3)
  }

  @Test func `a half turn is not a transpose and not one flip`() {
    let turned = grid("9 8 7 / 6 5 4 / 3 2 1").flipped
    #expect(turned == grid("1 2 3 / 4 5 6 / 7 8 9"))
    #expect(turned.flipped == grid("9 8 7 / 6 5 4 / 3 2 1"))
  }

  @Test func `channels are turned each for itself`() {
    #expect(grids(["1 2", "3 4"]).flipped == grids(["2 1", "4 3"]))
  }

  @Test func `an element can be set`() {
    var tensor = Tensor<Float>(shape: Shape4(1, 2, 1, 2))
    tensor[0, 1, 0, 0] = 5
    #expect(tensor.values == [0, 0, 5, 0])
  }

  @Test func `a wrong number of elements is a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor<Double>(shape: Shape4(1, 1, 2, 2), values: [1, 2, 3])
    }
  }

  @Test func `rows of different lengths are a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) { _ = Tensor<Double>(rows: [[1, 2], [3]]) }
  }

  @Test func `a column outside is a programmer's mistake, not the next row's element`() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor<Double>(rows: [[1, 2], [3, 4]])[0, 0, 0, 2]
    }
  }
}
