import ConvEngine
import Scenes
import Testing
import Yams

@Suite("Mistakes in a scene")
struct SceneErrorTests {
  struct Row: CustomTestStringConvertible {
    var text: String
    var sentences: [String]
    /// Whether the schema cannot see the mistake: it is in what values mean together.
    var isBeyondSchema = false
    /// Whether a tree can be made of the document at all.
    var isYAML: Bool { (try? Yams.compose(yaml: text)) != nil }
    /// The row, marked.
    var beyondSchema: Row {
      var row = self
      row.isBeyondSchema = true
      return row
    }
    var testDescription: String { sentences.joined(separator: ", ") }

    /// A document of one layer with something in place of its parts.
    static func network(_ network: String, _ sentences: String...) -> Row {
      Row(text: "version: 1\ntitle: x\nnetwork: \(network)\n", sentences: sentences)
    }

    static func layer(_ layer: String, _ sentences: String...) -> Row {
      let input = "[[1, 2, 3], [4, 5, 6], [7, 8, 9]]"
      return Row(
        text: "version: 1\ntitle: x\nnetwork:\n  input: \(input)\n  layers:\n    - \(layer)\n",
        sentences: sentences)
    }

    /// A scene of two networks with an event.
    static func event(_ event: String, _ sentences: String...) -> Row {
      let head = """
        version: 1
        title: x
        networks:
          house: {input: [[1, 2], [3, 4]], layers: [{kernel: [[1]]}]}
          two:
            input: [[1, 2], [3, 4]]
            layers: [{kernel: [[1]], bias: [1]}, {kernel: [[1]]}]
            loss: sum
        events:
          -
        """
      return Row(text: "\(head) \(event)\n", sentences: sentences)
    }

    static func question(_ question: String, _ sentences: String...) -> Row {
      var row = event("question: {ask: a, \(question)}")
      row.sentences = sentences
      return row
    }

    static func more(_ line: String, _ sentences: String...) -> Row {
      Row(
        text: "version: 1\ntitle: x\nnetwork: {input: [[1]], layers: [{kernel: [[1]]}]}\n\(line)\n",
        sentences: sentences)
    }
  }

  static let all = documents + scenes + networks + leaves + layers + stages + events + questions

  private static let documents = [
    Row(
      text: "", sentences: ["1:1: found an empty document, expected a scene, such as version: 1 …"]
    ).beyondSchema,
    Row(text: "5", sentences: ["1:1: found \"5\", expected a scene"]),
    Row(
      text: "{}",
      sentences: [
        "1:1: no version; a scene needs it", "1:1: no title; a scene needs it",
        "1:1: found none, expected one of network or networks",
      ]),
    Row(text: "a: [1", sentences: ["2:1: no YAML: did not find expected ',' or ']'"]).beyondSchema,
    Row(
      text: "title: a\ntitle: b", sentences: ["1:1: the key \"title\" stands twice in one mapping"]
    ).beyondSchema,
    Row(text: "a: &b 1", sentences: ["1:4: found an anchor, expected values that are written out"]),
    Row(
      text: "a: *b", sentences: ["1:4: found an alias, expected values that are written out"]
    ).beyondSchema,
    Row(text: "a\u{1B}[31m: 1", sentences: ["1:2: found a control character, expected text"])
      .beyondSchema,
    Row(text: "--- 1\n--- 2", sentences: ["2:1: no YAML: but found another document"]).beyondSchema,
  ]

  private static let scenes: [Row] = [
    .more("sumary: x", "4:1: unknown key \"sumary\"; did you mean \"summary\"?"),
    .more(
      "? [a]\n: b", "4:1: found a key that is no word, expected one of the keys"),
    .more(
      "summary: \"\\e[31mred\"", "4:10: summary: the character U+001B is on no screen; leave it out"
    ),
    .more("summary: 日本", "4:10: summary: the character U+65E5 is on no screen; leave it out")
      .beyondSchema,
    .more("summary: [a]", "4:10: summary: found a list, expected a text"),
    .more("section: forwards", "4:10: section: found \"forwards\"; did you mean \"forward\"?"),
    .more("symbols: {inptu: I}", "4:11: symbols: unknown key \"inptu\"; did you mean \"input\"?"),
    .more(
      "symbols: {input: a b}",
      "4:18: symbols.input: found \"a b\", expected a symbol of at most 8 characters without a space"
    ),
    .more("discuss: [pading]", "4:11: discuss[0]: found \"pading\"; did you mean \"padding\"?"),
    .more("discuss: stride", "4:10: discuss: found \"stride\", expected a list of arguments"),
    .more("start: [sek 7]", "4:9: start[0]: \"sek\" is no action; did you mean \"seek\"?"),
    .more(
      "start: [step 1, quit]",
      "4:17: start[1]: found \"quit\", expected an action that stays on the stage"),
    .more(
      "text: |\n  short\n  \(String(repeating: "x", count: 80))",
      "6:3: text: a line of 80 characters; a line has at most 76"),
    Row(
      text: "version: 2\ntitle: x\nnetwork: {input: [[1]], layers: [{kernel: [[1]]}]}",
      sentences: ["1:10: version: found \"2\", expected 1, the version of scenes that is known"]),
  ]

