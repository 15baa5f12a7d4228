import CNcurses
import Glibc
import Screen
import Testing

@Suite("The characters of screens")
struct SymbolsTests {
  @Test func `every symbol takes one column`() {
    setlocale(LC_CTYPE, "C.UTF-8")
    for symbol in Symbols.substitutes.keys {
      #expect(curses_width(wchar_t(symbol.value)) == 1, "\(symbol)")
    }
  }

  @Test func `what stands in for a symbol is ASCII`() {
    for (symbol, substitute) in Symbols.substitutes {
      let isPrintable = substitute.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
      #expect(isPrintable && !substitute.isEmpty, "\(symbol)")
    }
  }

  @Test(
    "a text becomes what the screen can show",
    arguments: [
      ("ω′ ⋆ a", "ω′ ⋆ a", "w' corr a"), ("I ∗ K", "I ∗ K", "I conv K"), ("2·−3", "2·−3", "2*-3"),
      ("∂L/∂a ⊙ σ′", "∂L/∂a ⊙ σ′", "dL/da (.) act'"), ("日", "?", "?"), ("a\tb", "a?b", "a?b"),
    ])
  func texts(text: String, unicode: String, ascii: String) {
    #expect(Symbols.unicode.text(text) == unicode)
    #expect(Symbols.ascii.text(text) == ascii)
  }

  @Test func `the width is that of the text as shown`() {
    #expect(Symbols.unicode.width(of: "a ⋆ ω") == 5)
    #expect(Symbols.ascii.width(of: "a ⋆ ω") == 8)
  }

  @Test func `padding is told from multiplication in ASCII`() {
    #expect(Symbols.ascii.padding != Symbols.ascii.text("·"))
  }

  @Test("only the closed list can be shown", arguments: [("ω′", true), ("e\u{301}", false)])
  func closedList(text: String, canShow: Bool) {
    #expect(Symbols.canShow(text) == canShow)
  }
}
