import ConvEngine
import Testing

@Suite("Convolution by its definition")
struct ConvolutionTests {
  private let input = grid("3 3 2 1 0 / 0 0 1 3 1 / 3 1 2 2 3 / 2 0 0 2 2 / 2 0 0 0 1")
  private let kernel = grid("0 1 2 / 2 2 0 / 0 1 2")

  @Test func `the published figure is a cross-correlation (Dumoulin & Visin 2016)`() throws {
    let output = try Convolution(Layer(kernel), kernel: kernel).output(of: input)
    #expect(output == grid("12 12 17 / 10 17 19 / 9 6 14"))
  }

  @Test func `its convolution differs in seven of nine cells`() throws {
    var layer = Layer(kernel)
    layer.operation = .convolution
    let output = try Convolution(layer, kernel: kernel).output(of: input)
    #expect(output == grid("18 20 19 / 10 9 17 / 11 8 14"))
    let figure = try Convolution(Layer(kernel), kernel: kernel).output(of: input)
    #expect(zip(output.values, figure.values).count { $0 == $1 } == 2)
  }

  @Test func `a stride of two paints unevenly`() throws {
    let ones = Tensor<Double>(repeating: 1, shape: Shape4(1, 1, 3, 3))
    var layer = Layer(ones)
    layer.stride = Size2D(2)
    let gradient = try Convolution(layer, kernel: ones).inputGradient(
      outputGradient: grid("1 1 / 1 1"), inputSize: Size2D(6))
    #expect(
      gradient
        == grid(
          "1 1 2 1 1 0 / 1 1 2 1 1 0 / 2 2 4 2 2 0 / 1 1 2 1 1 0 / 1 1 2 1 1 0 / 0 0 0 0 0 0"))
  }

  @Test("going back from kernel 5, stride 3, padding 2", arguments: [(5, 13), (6, 16)])
  func goingBack(output: Int, input: Int) throws {
    let kernel = Tensor<Double>(repeating: 1, shape: Shape4(1, 1, 5, 1))
    var layer = Layer(kernel)
    layer.stride = Size2D(height: 3, width: 1)
    layer.padding = .explicit(top: 2, left: 0, bottom: 2, right: 0)
    let delta = Tensor<Double>(repeating: 1, shape: Shape4(1, 1, output, 1))
    let size = Size2D(height: input, width: 1)
    let back = try Convolution(layer, kernel: kernel)
      .inputGradient(outputGradient: delta, inputSize: size)
    #expect(back.shape.size == size)
  }

  @Test(
    "a turned kernel under the other operation is the same layer",
    arguments: RandomLayer.ofBothKinds(100))
  func turnedKernel(_ row: RandomLayer) throws {
    let (x, kernel, _) = row.tensors
    var other = row.layer
    other.operation = other.operation == .convolution ? .crossCorrelation : .convolution
    #expect(
      try Convolution(row.layer, kernel: kernel).output(of: x)
        == Convolution(other, kernel: kernel.flipped).output(of: x))
  }

  @Test func `the page's first example is in the documentation`() throws {
    let kernel = grid("9 8 7 / 6 5 4 / 3 2 1")
    var layer = Layer(kernel)
    layer.padding = .all(1)
    let input = Tensor(shape: Shape4(1, 1, 5, 5), values: (1...25).map(Double.init))
    #expect(try Convolution(layer, kernel: kernel).output(of: input)[0, 0, 1, 1] == 219)
  }

  @Test func `the bias says what kind of bias the layer has`() throws {
    let layer = Layer(grid("1"))
    #expect(try Convolution(layer, kernel: grid("1")).layer.bias == .none)
    #expect(try Convolution(layer, kernel: grid("1"), bias: .tied([2])).layer.bias == .tied)
    let untied = try Convolution(layer, kernel: grid("1"), bias: .untied(grid("3 4")))
    #expect(untied.layer.bias == .untied)
    #expect(try untied.output(of: grid("1 1")) == grid("4 5"))
  }

  @Test func `a bias's gradient sums over the batch, and over places when tied`() throws {
    let delta = Tensor<Double>(shape: Shape4(2, 1, 1, 2), values: [1, 2, 10, 20])
    let layer = Layer(grid("1"))
    func gradient(_ bias: Bias<Double>) throws -> Bias<Double> {
      try Convolution(layer, kernel: grid("1"), bias: bias).biasGradient(outputGradient: delta)
    }
    #expect(try gradient(.none) == .none)
    #expect(try gradient(.tied([0])) == .tied([33]))
    #expect(try gradient(.untied(grid("0 0"))) == .untied(grid("11 22")))
  }
}
