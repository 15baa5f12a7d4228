import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

/// What has to be true of every screen, in a sentence for each that is not.
func flaws(_ frame: Frame, isASCII: Bool) -> [String] {
  var found: [String] = []
  if frame.clippedCount > 0 { found.append("\(frame.clippedCount) clipped") }
  if frame.overlapCount > 0 { found.append("\(frame.overlapCount) overlap") }
  guard frame.rows > 0, frame.columns > 0 else { return found }
  if frame[frame.rows - 1, frame.columns - 1] != .blank { found.append("last cell written") }
  let strange = frame.cells.lazy.map(\.symbol).first {
    isASCII ? $0.value < 0x20 || $0.value > 0x7E : $0.value > 0x7E && !known.contains($0)
  }
  if let strange { found.append("strange symbol \(strange)") }
  return found
}

private let known = Set(Symbols.substitutes.keys)

@Suite("What is true of every screen")
struct LayoutTests {
  static let sizes = [
    (40, 12), (41, 13), (79, 24), (80, 23), (80, 24), (100, 30), (120, 30), (160, 50), (200, 60),
  ]

  /// Sizes of every kind of screen, for what is tried in many ways.
  static let fewSizes = [(40, 12), (80, 24), (120, 30)]

  /// What is wrong with a session's screens of these sizes, with both kinds of symbols.
  private func flaws(
    of session: Session, _ keys: String, sizes: [(Int, Int)] = LayoutTests.fewSizes
  ) -> [String] {
    let plain = session.after(.glyphs(false))
    let pictures =
      sizes.map { (session, $0, false) } + [(40, 12), (80, 24)].map { (plain, $0, true) }
    return pictures.flatMap { session, size, isASCII in
      PresentationTests.flaws(session.frame(columns: size.0, rows: size.1), isASCII: isASCII)
        .map { "\($0) after “\(keys)” at \(size.0)x\(size.1)\(isASCII ? " in ASCII" : "")" }
    }
  }

  /// A session in a pass and a view.
  struct Stand {
    var name: String
    var session: Session
  }

  /// Every pass of a scene in every view.
  static func stands(_ scene: String) throws -> [Stand] {
    let count = try PassesTests.passes(of: opened(scene)).count
    return try (1...count).flatMap { number in
      let session = opened(scene).after(.pass(.number(number)))
      let isOne = try session.after("v").screen.says("This pass has one view.")
      return try (isOne ? [""] : ["", "v", "v v"]).map { keys in
        Stand(name: "\(scene), pass \(number) \(keys)", session: try session.after(keys))
      }
    }
  }

  private static let someScenes = ["padding", "channels", "convolution", "delta", "delta-below"]

  @Test("every pass and view of a scene fits every screen", arguments: sceneNames)
  func fits(scene: String) throws {
    for stand in try LayoutTests.stands(scene) {
      let found = flaws(
        of: try stand.session.after("right ."), "\(stand.name) right .", sizes: LayoutTests.sizes)
      #expect(found == [])
      let last = flaws(of: try stand.session.after("G"), "\(stand.name) G")
      #expect(last == [])
    }
  }

  @Test(
    "what is opened on a scene fits every screen", arguments: someScenes,
    [
      "", "o", "?", "P", "y", "d", "c", "#", "e", ":", "W", "tab", "tab tab", "tab tab tab",
      "tab tab tab tab", "shift-tab", "shift-tab shift-tab", "=", "= =", "f", "*", "space", "T",
    ])
  func opens(scene: String, keys: String) throws {
    let found = flaws(of: try opened(scene).after(keys), keys)
    #expect(found == [])
  }

  @Test(
    "other parameters fit every screen", arguments: someScenes,
    [
      Action.set(.padding, "3"), .set(.inputSize, "12"), .set(.dilation, "2"), .set(.stride, "3"),
      .set(.kernelSize, "1"), .set(.outputChannels, "5"), .set(.inputChannels, "4"),
      .set(.activation, "gelu"), .set(.bias, "untied"), .set(.inputSize, "40,7"),
    ])
  func parameters(scene: String, action: Action) throws {
    let session = opened(scene).after(action).waiting(4000)
    for stand in ["", "1 right", "3 right"] {
      let found = flaws(of: try session.after(stand), "\(action), \(stand)")
      #expect(found == [])
    }
  }

  @Test("numbers of any width fit every screen", arguments: [-123456, 0.1, 1e30, -1e-30, 99999.5])
  func numbers(value: Double) throws {
    for scene in ["padding", "channels", "stride-backwards"] {
      let edit = Action.edit(TensorID(.activation, 0), Index4(0, 0, 1, 1), value)
      let other = Action.edit(TensorID(.kernel, 1), Index4(0, 0, 0, 1), value * 3)
      for keys in ["1 G", "2 G", "3 G", "1 G c"] {
        let found = flaws(of: try opened(scene).after(edit, other).after(keys), "\(scene) \(keys)")
        #expect(found == [])
      }
    }
  }

  @Test("the list of scenes fits every screen", arguments: ["", "G", "/", "? /", "T", "pgdn"])
  func home(keys: String) throws {
    let found = flaws(
      of: try Session(library: shippedScenes).after(keys), keys, sizes: LayoutTests.sizes)
    #expect(found == [])
  }

  @Test(
    "a screen of any size is drawn without a trap",
    arguments: [(0, 0), (1, 1), (0, 5), (5, 0), (1, 30), (39, 12), (40, 11), (400, 200), (-1, -1)])
  func anySize(columns: Int, rows: Int) {
    for session in [opened("padding"), opened("delta"), Session(library: shippedScenes)] {
      let frame = session.frame(columns: columns, rows: rows)
      #expect(frame.columns == max(columns, 0))
      #expect(frame.overlapCount == 0)
    }
  }

  @Test("the same state gives the same screen, whatever was drawn before", arguments: sceneNames)
  func pure(scene: String) {
    let session = opened(scene)
    let first = session.frame(columns: 80, rows: 24)
    for (columns, rows) in LayoutTests.sizes { _ = session.frame(columns: columns, rows: rows) }
    #expect(session.frame(columns: 80, rows: 24) == first)
    #expect(opened(scene).frame(columns: 80, rows: 24) == first)
  }

  @Test("the same keys lead to the same screen", arguments: sceneNames)
  func replay(scene: String) throws {
    let keys = "right . b v . tab down # esc f o + - esc G u"
    #expect(try opened(scene).after(keys).screen == opened(scene).after(keys).screen)
  }

  @Test(
    "a scene's own numbers are all in sight on a standard screen",
    arguments: sceneNames.filter { $0 != "channels" })
  func inSight(scene: String) {
    let screen = opened(scene).screen
    #expect(!screen.shows("more below"))
    for word in [" of 3 rows", "columns 0…"] { #expect(!screen.shows(word)) }
  }
}
