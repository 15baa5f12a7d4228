import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Questions and their answers")
struct QuestionTests {
  // MARK: Mistakes

  /// A wrong answer, and what is said of it.
  struct Row: CustomTestStringConvertible {
    var mistake: Mistake
    var network: Network
    var question: String
    var answer: String
    var sentence: String
    var testDescription: String { "\(mistake.rawValue): \(answer) for \(question)" }

    init(
      _ mistake: Mistake, _ question: String, of network: Network, _ answer: String,
      _ sentence: String
    ) {
      self.mistake = mistake
      self.network = network
      self.question = question
      self.answer = answer
      self.sentence = sentence
    }
  }

  static let kernels = [
    Row(
      .turned, "number: z1 0,0", of: Board.padded, "13",
      "That is z[0,0] with the kernel turned by 180°: 3·3 + 1·(−2) + 4·(−1) + 5·2 = 13."),
    Row(
      .transposed, "number: z1 0,0", of: Board.padded, "18",
      "That is z[0,0] with the kernel transposed: rows taken for columns: "),
    Row(
      .rowsFlipped, "number: z1 0,0", of: Board.padded, "21",
      "That is z[0,0] with only the rows of the kernel reversed: 3·3 + 1·1 + 4·(−1) + 5·3 = 21."),
    Row(
      .columnsFlipped, "number: z1 0,0", of: Board.padded, "27",
      "That is z[0,0] with only the columns of the kernel reversed: "),
    Row(
      .channelSwapForgotten, "number: dL/da0 0,0,0", of: Board.backChannels, "-2",
      "with o and c not exchanged: "),
    Row(
      .oneKernelForAll, "number: z1 0,0", of: Board.pair, "7",
      "That is z[0,0] with one kernel for all channels: "),
    Row(
      .oneChannelOnly, "number: z1 0,0", of: Board.pair, "15",
      "That is z[0,0] from the first channel alone: "),
  ]

  static let options = [
    Row(
      .strideForgotten, "number: z1 1,1", of: Board.stride, "-1",
      "That is z[1,1] with stride 1: "),
    Row(
      .dilationForgotten, "number: z1 0,0", of: Board.dilation, "16",
      "That is z[0,0] with dilation 1: "),
    Row(
      .dilationForgotten, "number: same-padding 1", of: Board.dilation, "1",
      "That is the number with dilation 1."),
    Row(
      .dilationFromZero, "shape: z1", of: Board.dilation, "1x1",
      "1×1 is the size with dilation counted from 0."),
    Row(
      .paddingForgotten, "shape: z1", of: Board.padded, "1x1",
      "1×1 is the size without padding."),
    Row(
      .paddingForgotten, "number: dL/da0 1,1", of: Board.backPadded, "-1",
      "That is ∂L/∂a[1,1] without padding: "),
    Row(
      .paddingOnce, "shape: z1", of: Board.padded, "2x2",
      "2×2 is the size with padding on one side only."),
    Row(
      .roundedUp, "shape: z1", of: Board.inexact, "3x3",
      "3×3 is the size rounded up: half a step is no window."),
    Row(
      .axesExchanged, "shape: z1", of: Board.oblong, "4x3",
      "4×3 is the size with rows and columns exchanged."),
    Row(
      .paddingCounted, "number: real-terms z1 0,1", of: Board.padded, "9",
      "That is the number with the places on padding counted as well."),
    Row(.oneLess, "number: zeros-between 1", of: Board.stride, "0", "That is one too few."),
    Row(.oneMore, "number: zeros-between 1", of: Board.stride, "2", "That is one too many."),
  ]

  static let biases = [
    Row(
      .biasForgotten, "number: z1 1,0,1", of: Board.bias, "30",
      "That is z[1,0,1] without the bias: "),
    Row(
      .biasPerChannel, "number: z1 1,0,1", of: Board.bias, "28",
      "That is z[1,0,1] with the bias added once for each channel: "),
    Row(
      .biasPerProduct, "number: z1 1,0,1", of: Board.bias, "12",
      "That is z[1,0,1] with the bias added to every product: "),
    Row(
      .biasUntied, "number: parameters 1", of: Board.bias, "81",
      "with a bias of its own for every output cell."),
    Row(
      .biasTied, "number: parameters 1", of: Board.untied, "5",
      "with one bias for each output channel."),
  ]

