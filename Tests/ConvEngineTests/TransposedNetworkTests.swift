import ConvEngine
import Testing

@Suite("Networks with transposed layers")
struct TransposedNetworkTests {
  @Test func `the passes sum the direct layer's taps by the other sides`() throws {
    let computation = try Computation(.upsampling)
    let sides = computation.passes.map { pass -> Side? in
      if case .contraction(_, let side, _) = pass.rule { side } else { nil }
    }
    #expect(
      computation.passes.map(\.target) == [
        TensorID(.output, 1), TensorID(.kernelGradient, 1), TensorID(.biasGradient, 1),
        TensorID(.activationGradient, 0),
      ])
    #expect(sides == [.input, .kernel, nil, .output])
    #expect(
      computation.passes[1].operands == [TensorID(.activation, 0), TensorID(.outputGradient, 1)])
  }

  /// 2 · (2 − 1) + 2 rows and 2 · (3 − 1) + 2 columns; each element of the input paints its own block.
  @Test func `every element paints the kernel, times its number`() throws {
    let computation = try Computation(.upsampling)
    #expect(
      computation[.output, 1]
        == grid("11 12 12 14 10 10 / 13 14 16 18 10 10 / 13 16 10 10 14 18 / 19 22 10 10 22 26"))
  }

  @Test func `the forward pass is walked through in all views, the gradient in two`() throws {
    let computation = try Computation(.upsampling)
    let views = computation.passes.map(Trace.views)
    #expect(views[0] == [.gather, .scatter, .zerosBetween])
    #expect(views[3] == [.gather, .scatter])
  }

  @Test func `an element that no window paints is the bias`() throws {
    var network = Network.upsampling
    network.layers[0].kernelSize = Size2D(1)
    let trace = Trace(try Computation(network), pass: try Computation(network).passes[0])
    let between = trace[trace.step(of: Index4(0, 0, 0, 1))]
    #expect(between.terms.isEmpty)
    #expect(between.finished(0) == 10)
    let scatter = Trace(
      try Computation(network), pass: try Computation(network).passes[0], view: .scatter)
    let value = try #require(scatter.value(of: Index4(0, 0, 0, 1), before: Cursor()))
    #expect(value.sum == 10 && value.isComplete)
  }

  @Test("all views of all passes of a chain end at its numbers", arguments: RandomChain.sample(150))
  func allViewsOfAChain(_ row: RandomChain) throws {
    let computation = try Computation(row.network)
    for pass in computation.passes {
      for view in Trace.views(of: pass) {
        let trace = Trace(computation, pass: pass, view: view)
        let end = Cursor(step: trace.count)
        for index in try #require(computation.shape(of: pass.target)).indices {
          let found = try #require(trace.value(of: index, before: end))
          #expect(found.isComplete && found.sum == computation.value(pass.target, at: index))
        }
      }
    }
  }

  /// Without activations z is linear in any one number, and half a sum of squares is a parabola.
  @Test("a nudge by a half gives exactly the gradients", arguments: RandomChain.sample(150))
  func nudgeByAHalf(_ row: RandomChain) throws {
    let computation = try Computation(row.network)
    for pass in computation.passes where Computation.variable(of: pass.target) != nil {
      let indices = try #require(computation.shape(of: pass.target)).indices
      let index = indices[Int(row.first.seed % UInt64(indices.count))]
      let check = try #require(computation.check(pass.target, at: index, nudge: 0.5))
      #expect(check.slope == check.gradient, "\(pass.target) \(index)")
    }
  }

  @Test("a step of gradient descent moves every weight", arguments: RandomChain.sample(20))
  func gradientDescent(_ row: RandomChain) throws {
    var network = row.network
    network.learningRate = 0.5
    let computation = try Computation(network)
    let next = try Computation(try #require(computation.descended(rate: 0.5)))
    for layer in 1...2 {
      #expect(next[.kernel, layer] == computation[.updatedKernel, layer])
    }
  }
}

/// A random layer, and one of the other kind behind it, which brings the size back.
struct RandomChain: Sendable, CustomTestStringConvertible {
  let first: RandomLayer
  let network: Network

  var testDescription: String { first.testDescription }

  static func sample(_ count: Int) -> [RandomChain] {
    RandomLayer.ofBothKinds(count / 2).map(RandomChain.init)
  }

  private init(_ first: RandomLayer) {
    self.first = first
    var second = Layer(
      inputChannels: first.layer.outputChannels, outputChannels: 2,
      kernelSize: Size2D(height: 1, width: 2))
    second.stride = Size2D(height: 2, width: 1)
    second.padding = .explicit(top: 0, left: 1, bottom: 0, right: 0)
    second.bias = .tied
    if !first.layer.isTransposed { second.kind = .transposed(.padding(Size2D(0))) }
    var network = first.network
    network.layers.append(second)
    network.ending = .loss(.halfSumOfSquares)
    self.network = network
  }
}

extension Network {
  /// Six numbers that paint 24: stride 2 under a kernel of 2 leaves no overlap.
  fileprivate static var upsampling: Network {
    var layer = Layer(grid("1 2 / 3 4"))
    layer.kind = .transposed(.padding(Size2D(0)))
    layer.stride = Size2D(2)
    layer.bias = .tied
    var network = Network(
      layer, input: grid("1 2 0 / 3 0 4"), kernel: grid("1 2 / 3 4"),
      outputGradient: Tensor(repeating: 1, shape: Shape4(1, 1, 4, 6)))
    network.leaves[TensorID(.bias, 1)] = Leaf(grid("10"))
    return network
  }
}
