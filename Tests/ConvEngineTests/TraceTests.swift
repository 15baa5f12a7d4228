import ConvEngine
import Testing

@Suite("Walking through a pass")
struct TraceTests {
  @Test("the last partial sum and the bias are the output", arguments: RandomLayer.ofBothKinds(500))
  func lastPartialSumIsTheOutput(_ row: RandomLayer) throws {
    let computation = try Computation(row.network)
    let output = try row.convolution(computation).output(of: computation[.activation, 0])
    let trace = try Trace(computation, computing: TensorID(.output, 1))
    #expect(trace.count == output.values.count)
    for (step, value) in zip(trace, output.values) {
      let last = step.terms.reduce(0) { $0 + $1.product }
      #expect(step.finished(last) == value)
    }
  }

  @Test("all views end at the same numbers", arguments: RandomLayer.ofBothKinds(250))
  func allViewsEndAtTheSameNumbers(_ row: RandomLayer) throws {
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

  @Test("what was handed out stands in the targets", arguments: RandomLayer.ofBothKinds(250))
  func whatWasHandedOutStandsInTheTargets(_ row: RandomLayer) throws {
    let computation = try Computation(row.network)
    let pass = try computation.pass(for: TensorID(.activationGradient, 0))
    let trace = Trace(computation, pass: pass, view: .scatter)
    let middle = Cursor(step: trace.count / 2, done: 1)
    let terms = trace.prefix(middle.step).flatMap(\.terms) + trace[middle.step].terms.prefix(1)
    let handedOut = terms.filter { $0.blank == nil }.reduce(0) { $0 + $1.product }
    let standing = row.inputShape.indices.reduce(0) {
      $0 + (trace.value(of: $1, before: middle)?.sum ?? 0)
    }
    #expect(standing == handedOut)
  }

  @Test(
    "a window over the stuffed source sums to the gather's number",
    arguments: RandomLayer.ofBothKinds(200).filter { $0.layer.paddingMode == .zeros })
  func stuffedWindowSums(_ row: RandomLayer) throws {
    let computation = try Computation(row.network)
    let target =
      row.layer.isTransposed ? TensorID(.output, 1) : TensorID(.activationGradient, 0)
    let pass = try computation.pass(for: target)
    #expect(Trace.views(of: pass).contains(.zerosBetween))
    let gather = Trace(computation, pass: pass)
    let zeros = Trace(computation, pass: pass, view: .zerosBetween)
    for (left, right) in zip(gather, zeros) {
      #expect(
        left.terms.reduce(0) { $0 + $1.product } == right.terms.reduce(0) { $0 + $1.product })
    }
  }

  @Test func `an element is nothing, then a partial sum, then complete`() throws {
    let house = try Computation(.house)
    let trace = try Trace(house, computing: TensorID(.output, 1))
    let target = Index4(0, 0, 0, 1)
    #expect(trace.value(of: target, before: Cursor(step: 0, done: 4)) == nil)
    #expect(trace.value(of: target, before: Cursor(step: 1)) == nil)
    // 0 · 2 + 2 · 3 − 4 · 1
    let partial = try #require(trace.value(of: target, before: Cursor(step: 1, done: 3)))
    #expect(partial.sum == 2 && !partial.isComplete)
    let complete = try #require(trace.value(of: target, before: Cursor(step: 1, done: 4)))
    #expect(complete.sum == 2 && complete.isComplete)
  }

  @Test func `scattering HOUSE paints cells little by little`() throws {
    let house = try Computation(.house)
    let pass = try house.pass(for: TensorID(.activationGradient, 0))
    let trace = Trace(house, pass: pass, view: .scatter)
    let cell = Index4(0, 0, 1, 2)
    let sums = (0...9).map { trace.value(of: cell, before: Cursor(step: $0))?.sum }
    #expect(sums == [nil, nil, -1, -2, -2, -2, 0, 0, 0, 0])
    #expect(trace.value(of: cell, before: Cursor(step: 6))?.isComplete == true)
    #expect(trace[5].terms.map(\.product) == [2, 3, -1, 1])
  }

  @Test("an element without terms is complete with 0", arguments: [PassView.gather, .zerosBetween])
  func elementWithoutTerms(_ view: PassView) throws {
    let six = try Computation(.six)
    let pass = try six.pass(for: TensorID(.activationGradient, 0))
    let trace = Trace(six, pass: pass, view: view)
    let corner = Index4(0, 0, 5, 5)
    let step = trace.step(of: corner)
    #expect(step == 35)
    #expect(trace.value(of: corner, before: Cursor(step: 34, done: 99)) == nil)
    let passed = try #require(trace.value(of: corner, before: Cursor(step: 36)))
    #expect(passed.sum == 0 && passed.isComplete)
  }

