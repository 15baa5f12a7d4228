import ConvEngine
import Scenes
import Testing

@Suite("What a scene may ask for")
struct SceneLimitsTests {
  @Test func `a file of more than a megabyte is refused`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: SceneLimits.bytes + 1)
    #expect(sentence(bytes) == "x.yaml:1:1: 1000001 bytes; a scene has at most 1000000")
  }

  @Test func `bytes that are no text are refused with their place`() {
    #expect(
      sentence(Array("a: 1\nb: ".utf8) + [0xFF]) == "x.yaml:2:4: found a byte that is no UTF-8")
  }

  @Test func `more numbers than a scene holds are refused`() {
    let row = "[" + Array(repeating: "1", count: 70_000).joined(separator: ",") + "]"
    let text = "version: 1\ntitle: x\nnetwork: {input: [\(row)], layers: [{kernel: [[1]]}]}"
    #expect(
      sentence(Array(text.utf8))
        == "x.yaml:3:131092: network.input[0][65536]: more than 65536 numbers; "
        + "a larger tensor can have a seed")
  }

  @Test("deep nesting is refused", arguments: ["[", "{a: ", "- ", "? "])
  func depth(opening: String) {
    let text = String(repeating: opening, count: 100_000)
    #expect(sentence(Array(text.utf8))?.isEmpty == false)
  }

  @Test func `many mistakes are reported up to a limit`() {
    let text = "version: 1\ntitle: x\n" + (0..<100).map { "k\($0): 1\n" }.joined()
    #expect(errors(Array(text.utf8))?.all.count == SceneLimits.mistakes)
  }

  @Test func `more layers than a network may have are refused`() {
    let layers = Array(repeating: "{kernel: [[1]]}", count: 17).joined(separator: ", ")
    let text = "version: 1\ntitle: x\nnetwork: {input: [[1]], layers: [\(layers)]}"
    #expect(
      sentence(Array(text.utf8))
        == "x.yaml:3:33: network.layers: 17 layers; a scene has at most 16")
  }

  @Test func `one generated layer may be large`() throws {
    let text = """
      version: 1
      title: x
      network:
        input: {size: 2048, channels: 64}
        layers: [{kernel: {size: 3, outputChannels: 64}, padding: 1}]
      """
    let scene = try Scene(file: "x.yaml", text: text, isShowable: isShowable)
    #expect(scene.network.inputShape == Shape4(1, 64, 2048, 2048))
  }

  @Test func `a file is read through a loader`() throws {
    let text = "version: 1\ntitle: x\nnetwork: {input: [[1]], layers: [{kernel: [[1]]}]}\r\n"
    let scene = try Scene.load("a/12-some-name.yaml", isShowable: isShowable) { path in
      #expect(path == "a/12-some-name.yaml")
      return Array(text.utf8)
    }
    #expect(scene.name == "some-name")
  }

  @Test(
    "a scene is called by its file",
    arguments: [
      ("01-padding.yaml", "padding"), ("a/2-b-c.yaml", "b-c"), ("x", "x"), ("7.yaml", "7"),
      ("7-.yaml", "7-"), ("3d.yaml", "3d"),
    ])
  func names(file: String, name: String) {
    #expect(Scene.name(ofFile: file) == name)
  }

  @Test("a damaged scene never stops the program", arguments: 0..<14)
  func mutations(number: Int) throws {
    var random = SplitMix(state: UInt64(number))
    let files = EmbeddedScenes.files
    let original = Array(files[number % files.count].text.utf8)
    for _ in 0..<250 {
      let bytes = random.damaged(original)
      guard let scene = try? Scene(file: "x.yaml", bytes: bytes, isShowable: isShowable) else {
        continue
      }
      let again = try Scene(file: "x.yaml", text: scene.yaml(), isShowable: isShowable)
      #expect(again.withoutLines == scene.withoutLines)
    }
  }

  @Test func `a damaged action never stops the program`() {
    var random = SplitMix(state: 1)
    let lines = ["seek 7.5", "edit a0 0,0,1,2 5", "set stride 2", "pass dL/dw1", "move 1 0"]
    for round in 0..<5_000 {
      let bytes = random.damaged(Array(lines[round % lines.count].utf8))
      guard let action = try? Action(parsing: String(decoding: bytes, as: UTF8.self)) else {
        continue
      }
      #expect(throws: Never.self) { try Action(parsing: action.text) }
    }
  }

  private func errors(_ bytes: [UInt8]) -> SceneErrors? {
    do {
      _ = try Scene(file: "x.yaml", bytes: bytes, isShowable: isShowable)
      return nil
    } catch { return error }
  }

  private func sentence(_ bytes: [UInt8]) -> String? { errors(bytes)?.all.first?.sentence }
}

/// Numbers that are the same in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Returns the bytes with a few of them replaced, left out, doubled or moved.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    let pieces = [
      "[", "]", "{", "}", ":", "-", "\n", " ", "99999999999", "-1", "same", "&a", "*a", "0",
    ]
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      let place = Int.random(in: 0..<result.count, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0: result[place] = UInt8.random(in: 0...255, using: &self)
      case 1: if result.count > 2 { result.remove(at: place) }
      case 2: result.insert(contentsOf: Array(pieces[place % pieces.count].utf8), at: place)
      case 3: result.swapAt(place, Int.random(in: 0..<result.count, using: &self))
      default: result.replaceSubrange(place..<(place + 1), with: [UInt8](result.prefix(place % 30)))
      }
      if result.isEmpty { result = [0x30] }
    }
    return result
  }
}
