import ArgumentParser
import ConvEngine
import NcursesTerminal
import Presentation
import Scenes
import Screen

/// What a layer makes of an input of a shape.
struct ShapeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shape",
    abstract: "Say which shape a layer's output has, and what the layer costs.",
    discussion: """
      Prints the output's shape, the formula of each axis with its numbers, how many numbers are \
      learned and multiplied, and the layer in PyTorch. Nothing is computed. There is a bias, as in \
      PyTorch, unless --no-bias says otherwise.

        convscope shape --input-shape 1,3,224,224 --out-channels 64 \\
          --kernel-size 7 --stride 2 --padding 3
      """)

  @Option(
    help: ArgumentHelp(
      "Batch elements, channels, rows and columns of the input.", valueName: "N,C,H,W"),
    transform: { try Numbers.shape($0) })
  var inputShape: Shape4

  @Option(
    help: ArgumentHelp("Channels of the output.", valueName: "O"),
    transform: { try Numbers.extent($0, most: Numbers.mostElements) })
  var outChannels: Int

  @Option(
    help: ArgumentHelp("Rows and columns of the kernel.", valueName: "H[,W]"),
    transform: { try Numbers.size($0, in: 1...Numbers.mostElements) })
  var kernelSize: Size2D

  @OptionGroup(title: "The layer") var geometry: GeometryOptions
  @Flag(help: KindHelp.transposed) var transposed = false
  @OptionGroup(title: "The layer") var size: TransposedSize
  @Flag(exclusivity: .exclusive) var bias: LayerOptions.Bias = .bias
  @Option(
    help: FormatHelp.format,
    transform: { try Numbers.choice($0, Format.allCases.map { ($0.rawValue, $0) }) })
  var format: Format = .text

  func validate() throws { try size.validate(isTransposed: transposed) }

  func run() throws {
    let report: LayerReport
    do { report = try LayerReport(layer, inputShape: inputShape) } catch {
      throw Failure(status: 1, "This layer cannot be: \(error)")
    }
    let symbols = TerminalLocale.prepare() ? Symbols.unicode : .ascii
    let lines = format == .json ? [report.json] : try report.lines(symbols: symbols)
    try StandardOutput.write(lines.map { $0 + "\n" }.joined())
  }

  private var layer: Layer {
    var layer = Layer(
      inputChannels: inputShape.channels, outputChannels: outChannels, kernelSize: kernelSize)
    layer.kind = size.kind(
      isTransposed: transposed, otherwise: .padding(Size2D(0)))
    layer.bias = bias.kind
    geometry.apply(to: &layer)
    return layer
  }
}
