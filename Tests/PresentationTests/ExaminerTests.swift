import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

/// Numbers that were computed by hand stand beside the engine's: what a question asks is what it says.
@Suite("What the engine is asked for")
struct ExaminerTests {
  struct Row: CustomTestStringConvertible {
    var claim: String
    var network: Network
    var testDescription: String { claim }

    init(_ claim: String, _ network: Network) {
      self.claim = claim
      self.network = network
    }
  }

  static let elements = [
    Row("z1 0,0 = 15", Board.padded), Row("z1 1,1 = 29", Board.padded),
    Row("z1 1,0,1 = 29", Board.bias), Row("dL/da0 2,2 = -1", Board.backStride),
    Row("dL/dw1 0,1 = -18", Board.loss), Row("dL/db1 0 = -3", Board.tied),
    Row("dL/db1 1,0 = -2", Board.untied), Row("delta1 1,0 = -2", Board.loss),
    Row("delta1 0,1 = 5", Board.two), Row("delta1 1,2 = 0", Board.two),
    Row("dL/da1 1,2 = 4", Board.two), Row("a1 2,0 = 0", Board.two), Row("loss = 6.5", Board.two),
    Row("dL/da0 0,0,0 = 6", Board.backChannels), Row("dL/db1 1 = -3", Board.backChannels),
    Row("u1 0,0 = -1.08", Board.step),
  ]

  static let sums = [
    Row("terms z1 0,1 = 9", Board.padded), Row("real-terms z1 0,1 = 6", Board.padded),
    Row("real-terms z1 0,0 = 4", Board.padded), Row("terms z1 1,0,1 = 18", Board.bias),
    Row("real-terms dL/da0 0,0 = 1", Board.house), Row("terms dL/dw1 0,1 = 9", Board.house),
    Row("uses a0 0,0 = 1", Board.house), Row("uses a0 0,1 = 2", Board.house),
    Row("uses a0 1,1 = 4", Board.house), Row("uses w1 0,1 = 9", Board.house),
    Row("share delta1 1,2 dL/da0 1,3 = 3", Board.loss),
    Row("share delta1 1,2 dL/da0 2,2 = -1", Board.loss),
    Row("share delta1 1,2 dL/da0 0,0 = 0", Board.loss),
    Row("channel-sum z1 0,0 0 = 15", Board.pair), Row("channel-sum z1 0,0 1 = -7", Board.pair),
  ]

  static let layers = [
    Row("rows z1 = 3", Board.padded), Row("columns z1 = 4", Board.oblong),
    Row("rows z1 = 3", Board.oblong), Row("elements z1 = 27", Board.bias),
    Row("weights 1 = 54", Board.bias), Row("parameters 1 = 57", Board.bias),
    Row("parameters 1 = 13", Board.untied), Row("multiply-accumulates 1 = 486", Board.bias),
    Row("span 1 = 5", Board.dilation), Row("span 1 = 3", Board.padded),
    Row("zeros-between 1 = 1", Board.stride), Row("extra-rows 1 = 1", Board.inexact),
    Row("extra-rows 1 = 0", Board.stride), Row("unread 1 = 11", Board.inexact),
    Row("unread-rows 1 = 1", Board.inexact), Row("same-padding 1 = 2", Board.dilation),
    Row("same-padding 1 = 1", Board.padded),
  ]

  /// A transposed layer of stride 2 and padding 1, from 3×3 to 6×6.
  static let transposed = [
    Row("rows z1 = 6", Board.transposed), Row("z1 1,1 = 11", Board.transposed),
    Row("terms z1 1,1 = 4", Board.transposed), Row("terms z1 0,0 = 1", Board.transposed),
    Row("uses a0 1,1 = 9", Board.transposed), Row("uses a0 0,0 = 4", Board.transposed),
    Row("zeros-between 1 = 1", Board.transposed), Row("extra-rows 1 = 1", Board.transposed),
    Row("multiply-accumulates 1 = 81", Board.transposed), Row("weights 1 = 9", Board.transposed),
    Row("share a0 1,1 z1 3,3 = 12", Board.transposed), Row("dL/da0 0,0 = 9", Board.transposed),
    Row("parameters 1 = 9", Board.transposed), Row("turned w1 0,0 = 4", Board.transposed),
  ]

  static let turns = [
    Row("turned w1 0,0 = 1", Board.padded), Row("turned w1 2,2 = 2", Board.padded),
    Row("turned w1 0,1 = 0", Board.padded), Row("differing 1 = 9", Board.padded),
    Row("agreeing 1 = 0", Board.padded), Row("operation 1 is cross-correlation", Board.padded),
    Row("delta1 reads z1", Board.two), Row("dL/dw1 reads a0", Board.two),
  ]

  static let slopes = [
    Row("slope z1 0,0 = 1", Board.two), Row("slope z1 1,2 = 0", Board.two),
    Row("flat z1 = 3", Board.two), Row("rise dL/dw1 0,1 = -18", Board.loss),
    Row("rise dL/da0 0,0 = 4", Board.loss), Row("loss-after 0.01 < 6.5", Board.step),
    Row("loss-after 0.02 > 6.5", Board.step), Row("loss-after 0 = 6.5", Board.step),
  ]

  static let rows = elements + sums + layers + transposed + turns + slopes

  private func problems(_ claim: String, _ network: Network, before: String = "") throws
    -> [String]
  {
    let events = before + "- expect: '\(claim)'"
    var check = SceneCheck(try scene(events, on: network), screens: [])
    return check.run().map(\.sentence)
  }

  @Test("a quantity is what its definition says", arguments: rows)
  func quantities(row: Row) throws {
    #expect(try problems(row.claim, row.network) == [])
  }

