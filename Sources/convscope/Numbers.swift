import ConvEngine
import Scenes

/// Readers of what stands behind an option.
enum Numbers {
  /// What was expected; the parser says where and what was found.
  struct Expected: Error, CustomStringConvertible {
    var description: String

    init(_ what: String) { description = "expected \(what)" }
  }

  private static func whole(_ text: some StringProtocol, in range: ClosedRange<Int>) -> Int? {
    guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let value = Int(text) else {
      return nil
    }
    return range.contains(value) ? value : nil
  }

  private static func list(_ text: String, in range: ClosedRange<Int>) -> [Int]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { whole($0, in: range) }
    return values.count == parts.count ? values : nil
  }

  static func extent(_ text: String) throws -> Int {
    guard let value = whole(text, in: 1...SceneLimits.extent) else {
      throw Expected("a whole number from 1 to \(SceneLimits.extent)")
    }
    return value
  }

  static func seed(_ text: String) throws -> UInt64 {
    guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let value = UInt64(text) else {
      throw Expected("a whole number from 0 to \(UInt64.max)")
    }
    return value
  }

  /// Reads `2`, or `2,1` for the rows and the columns.
  static func size(_ text: String) throws -> Size2D {
    guard let values = list(text, in: 1...SceneLimits.extent), values.count <= 2 else {
      throw Expected("H or H,W with whole numbers from 1 to \(SceneLimits.extent), as in 2 or 2,1")
    }
    return Size2D(height: values[0], width: values[values.count - 1])
  }

  static func padding(_ text: String) throws -> Padding {
    switch text {
    case "same": return .same
    case "same-lower": return .sameLower
    case "valid": return .valid
    default: break
    }
    let values = list(text, in: 0...SceneLimits.extent) ?? []
    guard [1, 2, 4].contains(values.count) else {
      throw Expected("P, V,H or T,L,B,R with whole numbers from 0, or same, same-lower or valid")
    }
    return .explicit(
      top: values[0], left: values[values.count == 1 ? 0 : 1],
      bottom: values[values.count == 4 ? 2 : 0],
      right: values[values.count == 1 ? 0 : values.count - 1])
  }

  static func choice<Value>(_ text: String, _ choices: [(String, Value)]) throws -> Value {
    for (word, value) in choices where word == text { return value }
    let words = choices.map(\.0)
    throw Expected(
      words.count == 1
        ? words[0] : words.dropLast().joined(separator: ", ") + " or " + (words.last ?? ""))
  }
}
