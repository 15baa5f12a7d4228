import ConvEngine
import Testing

@Suite("Plans")
struct ConvolutionPlanTests {
  @Test(
    "every algorithm that takes a layer gives the definition's whole numbers in all passes",
    arguments: RandomLayer.sample(300))
  func everyAlgorithm(_ row: RandomLayer) throws {
    let numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed)
    for pass in LayerPass.allCases {
      let expected = try numbers.byDefinition(pass)
      for algorithm in Algorithm.allCases where algorithm.isExact {
        guard let result = try numbers.byPlan(pass, algorithm) else { continue }
        #expect(result == expected, "\(algorithm.rawValue), \(pass.rawValue)")
      }
    }
  }

  @Test("a transposed layer has plans of all passes", arguments: [1, 2, 3])
  func transposed(stride: Int) throws {
    var layer = Layer(inputChannels: 4, outputChannels: 2, kernelSize: Size2D(height: 3, width: 2))
    layer.kind = .transposed(.padding(Size2D(height: stride - 1, width: 0)))
    layer.stride = Size2D(stride)
    layer.groups = 2
    layer.bias = .tied
    let numbers = PlanNumbers(
      layer, try layer.geometry(inputShape: Shape4(2, 4, 3, 5)), seed: UInt64(stride))
    for pass in LayerPass.allCases {
      #expect(try numbers.byPlan(pass, .automatic) == numbers.byDefinition(pass))
    }
  }

  @Test("double precision has plans too", arguments: RandomLayer.sample(20))
  func doublePrecision(_ row: RandomLayer) throws {
    let kernel: Tensor<Double> = Leaf(seed: row.seed).tensor(shape: row.layer.kernelShape)
    let input: Tensor<Double> = Leaf(seed: row.seed + 1).tensor(shape: row.inputShape)
    let convolution = try Convolution(row.layer, kernel: kernel)
    let plan = try ConvolutionPlan(.forward, of: convolution, inputShape: row.inputShape)
    var output = Tensor<Double>(shape: plan.targetShape)
    plan.run(input, into: &output)
    #expect(try output == convolution.output(of: input))
  }

  @Test func `a plan says which algorithm it took, and what it writes`() throws {
    let kernel = Tensor<Float>(rows: [[1, 2], [3, 4]])
    let convolution = try Convolution(
      Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(2)), kernel: kernel)
    let plan = try ConvolutionPlan(.forward, of: convolution, inputShape: Shape4(1, 1, 3, 4))
    #expect(plan.algorithm != .automatic)
    #expect(plan.targetShape == Shape4(1, 1, 2, 3))
  }

  @Test func `a layer that does not fit the input is refused with the numbers`() throws {
    let convolution = try Convolution(
      Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3)),
      kernel: Tensor<Float>(shape: Shape4(1, 1, 3, 3)))
    #expect(
      throws: PlanError.geometry(
        .kernelTooLarge(axis: .rows, effectiveKernel: 3, paddedInput: 2))
    ) {
      try ConvolutionPlan(.forward, of: convolution, inputShape: Shape4(1, 1, 2, 3))
    }
  }
}

/// A layer with numbers for all its tensors, and its passes by the definition and by plans.
struct PlanNumbers {
  let convolution: Convolution<Float>
  var input: Tensor<Float>
  let outputGradient: Tensor<Float>

  /// Makes numbers, the bias's among them: whole ones from -3 to 3, or any from -1 to 1.
  init(_ layer: Layer, _ geometry: Geometry, seed: UInt64, isWhole: Bool = true) {
    var random = SeededGenerator(state: seed)
    func tensor(_ shape: Shape4) -> Tensor<Float> {
      Tensor(
        shape: shape,
        values: (0..<shape.count).map { _ in
          isWhole
            ? Float(Int.random(in: -3...3, using: &random)) : .random(in: -1...1, using: &random)
        })
    }
    input = tensor(geometry.shape(of: layer.inputSide))
    let outputShape = geometry.shape(of: layer.outputSide)
    outputGradient = tensor(outputShape)
    let bias: Bias<Float> =
      switch layer.bias {
      case .none: .none
      case .tied: .tied(tensor(Shape4(1, layer.outputChannels, 1, 1)).values)
      case .untied:
        .untied(tensor(Shape4(1, layer.outputChannels, outputShape.height, outputShape.width)))
      }
    guard
      let convolution = try? Convolution(layer, kernel: tensor(layer.kernelShape), bias: bias)
    else { preconditionFailure("A random layer has a kernel of its own shape.") }
    self.convolution = convolution
  }

  /// Returns a pass as ``Convolution`` computes it.
  func byDefinition(_ pass: LayerPass) throws -> Tensor<Float> {
    switch pass {
    case .forward: try convolution.output(of: input)
    case .inputGradient:
      try convolution.inputGradient(
        outputGradient: outputGradient, inputSize: input.shape.size)
    case .kernelGradient:
      try convolution.kernelGradient(outputGradient: outputGradient, input: input)
    }
  }

  /// Returns a pass by a plan that ran twice, on all its threads however little the work is, or nil where the algorithm does not take the layer.
  func byPlan(
    _ pass: LayerPass, _ algorithm: Algorithm, threads: Int = 1, level: Int32 = .max
  ) throws -> Tensor<Float>? {
    let plan: ConvolutionPlan<Float>
    do {
      plan = try ConvolutionPlan(
        pass, of: convolution, inputShape: input.shape, threads: threads, algorithm: algorithm,
        level: level, leastNanoseconds: 0)
    } catch PlanError.unsupported {
      return nil
    }
    var target = Tensor<Float>(repeating: .nan, shape: plan.targetShape)
    for _ in 0..<2 {
      if pass == .kernelGradient {
        plan.run(outputGradient: outputGradient, input: input, into: &target)
      } else {
        plan.run(pass == .forward ? input : outputGradient, into: &target)
      }
    }
    return target
  }
}

extension Algorithm {
  /// Whether small whole numbers come out exactly.
  var isExact: Bool { self != .winogradLarge }
}
