import ConvEngine

/// A layer as a document gives it, with its numbers.
struct LayerDraft {
  var layer: Layer
  var kernel: Leaf
  var bias: (leaf: Leaf, place: Place)?
}

extension SceneReader {
  /// Reads a layer whose input has a number of channels.
  mutating func layer(_ place: Place, inputChannels: Int?) -> LayerDraft? {
    guard let values = mapping(place, keys: SceneKeys.layer, expected: "a layer") else {
      return nil
    }
    guard let kernel = values["kernel"] else {
      report("no kernel; a layer needs one", at: place)
      return nil
    }
    let groups = values["groups"].flatMap { whole($0, in: 1...SceneLimits.extent) } ?? 1
    let kind = kind(values)
    let read = self.kernel(kernel, kind, groups: groups, inputChannels: inputChannels)
    guard var draft = read else {
      var unused = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(1))
      options(values, of: &unused)
      _ = values["bias"].flatMap { bias($0) }
      return nil
    }
    draft.layer.groups = groups
    options(values, of: &draft.layer)
    if let place = values["bias"], let bias = bias(place) {
      draft.layer.bias = bias.kind
      draft.bias = bias.leaf.map { ($0, place) }
    }
    return draft
  }

  /// Reads which way the layer sums, and how large a transposed one's output is.
  private mutating func kind(_ values: [String: Place]) -> LayerKind {
    let isTransposed = values["transposed"].flatMap {
      choice($0, [("true", true), ("false", false)])
    }
    let padding = values["outputPadding"].flatMap { size($0, in: 0...SceneLimits.extent) }
    let asked = values["outputSize"].flatMap { size($0, in: 1...SceneLimits.extent) }
    guard isTransposed == true else {
      for key in ["outputPadding", "outputSize"] {
        if let extra = values[key], isTransposed != nil || values["transposed"] == nil {
          report("goes with transposed: true only", at: extra)
        }
      }
      return .direct
    }
    if let extra = values["outputPadding"], values["outputSize"] != nil {
      report("goes without outputSize, which settles it", at: extra)
    }
    return .transposed(asked.map { .size($0) } ?? .padding(padding ?? Size2D(0)))
  }

  private mutating func options(_ values: [String: Place], of layer: inout Layer) {
    let extents = 1...SceneLimits.extent
    if let stride = values["stride"].flatMap({ size($0, in: extents) }) { layer.stride = stride }
    if let dilation = values["dilation"].flatMap({ size($0, in: extents) }) {
      layer.dilation = dilation
    }
    if let padding = values["padding"].flatMap({ padding($0) }) { layer.padding = padding }
    let modes = PaddingMode.allCases.map { ($0.rawValue, $0) }
    if let mode = values["paddingMode"].flatMap({ choice($0, modes) }) { layer.paddingMode = mode }
    let operations = Operation.allCases.map { ($0.word, $0) }
    if let operation = values["operation"].flatMap({ choice($0, operations) }) {
      layer.operation = operation
    }
    if let activation = values["activation"].flatMap({ activation($0) }) {
      layer.activation = activation
    }
  }

  /// Reads one extent for both axes, or one for the rows and one for the columns.
  mutating func size(_ place: Place, in range: ClosedRange<Int>) -> Size2D? {
    guard place.isList else { return whole(place, in: range).map { Size2D($0) } }
    guard let places = list(place, expected: "two whole numbers"), places.count == 2 else {
      report(expected: "a whole number, or one for the rows and one for the columns", at: place)
      return nil
    }
    guard let height = whole(places[0], in: range), let width = whole(places[1], in: range) else {
      return nil
    }
    return Size2D(height: height, width: width)
  }

  private mutating func padding(_ place: Place) -> Padding? {
    if let text = plain(place), Int(text) == nil {
      return choice(place, [("valid", .valid), ("same", .same), ("sameLower", .sameLower)])
    }
    let range = 0...SceneLimits.extent
    guard place.isList else { return whole(place, in: range).map { .all($0) } }
    let places = list(place, expected: "whole numbers") ?? []
    guard places.count == 2 || places.count == 4 else {
      report(
        "found a list of \(places.count), expected one number, two (rows, columns) or four "
          + "(top, left, bottom, right)", at: place)
      return nil
    }
    let sides = places.compactMap { whole($0, in: range) }
    guard sides.count == places.count else { return nil }
    let isFour = sides.count == 4
    return .explicit(
      top: sides[0], left: sides[1], bottom: sides[isFour ? 2 : 0], right: sides[isFour ? 3 : 1])
  }

  private mutating func activation(_ place: Place) -> Activation? {
    guard place.isMapping else {
      return choice(place, Activation.all.map { ($0.word, $0) })
    }
    guard let values = mapping(place, keys: SceneKeys.activation), let slope = values["leakyRelu"]
    else {
      return nil
    }
    return number(slope).map { .leakyRelu(slope: $0) }
  }

  private mutating func kernel(
    _ place: Place, _ kind: LayerKind, groups: Int, inputChannels: Int?
  ) -> LayerDraft? {
    guard place.isMapping else {
      return rowsTensor(place).map { unseeded($0, kind, groups: groups) }
    }
    guard let values = mapping(place, keys: SceneKeys.kernel) else { return nil }
    guard let form = one(of: SceneKeys.kernelForms, in: values, at: place),
      let numbers = values[form]
    else {
      return nil
    }
    if form == "size" { return seededKernel(numbers, values, kind, inputChannels: inputChannels) }
    for key in SceneKeys.kernelChannels {
      if let extra = values[key] {
        report("goes with size only; \(form) says it already", at: extra)
      }
    }
    guard let tensor = kernelTensor(numbers, form) else { return nil }
    var result = unseeded(tensor, kind, groups: groups)
    result.kernel = leaf(tensor, values)
    return result
  }

  private mutating func kernelTensor(_ place: Place, _ form: String) -> Tensor<Double>? {
    switch form {
    case "rows": return rowsTensor(place)
    case "filters":
      return batch(place, expected: "a list of filters, each with rows for every input channel")
    case "file": return array(place, as: .kernel)
    default:
      let names = NamedKernel.allCases.map { ($0.rawValue, $0) }
      return choice(place, names).map { Tensor(rows: $0.rows) }
    }
  }

  private func unseeded(_ tensor: Tensor<Double>, _ kind: LayerKind, groups: Int) -> LayerDraft {
    var layer = Layer(
      inputChannels: tensor.shape.channels * groups, outputChannels: tensor.shape.outer,
      kernelSize: tensor.shape.size)
    layer.kind = kind
    // A transposed layer keeps its kernel by input channel.
    if layer.isTransposed { swap(&layer.inputChannels, &layer.outputChannels) }
    return LayerDraft(layer: layer, kernel: Leaf(tensor))
  }

  private mutating func seededKernel(
    _ place: Place, _ values: [String: Place], _ kind: LayerKind, inputChannels: Int?
  ) -> LayerDraft? {
    let extents = 1...SceneLimits.extent
    let given = values["inputChannels"].map { whole($0, in: extents) }
    let output = values["outputChannels"].map { whole($0, in: extents) } ?? 1
    guard let size = size(place, in: extents), let output, let input = given ?? inputChannels else {
      return nil
    }
    var layer = Layer(inputChannels: input, outputChannels: output, kernelSize: size)
    layer.kind = kind
    return LayerDraft(layer: layer, kernel: leaf(nil, values))
  }

  private mutating func bias(_ place: Place) -> (kind: BiasKind, leaf: Leaf?)? {
    if place.isList { return numbers(place).map { (.tied, Leaf(tied($0))) } }
    guard place.isMapping else {
      return choice(place, BiasKind.allCases.map { ($0.rawValue, $0) })
        .map { ($0, $0 == .none ? nil : Leaf()) }
    }
    guard let values = mapping(place, keys: SceneKeys.bias),
      let kind = one(of: SceneKeys.bias, in: values, at: place), let inner = values[kind]
    else { return nil }
    if kind == "untied" { return plainTensor(inner).map { (.untied, $0) } }
    guard inner.isMapping else {
      return numbers(inner).map { (.tied, Leaf(tied($0))) }
    }
    guard let values = mapping(inner, keys: SceneKeys.tied) else { return nil }
    let forms = SceneKeys.tiedForms.filter { values[$0] != nil }
    guard forms.count < 2 else {
      report("found \(forms.joined(separator: " and ")), expected one of them", at: inner)
      return nil
    }
    let given =
      values["file"].flatMap { array($0, as: .bias) }
      ?? values["numbers"].flatMap { numbers($0) }.map { tied($0) }
    return (.tied, leaf(given, values))
  }

  private func tied(_ numbers: [Double]) -> Tensor<Double> {
    Tensor(shape: Shape4(1, numbers.count, 1, 1), values: numbers)
  }

  /// Reads numbers of a tensor whose shape the network says.
  mutating func plainTensor(_ place: Place) -> Leaf? {
    guard place.isMapping else { return rowsTensor(place).map { Leaf($0) } }
    guard let values = mapping(place, keys: SceneKeys.tensor) else { return nil }
    let forms = SceneKeys.tensorForms.filter { values[$0] != nil }
    guard let form = forms.first, let numbers = values[form] else { return leaf(nil, values) }
    guard forms.count == 1 else {
      report("found \(forms.joined(separator: " and ")), expected one of them", at: place)
      return nil
    }
    return tensor(numbers, form).map { leaf($0, values) }
  }

  /// Reads the numbers of an activation in one of its forms.
  mutating func tensor(_ place: Place, _ form: String) -> Tensor<Double>? {
    switch form {
    case "rows": rowsTensor(place)
    case "channels": channels(place)
    case "file": array(place, as: .activation)
    default: batch(place, expected: "a list of batch elements, each a list of channels")
    }
  }
}

extension Operation {
  /// The word of a scene file.
  var word: String { self == .convolution ? "convolution" : "crossCorrelation" }
}

extension Activation {
  /// The word of a scene file.
  var word: String {
    if case .leakyRelu = self { return "leakyRelu" }
    return name
  }
}