  private static let networks: [Row] = [
    .network("5", "3:10: network: found \"5\", expected a network"),
    .network("{layers: [{kernel: [[1]]}]}", "3:10: network: no input; a network needs it"),
    .network(
      "{input: [[1]], layers: []}",
      "3:33: network.layers: found an empty list, expected at least one layer"
    ),
    .network(
      "{input: [[1, 2], [3]], layers: [{kernel: [[1]]}]}",
      "3:27: network.input[1]: found 1 number, expected 2 as in the row above"
    ).beyondSchema,
    .network(
      "{input: [[1, .nan]], layers: [{kernel: [[x]]}]}",
      "3:23: network.input[0][1]: found \".nan\", expected a number",
      "3:51: network.layers[0].kernel[0][0]: found \"x\", expected a number"),
    .network(
      "{input: [[1e999, \"5\", 0x10]], layers: [{kernel: [[1]]}]}",
      "3:20: network.input[0][0]: found \"1e999\", expected a number",
      "3:27: network.input[0][1]: found \"5\", expected a number",
      "3:32: network.input[0][2]: found \"0x10\", expected a number"),
    .network(
      "{input: {channels: [[[1, 2]], [[1]]]}, layers: [{kernel: [[1]]}]}",
      "3:40: network.input.channels[1]: found 1×1×1×1, expected 1×1×1×2 as before"
    ).beyondSchema,
    .network(
      "{input: {seed: 3}, layers: [{kernel: [[1]]}]}",
      "3:18: network.input: found none, expected one of rows, channels, batch or file"),
    .network(
      "{input: {size: 0}, layers: [{kernel: [[1]]}]}",
      "3:25: network.input.size: found \"0\", expected a whole number from 1 to 65536"),
    .network(
      "{input: {size: 3, range: [5, 2]}, layers: [{kernel: [[1]]}]}",
      "3:35: network.input.range: found 5 before 2, expected two whole numbers, the smaller one first"
    ).beyondSchema,
    .network(
      "{input: {size: 3, seed: -1}, layers: [{kernel: [[1]]}]}",
      "3:34: network.input.seed: found \"-1\", expected a whole number from 0"),
    .network(
      "{input: [[1]], layers: [{kernel: [[1]]}], loss: halfSumOfSquare}",
      "3:58: network.loss: found \"halfSumOfSquare\"; did you mean \"halfSumOfSquares\"?"),
    .network(
      "{input: [[1]], layers: [{kernel: [[1]]}], target: [[1]]}",
      "3:60: network.target: goes with loss, which compares it with the output"),
    .network(
      "{input: [[1]], layers: [{kernel: [[1]]}], loss: sum, outputGradient: [[1]]}",
      "3:79: network.outputGradient: goes without loss, which gives it"),
    .network(
      "{input: [[1]], layers: [{kernel: [[1]]}], outputGradient: [[1, 2]]}",
      "3:68: network.outputGradient: found numbers of 1×1×1×2, expected 1×1×1×1"
    ).beyondSchema,
    .network(
      "{input: {size: 1000}, layers: [{kernel: [[1]], padding: 1000}, {kernel: [[1]]}]}",
      "3:73: network.layers[1]: 18000000 products; a network of several layers has at most 2000000"
    ).beyondSchema,
  ]