  @Test func `a scatter never touches what no window reads`() throws {
    let six = try Computation(.six)
    let pass = try six.pass(for: TensorID(.activationGradient, 0))
    let trace = Trace(six, pass: pass, view: .scatter)
    let corner = try #require(trace.value(of: Index4(0, 0, 5, 5), before: Cursor()))
    #expect(corner.sum == 0 && corner.isComplete)
  }

  @Test func `any step of a huge layer is there at once`() throws {
    var layer = Layer(inputChannels: 64, outputChannels: 64, kernelSize: Size2D(3))
    layer.padding = .same
    let network = Network(inputShape: Shape4(1, 64, 2048, 2048), layers: [layer], leaves: [:])
    let computation = try Computation(network)
    #expect(computation.tensor(TensorID(.output, 1)) == nil)
    let trace = try Trace(computation, computing: TensorID(.output, 1))
    #expect(trace.count == 64 * 2048 * 2048)
    let step = trace[123_456_789]
    #expect(step.index == trace.subjectShape.index(at: 123_456_789))
    #expect(step.terms.count == 64 * 9)
    let sum = step.terms.reduce(0) { $0 + $1.product }
    #expect(sum == computation.value(TensorID(.output, 1), at: step.index))
    #expect(trace.value(of: step.index, before: Cursor(step: 123_456_790))?.sum == sum)
  }

  @Test func `a folding padding has no window over a stuffed gradient`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.paddingMode = .reflect
    func views() throws -> [PassView] {
      let network = Network(inputShape: Shape4(1, 1, 4, 5), layers: [layer], leaves: [:])
      let computation = try Computation(network)
      return try Trace.views(of: computation.pass(for: TensorID(.activationGradient, 0)))
    }
    #expect(try views() == [.gather, .scatter, .zerosBetween])
    layer.padding = .all(1)
    #expect(try views() == [.gather, .scatter])
  }

  @Test func `only sums of products have several views`() throws {
    let two = try Computation(.two)
    for pass in two.passes {
      if case .contraction = pass.rule { continue }
      #expect(Trace.views(of: pass) == [.gather])
    }
  }

  @Test func `a bias is added once, after the products`() throws {
    var network = Network.house
    network.leaves[TensorID(.bias, 1)] = Leaf(grid("7"))
    let trace = try Trace(Computation(network), computing: TensorID(.output, 1))
    #expect(trace[0].addend?.value == 7)
    #expect(trace[0].finished(10) == 17)
    #expect(trace[0].terms.count == 4)
  }

  @Test func `a loss is a sum of squares and its divisor`() throws {
    let trace = try Trace(Computation(.house), computing: TensorID(.loss, 1))
    #expect(trace.count == 1)
    #expect(trace[0].terms.map(\.product) == [4, 1, 1, 4, 0, 1, 1, 1, 4])
    #expect(trace[0].divisor == 2)
    #expect(trace[0].finished(17) == 8.5)
  }

  @Test func `a tied bias's gradient walks over all places`() throws {
    let house = try Computation(.house)
    let trace = try Trace(house, computing: TensorID(.biasGradient, 1))
    #expect(trace[0].terms.map(\.product) == house[.outputGradient, 1].values)
    let grid = trace[0].terms.grid
    #expect([grid.channels, grid.rows, grid.columns] == [1, 3, 3])
  }

  @Test func `a slope is multiplied after the sum`() throws {
    let two = try Computation(.two)
    let trace = try Trace(two, computing: TensorID(.outputGradient, 1))
    let silenced = trace[trace.step(of: Index4(0, 0, 1, 2))].terms[0]
    #expect(silenced.left.value == 4)
    #expect(silenced.right?.value == 0)
    #expect(silenced.product == 0)
  }
}

extension Trace {
  /// The gather walk of the pass that computes a tensor.
  fileprivate init(_ computation: Computation, computing id: TensorID) throws {
    try self.init(computation, pass: computation.pass(for: id))
  }
}

extension Computation {
  fileprivate func pass(for id: TensorID) throws -> Pass {
    passes[try #require(pass(computing: id))]
  }
}

extension RandomLayer {
  /// The layer with a computation's weights and constants.
  fileprivate func convolution(_ computation: Computation) throws -> Convolution<Double> {
    let bias: Bias<Double>
    switch layer.bias {
    case .none: bias = .none
    case .tied: bias = .tied(computation[.bias, 1].values)
    case .untied: bias = .untied(computation[.bias, 1])
    }
    return try Convolution(layer, kernel: computation[.kernel, 1], bias: bias)
  }
}
