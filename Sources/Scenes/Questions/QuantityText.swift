package import ConvEngine

/// The one text form of what the engine can be asked for.
extension Quantity {
  /// Reads a quantity, such as `z1 0,0`, `terms z1 0,1` or `weights 1`.
  ///
  /// - Throws: ``ActionError`` with what is wrong and what would be right.
  package init(parsing text: String) throws(ActionError) {
    let line = Words(text)
    guard !line.first.isEmpty else {
      throw ActionError("an empty quantity; expected one as z1 0,0")
    }
    if let value = NumberText.value(line.first) {
      try line.end(after: 1)
      self = .number(value)
    } else if let make = Quantity.ofLayer[line.first] {
      self = make(try line.layer())
    } else if let make = Quantity.ofTensor[line.first] {
      try line.end(after: 2)
      self = make(try TensorID(parsing: line.second))
    } else if let make = Quantity.ofElement[line.first] {
      try line.end(after: 3)
      self = make(try Element(line, at: 1))
    } else {
      self = try Quantity.composed(line)
    }
  }

  private static func composed(_ line: Words) throws(ActionError) -> Quantity {
    switch line.first {
    case "share":
      try line.end(after: 5)
      return .share(try Element(line, at: 1), try Element(line, at: 3))
    case "channel-sum":
      try line.end(after: 4)
      guard line.all.count == 4, let channel = Words.whole(line.all[3], within: 0...65_536) else {
        throw .expected("an element and a channel", after: line.first, found: line.rest(after: 1))
      }
      return .channelSum(try Element(line, at: 1), channel: channel)
    case "loss-after":
      try line.end(after: 2)
      guard let rate = NumberText.value(line.second) else {
        throw .expected("a learning rate", after: line.first, found: line.second)
      }
      return .lossAfter(rate: rate)
    default:
      guard (try? TensorID(parsing: line.first)) != nil else {
        throw .unknown("quantity", line.first, among: words + ["z1 0,0"])
      }
      try line.end(after: 2)
      return .element(try Element(line, at: 0))
    }
  }

  /// The words that a layer, a tensor or an element follows.
  static var wordsOfLayers: [String] { ofLayer.keys.sorted() }
  static var wordsOfTensors: [String] { ofTensor.keys.sorted() }
  static var wordsOfElements: [String] { ofElement.keys.sorted() }

  /// The words that quantities begin with.
  package static let words: [String] =
    (Array(ofLayer.keys) + Array(ofTensor.keys) + Array(ofElement.keys)
    + ["share", "channel-sum", "loss-after"]).sorted()

  private static let ofLayer: [String: @Sendable (Int) -> Quantity] = [
    "weights": { .weights(layer: $0) }, "parameters": { .parameters(layer: $0) },
    "multiply-accumulates": { .multiplyAccumulates(layer: $0) }, "span": { .span(layer: $0) },
    "differing": { .differing(layer: $0) }, "agreeing": { .agreeing(layer: $0) },
    "unread": { .unread(layer: $0) }, "unread-rows": { .unreadRows(layer: $0) },
    "zeros-between": { .zerosBetween(layer: $0) }, "extra-rows": { .extraRows(layer: $0) },
    "same-padding": { .samePadding(layer: $0) },
  ]

  private static let ofTensor: [String: @Sendable (TensorID) -> Quantity] = [
    "rows": { .rows($0) }, "columns": { .columns($0) }, "elements": { .elements($0) },
    "flat": { .flat($0) },
  ]

  private static let ofElement: [String: @Sendable (Element) -> Quantity] = [
    "so-far": { .soFar($0) }, "terms": { .terms($0, isReal: false) },
    "real-terms": { .terms($0, isReal: true) }, "uses": { .uses($0) }, "slope": { .slope($0) },
    "turned": { .turned($0) }, "rise": { .rise($0) },
  ]

