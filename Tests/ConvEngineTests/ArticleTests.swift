import ConvEngine
import Testing

@Suite("The lines of the articles")
struct ArticleTests {
  @Test func `a layer's numbers are the taps of its outputs`() throws {
    let input = Tensor<Double>(shape: Shape4(1, 1, 5, 5), values: (1...25).map(Double.init))
    let kernel = Tensor<Double>(rows: [[9, 8, 7], [6, 5, 4], [3, 2, 1]])
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.padding = .all(1)
    let number = try Convolution(layer, kernel: kernel).output(of: input)[0, 0, 1, 1]  // 219

    #expect(number == 219)
  }

  @Test func `an axis is asked from three sides`() {
    let axis = AxisGeometry(input: 5, kernel: 3, output: 3, stride: 2, before: 1)

    let window = axis.taps(.output, 1).map(\.place)  // [1, 2, 3]
    let reached = axis.taps(.input, 3).map(\.output)  // [1, 2]
    let pairs = axis.taps(.kernel, 0).map(\.place)  // [-1, 1, 3]

    #expect(window == [1, 2, 3])
    #expect(reached == [1, 2])
    #expect(pairs == [-1, 1, 3])
    #expect(axis.taps(.kernel, 0).map(\.blank) == [.padding, nil, nil])
  }

  @Test func `a window in the corner has padding, an input there four readers`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.padding = .all(1)
    let geometry = try layer.geometry(inputShape: Shape4(1, 1, 5, 5))

    let corner = Taps(geometry, of: .output, at: Index4(0, 0, 0, 0))
    let real = corner.filter { $0.blank == nil }.count  // 4
    let reading = Taps(geometry, of: .input, at: Index4(0, 0, 0, 0)).count  // 4

