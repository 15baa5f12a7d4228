import ConvEngine
import Testing

@Suite("Kernel gradients as tables of sums")
struct KernelSumsTests {
  /// Wide and narrow layers: panels of sixteen rows, tiles of 2, 6 and 8, and what is left of them.
  @Test(
    "whole numbers are the definition's at every level, on any number of threads",
    arguments: (0..<16).map { $0 * 125..<($0 + 1) * 125 })
  func wholeNumbers(_ seeds: Range<Int>) throws {
    for seed in seeds {
      let row = WideLayer(seed: UInt64(seed), products: 4000)
      let numbers = PlanNumbers(row.layer, row.geometry, seed: UInt64(seed))
      let expected = try numbers.byDefinition(.kernelGradient)
      let result = try numbers.byPlan(
        .kernelGradient, .panels, threads: seed % 4 + 1, level: Int32(seed % 3))
      #expect(result == expected, "\(row)")
    }
  }

  /// Every layer that Winograd's way takes, whether it pays or not.
  @Test(
    "Winograd's way has the same whole numbers",
    arguments: (0..<16).map { $0 * 50..<($0 + 1) * 50 })
  func winograd(_ seeds: Range<Int>) throws {
    for seed in seeds {
      let row = WideLayer(seed: UInt64(seed), products: 4000, isPlain: true)
      let numbers = PlanNumbers(row.layer, row.geometry, seed: UInt64(seed))
      let expected = try numbers.byDefinition(.kernelGradient)
      let result = try numbers.byPlan(
        .kernelGradient, .winograd, threads: seed % 4 + 1, level: Int32(seed % 3))
      #expect(result == expected, "\(row)")
    }
  }
}

/// Layers that are worth several threads: three panels of channels, panels of taps, two groups, and
/// channels that would share their places in cache.
private let largeLayers: [(Layer, Shape4)] = {
  var channels = Layer(inputChannels: 24, outputChannels: 40, kernelSize: Size2D(3))
  channels.padding = .all(1)
  let taps = Layer(inputChannels: 301, outputChannels: 100, kernelSize: Size2D(3))
  var grouped = Layer(inputChannels: 40, outputChannels: 40, kernelSize: Size2D(5))
  grouped.stride = Size2D(2)
  grouped.groups = 2
  let pages = Layer(inputChannels: 100, outputChannels: 100, kernelSize: Size2D(1))
  return [
    (channels, Shape4(1, 24, 34, 34)), (taps, Shape4(1, 301, 9, 8)),
    (grouped, Shape4(1, 40, 54, 54)), (pages, Shape4(1, 100, 32, 32)),
  ]
}()

extension KernelSumsTests {
  @Test("real numbers are the same to the last bit on any number of threads", arguments: 0..<4)
  func threads(_ row: Int) throws {
    let numbers = try RealNumbers(largeLayers[row].0, inputShape: largeLayers[row].1)
    let alone = try numbers.kernelGradient(threads: 1)
    for threads in 2...4 {
      #expect(try numbers.kernelGradient(threads: threads) == alone)
    }
  }

  @Test func `Winograd's way is the same to the last bit on any number of threads`() throws {
    var layer = Layer(inputChannels: 24, outputChannels: 40, kernelSize: Size2D(3))
    layer.padding = .all(1)
    let numbers = try RealNumbers(layer, inputShape: Shape4(1, 24, 47, 49))
    let alone = try numbers.kernelGradient(threads: 1, .winograd)
    for threads in 2...3 {
      #expect(try numbers.kernelGradient(threads: threads, .winograd) == alone)
    }
  }

