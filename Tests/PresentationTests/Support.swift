import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

/// Every scene that is shipped, in the order of the lists.
let everyScene = SceneGallery.scenes(isShowable: isShowable).scenes

/// The stages among them, in the order of the list.
let shippedScenes = everyScene.filter { $0.kind == .stage }

/// The lessons, in the order of the course.
let course = everyScene.filter { $0.kind == .lesson }

/// The demos.
let demos = everyScene.filter { $0.kind == .demo }

/// The name of every stage that is shipped.
let sceneNames = shippedScenes.map(\.name)

/// The characters that screens can show.
let isShowable: @Sendable (Unicode.Scalar) -> Bool = { Symbols.canShow(String(Character($0))) }

/// A session that stands where a scene starts.
func opened(_ scene: String, preferences: Preferences = Preferences()) -> Session {
  var session = Session(library: everyScene, preferences: preferences)
  session.apply(.open(scene))
  return session
}

/// A session on a scene of one's own.
func opened(_ scene: Scene) -> Session {
  var session = Session(library: [scene])
  session.apply(.open(scene.name))
  return session
}

/// A session on one layer whose numbers are made from seeds.
func opened(_ layer: Layer, input: Shape4) -> Session {
  let network = Network(inputShape: input, layers: [layer], leaves: [:])
  return opened(Scene(name: "own", title: "Own", network: network))
}

/// A session on one layer with one channel, no padding and these numbers.
func opened(input: [[Double]], kernel: [[Double]]) -> Session {
  let (input, kernel) = (Tensor(rows: input), Tensor(rows: kernel))
  let layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: kernel.shape.size)
  let leaves = [TensorID(.activation, 0): Leaf(input), TensorID(.kernel, 1): Leaf(kernel)]
  let network = Network(inputShape: input.shape, layers: [layer], leaves: leaves)
  return opened(Scene(name: "own", title: "Own", network: network))
}

extension Session {
  /// This session after the keys of a script.
  func after(_ script: String) throws -> Session {
    var session = self
    for key in try #require(Key.sequence(script)) { session.press(key) }
    return session
  }

  /// This session after actions.
  func after(_ actions: Action...) -> Session {
    var session = self
    session.apply(actions)
    return session
  }

  /// This session after so many milliseconds.
  func waiting(_ milliseconds: Int) -> Session { after(.tick(milliseconds: milliseconds)) }

  /// This session after a key opened a field, and a line was typed there and taken.
  func typing(_ line: String, into key: String) throws -> Session {
    var session = try after(key)
    for character in line.unicodeScalars { session.press(.character(character)) }
    session.press(.enter)
    return session
  }

  /// What a standard screen shows.
  var screen: Screenful { screen(80, 24) }

  /// What a small screen shows.
  var smallScreen: Screenful { screen(40, 12) }

  /// What a screen of a size shows.
  func screen(_ columns: Int, _ rows: Int) -> Screenful {
    Screenful(frame(columns: columns, rows: rows))
  }
}

/// A frame's lines of text.
struct Screenful: Equatable, CustomStringConvertible {
  let lines: [String]

  init(_ frame: Frame) {
    lines = frame.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var description: String { "\n" + lines.joined(separator: "\n") }

  /// The first line, which says where one is.
  var title: String { lines.first ?? "" }

  /// The last line: hints, a message, or a field.
  var foot: String { lines.last ?? "" }

  /// Whether a text stands in a line, where any number of blanks counts as one.
  func shows(_ text: String) -> Bool {
    lines.contains { Screenful.squeezed($0).contains(Screenful.squeezed(text)) }
  }

  /// Whether a text stands here, broken into lines wherever it may be.
  func says(_ text: String) -> Bool {
    Screenful.squeezed(lines.joined(separator: " ")).contains(Screenful.squeezed(text))
  }

  /// The lines of a panel under its title, from the column of its title to the right edge.
  func panel(_ title: String, rows: Int) -> [String] {
    for (row, line) in lines.enumerated() {
      guard let place = line.firstRange(of: title)?.lowerBound else { continue }
      let column = line.distance(from: line.startIndex, to: place)
      return lines.dropFirst(row + 1).prefix(rows).map {
        Screenful.squeezed(String($0.dropFirst(max(column - 2, 0))))
      }
    }
    return []
  }

  private static func squeezed(_ text: String) -> String {
    text.split(separator: " ").joined(separator: " ")
  }
}
