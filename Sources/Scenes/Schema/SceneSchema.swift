import ConvEngine

/// The JSON Schema of a scene file, for editors, made from the lists that the decoder reads by.
///
/// It knows the keys, their kinds, the words, the limits and the grammar of short texts. Whether the
/// numbers of a network fit each other, and whether a text names what there is, only the decoder knows.
package enum SceneSchema {
  /// The schema as a document of JSON, draft 2020-12.
  package static let document: JSONValue = [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A scene of convscope, version 1",
    "$ref": "#/$defs/scene",
    "$defs": .object(definitions.map { JSONValue.Member(key: $0.0, value: $0.1) }),
  ]

  private static var definitions: [(String, JSONValue)] {
    [
      ("scene", scene), ("symbols", symbols), ("network", network), ("layer", layer),
      ("input", input), ("kernel", kernel), ("tensor", tensor), ("bias", bias),
      ("rows", array(reference("numbers"))), ("channels", array(reference("rows"))),
      ("batch", array(reference("channels"))), ("numbers", array(["type": "number"])),
      ("size", pair(whole(1, SceneLimits.extent))), ("line", line), ("lines", lines),
      ("sentence", sentence), ("name", name), ("arguments", arguments),
      ("action", action), ("event", event), ("question", question), ("choice", choice),
      ("quantity", .object(textMembers(TextPattern.quantity, orNumber: true))),
      ("tensorName", .object(textMembers(TextPattern.tensor))),
      ("claim", .object(textMembers(TextPattern.claim))),
      ("cells", .object(textMembers(TextPattern.cells))), ("expectation", expectation),
    ]
  }

  // MARK: The document

  private static var scene: JSONValue {
    let object = object(SceneKeys.scene, required: ["version", "title"]) { key in
      switch key {
      case "version": ["const": 1]
      case "section": words(Scene.Section.allCases.map(\.rawValue))
      case "needs": array(reference("name"), 0...SceneLimits.choices)
      case "minutes": whole(1, 600)
      case "network": reference("network")
      case "networks":
        [
          "type": "object", "minProperties": 1, "maxProperties": .integer(SceneLimits.networks),
          "propertyNames": reference("name"), "additionalProperties": reference("network"),
        ]
      case "symbols": reference("symbols")
      case "discuss": reference("arguments")
      case "start": array(reference("action"), 0...SceneLimits.actions)
      case "size": ["type": "string", "pattern": .string(TextPattern.screenSize)]
      case "theme": words(Scene.themes)
      case "text": reference("lines")
      case "events":
        ["oneOf": [["type": "null"], array(reference("event"), 0...SceneLimits.events)]]
      default: reference("line")
      }
    }
    return object.with("oneOf", [["required": ["network"]], ["required": ["networks"]]])
  }

  private static var symbols: JSONValue {
    object(SceneKeys.symbols) { _ in
      ["type": ["string", "number", "boolean"], "pattern": "^[^ \\u0000-\\u001f]{1,8}$"]
    }
  }

  // MARK: Networks

  private static var network: JSONValue {
    let object = object(SceneKeys.network, required: ["input", "layers"]) { key in
      switch key {
      case "input": reference("input")
      case "layers": array(reference("layer"), 1...SceneLimits.layers)
      case "loss": words(Loss.allCases.map(\.word))
      case "learningRate": ["type": "number"]
      default: reference("tensor")
      }
    }
    return object.with("dependentRequired", ["target": ["loss"]])
      .with("not", ["required": ["loss", "outputGradient"]])
  }

  private static var layer: JSONValue {
    let layer = object(SceneKeys.layer, required: ["kernel"]) { key in
      switch key {
      case "kernel": reference("kernel")
      case "transposed": ["type": "boolean"]
      case "padding": padding
      case "outputPadding": pair(whole(0, SceneLimits.extent))
      case "paddingMode": words(PaddingMode.allCases.map(\.rawValue))
      case "groups": whole(1, SceneLimits.extent)
      case "bias": reference("bias")
      case "operation": words(Operation.allCases.map(\.word))
      case "activation":
        [
          "oneOf": [
            words(Activation.all.map(\.word)),
            object(SceneKeys.activation, required: SceneKeys.activation) { _ in
              ["type": "number"]
            },
          ]
        ]
      default: reference("size")
      }
    }
    let sizes = ["outputPadding", "outputSize"]
    return layer.with("not", ["required": ["outputPadding", "outputSize"]])
      .with("dependentRequired", .object(sizes.map { .init(key: $0, value: ["transposed"]) }))
  }

  private static var padding: JSONValue {
    let extent = whole(0, SceneLimits.extent)
    return [
      "oneOf": [
        extent, words(["valid", "same", "sameLower"]), array(extent, 2...2), array(extent, 4...4),
      ]
    ]
  }

  // MARK: Numbers

  private static var input: JSONValue {
    let given = object(SceneKeys.tensor, member: number)
      .with("oneOf", required(SceneKeys.tensorForms))
    let generated = object(
      ["size", "channels", "batch"] + SceneKeys.source, required: ["size"]
    ) { key in
      ["channels", "batch"].contains(key) ? whole(1, SceneLimits.extent) : number(key)
    }
    return ["oneOf": [reference("rows"), given, generated]]
  }

  private static var tensor: JSONValue {
    let forms = required(SceneKeys.tensorForms)
    let object = object(SceneKeys.tensor, member: number)
      .with("oneOf", forms.with(["not": ["anyOf": forms]]))
    return ["oneOf": [reference("rows"), object]]
  }

  private static var kernel: JSONValue {
    let channels = SceneKeys.kernelChannels
    let object = object(SceneKeys.kernel, member: number)
      .with("oneOf", required(SceneKeys.kernelForms))
      .with("dependentRequired", .object(channels.map { .init(key: $0, value: ["size"]) }))
    return ["oneOf": [reference("rows"), object]]
  }

  private static var bias: JSONValue {
    let tied = object(SceneKeys.tied, member: number)
      .with("not", ["required": .array(SceneKeys.tiedForms.map { .string($0) })])
    let object = object(SceneKeys.bias) { key in
      key == "untied" ? reference("tensor") : ["oneOf": [reference("numbers"), tied]]
    }
    return [
      "oneOf": [
        words(BiasKind.allCases.map(\.rawValue)), reference("numbers"),
        object.with("oneOf", required(SceneKeys.bias)),
      ]
    ]
  }

  /// What stands under a key about numbers.
  private static func number(_ key: String) -> JSONValue {
    switch key {
    case "named": words(NamedKernel.allCases.map(\.rawValue))
    case "seed": ["type": "integer", "minimum": 0]
    case "range": array(whole(-1_000_000, 1_000_000), 2...2)
    case "edits": array(array(["type": "number"], 5...5), 0...SceneLimits.numbers)
    case "inputChannels", "outputChannels": whole(1, SceneLimits.extent)
    case "filters": reference("batch")
    case "file": ["type": "string", "pattern": .string(TextPattern.arrayFile)]
    default: reference(key)
    }
  }
}

