import ConvEngine
import Testing

@Suite("Computing a network")
struct ComputationTests {
  @Test func `passes come after those that they read`() throws {
    let two = try Computation(.two)
    #expect(
      two.passes.map(\.target) == [
        TensorID(.output, 1), TensorID(.activation, 1), TensorID(.output, 2), TensorID(.loss, 2),
        TensorID(.outputGradient, 2), TensorID(.kernelGradient, 2), TensorID(.biasGradient, 2),
        TensorID(.activationGradient, 1), TensorID(.outputGradient, 1),
        TensorID(.kernelGradient, 1), TensorID(.biasGradient, 1), TensorID(.activationGradient, 0),
      ])
    #expect(two.pass(computing: TensorID(.loss, 2)) == 3)
    #expect(two.pass(computing: TensorID(.kernel, 2)) == nil)
  }

  @Test func `without an activation a is z, and its gradient is δ`() throws {
    let house = try Computation(.house)
    #expect(house.resolved(TensorID(.activation, 1)) == TensorID(.output, 1))
    #expect(house.resolved(TensorID(.activationGradient, 1)) == TensorID(.outputGradient, 1))
    #expect(house[.activation, 1] == house[.output, 1])
    #expect(house.resolved(TensorID(.activation, 0)) == TensorID(.activation, 0))
  }

  @Test(
    "a name that the network lacks has no tensor",
    arguments: [
      TensorID(.kernel, 0), TensorID(.bias, 2), TensorID(.target, 0), TensorID(.output, 9),
      TensorID(.output, -1),
    ])
  func nameThatTheNetworkLacks(_ id: TensorID) throws {
    let house = try Computation(.house)
    #expect(house.shape(of: id) == nil)
    #expect(house.tensor(id) == nil)
    #expect(house.pass(computing: id) == nil)
    #expect(!house.network.isLeaf(id))
  }

  @Test func `a large network is computed where it is looked at`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.padding = .all(1)
    let network = Network(inputShape: Shape4(1, 1, 500, 600), layers: [layer], leaves: [:])
    let large = try Computation(network)
    #expect(large.tensor(TensorID(.activation, 0)) != nil)
    #expect(large.tensor(TensorID(.output, 1)) == nil)
    let whole = try Convolution(layer, kernel: large[.kernel, 1])
    let corner = Leaf().tensor(shape: Shape4(1, 1, 10, 10))
    let index = Index4(0, 0, 3, 4)
    #expect(large.value(TensorID(.output, 1), at: index) == (try whole.output(of: corner))[index])
  }

  @Test func `the cost of an element grows with the layers behind it`() throws {
    var layer = Layer(inputChannels: 8, outputChannels: 8, kernelSize: Size2D(3))
    layer.padding = .all(1)
    let layers = Array(repeating: layer, count: 40)
    let deep = try Computation(
      Network(inputShape: Shape4(1, 8, 512, 512), layers: layers, leaves: [:]))
    #expect(deep.cost(of: TensorID(.kernel, 1)) == 1)
    #expect(deep.cost(of: TensorID(.output, 1)) == 72 * 2)
    #expect(deep.cost(of: TensorID(.output, 2)) == 72 * (72 * 2 + 1))
    #expect(deep.cost(of: TensorID(.output, 40)) == .max)
    #expect(deep.cost(of: TensorID(.activationGradient, 0)) == .max)
    #expect(try Computation(.house).cost(of: TensorID(.loss, 1)) == 1)
  }

  @Test("no element has more terms than its pass says", arguments: RandomLayer.ofBothKinds(200))
  func noElementHasMoreTerms(_ row: RandomLayer) throws {
    let computation = try Computation(row.network)
    for pass in computation.passes {
      let most = computation.termCount(of: pass)
      #expect(Trace(computation, pass: pass).allSatisfy { $0.terms.count <= most })
    }
  }

  @Test func `a layer that does not fit is named`() throws {
    var network = Network.two
    network.layers[1].kernelSize = Size2D(5)
    let error = #expect(throws: NetworkError.self) { try Computation(network) }
    #expect(
      error?.description
        == "layer 2: the kernel spans 5 rows, the padded input has 3; "
        + "add padding, or make the kernel or its dilation smaller")
  }

  @Test func `a network without layers is a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = try Computation(Network(inputShape: Shape4(1, 1, 1, 1), layers: [], leaves: [:]))
    }
  }

  @Test func `a tensor that does not exist is a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = try Computation(.six).value(TensorID(.loss, 1), at: Index4(0, 0, 0, 0))
    }
  }
}
