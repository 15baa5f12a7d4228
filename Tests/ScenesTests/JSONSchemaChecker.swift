import Foundation
import Scenes
import Yams

/// As much of JSON Schema, draft 2020-12, as the schema of scenes uses.
///
/// A keyword that is not known here is a mistake of the schema, not something to pass over.
struct JSONSchemaChecker {
  let document: JSONValue
  private var patterns: [String: NSRegularExpression] = [:]

  init(_ document: JSONValue) { self.document = document }

  /// What stands against a value: places and keywords; nothing where it is valid.
  mutating func problems(_ node: Node) -> [String] { problems(node, document, "") }

  private mutating func problems(_ node: Node, _ schema: JSONValue, _ path: String) -> [String] {
    guard case .object(let members) = schema else {
      return schema == false ? ["\(path): false"] : []
    }
    return members.flatMap { problems(node, schema, $0, path) }
  }

  private mutating func problems(
    _ node: Node, _ schema: JSONValue, _ member: JSONValue.Member, _ path: String
  ) -> [String] {
    let isFine: Bool
    switch (member.key, member.value) {
    case ("$schema", _), ("title", _), ("$defs", _): return []
    case ("$ref", .string(let reference)): return problems(node, definition(reference), path)
    case ("properties", .object(let known)):
      return known.flatMap { known in
        node.mapping?[known.key].map { problems($0, known.value, "\(path).\(known.key)") } ?? []
      }
    case ("additionalProperties", let other):
      let known = schema["properties"].map(\.keys) ?? []
      return (node.mapping ?? [:]).filter { !known.contains($0.key.string ?? "") }
        .flatMap { problems($0.value, other, "\(path).\($0.key.string ?? "?")") }
    case ("propertyNames", let names):
      return (node.mapping ?? [:]).flatMap {
        problems(Node($0.key.string ?? "", .implicit, .doubleQuoted), names, path)
      }
    case ("items", let items):
      return (node.sequence ?? []).enumerated()
        .flatMap { problems($0.element, items, "\(path)[\($0.offset)]") }
    case ("oneOf", .array(let schemas)):
      isFine = schemas.filter { problems(node, $0, path).isEmpty }.count == 1
    case ("anyOf", .array(let schemas)):
      isFine = schemas.contains { problems(node, $0, path).isEmpty }
    case ("not", let schema): isFine = !problems(node, schema, path).isEmpty
    case ("type", .string(let type)): isFine = node.types.contains(type)
    case ("type", .array(let types)):
      isFine = types.contains {
        if case .string(let type) = $0 { node.types.contains(type) } else { false }
      }
    case ("enum", .array(let values)): isFine = values.contains { node.is($0) }
    case ("const", let value): isFine = node.is(value)
    case ("required", .array(let keys)):
      isFine = node.mapping == nil || keys.allSatisfy { node.has($0) }
    case ("dependentRequired", .object(let keys)):
      isFine = keys.allSatisfy { key in
        guard node.mapping?[key.key] != nil, case .array(let needed) = key.value else {
          return true
        }
        return needed.allSatisfy { node.has($0) }
      }
    case ("minimum", .integer(let least)): isFine = node.number.map { $0 >= Double(least) } ?? true
    case ("maximum", .integer(let most)): isFine = node.number.map { $0 <= Double(most) } ?? true
    case ("minItems", .integer(let least)): isFine = node.sequence.map { $0.count >= least } ?? true
    case ("maxItems", .integer(let most)): isFine = node.sequence.map { $0.count <= most } ?? true
    case ("minProperties", .integer(let least)):
      isFine = node.mapping.map { $0.count >= least } ?? true
    case ("maxProperties", .integer(let most)):
      isFine = node.mapping.map { $0.count <= most } ?? true
    case ("minLength", .integer(let least)):
      isFine = node.text.map { $0.unicodeScalars.count >= least } ?? true
    case ("maxLength", .integer(let most)):
      isFine = node.text.map { $0.unicodeScalars.count <= most } ?? true
    case ("pattern", .string(let pattern)): isFine = node.text.map { matches($0, pattern) } ?? true
    default: return ["the schema has \(member.key), which nobody knows"]
    }
    return isFine ? [] : ["\(path): \(member.key)"]
  }

  private func definition(_ reference: String) -> JSONValue {
    let name = String(reference.dropFirst("#/$defs/".count))
    return document["$defs"]?[name] ?? false
  }

  private mutating func matches(_ text: String, _ pattern: String) -> Bool {
    if patterns[pattern] == nil { patterns[pattern] = try? NSRegularExpression(pattern: pattern) }
    let range = NSRange(text.startIndex..., in: text)
    return patterns[pattern]?.firstMatch(in: text, range: range) != nil
  }
}

extension JSONValue {
  fileprivate var keys: [String] {
    if case .object(let members) = self { members.map(\.key) } else { [] }
  }
}

/// What YAML's values are in JSON.
extension Node {
  fileprivate var plain: String? {
    if case .scalar(let scalar) = self, scalar.style == .plain { scalar.string } else { nil }
  }

  fileprivate var types: [String] {
    switch self {
    case .mapping: return ["object"]
    case .sequence: return ["array"]
    case .alias: return []
    case .scalar: break
    }
    guard let plain else { return ["string"] }
    if ["", "~", "null"].contains(plain) { return ["null"] }
    if ["true", "false"].contains(plain) { return ["boolean"] }
    guard let number else { return ["string"] }
    return number == number.rounded() ? ["number", "integer"] : ["number"]
  }

  fileprivate var number: Double? { plain.flatMap(NumberText.value) }

  fileprivate var text: String? { types == ["string"] ? string : nil }

  fileprivate func has(_ key: JSONValue) -> Bool {
    if case .string(let key) = key { mapping?[key] != nil } else { false }
  }

  fileprivate func `is`(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let value): text == value
    case .integer(let value): number == Double(value)
    default: false
    }
  }
}