  @Test("its contrary does not hold", arguments: rows.filter { $0.claim.contains(" = ") })
  func contraries(row: Row) throws {
    let claim = row.claim.replacing(" = ", with: " ≠ ")
    #expect(try problems(claim, row.network).count == 1)
  }

  @Test func `every word of a quantity and of a claim is met here`() {
    let claims = ExaminerTests.rows.map(\.claim).joined(separator: " ") + " so-far"
    let words = claims.split(separator: " ").map(String.init)
    #expect(Quantity.words.filter { !words.contains($0) } == [])
  }

  @Test(
    "what stands so far is the sum of the products that are done",
    arguments: [("seek 1.5", 9), ("seek 1.6", 10), ("seek 1.0", 0), ("seek 1.9", 15)])
  func soFar(place: String, value: Int) throws {
    let found = try problems(
      "so-far z1 0,0 = \(value)", Board.padded, before: "- do: \(place)\n")
    #expect(found == [])
  }

  @Test("the loss of one step is that of the course", arguments: [(0.01, "4.18"), (0.02, "16.")])
  func descent(rate: Double, loss: String) throws {
    let session = try asked("number: loss-after \(NumberText.of(rate))", of: Board.step)
    #expect(session.after(.solve, .solve).lines().contains { $0.contains("L = \(loss)") })
  }

  @Test(
    "what a network has not is no number",
    arguments: [
      "z1 9,9 = 1", "z2 0,0 = 1", "weights 2 = 1", "rise w1 0,0 = 1", "loss-after 0.1 = 1",
      "delta1 reads z2",
    ])
  func missing(claim: String) throws {
    let text = "- expect: '\(claim)'"
    guard let scene = try? scene(text, on: Board.house) else { return }
    var check = SceneCheck(scene, screens: [])
    #expect(check.run().map(\.sentence).allSatisfy { $0.contains("which this network has not") })
  }

  // MARK: Cells

  struct Cells: CustomTestStringConvertible {
    var set: String
    var network: Network
    var cells: String
    var testDescription: String { "\(set)" }

    init(_ set: String, _ network: Network, _ cells: String) {
      self.set = set
      self.network = network
      self.cells = cells
    }
  }

  static let sets = [
    Cells("window z1 2,0", Board.house, "2,0 2,1 3,0 3,1"),
    Cells("window z1 0,1", Board.padded, "0,0 0,1 0,2 1,0 1,1 1,2"),
    Cells("window z1 0,1", Board.dilation, "0,1 0,3 0,5 2,1 2,3 2,5 4,1 4,3 4,5"),
    Cells("reached a0 1,1", Board.house, "0,0 0,1 1,0 1,1"),
    Cells("reached a0 1,2", Board.stride, "0,0 0,1"),
    Cells("weight a0 1,1 z1 0,1", Board.house, "1,0"),
    Cells("weight a0 0,0 z1 0,0", Board.padded, "1,1"),
    Cells("inputs w1 0,1", Board.house, "0,1 0,2 0,3 1,1 1,2 1,3 2,1 2,2 2,3"),
    Cells("unread 1", Board.inexact, "5,0 5,1 5,2 5,3 5,4 5,5 0,5 1,5 2,5 3,5 4,5"),
    Cells("kept 2", Board.dense, "0,0 0,2 2,0 2,2"),
    Cells("window z1 2,2", Board.transposed, "1,1"),
    Cells("window z1 1,1", Board.transposed, "0,0 0,1 1,0 1,1"),
    Cells("reached a0 0,0", Board.transposed, "0,0 0,1 1,0 1,1"),
    Cells("weight a0 1,1 z1 3,2", Board.transposed, "2,1"),
    Cells("inputs w1 1,1", Board.transposed, "0,0 0,1 0,2 1,0 1,1 1,2 2,0 2,1 2,2"),
    Cells("flat z1", Board.two, "1,2 2,0 2,2"),
    Cells("differing 1", Board.differing, "0,0 0,1 1,0"),
  ]

  @Test("a set of cells is what its definition says", arguments: sets)
  func cells(row: Cells) throws {
    let session = try asked("cells: \(row.set)", of: row.network)
    #expect(
      session.reply(to: row.cells).hasPrefix("Right: "), "\(session.after(.solve, .solve).lines())")
  }

  @Test func `every set of cells is met here`() {
    let words = ExaminerTests.sets.map { String($0.set.prefix { $0 != " " }) }
    #expect(CellSet.words.filter { !words.contains($0) } == [])
  }
}

extension Board {
  /// The layer of the stage about transposed layers.
  static let transposed: Network = {
    shippedScenes.first { $0.name == "transposed" }?.network ?? house
  }()

  /// The stride of the lesson backwards, with its δ.
  static let backStride: Network = {
    let scene = course.first { $0.name == "lesson-back-stride" }
    return scene?.network ?? house
  }()

  /// The lesson's layer before it has a stride.
  static let dense: Network = {
    var network = stride
    network.layers[0].stride = Size2D(1)
    return network
  }()

  /// z is 1 2 / 3 4, and with the turned kernel, of which the last cell alone agrees, 2 3 / 4 4.
  static let differing: Network = {
    let input = Tensor<Double>(rows: [[1, 2, 3], [3, 4, 4]])
    let layer = Layer(
      inputChannels: 1, outputChannels: 1, kernelSize: Size2D(height: 1, width: 2))
    return Network(
      inputShape: input.shape, layers: [layer],
      leaves: [
        TensorID(.activation, 0): Leaf(input), TensorID(.kernel, 1): Leaf(Tensor(rows: [[1, 0]])),
      ])
  }()
}
