import ConvEngine
import Testing

/// The part of a tensor's largest number by which one of its numbers may differ.
///
/// PyTorch sums in another order than the engine, so numbers that are not whole may differ in their
/// last bits. A sum of n terms is off by at most n · 2⁻⁵³ · Σ|term|; the longest sums here have some
/// hundred terms, hence 10⁻¹². Whole numbers are equal.
private let tolerance = 1e-12

@Suite("Agreement with PyTorch")
struct PyTorchTests {
  @Test("every cell of every pass agrees", arguments: PyTorch.convolutions)
  func everyCellAgrees(_ row: ConvolutionCase) throws {
    let answer = try Answer<Double>(row)
    let tolerance = row.isWhole ? 0 : tolerance
    #expect(answer.output.isClose(to: row.output.tensor(), tolerance))
    #expect(answer.inputGradient.isClose(to: row.inputGradient.tensor(), tolerance))
    #expect(answer.kernelGradient.isClose(to: row.weightGradient.tensor(), tolerance))
    #expect(
      answer.biasGradient.isClose(to: row.biasGradient?.bias(of: Double.self) ?? .none, tolerance))
  }

  @Test("whole numbers are exact in Float", arguments: PyTorch.convolutions.filter(\.isWhole))
  func wholeNumbersAreExactInFloat(_ row: ConvolutionCase) throws {
    let answer = try Answer<Float>(row)
    #expect(answer.output == row.output.tensor(of: Float.self))
    #expect(answer.inputGradient == row.inputGradient.tensor(of: Float.self))
    #expect(answer.kernelGradient == row.weightGradient.tensor(of: Float.self))
    #expect(answer.biasGradient == row.biasGradient?.bias(of: Float.self) ?? .none)
  }

  @Test("a computation walks through the same numbers", arguments: PyTorch.convolutions)
  func computationWalksThroughTheSameNumbers(_ row: ConvolutionCase) throws {
    let answer = try Answer<Double>(row)
    let computation = try Computation(row.network())
    #expect(computation[.output, 1] == answer.output)
    #expect(computation[.activationGradient, 0] == answer.inputGradient)
    #expect(computation[.kernelGradient, 1] == answer.kernelGradient)
    switch answer.biasGradient {
    case .none: #expect(computation.shape(of: TensorID(.biasGradient, 1)) == nil)
    case .tied(let values): #expect(computation[.biasGradient, 1].values == values)
    case .untied(let tensor): #expect(computation[.biasGradient, 1] == tensor)
    }
  }

  @Test("every number of a network agrees", arguments: PyTorch.networks)
  func everyNumberOfANetworkAgrees(_ row: NetworkCase) throws {
    let computation = try Computation(row.network())
    for (place, layer) in row.layers.enumerated() {
      let expected: [(TensorID.Role, Numbers)] = [
        (.output, layer.z), (.activation, layer.a), (.outputGradient, layer.delta),
        (.kernelGradient, layer.weightGradient), (.biasGradient, layer.biasGradient),
      ]
      for (role, numbers) in expected {
        let found = computation[role, place + 1].values
        #expect(found.isClose(to: numbers.values, tolerance), "\(role) of layer \(place + 1)")
      }
    }
    #expect([try #require(computation.loss)].isClose(to: [row.lossValue], tolerance))
  }

  @Test("every cell of a transposed layer agrees", arguments: PyTorch.transposed)
  func everyCellOfATransposedLayerAgrees(_ row: TransposedCase) throws {
    let found = try Convolution(
      row.layer(), kernel: row.weight.tensor(), bias: row.bias?.bias(of: Double.self) ?? .none
    ).output(of: row.input.tensor())
    #expect(found.isClose(to: row.output.tensor(), tolerance))
  }

  @Test("an asked output size is the same layer", arguments: PyTorch.transposed)
  func askedOutputSize(_ row: TransposedCase) throws {
    var layer = row.layer()
    let input = row.input.tensor().shape
    let geometry = try layer.geometry(inputShape: input)
    layer.kind = .transposed(.size(row.output.tensor().shape.size))
    #expect(try layer.geometry(inputShape: input) == geometry)
  }

  @Test func `the reference has all its cases`() {
    #expect(PyTorch.convolutions.count == 32)
    #expect(PyTorch.transposed.count == 10)
    #expect(PyTorch.networks.count == 16)
  }
}

/// What the engine says of a case.
private struct Answer<Scalar: BinaryFloatingPoint & Sendable> {
  let output: Tensor<Scalar>
  let inputGradient: Tensor<Scalar>
  let kernelGradient: Tensor<Scalar>
  let biasGradient: Bias<Scalar>

  init(_ row: ConvolutionCase) throws {
    let input = row.input.tensor(of: Scalar.self)
    let delta = row.outputGradient.tensor(of: Scalar.self)
    let convolution = try Convolution(
      row.layer(), kernel: row.weight.tensor(of: Scalar.self),
      bias: row.bias?.bias(of: Scalar.self) ?? .none)
    output = try convolution.output(of: input)
    inputGradient = try convolution.inputGradient(
      outputGradient: delta, inputSize: input.shape.size)
    kernelGradient = try convolution.kernelGradient(outputGradient: delta, input: input)
    biasGradient = convolution.biasGradient(outputGradient: delta)
  }
}

extension [Double] {
  /// Whether all numbers agree within a part of the largest.
  fileprivate func isClose(to other: [Double], _ tolerance: Double) -> Bool {
    let scale = other.map(abs).max() ?? 0
    return count == other.count
      && zip(self, other).allSatisfy { abs($0 - $1) <= tolerance * scale }
  }
}

extension Tensor<Double> {
  fileprivate func isClose(to other: Tensor, _ tolerance: Double) -> Bool {
    shape == other.shape && values.isClose(to: other.values, tolerance)
  }
}

extension Bias<Double> {
  fileprivate func isClose(to other: Bias, _ tolerance: Double) -> Bool {
    switch (self, other) {
    case (.none, .none): true
    case (.tied(let found), .tied(let values)): found.isClose(to: values, tolerance)
    case (.untied(let found), .untied(let tensor)): found.isClose(to: tensor, tolerance)
    default: false
    }
  }
}
