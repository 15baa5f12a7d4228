import ConvEngine
import Scenes
import Testing

@Suite("Saving a scene")
struct SceneEncodingTests {
  @Test("a shipped scene reads back from its document", arguments: EmbeddedScenes.files.map(\.name))
  func roundTrip(file: String) throws {
    let text = try #require(EmbeddedScenes.files.first { $0.name == file }?.text)
    let scene = try Scene(file: file, text: text, isShowable: isShowable)
    let document = try scene.yaml()
    let again = try Scene(file: file, text: document, isShowable: isShowable)
    #expect(again.withoutLines == scene.withoutLines)
    #expect(try again.yaml() == document)
  }

  @Test(
    "a scene reads back after each of its events", arguments: ["lesson-padding", "demo-stride"])
  func appended(name: String) throws {
    let scenes = SceneGallery.scenes(isShowable: isShowable).scenes
    let scene = try #require(scenes.first { $0.name == name })
    var document = try scene.yamlHead()
    var copy = scene
    copy.events = []
    #expect(try Scene(file: scene.file, text: document, isShowable: isShowable) == copy)
    for event in scene.events {
      document += event.yaml
      copy.events.append(PlacedEvent(event.event))
      let again = try Scene(file: scene.file, text: document, isShowable: isShowable)
      #expect(again.withoutLines == copy)
    }
    #expect(try document == scene.yaml())
  }

  @Test(
    "an event reads back from its lines",
    arguments: [
      Event.page(nil), .page("null"), .page("a: b # c"), .stage("other"), .act([]),
      .act([.seek(.step(7, product: 5))]),
      .act([.set(.padding, "1, 2"), .edit(a0, Index4(0, 0, 0, 0), -2)]),
      .discuss([]), .discuss([.paddingTop, .inputSize]), .text([]), .text(["one\n  two", "three"]),
      .text(["  indented", "R &D, \"x\""]), .text(["- a", "# b", "key: |"]), .caption("yes"),
      .caption("a &b \\ \"c\""), .highlight([]),
      .highlight([
        .products, .panel(a0), .parameter(.stride), .panel(TensorID(.activationGradient, 0)),
      ]),
      .wait(milliseconds: 0), .waitForLearner, .marker("true"), .marker("The corner"),
      .expect(
        .claim(.compare(.element(Element(a0, Index4(0, 0, 0, 0))), .different, .number(-0.5)))),
      .expect(.claim(.operation(layer: 1, .convolution))),
      .expect(.claim(.reads(TensorID(.output, 1), a0))),
      .expect(.shape(a0, Expectation.Shape([1, 1, 2, 2]))), .expect(.screen("window 7/25")),
      .question(Question("5?", .number(.number(5)))),
      .question(Question("How?", .shape(a0), hints: ["a", "b: c"], next: "x", mistakes: [])),
      .question(Question("How?", .shape(a0), because: "a: b # c")),
      .question(
        Question(
          "Which?", .cells(.window(Element(TensorID(.output, 1), Index4(0, 0, 0, 0))), on: a0),
          mistakes: [.turned, .axesExchanged])),
      .question(Question("Which?", .cells(.unread(layer: 1), on: TensorID(.output, 1)))),
      .question(
        Question(
          "L?",
          .choice([
            .init("it rises", if: .compare(.weights(layer: 1), .less, .number(1e-7)), next: "x: y"),
            .init(
              "5",
              if: .compare(
                .terms(Element(a0, Index4(0, 0, 0, 0)), isReal: true), .greater, .number(0))),
          ]))),
    ])
  func events(event: Event) throws {
    let text =
      "version: 1\ntitle: x\nnetworks: {one: {input: [[1, 2], [3, 4]], layers: [{kernel: [[2]]}]}, "
      + "other: {input: [[1]], layers: [{kernel: [[2]]}]}}\nevents:\n\(event.yaml)"
    let scene = try Scene(file: "x.yaml", text: text, isShowable: isShowable)
    #expect(scene.events == [PlacedEvent(event, line: 5)])
  }

  @Test func `every key of a document is written`() throws {
    var scene = try scene("[[1, 2], [3, 4]]")
    scene.summary = "One."
    scene.section = .backPropagation
    scene.page = "Forward, example 1"
    scene.needs = ["lesson-a", "null"]
    scene.minutes = 8
    scene.network.learningRate = 0.01
    scene.networks = [
      .init(name: "true", network: scene.network), .init(name: "other", network: scene.network),
    ]
    scene.symbols = Scene.Symbols(input: "I", output: "S")
    scene.discussed = [.padding]
    scene.start = [.seek(.step(2, product: 0))]
    scene.size = Scene.ScreenSize(columns: 80, rows: 24)
    scene.theme = "high-contrast"
    scene.text = ["one", "two"]
    scene.events = [PlacedEvent(.stage("other")), PlacedEvent(.page("x"))]
    let again = try Scene(file: "x.yaml", text: scene.yaml(), isShowable: isShowable)
    #expect(again.withoutLines == scene)
  }

