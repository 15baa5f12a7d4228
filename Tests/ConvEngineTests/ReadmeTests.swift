import ConvEngine
import Testing

@Suite("The engine's lines in README.md")
struct ReadmeTests {
  @Test func `they give the numbers that they say`() throws {
    let input = Tensor<Double>(shape: Shape4(1, 1, 5, 5), values: (1...25).map(Double.init))
    let kernel = Tensor<Double>(rows: [[9, 8, 7], [6, 5, 4], [3, 2, 1]])
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.padding = .all(1)
    print(try Convolution(layer, kernel: kernel).output(of: input)[0, 0, 1, 1])  // 219.0

    let leaves = [TensorID(.activation, 0): Leaf(input), TensorID(.kernel, 1): Leaf(kernel)]
    let network = Network(inputShape: input.shape, layers: [layer], leaves: leaves)
    let computation = try Computation(network)
    let step = Trace(computation, pass: computation.passes[0])[6]
    print(step.terms.map { Int($0.product) })  // [9, 16, 21, 36, 35, 32, 33, 24, 13]

    #expect(try Convolution(layer, kernel: kernel).output(of: input)[0, 0, 1, 1] == 219)
    #expect(step.terms.map(\.product) == [9, 16, 21, 36, 35, 32, 33, 24, 13])
  }
}