  static let gradients = [
    Row(
      .activationForgotten, "number: a1 2,0", of: Board.two, "-3", "That is z, before σ."),
    Row(
      .slopeForgotten, "number: delta1 1,2", of: Board.two, "4",
      "That is what arrives, without the slope σ′."),
    Row(
      .slopeOfOtherZ, "number: delta1 0,0", of: Board.two, "0",
      "That is δ¹[0,0] with σ′ of another z."),
    Row(
      .meanForSum, "number: dL/db1 0", of: Board.tied, "-1/3",
      "That is the mean; the sum is asked for."),
    Row(
      .sumForMean, "number: delta1 0,0", of: Board.mean, "9",
      "That is the sum; the mean is asked for."),
    Row(
      .signReversed, "number: delta1 1,0", of: Board.loss, "2",
      "with the difference taken the other way round."),
  ]

  static let rows = kernels + options + biases + gradients

  @Test("a wrong number is told as the mistake that it comes from", arguments: rows)
  func mistakes(row: Row) throws {
    let session = try asked(
      row.question, "mistakes: [\(row.mistake.rawValue)]", of: row.network)
    let reply = session.reply(to: row.answer)
    #expect(reply.hasPrefix("Not yet. "), "\(reply)")
    #expect(reply.contains(row.sentence), "\(reply)")
  }

  @Test func `every mistake that is known is told somewhere`() {
    let told = Set(QuestionTests.rows.map(\.mistake))
    #expect(Mistake.allCases.filter { !told.contains($0) } == [])
  }

  @Test(
    "a mistake of the usual ones needs no list",
    arguments: [("13", "turned by 180°"), ("18", "transposed"), ("29", "without padding")])
  func usual(answer: String, words: String) throws {
    #expect(try asked("number: z1 0,0").reply(to: answer).contains(words))
  }

