import ConvEngine
import Testing

@Suite("Plans of dense layers")
struct DensePlanTests {
  private static let algorithms: [Algorithm] = [.panels, .winograd]

  @Test(
    "whole numbers come out exactly, forward and back, with the instructions of every level",
    arguments: DenseLayer.sample(2000))
  func wholeNumbers(_ row: DenseLayer) throws {
    let numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed)
    let pass = LayerPass.allCases[Int(row.seed / 3 % 2)]
    let expected = try numbers.byDefinition(pass)
    for algorithm in Self.algorithms {
      let result = try numbers.byPlan(pass, algorithm, level: Int32(row.seed % 3))
      #expect(
        result == nil ? algorithm != .panels : result == expected,
        "\(algorithm.rawValue), \(pass.rawValue)")
    }
  }

  @Test(
    "Winograd's way gives whole numbers exactly at every size of its tiles' tails",
    arguments: DenseLayer.sample(500, kernelSize: 3))
  func winograd(_ row: DenseLayer) throws {
    let numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed)
    let pass = LayerPass.allCases[Int(row.seed / 3 % 2)]
    let result = try #require(
      try numbers.byPlan(pass, .winograd, level: Int32(row.seed % 3)))
    #expect(try result == numbers.byDefinition(pass))
  }

  @Test(
    "Winograd's way gives whole numbers exactly in the phases of a dilated layer",
    arguments: DenseLayer.sample(300, kernelSize: 3, dilation: 1...4))
  func dilatedWinograd(_ row: DenseLayer) throws {
    let numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed)
    for pass in LayerPass.allCases {
      let result = try #require(
        try numbers.byPlan(
          pass, .winograd, threads: 1 + Int(row.seed % 2), level: Int32(row.seed % 3)))
      #expect(try result == numbers.byDefinition(pass), "\(pass.rawValue)")
    }
  }

  @Test func `a number that is none stays where a dilated layer reads it`() throws {
    var layer = Layer(inputChannels: 16, outputChannels: 16, kernelSize: Size2D(3))
    layer.dilation = Size2D(2)
    layer.padding = .all(1)
    let numbers = PlanNumbers(layer, try layer.geometry(inputShape: Shape4(1, 16, 9, 11)), seed: 1)
    var input = numbers.input
    input[0, 3, 4, 5] = .nan
    let plan = try ConvolutionPlan(
      .forward, of: numbers.convolution, inputShape: input.shape, algorithm: .winograd)
    var output = Tensor<Float>(shape: plan.targetShape)
    plan.run(input, into: &output)
    let expected = try numbers.convolution.output(of: input)
    #expect(zip(output.values, expected.values).allSatisfy { $0.isNaN == $1.isNaN })
  }

  // Sums of n products of numbers up to 1 differ by less than n · 2⁻²⁴ times their own size in the
  // worst case, and by √n of that as a rule. Winograd's transforms of 4×4 inputs add up to 4 numbers
  // before they are multiplied and 9 after; those of 6×6 inputs have factors up to 8 besides.
  @Test(
    "real numbers differ by rounding",
    arguments: [(Algorithm.panels, Float(4)), (.winograd, 16), (.winogradLarge, 200)])
  func rounding(algorithm: Algorithm, factor: Float) throws {
    for row in DenseLayer.sample(60, kernelSize: 3) {
      let numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed, isWhole: false)
      let pass = LayerPass.allCases[Int(row.seed % 2)]
      let result = try #require(try numbers.byPlan(pass, algorithm))
      let channels =
        pass == .forward ? row.geometry.inputChannels : row.geometry.outputChannels
      let tolerance = factor * Float(9 * channels).squareRoot() * Float.ulpOfOne / 2
      let expected = try numbers.byDefinition(pass)
      #expect(zip(result.values, expected.values).allSatisfy { abs($0 - $1) <= tolerance })
    }
  }

  @Test(
    "results do not depend on the number of threads, to the last bit",
    arguments: [
      (Shape4(1, 24, 29, 31), 40, 3, 1), (Shape4(2, 20, 45, 37), 33, 3, 2),
      (Shape4(1, 96, 14, 14), 96, 3, 1), (Shape4(1, 300, 13, 17), 160, 1, 1),
    ])
  func threads(input: Shape4, outputChannels: Int, kernelSize: Int, stride: Int) throws {
    var layer = Layer(
      inputChannels: input.channels, outputChannels: outputChannels,
      kernelSize: Size2D(kernelSize))
    layer.padding = .same
    layer.stride = Size2D(stride)
    let numbers = PlanNumbers(
      layer, try layer.geometry(inputShape: input), seed: 1, isWhole: false)
    for pass in [LayerPass.forward, .inputGradient] {
      for algorithm in [Algorithm.panels, .winograd, .winogradLarge] {
        let one = try numbers.byPlan(pass, algorithm)
        for threads in 2...3 {
          #expect(try numbers.byPlan(pass, algorithm, threads: threads) == one)
        }
      }
    }
  }

  @Test func `Winograd's way takes 3×3 kernels of stride 1 only`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.stride = Size2D(height: 1, width: 2)
    let convolution = try Convolution(layer, kernel: Tensor<Float>(shape: layer.kernelShape))
    let error = #expect(throws: PlanError.self) {
      try ConvolutionPlan(
        .forward, of: convolution, inputShape: Shape4(1, 1, 5, 5), algorithm: .winograd)
    }
    #expect(
      error?.description
        == "the algorithm winograd cannot compute this pass: it needs a 3×3 kernel of stride 1; "
        + "automatic finds one that can")
  }

  @Test func `fast ways compute Float only`() throws {
    let layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    let convolution = try Convolution(layer, kernel: Tensor<Double>(shape: layer.kernelShape))
    let error = #expect(throws: PlanError.self) {
      try ConvolutionPlan(
        .forward, of: convolution, inputShape: Shape4(1, 1, 5, 5), algorithm: .panels)
    }
    #expect(
      error?.description
        == "the algorithm panels cannot compute this pass: it computes Float only; "
        + "automatic finds one that can")
  }

  @Test(
    "what is not finite reaches the outputs that read it and no others",
    arguments: [Algorithm.panels, .winograd], [Float.nan, .infinity])
  func notFinite(algorithm: Algorithm, value: Float) throws {
    for place in 0..<42 {
      let (output, expected) = try outputs(of: value, at: place, algorithm)
      #expect(output.values.map(\.isFinite) == expected.values.map(\.isFinite))
    }
  }

  @Test func `by tiles of 4×4 outputs it may reach all of the tile`() throws {
    let (output, expected) = try outputs(of: .nan, at: 2 * 6 + 2, .winogradLarge)
    let reached = output.shape.indices.filter { output[$0].isNaN }
    #expect(reached == output.shape.indices.filter { max($0.row, $0.column) < 4 })
    #expect(expected.values.count { $0.isNaN } == 9)
  }

  /// Returns what one number among ones makes of a layer of ones, by an algorithm and by definition.
  private func outputs(
    of value: Float, at place: Int, _ algorithm: Algorithm
  ) throws -> (Tensor<Float>, expected: Tensor<Float>) {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.padding = .all(1)
    let kernel = Tensor<Float>(repeating: 1, shape: layer.kernelShape)
    let convolution = try Convolution(layer, kernel: kernel)
    var input = Tensor<Float>(repeating: 1, shape: Shape4(1, 1, 7, 6))
    input.values[place] = value
    let plan = try ConvolutionPlan(
      .forward, of: convolution, inputShape: input.shape, algorithm: algorithm)
    var output = Tensor<Float>(shape: plan.targetShape)
    plan.run(input, into: &output)
    return (output, try convolution.output(of: input))
  }
}

