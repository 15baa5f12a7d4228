import Scenes

/// A scene with something done to it, from a seed and a number.
struct SceneMutation {
  private var source: RandomSource

  init(seed: UInt64, number: Int) {
    // Neighbouring numbers give streams that have nothing in common.
    source = RandomSource(
      seed: seed &* 0x2545_F491_4F6C_DD1D &+ UInt64(number) &* 0xD6E8_FEB8_6659_FD93)
  }

  /// The bytes of the document.
  mutating func document() -> [UInt8] {
    var lines = original()
    for _ in 0..<Int.random(in: 0...2, using: &source) { change(&lines) }
    var bytes = Array(lines.joined(separator: [newline]))
    if source.once(in: 3) { damage(&bytes) }
    return bytes
  }

  // MARK: What is damaged

  /// Mostly a short one: a part of a shipped scene that is a scene itself.
  private mutating func original() -> [[UInt8]] {
    let shipped = source.choice(Self.shipped)
    if source.once(in: 20) { return shipped }
    if source.once(in: 12) { return spliced(shipped, source.choice(Self.shipped)) }
    return shortened(shipped)
  }

  /// The head of a document and a few of its events.
  private mutating func shortened(_ lines: [[UInt8]]) -> [[UInt8]] {
    let starts = lines.indices.filter { lines[$0].starts(with: Array("  - ".utf8)) && $0 > 20 }
    guard lines.count > 40, let head = starts.first else { return lines }
    let begin = Int.random(in: 0..<starts.count, using: &source)
    let end = min(begin + 3, starts.count - 1)
    return Array(lines[..<head] + lines[starts[begin]..<starts[end]])
  }

  private mutating func spliced(_ first: [[UInt8]], _ second: [[UInt8]]) -> [[UInt8]] {
    let head = Int.random(in: 0..<first.count, using: &source)
    let tail = Int.random(in: 0..<second.count, using: &source)
    return Array(first[..<head] + second[tail...].prefix(40))
  }

  // MARK: Lines

  private mutating func change(_ lines: inout [[UInt8]]) {
    guard !lines.isEmpty else { return }
    let place = Int.random(in: lines.indices, using: &source)
    switch Int.random(in: 0..<9, using: &source) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(lines[place], at: place)
    case 2: lines.swapAt(place, Int.random(in: lines.indices, using: &source))
    case 3: lines[place].insert(contentsOf: Array("  ".utf8), at: 0)
    case 4: lines.insert(Array(source.choice(Self.strangeLines).utf8), at: place)
    default: exchangeWord(&lines[place])
    }
  }

  /// Puts a word of the grammar, or a number, in place of a word.
  private mutating func exchangeWord(_ line: inout [UInt8]) {
    let words = line.split(separator: space, omittingEmptySubsequences: true)
    guard let word = words.isEmpty ? nil : source.choice(words) else { return }
    let other = source.once(in: 3) ? source.choice(Self.numbers) : source.choice(Self.words)
    line.replaceSubrange(word.startIndex..<word.endIndex, with: Array(other.utf8))
  }

  // MARK: Bytes

  private mutating func damage(_ bytes: inout [UInt8]) {
    for _ in 0..<Int.random(in: 1...4, using: &source) where !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &source)
      switch Int.random(in: 0..<6, using: &source) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &source)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &source)
      case 2: bytes.remove(at: place)
      case 3: bytes.swapAt(place, Int.random(in: bytes.indices, using: &source))
      case 4: bytes.insert(contentsOf: repeated(), at: place)
      default: bytes.insert(contentsOf: Array(source.choice(Self.pieces).utf8), at: place)
      }
    }
  }

  /// A piece many times over.
  private mutating func repeated() -> [UInt8] {
    let piece = Array(source.choice(Self.pieces).utf8)
    let count = source.once(in: 50) ? 10_000 : Int.random(in: 2...30, using: &source)
    return Array(repeatElement(piece, count: count).joined())
  }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")

/// What is put in.
extension SceneMutation {
  private static let shipped: [[[UInt8]]] = EmbeddedScenes.files.map { file in
    file.text.utf8.split(separator: newline, omittingEmptySubsequences: false).map(Array.init)
  }

  private static let words: [String] =
    Action.words + Quantity.words + CellSet.words + Mistake.allCases.map(\.rawValue)
    + NamedKernel.allCases.map(\.rawValue) + Parameter.allCases.map(\.rawValue) + pieces + [
      "version:", "title:", "network:", "networks:", "input:", "layers:", "kernel:", "size:",
      "seed:", "range:", "edits:", "channels:", "batch:", "filters:", "named:", "bias:", "tied:",
      "untied:", "loss:", "target:", "outputGradient:", "learningRate:", "events:", "- page:",
      "- stage:", "- do:", "- text:", "- question:", "- expect:", "- highlight:", "- wait:",
      "number:", "shape:", "choices:", "cells:", "on:", "hints:", "mistakes:", "if:", "ask:",
      "learner", "same", "sameLower", "replicate", "reflect", "circular", "convolution", "relu",
      "halfSumOfSquares", "meanSquaredError", "sum", "a0", "w1", "z1", "a1", "z2", "loss",
      "delta1", "dL/da0", "dL/dw1", "dL/db1", "u1", "0,0", "1,1", "0,0,0,0", "=", "<", "is",
      "reads",
    ]

  private static let numbers = [
    "0", "1", "-1", "2", "7", "16", "17", "65536", "65537", "999999999", "1000000000",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e308", "1e-308",
    "1e999", "0.1", ".nan", ".inf", "0x10", "1_000", "1:30", "[1, 2]", "[65536, 65536]", "~",
  ]

  private static let pieces = [
    "[", "]", "{", "}", ":", ": ", "- ", "? ", ",", "#", "\"", "'", "|", ">", "&a", "*a", "!t ",
    "%", "@", "`", "\\e", "\t", "\r\n", "\u{1B}[31m", "\0", "\u{FEFF}", "\u{2028}", "ω", "−",
    "日本", "---", "...", "<<: ",
  ]

  private static let strangeLines = [
    "events:", "  - do: [set stride 65536, set padding 65536]", "  - wait: 600000",
    "  - expect: {screen: \"\\e]0;x\\a\"}", "theme: auto", "size: 500x500", "minutes: 600",
    "needs: [x, y]", "network: {input: {size: 65536}, layers: [{kernel: {size: 3}}]}",
    "  - question: {ask: \"?\", number: loss, hints: [a, b]}", "  - stage: house", "text: |4",
    "start: [last, seek 999999999999999]", "    groups: 65536", "      padding: same", "%YAML 1.1",
  ]
}
