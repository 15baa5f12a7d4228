import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Passes, views and checks")
struct PassesTests {
  /// The passes of a scene, as the list of passes has them.
  static func passes(of session: Session) throws -> [String] {
    try session.after("P").screen(200, 60).lines.dropFirst(2).prefix { $0.contains("=") }
      .map { $0.split(separator: " ").drop { $0 == "▸" }.dropFirst().joined(separator: " ") }
  }

  @Test(
    "the passes stand in their order, with their formulas",
    arguments: [
      ("padding", ["z = a ⋆ ω′", "∂L/∂ω′ = a ⋆ δ", "∂L/∂a = δ full ∗ ω′"]),
      ("stride", ["z = a ⋆ ω′", "∂L/∂ω′ = a ⋆ δ", "∂L/∂a = δ with zeros, full ∗ ω′"]),
      (
        "delta",
        ["z = a ⋆ ω′", "L = ½ Σ (z − t)²", "δ = z − t", "∂L/∂ω′ = a ⋆ δ", "∂L/∂a = δ full ∗ ω′"]
      ),
      (
        "delta-below",
        [
          "z¹ = x ⋆ ω′¹", "a¹ = σ(z¹)", "z² = a¹ ⋆ ω′²", "∂L/∂ω′² = a¹ ⋆ δ²",
          "∂L/∂a¹ = δ² full ∗ ω′²", "δ¹ = ∂L/∂a¹ ⊙ σ′(z¹)", "∂L/∂ω′¹ = x ⋆ δ¹",
          "∂L/∂x = δ¹ full ∗ ω′¹",
        ]
      ),
    ])
  func order(scene: String, formulas: [String]) throws {
    #expect(try PassesTests.passes(of: opened(scene)) == formulas)
  }

  @Test func `convolution turns the signs of the passes round`() throws {
    let passes = try PassesTests.passes(of: opened("padding").after("*"))
    #expect(passes.first == "z = a ∗ ω′")
    #expect(passes.last == "∂L/∂a = δ full ⋆ ω′")
  }

  @Test("b leads through all passes and B back", arguments: sceneNames)
  func walk(scene: String) throws {
    let count = try PassesTests.passes(of: opened(scene)).count
    let forth = Array(repeating: "b", count: count - 1).joined(separator: " ")
    let back = Array(repeating: "B", count: count - 1).joined(separator: " ")
    let last = try opened(scene).after("1 \(forth)")
    #expect(!last.screen.foot.contains("the last"))
    #expect(try last.after("b").screen.says("There are \(count) passes; this is the last."))
    #expect(try last.after(back).screen == opened(scene).after("1").screen)
    #expect(try last.after("\(back) B").screen.says("This is the first pass."))
  }

  @Test(
    "numbers choose passes", arguments: [("1", "z¹ = "), ("5", "∂L/∂a¹ = "), ("8", "∂L/∂x = ")])
  func numbers(key: String, formula: String) throws {
    #expect(try opened("delta-below").after(key).screen.shows("here: \(formula)"))
    let fromList = try opened("delta-below").after("P \(key)")
    #expect(fromList.screen.shows("here: \(formula)"))
    #expect(fromList.context == .stage)
  }

  @Test func `a number without a pass says how many there are`() throws {
    #expect(try opened("padding").after("9").screen.says("There are 3 passes; this is the last."))
  }

  @Test("v leads through the views of a pass and round", arguments: sceneNames)
  func views(scene: String) throws {
    for stand in try LayoutTests.stands(scene) {
      let titles = try ["", "v", "v v", "v v v"].map { try stand.session.after($0).screen.title }
      let isOne = try stand.session.after("v").screen.says("This pass has one view.")
      #expect(isOne ? Set(titles).count == 1 : titles.dropFirst().contains(titles[0]))
    }
  }

  @Test(
    "the input gradient has three views",
    arguments: [
      ("", "view: scatter"), ("v", "zeros between"), ("v v", "∂L/∂a[0,0] = Σ m,n"),
      ("v v v", "scatter"),
    ])
  func inputGradientViews(keys: String, text: String) throws {
    #expect(try opened("delta").after(keys).screen.shows(text))
  }

  @Test(
    "gather, scatter and zeros between give the same gradient",
    arguments: ["padding", "stride", "stride-inexact", "dilation", "delta", "stride-backwards"])
  func agreement(scene: String) throws {
    let start = opened(scene).after(.pass(.computing(TensorID(.activationGradient, 0))))
    let outputs = try ["gather", "scatter", "zeros"].map { view in
      try start.after(Action(parsing: "view \(view)")).after("G").screen(200, 60)
    }
    for screen in outputs {
      #expect(screen.panel("∂L/∂a ", rows: 9).joined().contains("_") == false)
    }
    #expect(outputs[0].says("gather, scatter and zeros between agree"))
    #expect(outputs[0].says("cells ✓"))
  }

  /// The passes of a scene that compute a gradient with a number for each element, one step in.
  private func gradients(_ scene: String) throws -> [Session] {
    try PassesTests.passes(of: opened(scene)).enumerated()
      .filter { $0.element.hasPrefix("∂L") || $0.element.hasPrefix("δ") }
      .map { try opened(scene).after(.pass(.number($0.offset + 1))).after("right") }
  }

  @Test("every gradient agrees with two nudges", arguments: sceneNames)
  func check(scene: String) throws {
    for gradient in try gradients(scene) {
      let screen = try gradient.after("#").screen(120, 50)
      #expect(screen.says("✓ they agree") || screen.says("≠ they differ: a corner"), "\(screen)")
      #expect(screen.says("Nudge"))
    }
  }

