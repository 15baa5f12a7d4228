import CConvKernels

/// A pass of a layer, prepared: weights packed, scratch at hand, an algorithm chosen.
///
/// A run writes into memory of the caller; what it needs besides is made with the plan, but for
/// ``Algorithm/definition`` and the kernel gradient of a turned kernel.
///
///     let plan = try ConvolutionPlan(.forward, of: convolution, inputShape: input.shape)
///     var output = Tensor<Float>(shape: plan.targetShape)
///     plan.run(input, into: &output)  // as often as there are inputs
///
/// Results do not depend on the number of threads: they share out the elements of the result, never a
/// sum. They do depend on the algorithm, which sums in an order of its own: by the rounding of a `Float`.
///
/// A plan is not for several threads at a time; make one for each.
public final class ConvolutionPlan<Scalar: BinaryFloatingPoint & Sendable> {
  /// What is computed.
  public let pass: LayerPass
  /// How it is computed; never ``Algorithm/automatic``.
  public let algorithm: Algorithm
  /// The shape of what a run writes.
  public let targetShape: Shape4
  private let geometry: Geometry
  private let side: Side
  private let isTransposed: Bool
  private let bias: Bias<Scalar>
  private let execution: Execution<Scalar>

  /// Prepares a pass of a layer for inputs of one shape.
  ///
  /// - Parameters:
  ///   - pass: What is computed.
  ///   - convolution: The layer with its numbers; their values at this moment count.
  ///   - inputShape: The layer's input, `[N, C, H, W]`.
  ///   - threads: How many threads may work; more than one is used where the work is worth it.
  ///   - algorithm: The way; by default the fastest that suits.
  /// - Throws: ``PlanError`` where the layer does not fit the input, or the algorithm not the layer.
  /// - Precondition: `threads` is positive.
  /// - Complexity: O(weights + elements of the input and the output); memory of a few times as much.
  public convenience init(
    _ pass: LayerPass, of convolution: Convolution<Scalar>, inputShape: Shape4, threads: Int = 1,
    algorithm: Algorithm = .automatic
  ) throws(PlanError) {
    try self.init(
      pass, of: convolution, inputShape: inputShape, threads: threads, algorithm: algorithm,
      level: conv_level_best())
  }

  /// Prepares a pass for a processor that has no more than the instructions of a level, where so much
  /// work is worth a second thread.
  package init(
    _ pass: LayerPass, of convolution: Convolution<Scalar>, inputShape: Shape4, threads: Int,
    algorithm: Algorithm, level: Int32, leastNanoseconds: Int = 70_000
  ) throws(PlanError) {
    precondition(threads > 0, "A plan needs at least one thread.")
    do {
      geometry = try convolution.checkedGeometry(inputShape: inputShape)
    } catch {
      throw .geometry(error)
    }
    self.pass = pass
    side = convolution.layer.side(of: pass)
    isTransposed = convolution.layer.isTransposed
    bias = pass == .forward ? convolution.bias : .none
    targetShape = geometry.shape(of: side)
    let task = PlanTask(
      geometry: geometry, side: side, kernel: side == .kernel ? nil : convolution.kernel,
      threads: threads, level: min(level, conv_level_best()),
      leastNanoseconds: leastNanoseconds)
    let choice = try choose(algorithm, for: task)
    self.algorithm = choice.algorithm
    execution = choice.prepare()
  }

  /// Computes z of an input, or ∂L/∂a of an output gradient.
  ///
  /// - Parameters:
  ///   - source: The input, `[N, C, H, W]`, or the output gradient, `[N, O, H, W]`.
  ///   - target: ``targetShape``; all its elements are replaced.
  /// - Precondition: The shapes are the plan's, and its pass is not ``LayerPass/kernelGradient``.
  /// - Complexity: O(multiply–accumulates).
  public func run(_ source: Tensor<Scalar>, into target: inout Tensor<Scalar>) {
    precondition(side != .kernel, "A kernel gradient needs an output gradient and an input.")
    let isOntoOutput = side == .output
    precondition(
      source.shape == geometry.shape(of: isOntoOutput ? .input : .output)
        && target.shape == targetShape, "A plan is run on tensors of other shapes than its own.")
    source.values.withUnsafeBufferPointer { source in
      target.values.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        execution(isOntoOutput ? source : nil, isOntoOutput ? nil : source, target)
        addBias(to: target)
      }
    }
  }

  /// Computes ∂L/∂ω of an output gradient and the layer's input.
  ///
  /// - Parameters:
  ///   - outputGradient: δ, `[N, O, H, W]`.
  ///   - input: `[N, C, H, W]`.
  ///   - target: ``targetShape``, the kernel's; all its elements are replaced.
  /// - Precondition: The shapes are the plan's, and its pass is ``LayerPass/kernelGradient``.
  /// - Complexity: O(multiply–accumulates).
  public func run(
    outputGradient: Tensor<Scalar>, input: Tensor<Scalar>, into target: inout Tensor<Scalar>
  ) {
    precondition(
      side == .kernel, "Only a kernel gradient needs both an output gradient and an input.")
    let (onInput, onOutput) = isTransposed ? (outputGradient, input) : (input, outputGradient)
    precondition(
      onOutput.shape == geometry.outputShape && onInput.shape == geometry.inputShape
        && target.shape == targetShape, "A plan is run on tensors of other shapes than its own.")
    onInput.values.withUnsafeBufferPointer { input in
      onOutput.values.withUnsafeBufferPointer { output in
        target.values.withUnsafeMutableBufferPointer { target in
          guard let target = target.baseAddress else { return }
          execution(input.baseAddress, output.baseAddress, target)
        }
      }
    }
  }

  /// Adds the constants after all products, as the definition does.
  private func addBias(to target: UnsafeMutablePointer<Scalar>) {
    let plane = targetShape.height * targetShape.width
    let planes = targetShape.outer * targetShape.channels
    switch bias {
    case .none: return
    case .tied(let values):
      for number in 0..<planes {
        let constant = values[number % targetShape.channels]
        let start = target + number * plane
        for place in 0..<plane { start[place] += constant }
      }
    case .untied(let tensor):
      for (number, constant) in tensor.values.enumerated() {
        for batch in 0..<targetShape.outer {
          target[batch * tensor.values.count + number] += constant
        }
      }
    }
  }
}

/// Returns the way to compute a task.
private func choose<Scalar>(
  _ algorithm: Algorithm, for task: PlanTask<Scalar>
) throws(PlanError) -> Candidate<Scalar> {
  let all = candidates(for: task)
  if algorithm == .automatic {
    return all.first { $0.refusal == nil && $0.pays } ?? all[all.count - 1]
  }
  guard let named = all.first(where: { $0.algorithm == algorithm }) else {
    throw .unsupported(algorithm, reason: "it computes Float only")
  }
  if let reason = named.refusal { throw .unsupported(algorithm, reason: reason) }
  return named
}
