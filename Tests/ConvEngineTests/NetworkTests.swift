import ConvEngine
import Testing

@Suite("Networks")
struct NetworkTests {
  @Test(
    "what nothing computes is a leaf",
    arguments: [
      (TensorID(.activation, 0), true), (TensorID(.kernel, 2), true), (TensorID(.bias, 1), true),
      (TensorID(.target, 2), true), (TensorID(.target, 1), false),
      (TensorID(.activation, 1), false), (TensorID(.output, 2), false),
      (TensorID(.outputGradient, 2), false), (TensorID(.loss, 2), false),
      (TensorID(.kernelGradient, 1), false),
    ])
  func leaves(_ id: TensorID, isLeaf: Bool) {
    #expect(Network.two.isLeaf(id) == isLeaf)
  }

  @Test func `δ of the last layer is a leaf where it is given by hand`() {
    #expect(Network.six.isLeaf(TensorID(.outputGradient, 1)))
    #expect(!Network.six.isLeaf(TensorID(.target, 1)))
    #expect(!Network.six.isLeaf(TensorID(.bias, 1)))
  }

  @Test func `a leaf that is missing has numbers all the same`() throws {
    var network = Network.house
    network.leaves = [:]
    let house = try Computation(network)
    let kernel = network.leaf(TensorID(.kernel, 1))
    #expect(house[.kernel, 1] == kernel.tensor(shape: Shape4(1, 1, 2, 2)))
    #expect(kernel != network.leaf(TensorID(.activation, 0)))
  }

  @Test func `a δ given by hand skips the last activation on the way back`() throws {
    let six = try Computation(Network.six.changing { $0.activation = .relu })
    #expect(six[.activation, 1] == grid("13 4 / 10 21"))
    #expect(six[.outputGradient, 1] == grid("-1 2 / 2 -2"))
    #expect(six.shape(of: TensorID(.activationGradient, 1)) == nil)
  }
}