  @Test(
    "a network reads back with all its options",
    arguments: [
      "{input: {size: 9, seed: 3}, layers: [{kernel: {size: [3, 2]}, stride: [2, 1]}]}",
      "{input: {size: [9, 8], channels: 4, batch: 2, range: [0, 9]}, layers: "
        + "[{kernel: {size: 3, inputChannels: 4, outputChannels: 6, seed: 7}, groups: 2, "
        + "bias: tied, padding: same, activation: {leakyRelu: 0.1}}]}",
      "{input: {batch: [[[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]]]}, layers: "
        + "[{kernel: [[1, -0.5]], padding: [1, 2, 3, 0], paddingMode: replicate, "
        + "operation: convolution, bias: {tied: {seed: 5, range: [1, 2]}}}], loss: sum}",
      "{input: {size: 6, edits: [[0, 0, 1, 2, 5], [0, 0, 9, 9, 1e-7]]}, layers: "
        + "[{kernel: {named: sobel-x, seed: 2}, bias: {untied: {seed: 3}}, padding: sameLower, "
        + "dilation: 2}], loss: meanSquaredError, target: {seed: 4}}",
      "{input: {size: [3, 4], channels: 4}, layers: [{kernel: {size: [3, 2], outputChannels: 6}, "
        + "transposed: true, groups: 2, stride: 2, padding: [1, 0, 0, 1], outputPadding: [1, 0], "
        + "bias: tied}]}",
      "{input: {channels: [[[1, 2]], [[3, 4]]]}, layers: [{kernel: {filters: [[[[1, 2]], [[3, 4]], "
        + "[[5, 6]]], [[[7, 8]], [[9, 1]], [[2, 3]]]]}, transposed: true, stride: 2, padding: same, "
        + "outputSize: [1, 3], bias: {untied: {seed: 4}}}]}",
      "{input: {size: 65536, channels: 1024}, layers: [{kernel: {size: 3, outputChannels: 64}}]}",
    ])
  func options(network: String) throws {
    let document = "version: 1\ntitle: \"a \\\"b\\\" \\\\ c\"\nnetwork: \(network)\n"
    let scene = try Scene(file: "x.yaml", text: document, isShowable: isShowable)
    let again = try Scene(file: "x.yaml", text: scene.yaml(), isShowable: isShowable)
    #expect(again == scene)
  }

  @Test func `edited numbers are saved as they stand`() throws {
    var scene = try scene("[[1, 2], [3, 4]]")
    scene.network.leaves[TensorID(.activation, 0)]?.edits[Index4(0, 0, 1, 0)] = -7.5
    scene.start = [.seek(.step(2, product: 1)), .set(.stride, "2")]
    scene.text = ["one\n  two", "three"]
    let again = try Scene(file: "x.yaml", text: scene.yaml(), isShowable: isShowable)
    #expect(
      again.network.leaves[TensorID(.activation, 0)] == Leaf(Tensor(rows: [[1, 2], [-7.5, 4]])))
    #expect(again.start == scene.start)
    #expect(again.text == scene.text)
  }

  @Test func `numbers that grew beyond the given ones are saved with them`() throws {
    var scene = try scene("[[1, 2], [3, 4]]")
    scene.network.inputShape = Shape4(1, 1, 3, 3)
    let again = try Scene(file: "x.yaml", text: scene.yaml(), isShowable: isShowable)
    let leaf = try #require(scene.network.leaves[TensorID(.activation, 0)])
    #expect(
      again.network.leaves[TensorID(.activation, 0)]
        == Leaf(leaf.tensor(shape: Shape4(1, 1, 3, 3))))
  }

  @Test func `too many numbers are refused`() throws {
    var scene = try scene("[[1, 2], [3, 4]]")
    scene.network.inputShape = Shape4(1, 1, 300, 300)
    let error = #expect(throws: SceneErrors.self) { try scene.yaml() }
    #expect(
      error?.description == "x:1:1: network: 90001 numbers; a scene has at most 65536")
  }

  private static let a0 = TensorID(.activation, 0)

  private func scene(_ input: String) throws -> Scene {
    try Scene(
      file: "x.yaml",
      text: "version: 1\ntitle: x\nnetwork: {input: \(input), layers: [{kernel: [[2]]}]}",
      isShowable: isShowable)
  }
}

extension Scene {
  /// The scene without the lines that its events stand in.
  var withoutLines: Scene {
    var scene = self
    scene.events = events.map { PlacedEvent($0.event) }
    return scene
  }
}
