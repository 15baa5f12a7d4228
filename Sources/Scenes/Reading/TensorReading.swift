import ConvEngine

/// Numbers in four axes and their places.
extension SceneReader {
  /// Reads rows of numbers, all of one length.
  mutating func rows(_ place: Place) -> [[Double]]? {
    guard let places = list(place, expected: "rows of numbers") else { return nil }
    guard !places.isEmpty else {
      report(expected: "rows of numbers", at: place)
      return nil
    }
    var rows: [[Double]] = []
    for row in places {
      guard let numbers = numbers(row) else { return nil }
      if let first = rows.first, first.count != numbers.count {
        report(
          "found \(Counted.numbers(numbers.count)), expected \(first.count) as in the row above",
          at: row)
        return nil
      }
      rows.append(numbers)
    }
    return rows
  }

  /// Reads numbers in a list.
  mutating func numbers(_ place: Place) -> [Double]? {
    guard let places = list(place, expected: "a list of numbers") else { return nil }
    guard !places.isEmpty else {
      report(expected: "a list of numbers", at: place)
      return nil
    }
    var result: [Double] = []
    for place in places {
      guard let number = number(place) else { continue }
      result.append(number)
    }
    return result.count == places.count ? result : nil
  }

  /// Reads several blocks of rows, all of one size: a tensor `[1, C, H, W]`.
  mutating func channels(_ place: Place) -> Tensor<Double>? {
    blocks(place, expected: "a list of channels") { $0.rowsTensor($1) }
      .map {
        Tensor(shape: Shape4(1, $0.count, $0.shape.height, $0.shape.width), values: $0.values)
      }
  }

  /// Reads several lists of channels, all of one size: a tensor `[N, C, H, W]`.
  mutating func batch(_ place: Place, expected: String) -> Tensor<Double>? {
    blocks(place, expected: expected) { $0.channels($1) }
      .map {
        let shape = $0.shape
        return Tensor(
          shape: Shape4($0.count, shape.channels, shape.height, shape.width), values: $0.values)
      }
  }

  /// Reads rows as a tensor `[1, 1, H, W]`.
  mutating func rowsTensor(_ place: Place) -> Tensor<Double>? {
    rows(place).map { Tensor(rows: $0) }
  }

  private typealias Blocks = (count: Int, shape: Shape4, values: [Double])

  private mutating func blocks(
    _ place: Place, expected: String,
    read: (inout SceneReader, Place) -> Tensor<Double>?
  ) -> Blocks? {
    guard let places = list(place, expected: expected) else { return nil }
    var blocks: [Tensor<Double>] = []
    for place in places {
      guard let block = read(&self, place) else { return nil }
      if let first = blocks.first, first.shape != block.shape {
        report("found \(block.shape.text), expected \(first.shape.text) as before", at: place)
        return nil
      }
      blocks.append(block)
    }
    guard let first = blocks.first else {
      report(expected: expected, at: place)
      return nil
    }
    return (blocks.count, first.shape, blocks.flatMap(\.values))
  }

  /// Reads what numbers that are not given are made from, and edits.
  mutating func leaf(_ given: Tensor<Double>?, _ values: [String: Place]) -> Leaf {
    var leaf = Leaf(given)
    if let place = values["seed"], let seed = seed(place) { leaf.seed = seed }
    if let place = values["range"], let range = range(place) { leaf.range = range }
    if let place = values["edits"], let edits = edits(place) { leaf.edits = edits }
    return leaf
  }

  private mutating func seed(_ place: Place) -> UInt64? {
    guard let text = plain(place), let seed = UInt64(text) else {
      report(expected: "a whole number from 0", at: place)
      return nil
    }
    return seed
  }

  private mutating func range(_ place: Place) -> ClosedRange<Int>? {
    let expected = "two whole numbers, the smaller one first"
    guard let places = list(place, expected: expected), places.count == 2 else {
      if place.isList { report(expected: expected, at: place) }
      return nil
    }
    guard let low = whole(places[0], in: -1_000_000...1_000_000),
      let high = whole(places[1], in: -1_000_000...1_000_000)
    else { return nil }
    guard low <= high else {
      report("found \(low) before \(high), expected \(expected)", at: place)
      return nil
    }
    return low...high
  }

  private mutating func edits(_ place: Place) -> [Index4: Double]? {
    let expected = "edits, each of four indices and a number"
    guard let places = list(place, expected: expected) else { return nil }
    var edits: [Index4: Double] = [:]
    for place in places {
      guard let parts = list(place, expected: expected) else { return nil }
      guard parts.count == 5 else {
        report(
          "found \(Counted.numbers(parts.count)), expected four indices and a number", at: place)
        return nil
      }
      let index = parts.prefix(4).compactMap { whole($0, in: 0...SceneLimits.extent) }
      guard index.count == 4, let value = number(parts[4]) else { return nil }
      edits[Index4(index[0], index[1], index[2], index[3])] = value
    }
    return edits
  }
}

/// Numbers of things in words.
package enum Counted {
  /// Returns a number of numbers: `1 number`, `4 numbers`.
  package static func numbers(_ count: Int) -> String {
    count == 1 ? "1 number" : "\(count) numbers"
  }
}

extension Shape4 {
  /// The four extents: `1×2×5×5`.
  package var text: String { "\(outer)×\(channels)×\(height)×\(width)" }
}