  private static let leaves: [Row] = [
    .network(
      "{input: [[1]], layers: [{kernel: [[1]]}], loss: sum, target: [[1, 2]]}",
      "3:71: network.target: found numbers of 1×1×1×2, expected 1×1×1×1"
    ).beyondSchema,
    .network(
      "{input: [[1]], layers: [{kernel: [[1]]}], loss: sum, target: {rows: [[1]], batch: [[[[1]]]]}}",
      "3:71: network.target: found rows and batch, expected one of them"),
    .network(
      "{input: {size: 3, edits: [[0, 0, 5]]}, layers: [{kernel: [[1]]}]}",
      "3:36: network.input.edits[0]: found 3 numbers, expected four indices and a number"),
    .network(
      "{input: {size: 3, edits: [[0, 0, -1, 0, 5]]}, layers: [{kernel: [[1]]}]}",
      "3:43: network.input.edits[0][2]: found \"-1\", expected a whole number from 0 to 65536"
    ).beyondSchema,
    .network(
      "{input: {size: 3, rows: [[1]]}, layers: [{kernel: [[1]]}]}",
      "3:34: network.input.rows: goes without size; the rows say it already"),
    .network(
      "{input: {size: 3, file: x.npy}, layers: [{kernel: [[1]]}]}",
      "3:34: network.input.file: goes without size; the file says it already"),
    .network(
      "{input: {size: 3, range: 5}, layers: [{kernel: [[1]]}]}",
      "3:35: network.input.range: found \"5\", expected two whole numbers, the smaller one first"),
    .network(
      "{input: {size: 3}, layers: [{kernel: {filters: []}}]}",
      "3:57: network.layers[0].kernel.filters: found an empty list, expected a list of filters, each "
        + "with rows for every input channel"),
    .network(
      "{input: [], layers: [{kernel: [[]]}]}",
      "3:18: network.input: found an empty list, expected rows of numbers",
      "3:41: network.layers[0].kernel[0]: found an empty list, expected a list of numbers"),
    .network(
      "{input: [[1]], layers: [{kernel: [[1]], activation: {leakyRelu: x}}]}",
      "3:74: network.layers[0].activation.leakyRelu: found \"x\", expected a number"),
  ]

  private static let layers: [Row] = [
    .layer("{stride: 2}", "6:7: network.layers[0]: no kernel; a layer needs one"),
    .layer(
      "{kernel: [[1]], strid: 2}",
      "6:23: network.layers[0]: unknown key \"strid\"; did you mean \"stride\"?"),
    .layer(
      "{kernel: [[1]], zzz: 2}",
      "6:23: network.layers[0]: unknown key \"zzz\"; the keys here are kernel, transposed, "
        + "stride, padding, paddingMode, outputPadding, outputSize, dilation, groups, bias, operation "
        + "or activation"),
    .layer(
      "{kernel: [[1]], transposed: yes}",
      "6:35: network.layers[0].transposed: found \"yes\", expected true or false"),
    .layer(
      "{kernel: [[1]], outputPadding: 1}",
      "6:38: network.layers[0].outputPadding: goes with transposed: true only"),
    .layer(
      "{kernel: [[1]], transposed: false, outputSize: 3}",
      "6:54: network.layers[0].outputSize: goes with transposed: true only"
    ).beyondSchema,
    .layer(
      "{kernel: [[1]], transposed: true, stride: 2, outputPadding: 1, outputSize: 6}",
      "6:67: network.layers[0].outputPadding: goes without outputSize, which settles it"),
    .layer(
      "{kernel: [[1]], transposed: true, stride: 2, outputPadding: 2}",
      "6:7: network.layers[0]: the output padding of 2 rows is too large; it has to be smaller than "
        + "the larger of stride 2 and dilation 1"
    ).beyondSchema,
    .layer(
      "{kernel: [[1]], transposed: true, stride: 2, outputSize: [5, 7]}",
      "6:7: network.layers[0]: an output of 7 columns was asked for, it can have 5 to 6"
    ).beyondSchema,
    .layer(
      "{kernel: [[1]], transposed: true, paddingMode: reflect}",
      "6:7: network.layers[0]: the padding mode of a transposed layer is reflect, it can only be zeros"
    ).beyondSchema,
    .layer(
      "{kernel: [[1]], stride: 0}",
      "6:31: network.layers[0].stride: found \"0\", expected a whole number from 1 to 65536"),
    .layer(
      "{kernel: [[1]], stride: [1, 2, 3]}",
      "6:31: network.layers[0].stride: found a list, expected a whole number, or one for the rows "
        + "and one for the columns"),
    .layer(
      "{kernel: [[1]], padding: sam}",
      "6:32: network.layers[0].padding: found \"sam\"; did you mean \"same\"?"),
    .layer(
      "{kernel: [[1]], padding: [1, 2, 3]}",
      "6:32: network.layers[0].padding: found a list of 3, expected one number, two (rows, columns) "
        + "or four (top, left, bottom, right)"),
    .layer(
      "{kernel: [[1]], paddingMode: zero}",
      "6:36: network.layers[0].paddingMode: found \"zero\"; did you mean \"zeros\"?"),
    .layer(
      "{kernel: [[1]], operation: cross-correlation}",
      "6:34: network.layers[0].operation: found \"cross-correlation\"; "
        + "did you mean \"crossCorrelation\"?"),
    .layer(
      "{kernel: [[1]], activation: rleu}",
      "6:35: network.layers[0].activation: found \"rleu\"; did you mean \"relu\"?"),
    .layer(
      "{kernel: {named: sobelx}}",
      "6:24: network.layers[0].kernel.named: found \"sobelx\"; did you mean \"sobel-x\"?"),
    .layer(
      "{kernel: {rows: [[1]], size: 3}}",
      "6:16: network.layers[0].kernel: found rows and size, expected one of rows, filters, named, file or size"
    ),
    .layer(
      "{kernel: {rows: [[1]], inputChannels: 3}}",
      "6:45: network.layers[0].kernel.inputChannels: goes with size only; rows says it already"),
    .layer(
      "{kernel: [[1]], bias: some}",
      "6:29: network.layers[0].bias: found \"some\", expected none, tied or untied"),
    .layer(
      "{kernel: [[1]], bias: [1, 2]}",
      "6:29: network.layers[0].bias: found numbers of 1×2×1×1, expected 1×1×1×1"
    ).beyondSchema,
    .layer(
      "{kernel: [[1]], bias: {untied: [[1]]}}",
      "6:29: network.layers[0].bias: found numbers of 1×1×1×1, expected 1×1×3×3"
    ).beyondSchema,
    .layer(
      "{kernel: [[1, 2, 3, 4]]}",
      "6:7: network.layers[0]: the kernel spans 4 columns, the padded input has 3; add padding, or "
        + "make the kernel or its dilation smaller"
    ).beyondSchema,
    .layer(
      "{kernel: [[1]], groups: 2}",
      "6:7: network.layers[0]: the input is 1×1×3×3, it has to be 1×2×3×3"
    ).beyondSchema,
    .layer(
      "{kernel: [[1]], padding: 3, paddingMode: reflect}",
      "6:7: network.layers[0]: padding 3 is too much for reflect on 3 rows; it can be at most 2"
    ).beyondSchema,
    .layer(
      "{kernel: {size: 65536, outputChannels: 65536}, padding: 65536}",
      "6:7: network.layers[0]: the sum of 281509337497600×1×65536×65536 is too "
        + "large to be counted; make it smaller"
    ).beyondSchema,
  ]

