import ConvEngine
import Testing

@Suite("Plans of layers of few channels")
struct PlanesTests {
  @Test(
    "whole numbers come out exactly in every pass, with the instructions of every level",
    arguments: SparseLayer.sample(1000))
  func wholeNumbers(_ row: SparseLayer) throws {
    let numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed)
    let pass = LayerPass.allCases[Int(row.seed / 3 % 3)]
    let result = try numbers.byPlan(pass, .planes, level: Int32(row.seed % 3))
    #expect(try result == nil || result == numbers.byDefinition(pass), "\(pass.rawValue)")
  }

  @Test(
    "whole numbers come out exactly at stride 2, whatever is left of a vector",
    arguments: [3, 8, 17, 32, 33, 66, 99], [0, 1, 2, 3])
  func halves(size: Int, padding: Int) throws {
    var layer = Layer(inputChannels: 2, outputChannels: 2, kernelSize: Size2D(3))
    (layer.groups, layer.stride) = (2, Size2D(2))
    layer.padding = .explicit(top: padding, left: padding, bottom: 1, right: 0)
    let geometry = try layer.geometry(inputShape: Shape4(1, 2, size / 2 + 2, size))
    let numbers = PlanNumbers(layer, geometry, seed: 5)
    for pass in [LayerPass.inputGradient, .kernelGradient] {
      let expected = try numbers.byDefinition(pass)
      for level in Int32(0)...2 {
        #expect(try numbers.byPlan(pass, .planes, level: level) == expected)
      }
    }
  }

  // A sum of n products of numbers up to 1 differs by less than √n · 2⁻²⁴ times a few as a rule.
  @Test("real numbers differ by rounding", arguments: SparseLayer.sample(60))
  func rounding(_ row: SparseLayer) throws {
    let numbers = PlanNumbers(row.layer, row.geometry, seed: row.seed, isWhole: false)
    for pass in LayerPass.allCases {
      guard let result = try numbers.byPlan(pass, .planes) else { continue }
      let expected = try numbers.byDefinition(pass)
      let count = row.geometry.multiplyAccumulateCount / expected.shape.count + 1
      let tolerance = 4 * Float(count).squareRoot() * Float.ulpOfOne
      #expect(zip(result.values, expected.values).allSatisfy { abs($0 - $1) <= tolerance })
    }
  }

  @Test(
    "results do not depend on the number of threads, to the last bit",
    arguments: [(1, 1, 520, 3, 1), (40, 40, 57, 3, 1), (40, 40, 57, 3, 2), (32, 8, 29, 3, 1)])
  func threads(channels: Int, groups: Int, size: Int, kernelSize: Int, stride: Int) throws {
    var layer = Layer(
      inputChannels: channels, outputChannels: channels, kernelSize: Size2D(kernelSize))
    (layer.groups, layer.stride, layer.padding) = (groups, Size2D(stride), .all(1))
    let geometry = try layer.geometry(inputShape: Shape4(1, channels, size, size))
    let numbers = PlanNumbers(layer, geometry, seed: 1, isWhole: false)
    for pass in LayerPass.allCases {
      let one = try #require(try numbers.byPlan(pass, .planes))
      #expect(try numbers.byPlan(pass, .planes, threads: 2) == one)
      #expect(try numbers.byPlan(pass, .planes, threads: 3) == one)
    }
  }

  @Test func `depthwise layers, images and layers of a lesson's size are computed so`() throws {
    for (shape, groups) in [
      (Shape4(1, 64, 30, 30), 64), (Shape4(1, 1, 300, 300), 1), (Shape4(1, 3, 8, 8), 1),
    ] {
      var layer = Layer(
        inputChannels: shape.channels, outputChannels: shape.channels, kernelSize: Size2D(3))
      layer.groups = groups
      let convolution = try Convolution(layer, kernel: Tensor<Float>(shape: layer.kernelShape))
      for pass in LayerPass.allCases {
        let plan = try ConvolutionPlan(pass, of: convolution, inputShape: shape)
        #expect(plan.algorithm == .planes)
      }
    }
  }

  @Test func `windows far apart are refused with the reason`() throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    layer.stride = Size2D(3)
    let convolution = try Convolution(layer, kernel: Tensor<Float>(shape: Shape4(1, 1, 3, 3)))
    #expect(
      throws: PlanError.unsupported(
        .planes, reason: "its windows are more than 2 columns apart")
    ) {
      try ConvolutionPlan(
        .forward, of: convolution, inputShape: Shape4(1, 1, 9, 9), algorithm: .planes)
    }
  }

  @Test(
    "an infinity reaches the sums that read it and no others",
    arguments: [(1, 21), (2, 21), (2, 22)])
  func infinity(stride: Int, width: Int) throws {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    (layer.padding, layer.stride) = (.all(1), Size2D(stride))
    let geometry = try layer.geometry(inputShape: Shape4(1, 1, 9, width))
    var numbers = PlanNumbers(layer, geometry, seed: 3)
    numbers.input[0, 0, 4, width - 1] = .infinity
    let output = try #require(try numbers.byPlan(.forward, .planes))
    let expected = try numbers.byDefinition(.forward)
    let gradient = try #require(try numbers.byPlan(.kernelGradient, .planes))
    let expectedGradient = try numbers.byDefinition(.kernelGradient)
    for (result, expected) in [(output, expected), (gradient, expectedGradient)] {
      for (value, other) in zip(result.values, expected.values) {
        #expect(value == other || value.isNaN && other.isNaN)
      }
    }
  }
}
