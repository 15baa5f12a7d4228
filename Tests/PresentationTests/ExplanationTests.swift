import ConvEngine
import Foundation
import Presentation
import Scenes
import Testing

@Suite("What an element is made of")
struct ExplanationTests {
  /// A layer with whole numbers, and what the engine computes of it.
  struct Example: CustomTestStringConvertible {
    var testDescription: String
    var layer: Layer
    var input: Tensor<Float>
    var kernel: Tensor<Float>
    var bias: Tensor<Float>
    var outputGradient: Tensor<Float>

    init(_ name: String, _ change: (inout Layer) -> Void) {
      testDescription = name
      layer = Layer(
        inputChannels: 4, outputChannels: 2, kernelSize: Size2D(height: 3, width: 2))
      layer.groups = 2
      change(&layer)
      let shape = Shape4(2, 4, 5, 6)
      let output = (try? layer.outputShape(inputShape: shape)) ?? shape
      layer.bias = .tied
      input = Example.numbers(shape, seed: 7)
      kernel = Example.numbers(layer.kernelShape, seed: 5)
      bias = Example.numbers(Shape4(1, 2, 1, 1), seed: 3)
      outputGradient = Example.numbers(output, seed: 11)
    }

    private static func numbers(_ shape: Shape4, seed: Int) -> Tensor<Float> {
      Tensor(shape: shape, values: (0..<shape.count).map { Float(($0 * seed + $0 / 4) % 17 - 8) })
    }

    /// A pass with its result, and what is left and right in its products.
    func passes() throws -> [(ComputedPass, Tensor<Float>, Tensor<Float>, Tensor<Float>)] {
      let convolution = try Convolution(layer, kernel: kernel, bias: .tied(bias.values))
      let gradient = outputGradient
      return [
        (
          layer.isTransposed ? .transposed : .forward, try convolution.output(of: input), input,
          kernel
        ),
        (
          .inputGradient,
          try convolution.inputGradient(outputGradient: gradient, inputSize: input.shape.size),
          gradient, kernel
        ),
        (
          .kernelGradient,
          try convolution.kernelGradient(outputGradient: gradient, input: input), gradient, input
        ),
      ]
    }

    func explanation(
      _ pass: ComputedPass, _ index: Index4, _ left: Tensor<Float>, _ right: Tensor<Float>
    ) throws -> Explanation<Float> {
      try Explanation(
        pass, at: index, layer: layer, geometry: layer.geometry(inputShape: input.shape),
        left: left, right: right,
        bias: pass == .forward || pass == .transposed ? bias : nil)
    }
  }

  private static let examples =
    PaddingMode.allCases.map { mode in
      Example("\(mode.rawValue), stride and dilation") {
        $0.paddingMode = mode
        $0.padding = .explicit(top: 2, left: 1, bottom: 1, right: 3)
        $0.stride = Size2D(height: 2, width: 1)
        $0.dilation = Size2D(height: 1, width: 2)
      }
    } + [
      Example("turned") {
        $0.operation = .convolution
        $0.padding = .same
      },
      Example("a stride that leaves holes") { $0.stride = Size2D(height: 4, width: 3) },
      Example("transposed") {
        $0.kind = .transposed(.padding(Size2D(height: 1, width: 0)))
        $0.stride = Size2D(height: 2, width: 3)
        $0.padding = .explicit(top: 1, left: 0, bottom: 2, right: 1)
      },
      Example("transposed and turned") {
        $0.kind = .transposed(.padding(Size2D(0)))
        $0.operation = .convolution
        $0.dilation = Size2D(height: 2, width: 1)
      },
    ]

  @Test("the terms of every element of every pass sum to it", arguments: examples)
  func sums(example: Example) throws {
    for (pass, result, left, right) in try example.passes() {
      for place in stride(from: 0, to: result.values.count, by: 3) {
        let index = result.shape.index(at: place)
        let explanation = try example.explanation(pass, index, left, right)
        #expect(explanation.value == result[index], "\(pass) \(index)")
      }
    }
  }

