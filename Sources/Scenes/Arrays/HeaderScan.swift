/// Reads the Python literals that the header of a `.npy` file is made of.
///
/// As Python does, it takes spaces and line breaks between the parts, either quotation mark, a comma
/// before the end, and the L of Python 2; it takes nothing that NumPy does not write.
struct HeaderScan {
  /// The axes that an array of NumPy can have.
  private static let mostAxes = 64

  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// Takes a character that has to come next.
  mutating func expect(_ character: Unicode.Scalar) throws(ArrayError) {
    guard take(character) else { throw unreadable("expected \(character)") }
  }

  /// Takes a character if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < bytes.endIndex, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  /// Whether a character comes next.
  mutating func isNext(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    return place < bytes.endIndex && bytes[place] == UInt8(ascii: character)
  }

  /// Takes what has to be the end.
  mutating func end() throws(ArrayError) {
    skipSpace()
    guard place == bytes.endIndex else { throw unreadable("expected its end") }
  }

  /// Takes a text in quotation marks.
  mutating func string() throws(ArrayError) -> String {
    _ = take("u")
    guard isNext("'") || isNext("\"") else {
      throw unreadable("expected a text in quotation marks")
    }
    let quote = bytes[place]
    let start = place + 1
    guard let end = bytes[start...].firstIndex(of: quote),
      !bytes[start..<end].contains(UInt8(ascii: "\\")), !bytes[start..<end].contains(0x0A)
    else { throw unreadable("expected a text that ends") }
    place = end + 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Takes `True` or `False`.
  mutating func boolean() throws(ArrayError) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)] {
      guard bytes[place...].starts(with: word.utf8) else { continue }
      place += word.utf8.count
      return value
    }
    throw unreadable("expected True or False")
  }

  /// Takes whole numbers between parentheses: `()`, `(5,)`, `(2, 3)`.
  mutating func tuple() throws(ArrayError) -> [Int] {
    guard take("(") else { throw unreadable("expected a shape such as (2, 3)") }
    var numbers: [Int] = []
    while !take(")") {
      numbers.append(try whole())
      guard numbers.count <= HeaderScan.mostAxes else {
        throw ArrayError("a shape of more than \(HeaderScan.mostAxes) axes")
      }
      if take(",") { continue }
      // In Python (5) is a number, and only (5,) is a shape.
      guard numbers.count > 1, isNext(")") else {
        throw unreadable("expected a shape such as (5,) or (2, 3)")
      }
    }
    return numbers
  }

  private mutating func whole() throws(ArrayError) -> Int {
    skipSpace()
    let digits = bytes[place...].prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, digits.count == 1 || digits.first != 0x30 else {
      throw unreadable("expected a whole number from 0")
    }
    guard let value = Int(String(decoding: digits, as: UTF8.self)) else {
      throw ArrayError("an extent of more than \(Int.max), which cannot be counted")
    }
    place = digits.endIndex
    if place < bytes.endIndex, bytes[place] == UInt8(ascii: "L") { place += 1 }
    return value
  }

  private mutating func skipSpace() {
    while place < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(bytes[place]) {
      place += 1
    }
  }

  /// The mistake at the present place.
  func unreadable(_ expected: String) -> ArrayError {
    ArrayError("its header cannot be read at byte \(place), \(expected)")
  }
}
