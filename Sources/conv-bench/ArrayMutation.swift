/// A `.npy` file with something done to it, from a seed and a number.
struct ArrayMutation {
  private var source: RandomSource

  init(seed: UInt64, number: Int) {
    // Neighbouring numbers give streams that have nothing in common.
    source = RandomSource(
      seed: seed &* 0x2545_F491_4F6C_DD1D &+ UInt64(number) &* 0xD6E8_FEB8_6659_FD93)
  }

  /// The bytes of the file.
  mutating func file() -> [UInt8] {
    let type = source.choice(source.once(in: 6) ? Self.otherTypes : Self.types)
    let axes =
      source.once(in: 6) ? Int.random(in: 0...5, using: &source) : source.choice([1, 2, 3, 4])
    let shape = (0..<axes).map { _ in source.once(in: 40) ? strangeExtent() : extent() }
    let size = Int(type.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 4
    var count = min(size, 16)
    for extent in shape { count = count.multipliedReportingOverflow(by: extent).partialValue }
    if source.once(in: 8) { count &+= Int.random(in: -9...9, using: &source) }
    let numbers = (0..<min(max(count, 0), 4_096)).map { _ in
      UInt8.random(in: .min ... .max, using: &source)
    }
    var bytes = head(header(type, shape)) + numbers
    for _ in 0..<Self.damages[Int.random(in: Self.damages.indices, using: &source)] {
      damage(&bytes)
    }
    return bytes
  }

  // MARK: The header

  private mutating func header(_ type: String, _ shape: [Int]) -> [UInt8] {
    let comma = shape.count == 1 ? "," : ""
    let order = source.choice(source.once(in: 20) ? ["0", "None", "true"] : ["True", "False"])
    var entries = [
      "'descr': \(type)", "'fortran_order': \(order)",
      "'shape': (\(shape.map(String.init).joined(separator: ", "))\(comma))",
    ]
    if source.once(in: 4) { entries.shuffle(using: &source) }
    if source.once(in: 12) { entries.remove(at: Int.random(in: entries.indices, using: &source)) }
    if source.once(in: 12) { entries.append(source.choice(entries + ["'x': 1"])) }
    var text = "{" + entries.joined(separator: ", ") + source.choice([", }", "}", " ,\n}"])
    if source.once(in: 6) { text = text.replacing("'", with: "\"") }
    if source.once(in: 12) {
      text = text.replacing(" ", with: source.choice(["", "  ", "\n", "\t"]))
    }
    let spaces = source.choice([0, 0, 1, 20, 63])
    return Array((text + String(repeating: " ", count: spaces) + "\n").utf8)
  }

  private mutating func head(_ header: [UInt8]) -> [UInt8] {
    let version =
      source.once(in: 15) ? UInt8.random(in: 0...9, using: &source) : source.choice([1, 2, 3])
    var length = header.count
    if source.once(in: 15) { length += Int.random(in: -3...3, using: &source) }
    let places = version == 1 ? 2 : 4
    return [0x93] + Array("NUMPY".utf8) + [version, source.once(in: 30) ? 1 : 0]
      + (0..<places).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header
  }

  private mutating func extent() -> Int { Int.random(in: 1...4, using: &source) }

  private mutating func strangeExtent() -> Int {
    source.choice([0, 7, 255, 65_536, 1 << 31, 1 << 32, 1 << 62, .max])
  }

  private static let types = ["'<f4'", "'<f8'", "'>f4'", "'>f8'", "'=f4'", "'f8'", "'|f4'"]

  private static let otherTypes = [
    "'<i8'", "'<f2'", "'|O'", "'<c16'", "'|V3'", "'<U2'", "[('a', '<f4')]", "('<f4', (2,))", "''",
    "None",
  ]

  /// How often a file is damaged: a third of them not at all.
  private static let damages = [0, 0, 1, 1, 2, 3]

  // MARK: What is damaged

  private mutating func damage(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    // Mostly in the header, where there is something to be misread.
    let limit = source.once(in: 4) ? bytes.count : min(bytes.count, 96)
    let place = Int.random(in: 0..<limit, using: &source)
    switch Int.random(in: 0..<7, using: &source) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &source)
    case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &source)
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(UInt8(ascii: source.choice(Self.marks)), at: place)
    case 4: bytes.removeLast(Int.random(in: 0...min(bytes.count, 40), using: &source))
    case 5:
      let end = min(place + Int.random(in: 0...12, using: &source), bytes.count)
      bytes.insert(contentsOf: bytes[place..<end], at: place)
    default: bytes[place] = UInt8(ascii: source.choice(Self.marks))
    }
  }

  private static let marks: [Unicode.Scalar] = [
    "{", "}", "(", ")", "[", "]", "'", "\"", ",", ":", "-", "0", "9", "L", "u", " ", "\n", "\0",
    "\\",
  ]
}
