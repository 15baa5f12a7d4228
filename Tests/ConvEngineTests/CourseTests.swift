import ConvEngine
import Testing

/// Every number that a lesson asks for, as `course.md` prints it.
@Suite("The course's networks")
struct CourseTests {
  @Test func `HOUSE goes forward, is compared and goes back`() throws {
    let house = try Computation(.house)
    #expect(house[.output, 1] == grid("10 2 16 / 21 6 3 / 14 7 17"))
    #expect(house.loss == 8.5)
    #expect(house[.outputGradient, 1] == grid("2 -1 1 / -2 0 1 / -1 -1 -2"))
    #expect(house[.activationGradient, 0] == grid("4 4 -1 3 / -6 -3 0 4 / 0 -7 -8 -5 / 1 0 1 -2"))
    #expect(house[.kernelGradient, 1] == grid("-3 -18 / -2 -2"))
    #expect(house[.biasGradient, 1] == grid("-3"))
  }

  @Test func `a weight of HOUSE nudged by a half moves the loss by its gradient`() throws {
    let house = try Computation(.house)
    let check = try #require(
      house.check(TensorID(.kernelGradient, 1), at: Index4(0, 0, 0, 1), nudge: 0.5))
    #expect(check.above == 7.25)
    #expect(check.below == 25.25)
    #expect(check.slope == -18)
    #expect(check.gradient == -18)
  }

  @Test func `the unturned kernel gives HOUSE other gradients`() throws {
    let house = try Computation(.house)
    let turned = house[.kernel, 1].flipped
    let wrong = try Convolution(Layer(turned), kernel: turned).inputGradient(
      outputGradient: house[.outputGradient, 1], inputSize: Size2D(4))
    #expect(wrong[0, 0, 2, 2] == 2)
    #expect(wrong[0, 0, 2, 1] == -4)
  }

  @Test func `a mean takes two ninths of HOUSE's gradient`() throws {
    var network = Network.house
    network.ending = .loss(.meanSquaredError)
    let mean = try Computation(network)
    #expect(mean[.outputGradient, 1][0, 0, 1, 0] == 2 * -2 / 9.0)
    #expect(mean.loss == 17 / 9.0)
  }

  @Test func `an untied bias of HOUSE has δ as its gradient`() throws {
    let house = try Computation(Network.house.changing { $0.bias = .untied })
    #expect(house[.biasGradient, 1] == house[.outputGradient, 1])
  }

  @Test("CASE3 depends on the kernel's turn", arguments: Turn.case3)
  func case3DependsOnTheTurn(_ row: Turn) throws {
    let input = grid("3 1 0 / 4 5 3 / 3 4 2")
    var layer = Layer(row.kernel)
    layer.padding = .all(1)
    layer.operation = row.operation
    #expect(try Convolution(layer, kernel: row.kernel).output(of: input) == row.output)
  }

  @Test func `TWO goes forward through relu`() throws {
    let two = try Computation(.two)
    #expect(two[.output, 1] == grid("1 1 3 / 8 1 0 / -3 7 -2"))
    #expect(two[.activation, 1] == grid("1 1 3 / 8 1 0 / 0 7 0"))
    #expect(two[.output, 2] == grid("-13 -2 / 30 -11"))
    #expect(two.loss == 6.5)
  }

  @Test func `TWO goes back, and the corner of relu passes nothing`() throws {
    let two = try Computation(.two)
    #expect(two[.outputGradient, 2] == grid("1 2 / -2 -2"))
    #expect(two[.activationGradient, 1] == grid("3 5 -2 / -8 -7 4 / 4 2 -2"))
    #expect(two[.outputGradient, 1] == grid("3 5 -2 / -8 -7 0 / 0 2 0"))
    #expect(two[.kernelGradient, 1] == grid("8 -14 / -4 11"))
    #expect(two[.kernelGradient, 2] == grid("-15 5 / -4 -13"))
    #expect(two[.biasGradient, 1] == grid("-7"))
    #expect(two[.biasGradient, 2] == grid("-1"))
  }

  @Test func `the unturned kernel gives TWO another gradient`() throws {
    let two = try Computation(.two)
    let turned = two[.kernel, 2].flipped
    let wrong = try Convolution(Layer(turned), kernel: turned).inputGradient(
      outputGradient: two[.outputGradient, 2], inputSize: Size2D(3))
    #expect(wrong == grid("1 0 -4 / -3 3 10 / 2 -4 -6"))
  }

  @Test("a step of TWO makes the loss", arguments: [(0.01, 4.18), (0.02, 16.3), (0.1, 900)])
  func stepOfTwo(rate: Double, loss: Double) throws {
    let two = try Computation(.two)
    var next = Network.two
    for layer in 1...2 {
      for (variable, gradient) in [
        (TensorID.Role.kernel, TensorID.Role.kernelGradient), (.bias, .biasGradient),
      ] {
        var values = two[variable, layer]
        for place in values.values.indices {
          values.values[place] -= rate * two[gradient, layer].values[place]
        }
        next.leaves[TensorID(variable, layer)] = Leaf(values)
      }
    }
    let after = try #require(Computation(next).loss)
    #expect(abs(after - loss) <= loss / 100)
  }

  @Test func `STRIDE keeps every second window`() throws {
    let stride = try Computation(.stride)
    #expect(stride[.output, 1] == grid("8 20 / 2 -10"))
    #expect(
      stride[.activationGradient, 0]
        == grid("3 -1 -8 2 4 / 2 1 -4 -2 0 / 5 -4 -1 5 -6 / 4 2 -2 -1 0 / -2 -4 9 2 -4"))
    let whole = try Computation(Network.stride.changing { $0.stride = Size2D(1) })
    #expect(whole[.output, 1] == grid("8 22 20 / -13 -1 22 / 2 21 -10"))
  }

  @Test func `STRIDE turned or transposed is another layer`() throws {
    let turned = try Computation(Network.stride.changing { $0.operation = .convolution })
    #expect(turned[.output, 1] == grid("17 19 / -6 -1"))
    var network = Network.stride
    network.leaves[TensorID(.kernel, 1)] = Leaf(grid("3 2 -1 / -1 1 -2 / -2 0 4"))
    #expect(try Computation(network)[.output, 1] == grid("15 13 / -1 11"))
  }

  @Test func `SIX leaves its last row and column unread`() throws {
    let six = try Computation(.six)
    #expect(six[.output, 1] == grid("13 4 / 10 21"))
    #expect(six[.kernelGradient, 1] == grid("-7 12 10 / 6 -3 -1 / 8 -4 11"))
    let gradient = six[.activationGradient, 0]
    for place in 0..<6 {
      #expect(gradient[0, 0, 5, place] == 0)
      #expect(gradient[0, 0, place, 5] == 0)
    }
  }

  @Test("dilation reaches further with the same weights", arguments: [(2, 19.0), (1, 16.0)])
  func dilationReachesFurther(dilation: Int, first: Double) throws {
    let kernel = grid("3 2 -1 / 2 1 -2 / 3 0 1")
    let input = grid(
      "4 3 5 0 2 1 3 / 1 4 5 5 0 3 3 / 2 4 1 5 5 4 1 / 1 4 5 5 3 1 3 / 1 5 1 0 1 4 4 / "
        + "4 0 4 0 1 5 5 / 2 1 5 1 0 5 3")
    var layer = Layer(kernel)
    layer.dilation = Size2D(dilation)
    let output = try Convolution(layer, kernel: kernel).output(of: input)
    #expect(output[0, 0, 0, 0] == first)
    if dilation == 2 { #expect(output == grid("19 32 28 / 27 35 36 / 10 28 25")) }
  }

  @Test func `channels are added`() throws {
    let input = grids(["3 1 2 / 4 4 4 / 4 0 3", "2 3 1 / 0 0 4 / 4 1 2"])
    let kernel = grids(["-1 -2 / 3 2", "-2 -1 / 1 3"])
    #expect(try Convolution(Layer(kernel), kernel: kernel).output(of: input) == grid("8 20 / 7 -3"))
    let first = grid("-1 -2 / 3 2")
    let alone = try Convolution(Layer(first), kernel: first)
      .output(of: grid("3 1 2 / 4 4 4 / 4 0 3"))
    #expect(alone == grid("15 15 / 0 -6"))
    let both = grids(["-1 -2 / 3 2", "-1 -2 / 3 2"])
    #expect(try Convolution(Layer(both), kernel: both).output(of: input) == grid("7 18 / 14 -7"))
  }

  @Test func `back through channels, input and output change places`() throws {
    let kernel = grids(["-1 2 / 3 3", "2 1 / -1 2", "-2 3 / 1 1", "2 -1 / 1 0"], outer: 2)
    let delta = grids(["-2 -1 / -2 1", "-2 -2 / 2 -1"])
    var layer = Layer(kernel)
    layer.bias = .tied
    let convolution = try Convolution(layer, kernel: kernel, bias: .tied([0, 0]))
    #expect(
      try convolution.inputGradient(outputGradient: delta, inputSize: Size2D(3))
        == grids(["6 -5 -8 / -10 -10 -6 / -4 -2 2", "-8 -6 1 / 0 -9 0 / 4 -6 2"]))
    #expect(convolution.biasGradient(outputGradient: delta) == .tied([-4, -3]))
  }

  @Test func `depthwise channels do not meet`() throws {
    let kernel = grids(["1 -1 / 2 0", "0 3 / -2 1"], outer: 2)
    var layer = Layer(inputChannels: 2, outputChannels: 2, kernelSize: Size2D(2))
    layer.groups = 2
    let input = grids(["1 2 0 / 3 1 2 / 0 4 1", "2 0 1 / 1 3 0 / 4 1 2"])
    #expect(
      try Convolution(layer, kernel: kernel).output(of: input)
        == grids(["5 4 / 2 7", "1 -3 / 2 0"]))
  }

  @Test func `a transposed convolution is the input gradient run forward`() throws {
    let kernel = grid("1 2 0 / 3 1 -1 / 2 0 4")
    var layer = Layer(kernel)
    layer.stride = Size2D(2)
    let back = try Convolution(layer, kernel: kernel).inputGradient(
      outputGradient: grid("1 2 / -1 3"), inputSize: Size2D(5))
    #expect(back[0, 0, 2, 2] == 11)
    layer.padding = .all(1)
    let larger = try Convolution(layer, kernel: kernel).inputGradient(
      outputGradient: grid("1 2 0 / -1 3 1 / 2 -2 1"), inputSize: Size2D(6))
    #expect(larger[0, 0, 5, 1] == 4)
  }

  @Test("one row goes through a layer", arguments: [("3 1 4 2 5 0", "2 -1 3", "17 4 21 -1")])
  func oneRow(input: String, kernel: String, output: String) throws {
    let kernel = grid(kernel)
    var layer = Layer(kernel)
    #expect(try Convolution(layer, kernel: kernel).output(of: grid(input)) == grid(output))
    layer.operation = .convolution
    #expect(try Convolution(layer, kernel: kernel).output(of: grid(input)) == grid("16 3 20 1"))
  }

  @Test func `the matrix lesson's row goes forward and back`() throws {
    let kernel = grid("2 -1")
    let convolution = try Convolution(Layer(kernel), kernel: kernel)
    let (input, delta) = (grid("3 1 4 2"), grid("1 -2 3"))
    let size = Size2D(height: 1, width: 4)
    #expect(try convolution.output(of: input) == grid("5 -2 6"))
    #expect(
      try convolution.inputGradient(outputGradient: delta, inputSize: size) == grid("2 -5 8 -3"))
    #expect(try convolution.kernelGradient(outputGradient: delta, input: input) == grid("13 -1"))
  }
}

/// One way to hold a kernel, and what it gives.
struct Turn: CustomTestStringConvertible {
  var name: String
  var kernel: Tensor<Double>
  var operation: ConvEngine.Operation
  var output: Tensor<Double>

  var testDescription: String { name }

  static let case3 = [
    Turn(
      name: "as it stands", kernel: grid("2 -1 3 / -2 3 1 / 4 0 1"), operation: .crossCorrelation,
      output: grid("15 16 18 / 21 29 17 / 24 20 5")),
    Turn(
      name: "turned", kernel: grid("2 -1 3 / -2 3 1 / 4 0 1"), operation: .convolution,
      output: grid("13 19 13 / 11 25 25 / 21 27 15")),
    Turn(
      name: "turned twice", kernel: grid("2 -1 3 / -2 3 1 / 4 0 1").flipped,
      operation: .convolution, output: grid("15 16 18 / 21 29 17 / 24 20 5")),
    Turn(
      name: "transposed", kernel: grid("2 -2 4 / -1 3 0 / 3 1 1"), operation: .crossCorrelation,
      output: grid("18 20 17 / 17 30 20 / 21 19 6")),
  ]
}