  @Test("every mistake gets a sentence", arguments: all)
  func mistakes(row: Row) {
    let error = #expect(throws: SceneErrors.self) {
      try Scene(file: "x.yaml", text: row.text, isShowable: isShowable)
    }
    #expect(error?.all.map(\.sentence) == row.sentences.map { "x.yaml:\($0)" })
  }

  @Test func `a mistake shows its line with a caret under it`() {
    let text = "version: 1\ntitle: x\nnetwork:\n  input:\n    - [6, x, 4]\n  layers: []\n"
    let error = #expect(throws: SceneErrors.self) {
      try Scene(file: "x.yaml", text: text, isShowable: isShowable)
    }
    #expect(
      error?.all.first?.description == """
        x.yaml:5:11: network.input[0][1]: found "x", expected a number
            - [6, x, 4]
                  ^
        """)
    #expect(error?.all.map(\.path) == ["network.input[0][1]", "network.layers"])
  }

  @Test func `a long line is cut around the mistake`() {
    let numbers = String(repeating: "1, ", count: 100)
    let text = "version: 1\ntitle: x\nnetwork: {input: [[\(numbers)x]], layers: []}\n"
    let error = #expect(throws: SceneErrors.self) {
      try Scene(file: "x.yaml", text: text, isShowable: isShowable)
    }
    let lines = error?.all.first?.excerpt.split(separator: "\n") ?? []
    #expect(lines.map(\.count).max() == 76)
    let caret = lines.last?.count ?? 0
    #expect(lines.first?.dropFirst(caret - 1).first == "x")
  }

  @Test func `what cannot be shown is not shown in an error either`() {
    let text = "\u{202E}evil: 1\n"
    let error = #expect(throws: SceneErrors.self) {
      try Scene(file: "x\u{1B}.yaml", text: text, isShowable: isShowable)
    }
    #expect(error?.description.unicodeScalars.contains("\u{202E}") == false)
    #expect(error?.description.unicodeScalars.contains("\u{1B}") == false)
  }
}
