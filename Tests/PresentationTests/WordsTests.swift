import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Words and numbers")
struct WordsTests {
  @Test("every text of a scene can be shown", arguments: shippedScenes.indices)
  func scenes(place: Int) {
    let scene = shippedScenes[place]
    for text in [scene.title, scene.summary, scene.section?.title ?? ""]
      + scene.text.flatMap({ $0.split(separator: "\n").map(String.init) })
    {
      #expect(Symbols.canShow(text), "\(text)")
    }
  }

  @Test(
    "a number in a sum is whole, or has six digits",
    arguments: [
      (7.0, "7"), (-7.0, "−7"), (0.0, "0"), (-0.0, "0"), (0.5, "0.5"), (1.0 / 3, "0.333333"),
      (2.0 / 3, "0.666667"), (-1.25, "−1.25"), (1000.0, "1000"), (1_000_000.0, "1000000"),
      (123456.7, "123457"), (0.0001, "0.0001"), (0.00001, "1e−5"), (-1e-7, "−1e−7"),
      (1e15, "1e15"), (1e300, "1e300"), (12_345_678.9, "1.23457e7"), (0.1, "0.1"),
      (99999.95, "100000"),
    ])
  func numbers(value: Double, text: String) {
    let session = opened(input: [[1, 1]], kernel: [[value, 0]])
      .after(.seek(.step(1, product: 1)), .show(.sentence))
    #expect(session.screen.says("times ω′[0,0] = \(text), \(text), and the sum is now \(text)."))
  }

  @Test(
    "a cell shows whole numbers whole, and others with one decimal or two",
    arguments: [
      ([1, 2], "1 2"), ([-1, 10], "−1 10"), ([0.5, 2], "0.5 2"), ([0.001, 1], "0.00 1"),
      ([0, 0.25], "0 0.25"), ([-0.0, 3], "0 3"), ([1000, 2], "1000 2"), ([-0.004, 1], "0.00 1"),
    ])
  func cells(values: [Double], text: String) {
    let session = opened(input: [values], kernel: [[1]]).after(.last)
    #expect(session.screen.panel("INPUT", rows: 1).first?.contains("[") == true)
    let row = session.screen.panel("INPUT", rows: 1).joined().filter { !"[]▸◂".contains($0) }
    #expect(row.split(separator: " ").joined(separator: " ").contains(text), "\(row)")
  }

  @Test(
    "a value that was rounded stands behind ≈, an exact one behind =",
    arguments: [
      (Activation.tanh, 29, "σ(29) ≈ 1", "which is about 1."),
      (.sigmoid, 40, "σ(40) ≈ 1", "which is about 1."),
      (.sigmoid, 0, "σ(0) = 0.5", "which is 0.5."),
      (.gelu, -20, "≈ −5.50725e−88", "which is about −5.50725e−88."),
      (.relu, 29, "σ(29) = 29", "which is 29."), (.tanh, 0, "σ(0) = 0", "which is 0."),
    ] as [(Activation, Double, String, String)])
  func rounded(activation: Activation, z: Double, text: String, sentence: String) {
    let session = opened(input: [[z, 1]], kernel: [[1]])
      .after(.set(.activation, activation.name), .pass(.number(2)), .seek(.step(1, product: nil)))
    #expect(session.screen.shows(text), "\(session.screen)")
    #expect(session.after(.show(.sentence)).screen.says(sentence))
  }

  @Test("a wide number is never cut", arguments: [123_456_789, -123_456, 0.000_012, 4.2e22])
  func wide(value: Double) {
    let session = opened(input: [[value, 1], [2, 3]], kernel: [[1]])
    for (columns, rows) in LayoutTests.sizes {
      #expect(session.frame(columns: columns, rows: rows).clippedCount == 0)
    }
    #expect(
      session.screen.panel("INPUT", rows: 1).first != session.screen.panel("INPUT", rows: 2).last)
  }

  @Test(
    "no screen shows a minus zero, a second kind of minus or a lost symbol", arguments: sceneNames)
  func marks(scene: String) throws {
    for stand in try LayoutTests.stands(scene) {
      for keys in ["right", "G", "d", "#", "tab", "="] {
        let text = try stand.session.after(keys).screen(120, 30).description
        let found = WordsTests.strangePlaces(in: Array(text.unicodeScalars))
        #expect(found == [], "\(stand.name) \(keys)")
      }
    }
  }

  /// A hyphen before a digit, a minus before a lone 0, a question mark inside a word.
  private static func strangePlaces(in text: [Unicode.Scalar]) -> [String] {
    text.indices.dropFirst().dropLast().compactMap { place in
      let (before, here, after) = (text[place - 1], text[place], text[place + 1])
      let digits: ClosedRange<Unicode.Scalar> = "0"..."9"
      let letters: ClosedRange<Unicode.Scalar> = "a"..."z"
      let end = place + 2 < text.count ? text[place + 2] : " "
      let isHyphen = here == "-" && digits.contains(after)
      let isMinusZero = here == "−" && after == "0" && end != "." && !digits.contains(end)
      let isLost = here == "?" && letters.contains(before) && letters.contains(after)
      guard isHyphen || isMinusZero || isLost else { return nil }
      return String(String.UnicodeScalarView(text[max(place - 12, 0)...place + 1]))
    }
  }
}