/// A dense layer whose sizes leave every kind of tail: few products, so that the definition is quick.
struct DenseLayer: Sendable, CustomTestStringConvertible {
  let seed: UInt64
  let layer: Layer
  let geometry: Geometry

  /// The first layers that can exist, in the order of their seeds.
  static func sample(
    _ count: Int, kernelSize: Int? = nil, dilation: ClosedRange<Int>? = nil
  ) -> [DenseLayer] {
    let seeds = UInt64(0)...
    let layers = seeds.lazy.compactMap {
      DenseLayer(seed: $0, kernelSize: kernelSize, dilation: dilation)
    }
    return Array(layers.prefix(count))
  }

  var testDescription: String {
    "seed \(seed): \(geometry.inputShape.extents), kernel \(layer.kernelShape.extents), "
      + "\(layer.stride), \(layer.padding), \(layer.dilation)"
  }

  private init?(seed: UInt64, kernelSize: Int?, dilation: ClosedRange<Int>?) {
    var random = SeededGenerator(state: seed)
    func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
    func size(_ range: ClosedRange<Int>) -> Size2D {
      Size2D(height: number(range), width: number(range))
    }
    // Either many channels or many positions: both have tails.
    let isWide = number(0...1) == 0
    let channels = isWide ? 1...3 : 1...37
    var layer = Layer(
      inputChannels: number(1...5), outputChannels: number(channels),
      kernelSize: kernelSize.map { Size2D($0) } ?? size(1...5))
    if kernelSize == nil {
      layer.stride = size(1...4)
      layer.dilation = size(1...3)
    }
    if let dilation { layer.dilation = size(dilation) }
    let (start, end) = (size(0...3), size(0...3))
    layer.padding = .explicit(
      top: start.height, left: start.width, bottom: end.height, right: end.width)
    let input = isWide ? size(1...24) : size(1...7)
    let shape = Shape4(number(1...2), layer.inputChannels, input.height, input.width)
    guard let geometry = try? layer.geometry(inputShape: shape),
      geometry.multiplyAccumulateCount < 12_000
    else { return nil }
    (self.seed, self.layer, self.geometry) = (seed, layer, geometry)
  }
}