  /// The text that reads back as this quantity.
  package var text: String {
    switch self {
    case .number(let value): NumberText.of(value)
    case .element(let element): element.text
    case .soFar(let element): "so-far \(element.text)"
    case .terms(let element, let isReal): "\(isReal ? "real-" : "")terms \(element.text)"
    case .uses(let element): "uses \(element.text)"
    case .share(let source, let target): "share \(source.text) \(target.text)"
    case .channelSum(let element, let channel): "channel-sum \(element.text) \(channel)"
    case .rows(let id): "rows \(id.name)"
    case .columns(let id): "columns \(id.name)"
    case .elements(let id): "elements \(id.name)"
    case .weights(let layer): "weights \(layer)"
    case .parameters(let layer): "parameters \(layer)"
    case .multiplyAccumulates(let layer): "multiply-accumulates \(layer)"
    case .span(let layer): "span \(layer)"
    case .slope(let element): "slope \(element.text)"
    case .flat(let id): "flat \(id.name)"
    case .differing(let layer): "differing \(layer)"
    case .agreeing(let layer): "agreeing \(layer)"
    case .turned(let element): "turned \(element.text)"
    case .unread(let layer): "unread \(layer)"
    case .unreadRows(let layer): "unread-rows \(layer)"
    case .zerosBetween(let layer): "zeros-between \(layer)"
    case .extraRows(let layer): "extra-rows \(layer)"
    case .samePadding(let layer): "same-padding \(layer)"
    case .rise(let element): "rise \(element.text)"
    case .lossAfter(let rate): "loss-after \(NumberText.of(rate))"
    }
  }
}

extension Element {
  /// Reads a tensor's name and a place from two words of a line.
  init(_ line: Words, at position: Int) throws(ActionError) {
    guard line.all.count > position else {
      throw .expected(
        "an element such as z1 0,1", after: line.all.joined(separator: " "), found: "")
    }
    let name = line.all[position]
    let tensor = try TensorID(parsing: name)
    if tensor.role == .loss {
      self.init(tensor, Index4(0, 0, 0, 0))
      return
    }
    let place = line.all.count > position + 1 ? line.all[position + 1] : ""
    guard let parts = Action.Place.index(place), let index = Element.index(parts, of: tensor) else {
      throw .expected("a place such as 0,1", after: name, found: place)
    }
    self.init(tensor, index)
  }

  /// Row and column, with a channel and a batch element before them; of a bias the channel may be alone.
  private static func index(_ parts: [Int], of tensor: TensorID) -> Index4? {
    let isBias = tensor.role == .bias || tensor.role == .biasGradient
    switch parts.count {
    case 1: return isBias ? Index4(0, parts[0], 0, 0) : nil
    case 2: return Index4(0, 0, parts[0], parts[1])
    case 3: return Index4(0, parts[0], parts[1], parts[2])
    case 4: return Index4(parts[0], parts[1], parts[2], parts[3])
    default: return nil
    }
  }

  /// The text that reads back as this element.
  package var text: String {
    if tensor.role == .loss { return tensor.name }
    return index.outer == 0 && index.channel == 0
      ? "\(tensor.name) \(index.row),\(index.column)" : "\(tensor.name) \(index.text)"
  }
}

extension Words {
  /// The number of a layer that follows.
  func layer() throws(ActionError) -> Int {
    try end(after: 2)
    guard let layer = Words.whole(second, within: 1...SceneLimits.layers) else {
      throw .expected("the number of a layer", after: first, found: second)
    }
    return layer
  }
}

extension Claim {
  /// Reads a claim, such as `z1 0,0 = 15`, `operation 1 is convolution` or `delta1 reads z1`.
  ///
  /// - Throws: ``ActionError`` with what is wrong and what would be right.
  package init(parsing text: String) throws(ActionError) {
    let line = Words(text.split(separator: "!=").joined(separator: "≠"))
    if line.first == "operation" {
      try line.end(after: 4)
      guard line.all.count == 4, line.all[2] == "is",
        let layer = Words.whole(line.second, within: 1...SceneLimits.layers),
        let operation = Operation.allCases.first(where: { $0.rawValue == line.all[3] })
      else {
        throw .expected(
          "a layer, is, and cross-correlation or convolution", after: "operation",
          found: line.rest(after: 1))
      }
      self = .operation(layer: layer, operation)
    } else if line.second == "reads" {
      try line.end(after: 3)
      guard line.all.count == 3 else {
        throw .expected("a tensor", after: "\(line.first) reads", found: "")
      }
      self = .reads(try TensorID(parsing: line.first), try TensorID(parsing: line.all[2]))
    } else {
      self = try Claim.comparison(line)
    }
  }

