import ConvEngine
import Scenes

/// Why a parameter cannot be what was asked for.
struct ParameterError: Error, Hashable {
  var sentence: String
}

extension Document {
  /// The value of a parameter of a layer, as it is written in the options.
  func text(of parameter: Parameter, layer number: Int) -> String {
    let layer = network.layers[number - 1]
    if let value = self.number(of: parameter, layer: number) { return value }
    switch parameter {
    case .bias: return layer.bias.rawValue
    case .activation: return layer.activation.name
    case .operation: return layer.operation.rawValue
    case .paddingMode: return layer.paddingMode.rawValue
    default: return ""
    }
  }

  private func number(of parameter: Parameter, layer number: Int) -> String? {
    let layer = network.layers[number - 1]
    let sides = layer.sides(of: paddedSize(of: number))
    switch parameter {
    case .inputChannels: return "\(layer.inputChannels)"
    case .outputChannels: return "\(layer.outputChannels)"
    case .kernelSize: return Document.pair(layer.kernelSize)
    case .kernelRows: return "\(layer.kernelSize.height)"
    case .kernelColumns: return "\(layer.kernelSize.width)"
    case .stride: return Document.pair(layer.stride)
    case .strideRows: return "\(layer.stride.height)"
    case .strideColumns: return "\(layer.stride.width)"
    case .padding:
      if sides.top == sides.bottom, sides.left == sides.right {
        return sides.top == sides.left ? "\(sides.top)" : "\(sides.top),\(sides.left)"
      }
      return "\(sides.top),\(sides.left),\(sides.bottom),\(sides.right)"
    case .paddingTop: return "\(sides.top)"
    case .paddingLeft: return "\(sides.left)"
    case .paddingBottom: return "\(sides.bottom)"
    case .paddingRight: return "\(sides.right)"
    case .dilation: return Document.pair(layer.dilation)
    case .dilationRows: return "\(layer.dilation.height)"
    case .dilationColumns: return "\(layer.dilation.width)"
    case .groups: return "\(layer.groups)"
    case .inputSize: return Document.pair(inputSize(of: number))
    case .inputRows: return "\(inputSize(of: number).height)"
    case .inputColumns: return "\(inputSize(of: number).width)"
    case .bias, .activation, .operation, .paddingMode: return nil
    case .transposed, .outputPadding, .outputPaddingRows, .outputPaddingColumns, .outputSize:
      return kindText(of: parameter, layer: number)
    }
  }

  /// The rows and columns that a layer's input has.
  func inputSize(of number: Int) -> Size2D { shape(after: number - 1).size }

  /// The document with a parameter of a layer set.
  func setting(_ parameter: Parameter, to text: String, layer number: Int)
    throws(ParameterError) -> Document
  {
    var copy = self
    switch parameter {
    case .bias:
      copy.network.layers[number - 1].bias = try choice(text, parameter)
      copy.fillBias(number)
    case .transposed: try copy.setTransposed(text, layer: number)
    case .operation: copy.network.layers[number - 1].operation = try choice(text, parameter)
    case .paddingMode:
      copy.network.layers[number - 1].paddingMode = try choice(text, parameter)
    case .padding where Padding.named[text] != nil:
      copy.network.layers[number - 1].padding = Padding.named[text] ?? .valid
    case .activation:
      copy.network.layers[number - 1].activation = try activation(text)
    default: try copy.set(parameter, try numbers(text, parameter), layer: number)
    }
    return copy
  }

