import ArgumentParser
import ConvEngine
import Presentation
import Scenes

/// What one element of a pass is made of.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what one element of a pass is made of.",
    discussion: """
      Prints every term with the place and the value of both operands, its product and the sum so far, \
      then the bias and the value; the pass itself is not computed, so the layer may be of any size. A \
      term on padding says so: with zeros its place lies outside of the input, in other padding modes \
      the element is told that is read there. Places count from 0. Forward, terms follow channel, row and \
      column of the window; onto an input, they follow the places that it hands out to, so its weights \
      come last first.

        convscope explain forward --input X.npy --kernel W.npy --padding 1 \\
          --at 0,0,1,1
      """,
    subcommands: [
      ForwardCommand<ExplainGoal>.self, InputGradientCommand<ExplainGoal>.self,
      KernelGradientCommand<ExplainGoal>.self, BiasGradientCommand<ExplainGoal>.self,
      TransposedCommand<ExplainGoal>.self,
    ])
}

/// How an answer is printed.
enum Format: String, CaseIterable { case text, json }

/// What is said of the option.
enum FormatHelp {
  static let format = ArgumentHelp(
    "text, or json on one line, where NaN and the infinities are texts (default: text).",
    valueName: "form")
}

/// An element of a pass is explained.
struct ExplainGoal: PassGoal {
  static let command = "explain"

  static func example(of pass: ComputedPass) -> String {
    pass == .biasGradient ? "--at 0" : "--at 0,0,1,1"
  }

  @Option(
    help: ArgumentHelp(
      "The element, counted from 0: N,C,I,J of an output, N,C,R,Q of an input gradient, O,C,M,N of a "
        + "kernel gradient, O or with --untied O,I,J of a bias gradient.", valueName: "place"),
    transform: { try Numbers.place($0) })
  var at: [Int]

  @Option(
    help: FormatHelp.format,
    transform: { try Numbers.choice($0, Format.allCases.map { ($0.rawValue, $0) }) })
  var format: Format = .text

  func reach(_ operands: () throws -> PassOperands) throws {
    let operands = try operands()
    switch operands.kind {
    case .float32: try print(operands.explanation(at: at, of: Float.self))
    case .float64: try print(operands.explanation(at: at, of: Double.self))
    }
  }

  private func print<Scalar>(_ explanation: Explanation<Scalar>) throws {
    var page = Page()
    switch format {
    case .text: try explanation.writeText { try page.write($0) }
    case .json: try explanation.writeJSON { try page.write($0) }
    }
    try page.flush()
  }
}

/// Text on its way to standard output, in large parts.
struct Page {
  private var text = ""

  mutating func write(_ part: String) throws(Failure) {
    text += part
    if text.utf8.count > 65_536 { try flush() }
  }

  mutating func flush() throws(Failure) {
    try StandardOutput.write(text)
    text = ""
  }
}

extension PassOperands {
  /// Returns what an element is made of.
  ///
  /// - Throws: ``Failure`` where there is no such element.
  func explanation<Scalar: ArrayScalar>(at place: [Int], of kind: Scalar.Type) throws
    -> Explanation<Scalar>
  {
    try check(place)
    let left = try left.tensor(of: kind)
    guard let geometry, let right = try right?.tensor(of: kind) else {
      let position = place.count == 3 ? Position(row: place[1], column: place[2]) : nil
      return Explanation(biasOf: place[0], position, outputGradient: left)
    }
    return Explanation(
      pass, at: Index4(place[0], place[1], place[2], place[3]), layer: layer, geometry: geometry,
      left: left, right: right, bias: try bias?.tensor(of: kind))
  }

  private func check(_ place: [Int]) throws(Failure) {
    let axes = resultAxes
    let text = place.map(String.init).joined(separator: ",")
    let shape = axes.map(String.init).joined(separator: "×")
    guard place.count == axes.count else {
      throw Failure(
        status: 2,
        "--at \(text): found \(Counted.numbers(place.count)), expected \(axes.count) for the "
          + "\(pass.result) of \(shape)")
    }
    guard zip(place, axes).allSatisfy({ $0 < $1 }) else {
      throw Failure(
        status: 1,
        "--at \(text): there is no such element in the \(pass.result) of \(shape); places count "
          + "from 0")
    }
  }
}