  /// Numbers up to 1 make transformed ones up to 4, so n / 4 tiles make sums up to 4 n, and weights
  /// are made of up to four of those: n / 4 + 10 roundings of at most 16 n.
  @Test func `Winograd's way errs by no more than its roundings`() throws {
    var layer = Layer(inputChannels: 9, outputChannels: 20, kernelSize: Size2D(3))
    layer.padding = .all(1)
    let numbers = try RealNumbers(layer, inputShape: Shape4(2, 9, 8, 6))
    let result = try numbers.kernelGradient(threads: 1, .winograd)
    let exact = try numbers.exactKernelGradient { $0 }
    let places = Double(2 * 8 * 6)
    let bound = (places / 4 + 10) * 0x1p-24 * 16 * places
    for place in result.values.indices {
      #expect(abs(Double(result.values[place]) - exact.values[place]) <= bound)
    }
  }

  /// A sum of n products errs by at most n roundings of the sum of their sizes, in any order:
  /// n · 2⁻²⁴ · Σ |δ · a|.
  @Test func `real numbers err by no more than their roundings`() throws {
    var layer = Layer(inputChannels: 9, outputChannels: 20, kernelSize: Size2D(3))
    layer.padding = .all(1)
    let numbers = try RealNumbers(layer, inputShape: Shape4(2, 9, 8, 7))
    let result = try numbers.kernelGradient(threads: 1)
    let exact = try numbers.exactKernelGradient { $0 }
    let sizes = try numbers.exactKernelGradient { abs($0) }
    for place in result.values.indices {
      let bound = Double(2 * 8 * 7) * 0x1p-24 * sizes.values[place]
      #expect(abs(Double(result.values[place]) - exact.values[place]) <= bound)
    }
  }

  @Test(
    "NaN and infinity reach the weights that the definition says, zero padding times infinity too",
    arguments: [Float.nan, .infinity])
  func notFinite(_ value: Float) throws {
    var layer = Layer(inputChannels: 3, outputChannels: 20, kernelSize: Size2D(3))
    layer.padding = .all(1)
    var numbers = try RealNumbers(layer, inputShape: Shape4(1, 3, 4, 5))
    numbers.input[0, 1, 1, 4] = value
    numbers.outputGradient[0, 17, 0, 2] = value
    let result = try numbers.kernelGradient(threads: 1)
    let expected = try numbers.convolution.kernelGradient(
      outputGradient: numbers.outputGradient, input: numbers.input)
    #expect(result.values.map(\.isNaN) == expected.values.map(\.isNaN))
    #expect(result.values.map(\.isFinite) == expected.values.map(\.isFinite))
  }
}

/// A layer with numbers from -1 to 1.
private struct RealNumbers {
  let convolution: Convolution<Float>
  var input, outputGradient: Tensor<Float>

  init(_ layer: Layer, inputShape: Shape4) throws {
    var random = SeededGenerator(state: 1)
    func tensor(_ shape: Shape4) -> Tensor<Float> {
      Tensor(
        shape: shape,
        values: (0..<shape.count).map { _ in Float.random(in: -1...1, using: &random) })
    }
    input = tensor(inputShape)
    outputGradient = tensor(try layer.geometry(inputShape: inputShape).outputShape)
    convolution = try Convolution(layer, kernel: Tensor(shape: layer.kernelShape))
  }

  func kernelGradient(threads: Int, _ algorithm: Algorithm = .panels) throws -> Tensor<Float> {
    let plan = try ConvolutionPlan(
      .kernelGradient, of: convolution, inputShape: input.shape, threads: threads,
      algorithm: algorithm)
    var target = Tensor<Float>(shape: plan.targetShape)
    plan.run(outputGradient: outputGradient, input: input, into: &target)
    return target
  }

  /// The gradient in double precision, of numbers that are changed before.
  func exactKernelGradient(_ change: (Double) -> Double) throws -> Tensor<Double> {
    func exact(_ tensor: Tensor<Float>) -> Tensor<Double> {
      Tensor(shape: tensor.shape, values: tensor.values.map { change(Double($0)) })
    }
    let layer = try Convolution(
      convolution.layer, kernel: Tensor<Double>(shape: convolution.kernel.shape))
    return try layer.kernelGradient(outputGradient: exact(outputGradient), input: exact(input))
  }
}
