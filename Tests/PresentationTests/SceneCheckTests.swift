import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

private let onePage = "- page: One\n"

@Suite("Checking a scene")
struct SceneCheckTests {
  /// A third of the scenes on each screen; `convscope check Scenes` looks at all of them on all.
  @Test("every shipped scene is sound", arguments: everyScene.indices)
  func shipped(place: Int) {
    let screen = SceneCheck.screens[place % SceneCheck.screens.count]
    var check = SceneCheck(everyScene[place], screens: [screen])
    #expect(check.run().map(\.description) == [])
  }

  /// The head that all the scenes here have, of ten lines.
  private static let head = """
    version: 1
    title: Wrong
    network:
      input: [[3, 1, 0], [4, 5, 3], [3, 4, 2]]
      layers:
        - kernel: [[2, -1, 3], [-2, 3, 1], [4, 0, 1]]
          padding: 1
    size: 80x24
    # The events begin in line 11.
    events:

    """

  private func problems(_ events: String) throws -> [String] {
    let text = SceneCheckTests.head + events
    let scene = try Scene(file: "wrong.yaml", text: text, isShowable: isShowable)
    var check = SceneCheck(scene)
    return check.run().map(\.description)
  }

  struct Row: CustomTestStringConvertible {
    var events: String
    var problem: String
    var testDescription: String { problem }

    init(_ events: String, _ problem: String) {
      self.events = events
      self.problem = problem
    }
  }

  @Test(
    "a problem is told with its line",
    arguments: [
      Row("- expect: z1 0,0 = 14", "wrong.yaml:11: expected z1 0,0 = 14, found 15 and 14"),
      Row(
        "- wait: 10\n- do: operation convolution\n- expect: z1 0,0 = 15",
        "wrong.yaml:13: expected z1 0,0 = 15, found 13 and 15"),
      Row(
        "- wait: 1\n- expect: {shape: z1 5x5}",
        "wrong.yaml:12: expected z1 of 5×5, found 1×1×3×3"),
      Row(
        "- expect: {screen: \"window 4/9\"}",
        "wrong.yaml:11: expected “window 4/9” on the screen"),
      Row(
        "- expect: operation 1 is convolution",
        "wrong.yaml:11: expected operation 1 is convolution, found that it is not so"),
      Row(
        onePage
          + "- question:\n    ask: How?\n    number: z1 1,1\n    mistakes: [transposed, turned]\n"
          + "- expect: z1 1,1 = 30",
        "wrong.yaml:16: expected z1 1,1 = 30, found 29 and 30"),
    ])
  func expectations(row: Row) throws {
    #expect(try problems(row.events) == [row.problem])
  }

  @Test(
    "a question that cannot be asked is told with its line",
    arguments: [
      Row(
        onePage + "- question: {ask: How?, number: 'z1 1,1', mistakes: [turned, rowsFlipped]}", ""),
      Row(
        onePage
          + "- question: {ask: How?, number: 'z1 1,1', mistakes: [strideForgotten, rowsFlipped]}",
        "wrong.yaml:12: the mistake strideForgotten comes to nothing here"),
      Row(
        onePage + "- question: {ask: How?, shape: z1, mistakes: [roundedUp]}",
        "wrong.yaml:12: the mistake roundedUp comes to nothing here"),
      Row(
        onePage + "- question: {ask: How?, cells: 'window z1 0,0', mistakes: [turned]}",
        "wrong.yaml:12: the mistake turned comes to nothing here"),
      Row(
        onePage + "- question: {ask: How?, number: 'turned w1 1,1', mistakes: [transposed]}",
        "wrong.yaml:12: the mistake transposed gives the right answer, 3, too"),
      Row(
        onePage + "- question: {ask: How?, number: 'turned w1 0,0', "
          + "mistakes: [rowsFlipped, columnsFlipped, transposed]}",
        ""),
      Row(
        onePage + "- question: {ask: How?, number: 'turned w1 0,1', "
          + "mistakes: [rowsFlipped, columnsFlipped]}",
        "wrong.yaml:12: the mistake rowsFlipped gives the right answer, 0, too"),
      Row(
        onePage + "- question: {ask: How?, shape: z1, mistakes: [paddingOnce, oneLess]}",
        "wrong.yaml:12: the mistakes paddingOnce and oneLess both give 2×2"),
      Row(
        onePage + "- question:\n    ask: How?\n    choices:\n"
          + "      - {text: A, if: 'z1 0,0 = 15'}\n      - {text: B, if: 'z1 0,0 > 0'}",
        "wrong.yaml:12: 2 of the choices hold; exactly one has to"),
      Row(
        onePage + "- question:\n    ask: How?\n    choices:\n"
          + "      - {text: A, if: 'z1 0,0 = 1'}\n      - {text: B, if: 'z1 0,0 < 0'}",
        "wrong.yaml:12: 0 of the choices hold; exactly one has to"),
      Row(
        onePage + "- question: {ask: How?, cells: unread 1}",
        "wrong.yaml:12: there are no cells of unread 1"),
    ])
  func questions(row: Row) throws {
    #expect(try problems(row.events) == (row.problem.isEmpty ? [] : [row.problem]))
  }

