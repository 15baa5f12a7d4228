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

  /// The most elements along an axis that a layer can have, where it need not stand on a stage.
  static let mostElements = Int(Int32.max)

  static func extent(_ text: String, most: Int = SceneLimits.extent) throws -> Int {
    guard let value = whole(text, in: 1...most) else {
      throw Expected("a whole number from 1 to \(most)")
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
  static func size(
    _ text: String, in range: ClosedRange<Int> = 1...SceneLimits.extent
  ) throws -> Size2D {
    guard let values = list(text, in: range), values.count <= 2 else {
      throw Expected(
        "H or H,W with whole numbers from \(range.lowerBound) to \(range.upperBound), "
          + "as in 2 or 2,1")
    }
    return Size2D(height: values[0], width: values[values.count - 1])
  }

  /// Reads `1,3,32,32`: batch elements, channels, rows, columns.
  static func shape(_ text: String) throws -> Shape4 {
    guard let values = list(text, in: 1...mostElements), values.count == 4 else {
      throw Expected("N,C,H,W with whole numbers from 1 to \(mostElements), as in 1,3,32,32")
    }
    return Shape4(values[0], values[1], values[2], values[3])
  }

  /// Reads the place of an element, counted from 0.
  static func place(_ text: String) throws -> [Int] {
    guard let values = list(text, in: 0...Int.max), values.count <= 4 else {
      throw Expected("whole numbers from 0 with commas between them, as in 0,0,1,1")
    }
    return values
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
