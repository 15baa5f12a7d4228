import ConvEngine
import Foundation
import Testing

/// The cases of `Reference/conv2d.json`, computed with PyTorch in float64.
enum PyTorch {
  static let convolutions = cases.compactMap {
    if case .convolution(let row) = $0 { row } else { nil }
  }
  static let transposed = cases.compactMap {
    if case .transposed(let row) = $0 { row } else { nil }
  }
  static let networks = cases.compactMap { if case .network(let row) = $0 { row } else { nil } }

  private static let cases: [Case] = {
    struct File: Decodable { var cases: [Case] }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      let place = Bundle.module.bundleURL.appending(path: "Reference/conv2d.json")
      return try decoder.decode(File.self, from: Data(contentsOf: place)).cases
    } catch { fatalError("The reference cannot be read: \(error)") }
  }()

  private enum Case: Decodable {
    case convolution(ConvolutionCase), transposed(TransposedCase), network(NetworkCase)

    init(from decoder: any Decoder) throws {
      enum Key: CodingKey { case kind }
      let kind = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .kind)
      switch kind {
      case "conv2d": self = .convolution(try ConvolutionCase(from: decoder))
      case "conv_transpose2d": self = .transposed(try TransposedCase(from: decoder))
      default: self = .network(try NetworkCase(from: decoder))
      }
    }
  }
}

/// An array of any rank, in row-major order.
struct Numbers: Decodable, Sendable {
  var shape: [Int]
  var values: [Double]

  /// The numbers in four axes; missing ones in front are of extent 1.
  func tensor<Scalar: BinaryFloatingPoint>(of _: Scalar.Type) -> Tensor<Scalar> {
    let extents = Array(repeating: 1, count: 4 - shape.count) + shape
    return Tensor(
      shape: Shape4(extents[0], extents[1], extents[2], extents[3]),
      values: values.map(Scalar.init))
  }

  func tensor() -> Tensor<Double> { tensor(of: Double.self) }

  /// The numbers as the constants of a layer: `[O]` or `[O, H, W]`.
  func bias<Scalar: BinaryFloatingPoint>(of _: Scalar.Type) -> Bias<Scalar> {
    shape.count == 1 ? .tied(values.map(Scalar.init)) : .untied(tensor(of: Scalar.self))
  }

  /// The constants as a network keeps them: `[1, O, 1, 1]` or `[1, O, H, W]`.
  var biasLeaf: Leaf {
    Leaf(
      shape.count == 1
        ? Tensor(shape: Shape4(1, shape[0], 1, 1), values: values) : tensor())
  }
}

/// A layer, forward and back.
struct ConvolutionCase: Decodable, Sendable, CustomTestStringConvertible {
  var name: String, operation: String, paddingMode: String
  var stride: [Int], padding: [Int], dilation: [Int]
  var groups: Int
  var input: Numbers, weight: Numbers, output: Numbers
  var outputGradient: Numbers, inputGradient: Numbers, weightGradient: Numbers
  var bias: Numbers?, biasGradient: Numbers?

  var testDescription: String { name }

  /// Whether all numbers are whole, so that the answer does not depend on the order of a sum.
  var isWhole: Bool { name.hasPrefix("int-") || name.hasPrefix("page") }

  func layer() throws -> Layer {
    var layer = Layer(
      kernel: weight.shape, stride: stride, padding: padding, dilation: dilation, groups: groups)
    layer.paddingMode = try #require(PaddingMode(rawValue: paddingMode))
    layer.operation = operation == "convolution" ? .convolution : .crossCorrelation
    if let bias { layer.bias = bias.shape.count == 1 ? .tied : .untied }
    return layer
  }

  func network() throws -> Network {
    var network = try Network(
      layer(), input: input.tensor(), kernel: weight.tensor(),
      outputGradient: outputGradient.tensor())
    network.leaves[TensorID(.bias, 1)] = bias?.biasLeaf
    return network
  }
}

/// A transposed layer, forward only.
struct TransposedCase: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var stride: [Int], padding: [Int], outputPadding: [Int], dilation: [Int]
  var groups: Int
  var input: Numbers, weight: Numbers, output: Numbers
  var bias: Numbers?

  var testDescription: String { name }

  func layer() -> Layer {
    var layer = Layer(
      kernel: weight.shape, stride: stride, padding: padding + padding, dilation: dilation,
      groups: groups)
    swap(&layer.inputChannels, &layer.outputChannels)
    layer.kind = .transposed(
      .padding(Size2D(height: outputPadding[0], width: outputPadding[1])))
    return layer
  }
}

/// Layers in a row with all their numbers.
struct NetworkCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Row: Decodable, Sendable {
    var stride: [Int], padding: [Int]
    var weight: Numbers, bias: Numbers
    var z: Numbers, a: Numbers, delta: Numbers, weightGradient: Numbers, biasGradient: Numbers
  }

  var name: String, activation: String, loss: String
  var input: Numbers, target: Numbers
  var lossValue: Double
  var layers: [Row]

  var testDescription: String { name }

  func network() throws -> Network {
    let activation = try #require(Activation.all.first { $0.name == self.activation })
    var network = Network(
      inputShape: input.tensor().shape, layers: [],
      leaves: [
        TensorID(.activation, 0): Leaf(input.tensor()),
        TensorID(.target, layers.count): Leaf(target.tensor()),
      ],
      ending: .loss(loss == "mse" ? .meanSquaredError : .halfSumOfSquares))
    for (place, row) in layers.enumerated() {
      var layer = Layer(kernel: row.weight.shape, stride: row.stride, padding: row.padding)
      layer.activation = activation
      layer.bias = .tied
      network.layers.append(layer)
      network.leaves[TensorID(.kernel, place + 1)] = Leaf(row.weight.tensor())
      network.leaves[TensorID(.bias, place + 1)] = row.bias.biasLeaf
    }
    return network
  }
}

extension Layer {
  /// The layer of a kernel `[O, C / groups, kH, kW]` with PyTorch's arguments.
  init(
    kernel: [Int], stride: [Int], padding: [Int], dilation: [Int] = [1, 1], groups: Int = 1
  ) {
    self.init(
      inputChannels: kernel[1] * groups, outputChannels: kernel[0],
      kernelSize: Size2D(height: kernel[2], width: kernel[3]))
    self.stride = Size2D(height: stride[0], width: stride[1])
    self.dilation = Size2D(height: dilation[0], width: dilation[1])
    self.groups = groups
    self.padding = .explicit(
      top: padding[0], left: padding[1], bottom: padding[2], right: padding[3])
  }
}
