import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

/// The networks that the course uses again and again, by the names that its lessons give them.
enum Board {
  static let house = network("house", of: "lesson-window")
  static let padded = network("case3", of: "lesson-padding")
  static let two = network("two", of: "lesson-two-layers")
  static let stride = network("stride2", of: "lesson-stride")
  static let inexact = network("six", of: "lesson-stride")
  static let oblong = network("oblong", of: "lesson-sizes")
  static let dilation = network("seven", of: "lesson-dilation")
  static let pair = network("two", of: "lesson-channels")
  static let bias = network("example4", of: "lesson-bias")
  static let tied = network("tied", of: "lesson-bias-gradient")
  static let untied = network("untied", of: "lesson-bias-gradient")
  static let mean = network("mean", of: "lesson-delta")
  static let loss = network("house", of: "lesson-delta")
  static let backChannels = network("two", of: "lesson-back-channels")
  static let backPadded = network("padded", of: "lesson-back-stride")
  static let backInexact = network("six", of: "lesson-back-stride")
  static let step = network("step", of: "lesson-whole-step")

  private static func network(_ name: String, of lesson: String) -> Network {
    let scene = course.first { $0.name == lesson }
    let found = scene?.networks.first { $0.name == name }?.network
    return found ?? Network(inputShape: Shape4(1, 1, 1, 1), layers: [], leaves: [:])
  }
}

/// A scene on a network, with events in the words of a file.
func scene(_ events: String, on network: Network = Board.padded) throws -> Scene {
  let head = try Scene(name: "own", title: "Own", network: network).yamlHead()
  return try Scene(file: "own.yaml", text: head + events + "\n", isShowable: isShowable)
}

/// A session at the beginning of such a scene.
func lesson(_ events: String, on network: Network = Board.padded) throws -> Session {
  opened(try scene(events, on: network))
}

/// A session before one question, in the words of a file: `number: z1 0,0`.
func asked(_ lines: String..., of network: Network = Board.padded) throws -> Session {
  let rest = (["ask: Which?"] + lines).map { "    \($0)\n" }.joined()
  return try lesson("- page: One\n- question:\n" + rest, on: network)
}

extension Session {
  /// This session after pages of a lesson were turned, without an answer to any question.
  func going(toPage page: Int) -> Session {
    var copy = self
    while copy.context != .home, copy.lines().first?.contains(" Page \(page) of ") == false {
      copy.apply(.page(1))
    }
    return copy
  }

  /// This session after its screen took a size.
  func sized(_ columns: Int, _ rows: Int) -> Session {
    struct Done: Error {}
    var copy = self
    var inputs: [Input] = [.resize(columns: columns, rows: rows)]
    let next: (Int?) throws -> [Input] = { _ in
      guard let input = inputs.popLast() else { throw Done() }
      return [input]
    }
    try? run(&copy, next: next, show: { _ in })
    return copy
  }

  /// What is said of an answer, in one line.
  func reply(to answer: String) -> String {
    var copy = self
    return copy.obey(Action.answer(answer)).joined(separator: " ")
  }
}

extension Scene: CustomTestStringConvertible {
  package var testDescription: String { name }
}
