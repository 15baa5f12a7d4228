import ConvEngine

/// A layer with numbers, its plan, and memory for its result: all that is timed again and again.
final class LayerBench {
  /// The plan that is timed.
  let plan: ConvolutionPlan<Float>
  private let input, outputGradient: Tensor<Float>
  private var target: Tensor<Float>

  /// Makes the plan, and numbers from -1 to 1.
  init(_ configuration: TimingRequest.Configuration) throws {
    let layer = configuration.layer
    let geometry = try layer.geometry(inputShape: configuration.inputShape)
    var random = RandomSource(seed: 1)
    input = random.tensor(shape: geometry.inputShape)
    outputGradient = random.tensor(shape: geometry.outputShape)
    plan = try ConvolutionPlan(
      configuration.pass,
      of: Convolution(layer, kernel: random.tensor(shape: layer.kernelShape)),
      inputShape: configuration.inputShape, threads: configuration.threads,
      algorithm: configuration.algorithm)
    target = Tensor(shape: plan.targetShape)
    run(times: 1)
  }

  /// Runs the plan.
  func run(times: Int) {
    for _ in 0..<times {
      switch plan.pass {
      case .forward: plan.run(input, into: &target)
      case .inputGradient: plan.run(outputGradient, into: &target)
      case .kernelGradient:
        plan.run(outputGradient: outputGradient, input: input, into: &target)
      }
    }
  }

  /// Returns the seconds of one run, measured over about eight batches of runs.
  func seconds(milliseconds: Double) -> [Double] {
    let once = max(seconds(of: 1), 1e-7)
    var left = max(1, min(20_000_000, Int(milliseconds / 1000 / once)))
    let batch = max(1, left / 8)
    var result: [Double] = []
    while left > 0 {
      result.append(seconds(of: batch) / Double(batch))
      left -= batch
    }
    return result
  }

  private func seconds(of times: Int) -> Double {
    let clock = ContinuousClock()
    let (seconds, attoseconds) = clock.measure { run(times: times) }.components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}

extension RandomSource {
  /// Returns a tensor of numbers from -1 to 1.
  fileprivate mutating func tensor(shape: Shape4) -> Tensor<Float> {
    Tensor(shape: shape, values: (0..<shape.count).map { _ in .random(in: -1...1, using: &self) })
  }
}
