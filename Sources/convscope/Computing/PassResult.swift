import ConvEngine
import Glibc
import Presentation
import Scenes

extension PassOperands {
  /// Reads the numbers and computes the pass.
  ///
  /// - Returns: The numbers of ``resultShape``, rows first.
  func result<Scalar: ArrayScalar>(of kind: Scalar.Type) throws -> [Scalar] {
    let left = try left.tensor(of: kind)
    guard let right = try right?.tensor(of: kind) else { return try biasGradient(left) }
    do {
      switch pass {
      case .kernelGradient:
        let convolution = try Convolution(layer, kernel: Tensor<Scalar>(shape: layer.kernelShape))
        return try run(.kernelGradient, of: convolution, left, right)
      case .inputGradient:
        return try run(.inputGradient, of: Convolution(layer, kernel: right), left, right)
      case .forward, .transposed, .biasGradient:
        let convolution = try Convolution(layer, kernel: right, bias: bias(of: kind))
        return try run(.forward, of: convolution, left, right)
      }
    } catch let error as GeometryError {
      throw Failure(status: 1, "This layer cannot be: \(error)")
    }
  }

  /// The one place where the numbers of a file are computed: the fastest way, on all processors.
  private func run<Scalar: ArrayScalar>(
    _ pass: LayerPass, of convolution: Convolution<Scalar>, _ left: Tensor<Scalar>,
    _ right: Tensor<Scalar>
  ) throws -> [Scalar] {
    let isFinite = left.values.allSatisfy(\.isFinite) && right.values.allSatisfy(\.isFinite)
    let plan = try plan(pass, of: convolution, isFinite: isFinite)
    var result = Tensor<Scalar>(shape: plan.targetShape)
    if pass == .kernelGradient {
      plan.run(outputGradient: left, input: right, into: &result)
    } else {
      plan.run(left, into: &result)
    }
    return result.values
  }

  /// Infinities and numbers that are none reach the elements that the definition says, and no others,
  /// only in its own order.
  private func plan<Scalar: ArrayScalar>(
    _ pass: LayerPass, of convolution: Convolution<Scalar>, isFinite: Bool
  ) throws(PlanError) -> ConvolutionPlan<Scalar> {
    let threads = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let plan = try ConvolutionPlan(pass, of: convolution, inputShape: inputShape, threads: threads)
    guard !isFinite, plan.algorithm != .ordered else { return plan }
    return try ConvolutionPlan(
      pass, of: convolution, inputShape: inputShape, threads: threads, algorithm: .ordered)
  }

  /// The constants as a layer takes them.
  private func bias<Scalar: ArrayScalar>(of kind: Scalar.Type) throws -> Bias<Scalar> {
    guard let tensor = try bias?.tensor(of: kind) else { return .none }
    return layer.bias == .tied ? .tied(tensor.values) : .untied(tensor)
  }

  private func biasGradient<Scalar: ArrayScalar>(_ gradient: Tensor<Scalar>) throws -> [Scalar] {
    let constants = Array(repeating: Scalar(0), count: layer.outputChannels)
    let bias =
      layer.bias == .tied ? Bias.tied(constants) : Bias.untied(Tensor(shape: Shape4(1, 1, 1, 1)))
    let convolution = try Convolution(
      layer, kernel: Tensor(shape: layer.kernelShape), bias: bias)
    switch convolution.biasGradient(outputGradient: gradient) {
    case .none: return []
    case .tied(let values): return values
    case .untied(let tensor): return tensor.values
    }
  }
}