  @Test("the numbers of a term stand where it says", arguments: examples)
  func operands(example: Example) throws {
    for (pass, result, left, right) in try example.passes() {
      let index = result.shape.index(at: result.values.count / 2)
      for term in try example.explanation(pass, index, left, right) {
        let place = try #require(term.right)
        #expect(left.shape.contains(term.left) ? left[term.left] == term.leftValue : term.isPadding)
        #expect(right.shape.contains(place) ? right[place] == term.rightValue : term.isPadding)
        #expect(term.product == term.leftValue * term.rightValue)
        if term.isPadding { #expect(term.product == 0) }
      }
    }
  }

  @Test func `a bias gradient is a sum over places, or over the batch alone`() throws {
    let gradient = Example("") { _ in }.outputGradient
    let convolution = try Convolution<Float>(
      Layer(inputChannels: 1, outputChannels: 2, kernelSize: Size2D(1)),
      kernel: Tensor(shape: Shape4(2, 1, 1, 1)), bias: .tied([0, 0]))
    guard case .tied(let sums) = convolution.biasGradient(outputGradient: gradient) else { return }
    #expect(Explanation(biasOf: 1, outputGradient: gradient).value == sums[1])
    let untied = Explanation(biasOf: 1, Position(row: 2, column: 3), outputGradient: gradient)
    #expect(untied.map(\.left) == [Index4(0, 1, 2, 3), Index4(1, 1, 2, 3)])
    #expect(untied.value == gradient[0, 1, 2, 3] + gradient[1, 1, 2, 3])
  }

  // MARK: The page's example

  private func page(_ mode: PaddingMode = .zeros, at index: Index4) throws -> Explanation<Double> {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.padding = .all(1)
    layer.paddingMode = mode
    let input = Tensor(shape: Shape4(1, 1, 5, 5), values: (1...25).map(Double.init))
    let kernel = Tensor<Double>(rows: [[9, 8, 7], [6, 5, 4], [3, 2, 1]])
    return try Explanation(
      .forward, at: index, layer: layer, geometry: layer.geometry(inputShape: input.shape),
      left: input, right: kernel)
  }

  private func json(_ explanation: Explanation<Double>) -> String {
    var text = ""
    explanation.writeJSON { text += $0 }
    return text
  }

  @Test func `json is the terms, the bias and the value on one line`() throws {
    let text = try json(page(at: Index4(0, 0, 1, 1)))
    #expect(
      text.hasPrefix(
        #"{"pass":"forward","at":[0,0,1,1],"terms":[{"input":[0,0,0,0],"kernel":[0,0,0,0],"#
          + #""left":1,"right":9,"product":9,"padding":false},{"input":[0,0,0,1],"#))
    #expect(text.hasSuffix(#","padding":false}],"bias":0,"value":219}"# + "\n"))
    #expect(text.components(separatedBy: "\"product\"").count == 10)
  }

  @Test func `a term on zero padding has the place that it would have`() throws {
    #expect(
      try json(page(at: Index4(0, 0, 0, 0))).contains(
        #"[{"input":[0,0,-1,-1],"kernel":[0,0,0,0],"left":0,"right":9,"product":0,"padding":true},"#
      ))
  }

  @Test func `in other padding modes a term has the element that is read`() throws {
    #expect(
      try json(page(.reflect, at: Index4(0, 0, 0, 0))).contains(
        #"[{"input":[0,0,1,1],"kernel":[0,0,0,0],"left":7,"right":9,"product":63,"#
          + #""padding":false,"folded":true},"#))
  }

  @Test func `numbers that JSON lacks are texts`() {
    let gradient = Tensor<Double>(rows: [[.nan, .infinity, -.infinity, -0.0, 0.1, 1e300]])
    let text = json(Explanation(biasOf: 0, outputGradient: gradient))
    let numbers = text.components(separatedBy: "\"left\":").dropFirst().map {
      $0.prefix { $0 != "," }
    }
    #expect(numbers == ["\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "0", "0.1", "1e+300"])
    #expect(text.hasSuffix("\"value\":\"NaN\"}\n"))
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
  }

  @Test func `text is a table with the sum so far`() throws {
    var text = ""
    try page(at: Index4(0, 0, 0, 4)).writeText { text += $0 }
    #expect(
      text == """
        output[0,0,0,4] is the sum of 9 terms

        input       kernel     left  right  product  sum
        [0,0,-1,3]  [0,0,0,0]     0      9        0    0  padding
        [0,0,-1,4]  [0,0,0,1]     0      8        0    0  padding
        [0,0,-1,5]  [0,0,0,2]     0      7        0    0  padding
        [0,0,0,3]   [0,0,1,0]     4      6       24   24
        [0,0,0,4]   [0,0,1,1]     5      5       25   49
        [0,0,0,5]   [0,0,1,2]     0      4        0   49  padding
        [0,0,1,3]   [0,0,2,0]     9      3       27   76
        [0,0,1,4]   [0,0,2,1]    10      2       20   96
        [0,0,1,5]   [0,0,2,2]     0      1        0   96  padding
        bias                                           0
        value                                         96

        """)
  }

  @Test func `an element of a layer of any size is explained at once`() throws {
    let side = 1 << 20
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(height: 1, width: 3))
    layer.padding = .explicit(top: 0, left: 1, bottom: 0, right: 1)
    let input = Tensor<Float>(repeating: 2, shape: Shape4(1, 1, 1, side))
    let explanation = try Explanation(
      .forward, at: Index4(0, 0, 0, side - 1), layer: layer,
      geometry: layer.geometry(inputShape: input.shape), left: input,
      right: Tensor(rows: [[1, 10, 100]]))
    #expect(explanation.map(\.product) == [2, 20, 0])
  }
}
