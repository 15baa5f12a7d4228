import ConvEngine
import Testing

@Suite("Gradients against finite differences")
struct FiniteDifferenceTests {
  /// Half a sum of squares is a parabola in every number, whose chords have the slope of its middle.
  @Test("a nudge by a half gives exactly the gradient", arguments: RandomLayer.ofBothKinds(500))
  func nudgeByAHalf(_ row: RandomLayer) throws {
    var network = row.network
    network.ending = .loss(.halfSumOfSquares)
    let computation = try Computation(network)
    let id = computation.gradients[Int(row.seed / 4) % computation.gradients.count]
    let index = try #require(computation.shape(of: id)?.indices.last)
    let check = try #require(computation.check(id, at: index, nudge: 0.5))
    #expect(check.slope == check.gradient)
  }

  /// The error of the difference is the third derivative times nudge² / 6: below 10⁻⁵ of losses here.
  @Test("smooth activations agree to five digits", arguments: RandomLayer.ofBothKinds(120))
  func smoothActivations(_ row: RandomLayer) throws {
    let smooth: [Activation] = [.sigmoid, .tanh, .softplus, .silu, .gelu]
    var network = row.network
    network.ending = .loss(.meanSquaredError)
    network.layers[0].activation = smooth[Int(row.seed % 5)]
    let computation = try Computation(network)
    for id in computation.gradients {
      let index = try #require(computation.shape(of: id)?.indices.first)
      let check = try #require(computation.check(id, at: index, nudge: 1.0 / 1024))
      #expect(abs(check.slope - check.gradient) <= 1e-5 * max(1, check.above))
    }
  }

  @Test func `both layers of TWO can be nudged`() throws {
    var network = Network.two
    network.layers[0].activation = .tanh
    let two = try Computation(network)
    #expect(two.gradients.count == 8)
    for id in two.gradients {
      let check = try #require(two.check(id, at: Index4(0, 0, 0, 0), nudge: 1.0 / 4096))
      #expect(abs(check.slope - check.gradient) < 1e-4)
    }
  }

  @Test func `a δ given by hand is the gradient of Σ δ · z`() throws {
    let stride = try Computation(.stride)
    #expect(stride.loss == -18)  // 1 · 8 − 2 · 20 + 2 · 2 − 1 · −10
    let check = try #require(
      stride.check(TensorID(.activationGradient, 0), at: Index4(0, 0, 2, 2), nudge: 1))
    #expect(check.slope == -1)
    #expect(check.gradient == -1)
  }

  @Test func `only gradients have a variable`() throws {
    #expect(Computation.variable(of: TensorID(.kernelGradient, 2)) == TensorID(.kernel, 2))
    #expect(Computation.variable(of: TensorID(.kernel, 2)) == nil)
    let house = try Computation(.house)
    #expect(house.check(TensorID(.loss, 1), at: Index4(0, 0, 0, 0), nudge: 1) == nil)
  }

  /// With one channel and whole numbers every sum is exact, whatever its order.
  private func large(_ layers: [Layer]) throws -> Computation {
    try Computation(Network(inputShape: Shape4(1, 1, 560, 570), layers: layers, leaves: [:]))
  }

  @Test(
    "of a large layer the part of L is computed that a variable takes part in",
    arguments: [
      (TensorID(.kernelGradient, 1), Index4(0, 0, 2, 0)),
      (TensorID(.activationGradient, 0), Index4(0, 0, 250, 3)),
      (TensorID(.activationGradient, 0), Index4(0, 0, 0, 569)),
      (TensorID(.biasGradient, 1), Index4(0, 0, 0, 0)),
    ])
  func parts(gradient: TensorID, index: Index4) throws {
    for (mode, operation) in zip(PaddingMode.allCases, Operation.allCases + Operation.allCases) {
      var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
      layer.padding = .all(1)
      layer.paddingMode = mode
      layer.operation = operation
      layer.bias = .tied
      let computation = try large([layer])
      let check = try #require(computation.check(gradient, at: index, nudge: 0.5))
      #expect(check.isPart)
      #expect(check.slope == check.gradient)
      #expect(check.above != check.below || check.gradient == 0)
    }
  }

  @Test(
    "so it is of a large transposed layer",
    arguments: [
      (TensorID(.kernelGradient, 1), Index4(0, 0, 2, 0)),
      (TensorID(.activationGradient, 0), Index4(0, 0, 200, 3)),
      (TensorID(.activationGradient, 0), Index4(0, 0, 0, 0)),
      (TensorID(.biasGradient, 1), Index4(0, 0, 0, 0)),
    ])
  func partsOfTransposed(gradient: TensorID, index: Index4) throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    (layer.padding, layer.stride, layer.bias) = (.all(1), Size2D(2), .tied)
    layer.kind = .transposed(.padding(Size2D(height: 1, width: 0)))
    let network = Network(inputShape: Shape4(1, 1, 280, 290), layers: [layer], leaves: [:])
    let check = try #require(Computation(network).check(gradient, at: index, nudge: 0.5))
    #expect(check.isPart && check.slope == check.gradient)
    #expect(check.above != check.below || check.gradient == 0)
  }

  @Test func `a large network is not computed twice`() throws {
    let layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    let two = try large([layer, layer])
    #expect(!two.isComplete)
    #expect(two.loss == nil)
    #expect(two.check(TensorID(.kernelGradient, 1), at: Index4(0, 0, 0, 0), nudge: 1) == nil)
  }
}

extension Computation {
  /// All gradients that the passes compute, ∂L/∂a of the loss among them.
  fileprivate var gradients: [TensorID] {
    passes.map(\.target).filter { Computation.variable(of: $0) != nil }
  }
}