  private static func comparison(_ line: Words) throws(ActionError) -> Claim {
    for (place, word) in line.all.enumerated() {
      guard let relation = Relation(rawValue: word) else { continue }
      let left = line.all[..<place].joined(separator: " ")
      let right = line.all[(place + 1)...].joined(separator: " ")
      return .compare(try Quantity(parsing: left), relation, try Quantity(parsing: right))
    }
    throw ActionError(
      "\(Quotation.of(line.text)) is no claim; expected one such as z1 0,0 = 15 or delta1 0,0 > 0")
  }

  /// The text that reads back as this claim.
  package var text: String {
    switch self {
    case .compare(let left, let relation, let right):
      "\(left.text) \(relation.rawValue) \(right.text)"
    case .operation(let layer, let operation): "operation \(layer) is \(operation.rawValue)"
    case .reads(let target, let operand): "\(target.name) reads \(operand.name)"
    }
  }
}

extension CellSet {
  /// Reads a set of cells, such as `window z1 2,0` or `unread 1`.
  ///
  /// - Throws: ``ActionError`` with what is wrong and what would be right.
  package init(parsing text: String) throws(ActionError) {
    let line = Words(text)
    switch line.first {
    case "window": self = .window(try CellSet.element(line))
    case "reached": self = .reached(try CellSet.element(line))
    case "inputs": self = .inputs(try CellSet.element(line))
    case "weight":
      try line.end(after: 5)
      self = .weight(try Element(line, at: 1), try Element(line, at: 3))
    case "unread": self = .unread(layer: try line.layer())
    case "differing": self = .differing(layer: try line.layer())
    case "kept":
      try line.end(after: 2)
      guard let stride = Words.whole(line.second, within: 1...1_000) else {
        throw .expected("a stride", after: "kept", found: line.second)
      }
      self = .kept(stride: stride)
    case "flat":
      try line.end(after: 2)
      self = .flat(try TensorID(parsing: line.second))
    default: throw .unknown("set of cells", line.first, among: CellSet.words)
    }
  }

  /// The words that sets of cells begin with.
  package static let words = [
    "differing", "flat", "inputs", "kept", "reached", "unread", "weight", "window",
  ]

  private static func element(_ line: Words) throws(ActionError) -> Element {
    try line.end(after: 3)
    return try Element(line, at: 1)
  }

  /// The text that reads back as this set.
  package var text: String {
    switch self {
    case .window(let element): "window \(element.text)"
    case .reached(let element): "reached \(element.text)"
    case .weight(let input, let output): "weight \(input.text) \(output.text)"
    case .inputs(let element): "inputs \(element.text)"
    case .unread(let layer): "unread \(layer)"
    case .kept(let stride): "kept \(stride)"
    case .differing(let layer): "differing \(layer)"
    case .flat(let id): "flat \(id.name)"
    }
  }

  /// The tensor whose cells these are.
  package var tensor: TensorID {
    switch self {
    case .window(let element): TensorID(.activation, max(element.tensor.layer - 1, 0))
    case .reached(let element): TensorID(.output, element.tensor.layer + 1)
    case .weight(let input, _): TensorID(.kernel, input.tensor.layer + 1)
    case .inputs(let element): TensorID(.activation, max(element.tensor.layer - 1, 0))
    case .unread(let layer): TensorID(.activation, layer - 1)
    case .kept: TensorID(.output, 1)
    case .differing(let layer): TensorID(.output, layer)
    case .flat(let id): id
    }
  }
}
