import Screen
import Testing

@Suite("Writing on a frame")
struct FrameTests {
  @Test func `text and styles are planes of the same shape`() {
    var frame = Frame(columns: 8, rows: 2)
    frame.put("a", row: 0, column: 0, style: Style(.title))
    frame.put("12", row: 1, column: 2, style: Style(.value, on: .tap))
    #expect(frame.text == "a\n  12")
    #expect(frame.styles == "t\n..TT")
  }

  @Test func `a blank upon a ground is part of both planes`() {
    var frame = Frame(columns: 4, rows: 2)
    frame.put(" ", row: 0, column: 1, style: Style(.text, on: .window))
    #expect(frame.text == "  \n")
    #expect(frame.styles == ".W\n")
  }

  @Test func `put returns the column after the text`() {
    var frame = Frame(columns: 10, rows: 1)
    let column = frame.put("ω′ = 3", row: 0, column: 1)
    #expect(column == 7)
  }

  @Test func `the last cell is never written`() {
    var frame = Frame(columns: 3, rows: 2)
    frame.put("abc", row: 1, column: 0)
    frame.restyle(row: 1, columns: 0..<3) { $0.ground = .focus }
    #expect(frame[1, 2] == .blank)
    #expect(frame.clippedCount == 1)
  }

  @Test(
    "what finds no place is counted",
    arguments: [(0, -2, 2), (0, 6, 1), (-1, 0, 3), (2, 0, 3), (0, 2, 0), (1, 5, 1)])
  func clipping(row: Int, column: Int, count: Int) {
    var frame = Frame(columns: 8, rows: 2)
    frame.put("xyz", row: row, column: column)
    #expect(frame.clippedCount == count)
  }

  @Test func `writing over other text is counted`() {
    var frame = Frame(columns: 8, rows: 1)
    frame.put("abc", row: 0, column: 0)
    frame.put("xy", row: 0, column: 2)
    #expect(frame.overlapCount == 1)
    #expect(frame.text == "abxy")
  }

  @Test func `a blank covers nothing`() {
    var frame = Frame(columns: 8, rows: 1)
    frame.put("abc", row: 0, column: 0)
    frame.put("   ", row: 0, column: 0, style: Style(.text, on: .window))
    #expect(frame.text == "abc" && frame.styles == "...")
    #expect(frame.overlapCount == 0)
  }

  @Test func `a cleared rectangle can be written again`() {
    var frame = Frame(columns: 5, rows: 2)
    frame.put("abcde", row: 0, column: 0)
    frame.clear(rows: -1..<1, columns: 1..<9)
    frame.put("x", row: 0, column: 2)
    #expect(frame.text == "a x\n")
    #expect(frame.overlapCount == 0)
  }

  @Test func `styles change without the text`() {
    var frame = Frame(columns: 5, rows: 1)
    frame.put("1234", row: 0, column: 0, style: Style(.value))
    frame.restyle(row: 0, columns: 1..<3) { $0.ground = .window }
    #expect(frame.text == "1234" && frame.styles == "vWWv")
  }

  @Test("a frame may be empty", arguments: [(0, 0), (-3, 4), (4, -1), (1, 1)])
  func emptyFrames(columns: Int, rows: Int) {
    var frame = Frame(columns: columns, rows: rows)
    frame.put("x", row: 0, column: 0)
    frame.clear(rows: 0..<5, columns: 0..<5)
    #expect(frame.clippedCount == 1)
  }

  @Test func `every style has a letter of its own`() {
    let letters = Role.allCases.map(\.letter) + Ground.allCases.compactMap(\.letter)
    #expect(Set(letters).count == letters.count)
  }
}