/// The parts that schemas are put together from.
extension SceneSchema {
  static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/$defs/\(name)")] }

  static func words(_ words: [String]) -> JSONValue { ["enum": .array(words.map { .string($0) })] }

  static func whole(_ least: Int, _ most: Int) -> JSONValue {
    ["type": "integer", "minimum": .integer(least), "maximum": .integer(most)]
  }

  static func array(_ items: JSONValue, _ count: ClosedRange<Int>? = nil) -> JSONValue {
    let array: JSONValue = ["type": "array", "items": items]
    let least = count?.lowerBound ?? 1
    let bounded = least > 0 ? array.with("minItems", .integer(least)) : array
    return count.map { bounded.with("maxItems", .integer($0.upperBound)) } ?? bounded
  }

  /// One for both axes, or one for the rows and one for the columns.
  static func pair(_ value: JSONValue) -> JSONValue { ["oneOf": [value, array(value, 2...2)]] }

  /// A mapping of known keys.
  static func object(
    _ keys: [String], required: [String] = [], member: (String) -> JSONValue
  ) -> JSONValue {
    let object: JSONValue = [
      "type": "object",
      "properties": .object(keys.map { JSONValue.Member(key: $0, value: member($0)) }),
      "additionalProperties": false,
    ]
    return required.isEmpty
      ? object : object.with("required", .array(required.map { .string($0) }))
  }

  /// One schema for each key, that it is there.
  static func required(_ keys: [String]) -> JSONValue {
    .array(keys.map { ["required": [.string($0)]] })
  }
}

extension JSONValue {
  /// The object with one more member.
  func with(_ key: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + [Member(key: key, value: value)])
  }

  /// The array with one more element.
  func with(_ element: JSONValue) -> JSONValue {
    guard case .array(let elements) = self else { return self }
    return .array(elements + [element])
  }
}
