import ConvEngine

extension SceneReader {
  /// Reads a network, and checks that its layers fit.
  mutating func network(_ place: Place) -> Network? {
    guard let values = mapping(place, keys: SceneKeys.network, expected: "a network") else {
      return nil
    }
    for key in ["input", "layers"] where values[key] == nil {
      report("no \(key); a network needs it", at: place)
    }
    let input = values["input"].flatMap { self.input($0) }
    let drafts = values["layers"].flatMap { layers($0, input: input?.shape) }
    let ending = self.ending(values, at: place)
    guard let input, let drafts, let ending else { return nil }
    var network = Network(
      inputShape: input.shape, layers: drafts.map(\.draft.layer),
      leaves: [TensorID(.activation, 0): input.leaf], ending: ending.kind)
    for (number, (draft, _)) in drafts.enumerated() {
      network.leaves[TensorID(.kernel, number + 1)] = draft.kernel
      network.leaves[TensorID(.bias, number + 1)] = draft.bias?.leaf
    }
    network.learningRate = values["learningRate"].flatMap { number($0) }
    if let leaf = ending.leaf {
      let role: TensorID.Role = ending.kind == .outputGradient ? .outputGradient : .target
      network.leaves[TensorID(role, drafts.count)] = leaf
    }
    return fits(network, drafts, ending) ? network : nil
  }

  private mutating func input(_ place: Place) -> (shape: Shape4, leaf: Leaf)? {
    guard place.isMapping else {
      return rowsTensor(place).map { ($0.shape, Leaf($0)) }
    }
    guard let values = mapping(place, keys: SceneKeys.input) else { return nil }
    if let size = values["size"] { return seededInput(size, values) }
    guard let form = one(of: SceneKeys.tensorForms, in: values, at: place),
      let numbers = values[form],
      let tensor = tensor(numbers, form)
    else { return nil }
    return (tensor.shape, leaf(tensor, values))
  }

  private mutating func seededInput(
    _ place: Place, _ values: [String: Place]
  ) -> (shape: Shape4, leaf: Leaf)? {
    if let rows = values["rows"] { report("goes without size; the rows say it already", at: rows) }
    if let file = values["file"] { report("goes without size; the file says it already", at: file) }
    let extents = 1...SceneLimits.extent
    let channels = values["channels"].map { whole($0, in: extents) } ?? 1
    let batch = values["batch"].map { whole($0, in: extents) } ?? 1
    guard let size = size(place, in: extents), let channels, let batch else { return nil }
    return (Shape4(batch, channels, size.height, size.width), leaf(nil, values))
  }

  private typealias Drafts = [(draft: LayerDraft, place: Place)]

  private mutating func layers(_ place: Place, input: Shape4?) -> Drafts? {
    guard let places = list(place, expected: "a list of layers") else { return nil }
    guard !places.isEmpty else {
      report(expected: "at least one layer", at: place)
      return nil
    }
    guard places.count <= SceneLimits.layers else {
      report("\(places.count) layers; a scene has at most \(SceneLimits.layers)", at: place)
      return nil
    }
    var drafts: Drafts = []
    var channels = input?.channels
    for place in places {
      let draft = layer(place, inputChannels: channels)
      channels = draft?.layer.outputChannels
      if let draft { drafts.append((draft, place)) }
    }
    return drafts.count == places.count ? drafts : nil
  }

  private typealias End = (kind: Network.Ending, leaf: Leaf?, place: Place)

  private mutating func ending(_ values: [String: Place], at place: Place) -> End? {
    if let loss = values["loss"] {
      if let given = values["outputGradient"] {
        report("goes without loss, which gives it", at: given)
      }
      let target = values["target"]
      let leaf = target.flatMap { plainTensor($0) }
      let losses = Loss.allCases.map { ($0.word, $0) }
      guard let loss = choice(loss, losses), (leaf == nil) == (target == nil) else { return nil }
      return (.loss(loss), leaf, target ?? place)
    }
    if let target = values["target"] {
      report("goes with loss, which compares it with the output", at: target)
    }
    guard let given = values["outputGradient"] else { return (.outputGradient, nil, place) }
    return plainTensor(given).map { (.outputGradient, $0, given) }
  }

  /// Whether every layer takes what comes before it, and every given tensor has its shape.
  private mutating func fits(_ network: Network, _ drafts: Drafts, _ ending: End) -> Bool {
    let before = errors.count
    var shape = network.inputShape
    var products = 0
    for (draft, place) in drafts {
      let geometry: Geometry
      do { geometry = try draft.layer.geometry(inputShape: shape) } catch {
        report(error.description, at: place)
        return false
      }
      let (sum, overflow) = products.addingReportingOverflow(geometry.multiplyAccumulateCount)
      products = overflow ? .max : sum
      shape = geometry.shape(of: draft.layer.outputSide)
      guard let bias = draft.bias else { continue }
      check(bias.leaf, draft.layer.biasShape(outputShape: shape), at: bias.place)
    }
    check(ending.leaf, shape, at: ending.place)
    if drafts.count > 1, products > SceneLimits.products {
      report(
        "\(products) products; a network of several layers has at most \(SceneLimits.products)",
        at: drafts[drafts.count - 1].place)
    }
    return errors.count == before
  }

  private mutating func check(_ leaf: Leaf?, _ shape: Shape4?, at place: Place) {
    guard let given = leaf?.given, let shape, given.shape != shape else { return }
    report("found numbers of \(given.shape.text), expected \(shape.text)", at: place)
  }
}

extension Loss {
  /// The word of a scene file.
  var word: String {
    switch self {
    case .halfSumOfSquares: "halfSumOfSquares"
    case .meanSquaredError: "meanSquaredError"
    case .sum: "sum"
    }
  }
}