  @Test("the verdict of a check is in sight", arguments: sceneNames)
  func verdict(scene: String) throws {
    for gradient in try gradients(scene) {
      let screen = try gradient.after("#").screen
      #expect(screen.says("✓ they agree") || screen.says("≠ they differ"), "\(screen)")
    }
  }

  @Test func `a check shows both numbers`() throws {
    let screen = try opened("kernel-gradient").after("right left #").screen
    #expect(screen.says("∂L/∂ω′[1,0] = −17 ✓ they agree"))
    #expect(screen.says("≈ −17"))
    #expect(screen.says("Nudge ω′[1,0] by ±"))
  }

  @Test("a check goes when the place changes", arguments: ["right", ".", "g", "B", "v"])
  func checkGoes(key: String) throws {
    let checked = try opened("delta").after("v #")
    #expect(checked.screen.says("Nudge"))
    #expect(try !checked.after(key).screen.says("Nudge"))
  }

  @Test func `a check of the forward pass says where it belongs`() throws {
    #expect(
      try opened("padding").after("#").screen.says("# checks a gradient: go on to a backward"))
  }

  @Test(
    "the formula has three forms",
    arguments: [
      ("", "z[1,1] = Σ m,n a[1+m−1, 1+n−1] · ω′[m, n] 0 ≤ m < 3, 0 ≤ n < 3"),
      ("=", "z[i,j] = Σ m,n a[i+m, j+n] · ω′[m, n]"),
      ("= =", "z[i,j] = Σ m,n a[s·i+d·m−p, s·j+d·n−p] · ω′[m, n]"),
      ("= = =", "z[1,1] = Σ m,n a[1+m−1, 1+n−1] · ω′[m, n]"),
    ])
  func formula(keys: String, text: String) throws {
    #expect(try opened("padding").after(keys).screen.shows(text))
  }

  struct FormulaRow: CustomTestStringConvertible, Sendable {
    var change: [Action]
    var formula: String
    var testDescription: String { formula }
  }

  @Test(
    "a formula names what is there: axes that differ, the bias's own index, the layer's channels",
    arguments: [
      FormulaRow(
        change: [.set(.stride, "2,1"), .formula, .formula],
        formula: "z[i,j] = Σ m,n a[sH·i+d·m−p, sW·j+d·n−p] · ω′[m, n], where"),
      FormulaRow(
        change: [.set(.padding, "1,2"), .set(.dilation, "2,1"), .formula, .formula],
        formula: "a[s·i+dH·m−pH, s·j+dW·n−pW]"),
      FormulaRow(
        change: [.set(.bias, "untied"), .seek(.cell([0, 1]))], formula: "· ω′[m, n] + b[0,1], where"
      ),
      FormulaRow(change: [.set(.bias, "untied"), .formula], formula: "+ b[i,j], where"),
      FormulaRow(
        change: [.set(.outputChannels, "2"), .set(.bias, "untied"), .seek(.cell([1, 0, 1]))],
        formula: "+ b[1,0,1], where"),
      FormulaRow(
        change: [.set(.outputChannels, "2"), .set(.bias, "tied"), .seek(.cell([1, 0, 1]))],
        formula: "+ b[1], where"),
      FormulaRow(change: [.set(.bias, "tied")], formula: "+ b, where"),
      FormulaRow(
        change: [.pass(.computing(TensorID(.activationGradient, 0)))],
        formula: "· ω′[m, n], where δ has that cell"),
    ])
  func formulas(row: FormulaRow) {
    var session = opened("padding")
    session.apply(row.change)
    let line = session.lines().first { $0.hasPrefix("Formula: ") } ?? ""
    #expect(line.contains(row.formula), "\(line)")
  }

  @Test(
    "δ of the layer below is on the page without what the general form has",
    arguments: [
      (1, "σ′(z¹[r,q]) · Σ m,n δ²[r−m, q−n]·ω′²[m,n], first the sum, then one ⊙"),
      (2, "σ′(z¹[r,q]) · Σ m,n δ²[(r+p−d·m)/s, (q+p−d·n)/s]·ω′²[m,n], first the sum"),
    ])
  func deltaBelow(times: Int, formula: String) {
    var session = opened("delta-below")
    for _ in 0..<times { session.apply(.formula) }
    let line = session.lines().first { $0.hasPrefix("Formula: ") } ?? ""
    #expect(line.contains(formula), "\(line)")
  }

  @Test func `scatter's formula names elements that exist`() throws {
    let screen = try opened("stride").after("v G").screen
    #expect(screen.shows("view: scatter a 25/25"))
    #expect(!screen.shows("z[4,4]"), "z is 2×2 in\(screen)")
  }

  @Test(
    "d says the step in a sentence",
    arguments: [
      ("padding", "z[1,1] is the sum of 9 products; number 5 is a[1,1] = 7 times ω′[1,1] = 5, 35"),
      ("channels", "z[1,0,1] is the sum of 18 products, and then the bias once; number 12 is"),
      ("delta", "δ[1,2] = 1 hands out 4 products"),
      ("delta-below", "δ¹[1,2] is what arrives, −5, times the slope 0.596586"),
      ("activation", "is relu of z[1,1]"),
    ])
  func sentence(scene: String, text: String) throws {
    let screen = try opened(scene).after("d").screen
    #expect(screen.says(text), "\(screen)")
    #expect(try opened(scene).after("d d").screen == opened(scene).screen)
    #expect(try opened(scene).after("d esc").screen == opened(scene).screen)
  }
}