  private mutating func fillBias(_ number: Int) {
    let id = TensorID(.bias, number)
    if network.leaves[id] == nil { network.leaves[id] = Leaf(seed: 100 + UInt64(number)) }
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ parameter: Parameter
  ) throws(ParameterError) -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: text) else {
      throw unknown(text, parameter, Choice.allCases.map(\.rawValue))
    }
    return choice
  }

  /// An activation by its name; a leaky one may be followed by its slope.
  private func activation(_ text: String) throws(ParameterError) -> Activation {
    let words = text.split(separator: " ")
    if words.count == 2, words[0] == "leaky-relu",
      let slope = TypedNumber.value(of: String(words[1]))
    {
      return .leakyRelu(slope: slope)
    }
    guard let activation = Activation.all.first(where: { $0.name == text }) else {
      throw unknown(text, .activation, Activation.all.map(\.name))
    }
    return activation
  }

  private func unknown(_ text: String, _ parameter: Parameter, _ choices: [String])
    -> ParameterError
  {
    ParameterError(
      sentence:
        "\(parameter.rawValue) cannot be “\(text)”: it is one of \(choices.joined(separator: ", "))."
    )
  }

  private func numbers(_ text: String, _ parameter: Parameter) throws(ParameterError) -> [Int] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0.drop { $0 == " " }) }
    let most = parameter.isPadding ? 4 : (parameter.isPair ? 2 : 1)
    guard numbers.count == parts.count, numbers.count <= most, numbers.count != 3 else {
      let kind = most == 1 ? "one whole number" : "whole numbers with commas, at most \(most)"
      let words = parameter.isPadding ? ", or same, same-lower or valid" : ""
      throw ParameterError(
        sentence: "\(parameter.rawValue) cannot be “\(text)”: it takes \(kind)\(words).")
    }
    return numbers
  }

  private mutating func set(_ parameter: Parameter, _ values: [Int], layer number: Int)
    throws(ParameterError)
  {
    if let value = values.first(where: { $0 < parameter.least }) {
      throw ParameterError(sentence: parameter.refusal(of: value))
    }
    switch parameter {
    case .inputSize, .inputRows, .inputColumns:
      try setInputSize(parameter, values, layer: number)
    case .padding, .paddingTop, .paddingLeft, .paddingBottom, .paddingRight:
      pad(parameter, values, layer: number)
    case _ where parameter.isOfTransposed: try setOutput(parameter, values, layer: number)
    default: setExtents(parameter, values, layer: number)
    }
  }

  /// Sets what is one whole number, or one for each axis; a list's last number serves the rest.
  private mutating func setExtents(_ parameter: Parameter, _ values: [Int], layer number: Int) {
    for (place, extent) in parameter.extents.enumerated() {
      network.layers[number - 1][keyPath: extent] = values[min(place, values.count - 1)]
    }
    if parameter == .inputChannels { setInputChannels(values[0], number) }
    if parameter == .outputChannels, number < network.layers.count {
      network.layers[number].inputChannels = values[0]
    }
  }

  private mutating func pad(_ parameter: Parameter, _ values: [Int], layer number: Int) {
    var sides = network.layers[number - 1].sides(of: paddedSize(of: number))
    switch parameter {
    case .paddingTop: sides.top = values[0]
    case .paddingLeft: sides.left = values[0]
    case .paddingBottom: sides.bottom = values[0]
    case .paddingRight: sides.right = values[0]
    default: sides = Document.sides(values)
    }
    network.layers[number - 1].padding = .explicit(
      top: sides.top, left: sides.left, bottom: sides.bottom, right: sides.right)
  }

  /// One number for all sides, one for each axis, or one for each side.
  private static func sides(_ values: [Int]) -> (top: Int, left: Int, bottom: Int, right: Int) {
    let (first, second) = (values[0], values[min(1, values.count - 1)])
    return values.count == 4
      ? (values[0], values[1], values[2], values[3]) : (first, second, first, second)
  }

  private mutating func setInputChannels(_ count: Int, _ number: Int) {
    if number == 1 {
      network.inputShape.channels = count
    } else {
      network.layers[number - 2].outputChannels = count
    }
  }

  private mutating func setInputSize(
    _ parameter: Parameter, _ values: [Int], layer number: Int
  ) throws(ParameterError) {
    guard number == 1 else {
      throw ParameterError(
        sentence: "The input of layer \(number) is what layer \(number - 1) gives: "
          + "change that layer, or the first layer's input.")
    }
    if parameter != .inputColumns { network.inputShape.height = values[0] }
    if parameter != .inputRows { network.inputShape.width = values[values.count - 1] }
  }
}

extension Parameter {
  var isPadding: Bool { self == .padding }

  var isPaddingSide: Bool {
    [.paddingTop, .paddingLeft, .paddingBottom, .paddingRight].contains(self)
  }

  var isPair: Bool {
    [.kernelSize, .stride, .dilation, .inputSize, .outputPadding, .outputSize].contains(self)
  }

  /// What of a layer the parameter's numbers are: rows before columns.
  fileprivate var extents: [WritableKeyPath<Layer, Int>] {
    switch self {
    case .inputChannels: [\.inputChannels]
    case .outputChannels: [\.outputChannels]
    case .groups: [\.groups]
    case .kernelSize: [\.kernelSize.height, \.kernelSize.width]
    case .kernelRows: [\.kernelSize.height]
    case .kernelColumns: [\.kernelSize.width]
    case .stride: [\.stride.height, \.stride.width]
    case .strideRows: [\.stride.height]
    case .strideColumns: [\.stride.width]
    case .dilation: [\.dilation.height, \.dilation.width]
    case .dilationRows: [\.dilation.height]
    case .dilationColumns: [\.dilation.width]
    default: []
    }
  }

  /// The smallest number that the parameter can be.
  var least: Int {
    isPadding || isPaddingSide || (isOfTransposed && self != .outputSize) ? 0 : 1
  }

  /// What the framework calls the argument.
  var argument: String {
    switch self {
    case .inputChannels: "in_channels"
    case .outputChannels: "out_channels"
    case .kernelSize, .kernelRows, .kernelColumns: "kernel_size"
    case .stride, .strideRows, .strideColumns: "stride"
    case .padding, .paddingTop, .paddingLeft, .paddingBottom, .paddingRight: "padding"
    case .paddingMode: "padding_mode"
    case .transposed: "transposed"
    case .outputPadding, .outputPaddingRows, .outputPaddingColumns: "output_padding"
    case .outputSize: "output_size"
    case .dilation, .dilationRows, .dilationColumns: "dilation"
    case .groups: "groups"
    case .bias: "bias"
    case .activation: "activation"
    case .operation: "operation"
    case .inputSize, .inputRows, .inputColumns: "input"
    }
  }

  func refusal(of value: Int) -> String {
    switch self {
    case .padding, .paddingTop, .paddingLeft, .paddingBottom, .paddingRight:
      "padding=\(value)? Refused: places are added around the input, never taken away; 0 is the least."
    case .outputPadding, .outputPaddingRows, .outputPaddingColumns:
      "output_padding=\(value)? Refused: it adds rows and columns to the output; 0 is the least."
    case .stride, .strideRows, .strideColumns:
      "stride=\(value)? Refused: the window has to move on; 1 is the least."
    case .dilation, .dilationRows, .dilationColumns:
      "dilation=\(value)? Refused: it counts from 1, which is a kernel without gaps."
    case .kernelSize, .kernelRows, .kernelColumns:
      "kernel_size=\(value)? Refused: a kernel has at least one weight."
    default: "\(argument)=\(value)? Refused: there has to be at least one."
    }
  }
}

extension Padding {
  /// The paddings that go by a name, as on the command line; both sides of an axis follow the layer.
  fileprivate static let named: [String: Padding] = [
    "same": .same, "same-lower": .sameLower, "valid": .valid,
  ]
}