  @Test func `a wrong number of no known mistake gets the next move alone`() throws {
    let session = try asked("number: z1 0,0", "next: Start from the middle weight.")
    #expect(session.reply(to: "99") == "Not yet. Start from the middle weight.")
    #expect(
      try asked("number: z1 0,0").reply(to: "99")
        == "Not yet. That is not it. Go through the products one by one.")
  }

  @Test func `the reason is told with the right answer, and not before`() throws {
    let session = try asked("number: z1 0,0", "because: Four weights lie on the input.")
    #expect(session.reply(to: "15").contains("= 15. Four weights lie on the input."))
    #expect(session.after(.solve, .solve).screen.says("Four weights lie on the input."))
    #expect(!session.reply(to: "13").contains("Four weights"))
    #expect(!session.screen.says("Four weights"))
  }

  @Test(
    "a choice has a next move of its own, or that of the question",
    arguments: [("2", "Add it up."), ("3", "Look at the first product.")])
  func nextOfChoice(choice: String, words: String) throws {
    let session = try asked(
      "choices:", "  - {text: fifteen, if: 'z1 0,0 = 15'}",
      "  - {text: more, if: 'z1 0,0 > 15', next: Add it up.}",
      "  - {text: less, if: 'z1 0,0 < 15'}", "next: Look at the first product.")
    #expect(session.reply(to: choice) == "Not yet. \(words)")
  }

  @Test func `the number with the other sign is told as that`() throws {
    #expect(
      try asked("number: z1 0,0").reply(to: "-15").contains("The number is right, its sign is not.")
    )
  }

  @Test("no reply to a wrong answer says the right one", arguments: rows)
  func silence(row: Row) throws {
    let session = try asked(row.question, of: row.network)
    let right = session.after(.solve, .solve)
    #expect(right.lines() != session.lines())
    let said = session.reply(to: row.answer)
    for text in right.lines() where text.hasPrefix("The answer: ") {
      #expect(!said.contains(text.dropFirst(12)))
    }
  }

  // MARK: Forms of answers

  @Test(
    "numbers are taken as people write them",
    arguments: ["15", "+15", "15.0", "15,0", "1.5e1", "30/2", "15 ", "015"])
  func numbers(form: String) throws {
    #expect(try asked("number: z1 0,0").reply(to: form).hasPrefix("Right: "))
  }

  @Test("negative numbers have any minus", arguments: ["-10", "−10", "-10.0", "-20/2"])
  func minus(form: String) throws {
    let session = try asked("number: z1 1,1", of: Board.stride)
    #expect(session.reply(to: form).hasPrefix("Right: "))
  }

  @Test(
    "what is no number is no try",
    arguments: ["", "-", "abc", "1/0", "1/2/3", "3x3", "1e999", "nan", "inf", "0x10"])
  func noNumber(form: String) throws {
    let session = try asked("number: z1 0,0")
    #expect(session.reply(to: form).contains("is no number: write it as −1.5, 3/4 or 2e3."))
    #expect(session.after(.answer(form), .answer("15")).screen.shows("✓ right"))
    #expect(!session.after(.answer(form), .answer("15")).screen.shows("2nd try"))
  }

  @Test(
    "a number with decimals is right with two of them, rounded",
    arguments: [
      ("-0.33", true), ("-0.333", true), ("-1/3", true), ("-0.3", false), ("-0.34", false),
      ("0.33", false), ("-0.334", false),
    ])
  func decimals(form: String, isRight: Bool) throws {
    let session = try asked("number: delta1 0,0", of: Board.thirds)
    #expect(session.reply(to: form).hasPrefix("Right: ") == isRight)
  }

  @Test(
    "sizes are taken as people write them",
    arguments: ["3x3", "3×3", "3X3", "3,3", "3 x 3", "1x3x3", "1,1,3,3"])
  func sizes(form: String) throws {
    #expect(try asked("shape: z1").reply(to: form).hasPrefix("Right: z is 3×3"))
  }

  @Test("what is no size is no try", arguments: ["3", "x", "3x", "axb", "-3x3", "3x3x3x3x3"])
  func noSize(form: String) throws {
    let session = try asked("shape: z1")
    #expect(session.reply(to: form).contains("is no size: write rows and columns as 3x3."))
  }

  @Test(
    "of several choices the one whose claim holds is right",
    arguments: [
      ("1", "Not yet."), ("2", "Right: 15."), ("3", "none of the choices"), ("x", "none"),
    ])
  func choices(answer: String, words: String) throws {
    let session = try asked(
      "choices:", "  - {text: '13', if: 'z1 0,0 = 13'}", "  - {text: '15', if: 'z1 0,0 = 15'}")
    #expect(session.reply(to: answer).contains(words))
  }

  // MARK: Cells

  @Test(
    "cells are taken as text",
    arguments: [
      ("0,0 0,1 0,2 1,0 1,1 1,2", "Right: [0,0] [0,1] [0,2] [1,0] [1,1] [1,2]."),
      ("[1,2] [1,1] [1,0] [0,2] [0,1] [0,0]", "Right: "),
      ("0,0 0,1", "What you marked is right, but something is missing."),
      ("0,0 2,2", "1 of the 2 cells that you marked is right."),
      ("9,9", "names no cells"), ("zebra", "names no cells"), ("", "No cell is marked yet"),
    ])
  func cellText(answer: String, words: String) throws {
    let session = try asked("cells: window z1 0,1", "on: a0")
    #expect(session.reply(to: answer).contains(words), "\(session.reply(to: answer))")
  }

  @Test func `cells are marked with the cursor`() throws {
    let keys = "g enter right enter right enter down enter left enter left enter a"
    let session = try asked("cells: window z1 0,1", "on: a0").after("up up left left " + keys)
    #expect(session.screen.says("✓ [0,0] [0,1] [0,2] [1,0] [1,1] [1,2]."), "\(session.screen)")
  }

  @Test func `a cell that is marked twice is not marked`() throws {
    let session = try asked("cells: window z1 0,1", "on: a0")
    #expect(try session.after("enter").screen.shows("marked: 1"))
    #expect(try session.after("enter enter").screen.shows("marked: 0"))
    #expect(try session.after("enter enter a").screen.says("No cell is marked yet"))
  }

  // MARK: Help, and what an answer is worth

  private func hinted() throws -> Session {
    try asked("number: z1 0,0", "hints: [Four are real., The row is 9 and 1., Add up 10 and 5.]")
  }

  @Test(
    "hints come one after another, from the gentlest",
    arguments: [
      ("", "3 hints left (t)"), ("t", "Four are real."), ("t", "2 hints left (t)"),
      ("t t", "The row is 9 and 1."), ("t t t", "Add up 10 and 5."),
      ("t t t t", "That was the last hint; s shows the answer."),
    ])
  func hints(keys: String, words: String) throws {
    #expect(try hinted().after(keys).screen.says(words))
  }

  @Test func `a question without hints says so`() throws {
    let screen = try asked("number: z1 0,0").after("t").screen
    #expect(screen.says("There is no hint here; s shows the answer."))
  }

  @Test func `s asks once more, then shows the answer and marks it as assisted`() throws {
    let session = try lesson("- page: One\n- question: {ask: How?, number: 'z1 0,0'}")
    #expect(try session.after("s").screen.says("s once more shows the answer"))
    #expect(try session.after("s t s").progress["own"]?.answers[0] == nil)
    let shown = try session.after("s s")
    #expect(shown.screen.says("3·3 + 1·1 + 4·0 + 5·1 = 15."))
    #expect(shown.progress["own"]?.answers[0]?.outcome == .assisted)
  }

  @Test(
    "what came of a question is kept",
    arguments: [
      ("1 5 enter", AnswerRecord(outcome: .right, tries: 1, answer: "15")),
      ("1 3 enter", AnswerRecord(outcome: .wrong, tries: 1, answer: "13")),
      ("1 3 enter 1 5 enter", AnswerRecord(outcome: .right, tries: 2, answer: "15")),
      ("n", AnswerRecord(outcome: .skipped, tries: 0, answer: "")),
      ("1 3 enter n", AnswerRecord(outcome: .skipped, tries: 1, answer: "")),
      ("s s", AnswerRecord(outcome: .assisted, tries: 0, answer: "")),
    ])
  func records(keys: String, record: AnswerRecord) throws {
    let session = try asked("number: z1 0,0").after(keys)
    #expect(session.progress["own"]?.answers[0] == record)
  }

  @Test func `Enter without an answer says what to do`() throws {
    let screen = try asked("number: z1 0,0").after("enter").screen
    #expect(screen.says("Type an answer; t gives a hint, n passes on."))
  }

  @Test func `Esc leaves the answer to look around, Enter returns to what was typed`() throws {
    let session = try asked("number: z1 0,0").after("1 esc")
    #expect(session.screen.says("z[0,0] = 1 (paused: Enter returns to the answer)"))
    #expect(session.context == .stage)
    #expect(try session.after("right left enter 5 enter").screen.shows("✓ right"))
  }

  @Test func `digits go into the answer, other keys keep their meaning`() throws {
    let session = try asked("number: z1 0,0").after("1 right v 5")
    #expect(session.screen.shows("z[0,0] = 15█"))
    #expect(try session.after("backspace backspace").screen.shows("z[0,0] = █"))
    #expect(try session.after("T").preferences.theme != session.preferences.theme)
  }

  @Test func `an answer says what it is made of`() throws {
    let session = try asked("number: z1 1,0,1", of: Board.bias)
    #expect(session.reply(to: "29").hasPrefix("Right: "))
    #expect(
      try asked("number: parameters 1", of: Board.bias).reply(to: "57").contains("3·2·3·3 + 3 = 57")
    )
    #expect(
      try asked("number: delta1 1,0", of: Board.loss).reply(to: "-2").contains("21 − 23 = −2"))
  }
}

extension Board {
  /// One number whose gradient of the mean squared error is a third below 0.
  static let thirds: Network = {
    let input = Tensor<Double>(rows: [[1, 2, 3]])
    let layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(1))
    var network = Network(
      inputShape: input.shape, layers: [layer],
      leaves: [
        TensorID(.activation, 0): Leaf(input),
        TensorID(.kernel, 1): Leaf(Tensor(rows: [[1]])),
        TensorID(.target, 1): Leaf(Tensor(rows: [[1.5, 2, 3]])),
      ])
    network.ending = .loss(.meanSquaredError)
    return network
  }()
}