    #expect(corner.count == 9)
    #expect(real == 4)
    #expect(reading == 4)
  }

  @Test func `sizes follow from the layer`() throws {
    var layer = Layer(inputChannels: 3, outputChannels: 8, kernelSize: Size2D(height: 3, width: 5))
    layer.stride = Size2D(2)
    layer.padding = .explicit(top: 1, left: 2, bottom: 1, right: 2)

    let geometry = try layer.geometry(inputShape: Shape4(1, 3, 32, 48))
    let output = geometry.outputShape  // 1, 8, 16, 24
    let products = geometry.multiplyAccumulateCount  // 138_240
    let parameters = layer.parameterCount(outputShape: output)  // 360

    #expect(output == Shape4(1, 8, 16, 24))
    #expect(products == 138_240)
    #expect(parameters == 360)
  }

  @Test func `an output does not say how large the input was`() throws {
    let sizes = try [5, 6].map { height in
      var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
      layer.stride = Size2D(2)
      layer.padding = .all(1)
      return try layer.geometry(inputShape: Shape4(1, 1, height, 5)).outputShape.height
    }  // [3, 3]

    #expect(sizes == [3, 3])
  }

  @Test func `a layer that cannot be says why`() {
    let tooLarge = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(7))
    do {
      _ = try tooLarge.geometry(inputShape: Shape4(1, 1, 5, 5))
    } catch {
      print(error)
      // the kernel spans 7 rows, the padded input has 5; add padding, or make the kernel or its dilation smaller
    }

    #expect(
      throws: GeometryError.kernelTooLarge(axis: .rows, effectiveKernel: 7, paddedInput: 5)
    ) { try tooLarge.geometry(inputShape: Shape4(1, 1, 5, 5)) }
  }

  @Test func `a convolution has an output and three gradients`() throws {
    let input = Tensor<Float>(rows: [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    let kernel = Tensor<Float>(rows: [[1, 2], [0, -1]])
    let layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2))
    let convolution = try Convolution(layer, kernel: kernel, bias: .tied([10]))

    let output = try convolution.output(of: input)  // [[10, 12], [16, 18]]
    let delta = Tensor<Float>(rows: [[1, 0], [0, 2]])
    let inputGradient = try convolution.inputGradient(
      outputGradient: delta, inputSize: input.shape.size)  // [[1, 2, 0], [0, 1, 4], [0, 0, -2]]
    let kernelGradient = try convolution.kernelGradient(
      outputGradient: delta, input: input)  // [[11, 14], [20, 23]]
    let biasGradient = convolution.biasGradient(outputGradient: delta)  // .tied([3])

    #expect(output == Tensor(rows: [[10, 12], [16, 18]]))
    #expect(inputGradient == Tensor(rows: [[1, 2, 0], [0, 1, 4], [0, 0, -2]]))
    #expect(kernelGradient == Tensor(rows: [[11, 14], [20, 23]]))
    #expect(biasGradient == .tied([3]))
  }

  @Test func `a network's numbers can be asked what they are made of`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2))
    layer.activation = .relu
    let network = Network(
      inputShape: Shape4(1, 1, 3, 3), layers: [layer],
      leaves: [
        TensorID(.activation, 0): Leaf(Tensor(rows: [[2, 2, 3], [4, 5, 6], [7, 8, 9]])),
        TensorID(.kernel, 1): Leaf(Tensor(rows: [[1, 2], [0, -1]])),
        TensorID(.target, 1): Leaf(Tensor(rows: [[0, 1], [2, 3]])),
      ],
      ending: .loss(.halfSumOfSquares))
    let computation = try Computation(network)
    let loss = computation.loss  // 21.5

    let forward = Trace(computation, pass: computation.passes[0])
    let step = forward[3]
    let terms = step.terms.map { ($0.left.value, $0.right?.value ?? 1, $0.product) }
    // (5, 1, 5), (6, 2, 12), (8, 0, 0), (9, -1, -9)
    let value = step.finished(step.terms.sum(of: step.terms.indices))  // 8

    let weight = Index4(0, 0, 1, 1)
    let check = computation.check(TensorID(.kernelGradient, 1), at: weight, nudge: 0.125)
    let difference = abs((check?.gradient ?? 0) - (check?.slope ?? 1))  // 0

    #expect(loss == 21.5)
    #expect(terms.map(\.0) == [5, 6, 8, 9])
    #expect(terms.map(\.1) == [1, 2, 0, -1])
    #expect(terms.map(\.2) == [5, 12, 0, -9])
    #expect(value == 8)
    #expect(difference == 0)
  }

  @Test func `a transposed layer hands out to overlapping windows`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.kind = .transposed(.padding(Size2D(0)))
    layer.stride = Size2D(2)
    let kernel = Tensor<Double>(rows: [[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    let ones = Tensor<Double>(rows: [[1, 1], [1, 1]])
    let output = try Convolution(layer, kernel: kernel).output(of: ones)
    // [[1, 1, 2, 1, 1], [1, 1, 2, 1, 1], [2, 2, 4, 2, 2], [1, 1, 2, 1, 1], [1, 1, 2, 1, 1]]

    #expect(
      output
        == Tensor(rows: [
          [1, 1, 2, 1, 1], [1, 1, 2, 1, 1], [2, 2, 4, 2, 2], [1, 1, 2, 1, 1], [1, 1, 2, 1, 1],
        ]))
  }

  @Test func `the size of a transposed layer's output is open`() throws {
    var upsampling = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    upsampling.stride = Size2D(2)
    upsampling.padding = .all(1)
    let three = Shape4(1, 1, 3, 3)

    upsampling.kind = .transposed(.padding(Size2D(0)))
    let least = try upsampling.outputShape(inputShape: three).size  // 5 × 5
    upsampling.kind = .transposed(.padding(Size2D(1)))
    let more = try upsampling.outputShape(inputShape: three).size  // 6 × 6
    upsampling.kind = .transposed(.size(Size2D(height: 5, width: 6)))
    let asked = try upsampling.outputShape(inputShape: three).size  // 5 × 6

    #expect(least == Size2D(5))
    #expect(more == Size2D(6))
    #expect(asked == Size2D(height: 5, width: 6))
  }

  @Test func `a transposed layer is the adjoint of its direct layer`() throws {
    let direct = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2))
    var back = direct
    back.kind = .transposed(.padding(Size2D(0)))
    let weights = Tensor<Double>(rows: [[2, -1], [0, 3]])
    let x = Tensor<Double>(rows: [[1, 0, 2], [3, 1, 0], [0, 2, 1]])
    let y = Tensor<Double>(rows: [[1, -2], [4, 1]])

    let forth = try Convolution(direct, kernel: weights).output(of: x)
    let home = try Convolution(back, kernel: weights).output(of: y)
    let left = zip(forth.values, y.values).map(*).reduce(0, +)  // 58
    let right = zip(x.values, home.values).map(*).reduce(0, +)  // 58

    #expect(left == 58)
    #expect(right == 58)
  }

  @Test func `a plan gives what the definition gives`() throws {
    let layer = Layer(inputChannels: 8, outputChannels: 16, kernelSize: Size2D(3))
    let weights = Tensor<Float>(
      shape: layer.kernelShape, values: (0..<1152).map { Float($0 % 7) - 3 })
    let convolution = try Convolution(layer, kernel: weights)
    let input = Tensor<Float>(
      shape: Shape4(1, 8, 20, 30), values: (0..<4800).map { Float($0 % 5) })

    let plan = try ConvolutionPlan(
      .forward, of: convolution, inputShape: input.shape, threads: 2)
    var output = Tensor<Float>(shape: plan.targetShape)
    plan.run(input, into: &output)
    let isEqual = try output == convolution.output(of: input)  // true

    let direct = try ConvolutionPlan(
      .forward, of: convolution, inputShape: input.shape, algorithm: .definition)
    let chosen = direct.algorithm  // .definition

    #expect(isEqual)
    #expect(chosen == .definition)
  }
}