  @Test func `text that finds no room is told, with the screens`() throws {
    let line = "A line of text that is long enough to be broken on a small screen.\n"
    let text = String(repeating: "      " + line, count: 12)
    let found = try problems(page(text))
    #expect(found.contains { $0.hasPrefix("wrong.yaml:12: ") && $0.contains("no room at 80x24") })
    #expect(found.contains { $0.contains("no room at 40x12") })
    #expect(found.contains { $0.contains("no room at 40x12 in ASCII") })
  }

  @Test func `what is said to a hint and to a wrong answer is measured as well`() throws {
    let text = String(repeating: "It is long, so long that it has no end. ", count: 5)
    let choices = ["14", "15", "16"].map { "      - {text: \($0), if: 'z1 0,0 = \($0)'}\n" }
    let found = try problems(
      onePage + "- question:\n    ask: How?\n    choices:\n" + choices.joined()
        + "    hints:\n      - \(text)\n    next: \(text)\n")
    #expect(found.contains { $0.hasSuffix("at 40x12 with hint 1") }, "\(found)")
    #expect(found.contains { $0.hasSuffix("at 40x12 after the answer 3") }, "\(found)")
    #expect(try problems(onePage + "- question: {ask: How?, number: 'z1 0,0'}") == [])
  }

  @Test func `waits between which nothing changes are not looked at one by one`() throws {
    let waits = String(repeating: "- wait: 1\n", count: 300)
    #expect(try problems("- do: seek 2\n\(waits)- expect: z1 0,0 = 14").count == 1)
  }

  private func page(_ text: String) -> String { "- page: One\n- text: |\n\(text)" }

  @Test func `all problems of a scene are told at once, in the order of its lines`() throws {
    let found = try problems(
      "- expect: z1 0,0 = 1\n- wait: 5\n- expect: z1 0,0 = 2\n- expect: z1 0,0 = 3")
    #expect(found.map { $0.prefix(14) } == ["wrong.yaml:11:", "wrong.yaml:13:", "wrong.yaml:14:"])
  }

  @Test(
    "a number that stood on an earlier page is no mistake, but told",
    arguments: [
      ("seek 5", "z1 0,1", "z1 0,1 stood on stage on page 1"), ("seek 1", "z1 0,1", ""),
      ("seek 2", "z1 0,1", "z1 0,1 stood on stage on page 1"), ("seek 2.3", "z1 0,1", ""),
      ("pass dL/dw1", "a0 0,0", "a0 0,0 stood on stage on page 1"),
      ("[seek 5, turn]", "z1 0,1", ""),
    ])
  func warnings(start: String, asked: String, warning: String) throws {
    let text =
      SceneCheckTests.head
      + "- page: One\n- do: \(start)\n- page: Two\n- do: [reset, pass z1, seek 1.0]\n"
      + "- question: {ask: How?, number: '\(asked)', mistakes: []}"
    let scene = try Scene(file: "wrong.yaml", text: text, isShowable: isShowable)
    var check = SceneCheck(scene, screens: [])
    #expect(check.run() == [])
    #expect(check.warnings.map(\.sentence) == (warning.isEmpty ? [] : [warning]))
  }

  @Test func `a page after another, and a wait for the learner, are gone through`() throws {
    let found = try problems(
      "- page: One\n- wait: learner\n- expect: z1 0,0 = 1\n- page: Two\n- expect: z1 0,0 = 2")
    #expect(found.count == 2)
  }

  @Test func `a stage without events is looked at as it stands`() throws {
    var check = SceneCheck(Scene(name: "own", title: "Own", network: Board.padded))
    #expect(check.run() == [])
  }

  @Test(
    "scenes that need each other in a circle are told",
    arguments: [
      ("a:b b:", []), ("a:b b:c c:a", ["a needs b needs c needs a"]), ("a:z", []),
      ("a:b,c b:c c:", []), ("a:b b:a c:b,d d:c", ["a needs b needs a", "c needs d needs c"]),
    ])
  func circles(needs: String, circles: [String]) {
    let scenes = needs.split(separator: " ").map { word in
      let parts = word.split(separator: ":")
      var scene = Scene(name: String(parts[0]), title: "", network: Board.padded)
      scene.needs = parts.dropFirst().flatMap { $0.split(separator: ",").map(String.init) }
      return scene
    }
    #expect(
      NeedsCheck.problems(scenes).map(\.sentence)
        == circles.map { "nobody can begin with scenes that need each other: \($0)" })
  }
}
