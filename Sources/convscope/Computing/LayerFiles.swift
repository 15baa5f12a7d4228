import ArgumentParser
import ConvEngine

/// What is said of the files, wherever they are asked for.
enum FileHelp {
  static let input = ArgumentHelp("The input: N×C×H×W, C×H×W or H×W.", valueName: "X.npy")
  static let kernel = ArgumentHelp(
    "The kernel: O×C/groups×H×W, of a transposed layer C×O/groups×H×W; or H×W.", valueName: "W.npy")
  static let type = CompletionKind.file(extensions: ["npy"])
}

/// The file of an input.
struct InputFile: ParsableArguments {
  @Option(help: FileHelp.input, completion: FileHelp.type) var input: String
}

/// The file of a kernel.
struct KernelFile: ParsableArguments {
  @Option(help: FileHelp.kernel, completion: FileHelp.type) var kernel: String
}

/// The file of an output gradient.
struct GradientFile: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The gradient of the output: N×O×H×W, O×H×W or H×W.", valueName: "G.npy"),
    completion: FileHelp.type)
  var outputGradient: String
}

/// The files of a whole layer.
///
/// Groups of options inside each other would say less twice, but take debug builds of the parser, which
/// validate each level several times, a tenth of a second.
struct LayerFiles: ParsableArguments {
  @Option(help: FileHelp.input, completion: FileHelp.type) var input: String
  @Option(help: FileHelp.kernel, completion: FileHelp.type) var kernel: String

  @Option(
    help: ArgumentHelp(
      "The bias: O, or O×H×W where every output has its own.", valueName: "B.npy"),
    completion: FileHelp.type)
  var bias: String?
}

/// Which size a transposed layer comes to, of those that a stride leaves open.
struct TransposedSize: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rows and columns beyond the least output (default: 0).", valueName: "H[,W]"),
    transform: { try Numbers.size($0, in: 0...Numbers.mostElements) })
  var outputPadding: Size2D?

  @Option(
    help: ArgumentHelp("Rows and columns of the output.", valueName: "H[,W]"),
    transform: { try Numbers.size($0, in: 1...Numbers.mostElements) })
  var outputSize: Size2D?

  func validate() throws {
    if outputPadding != nil, outputSize != nil {
      throw ValidationError("--output-size goes without --output-padding, which follows from it")
    }
  }

  /// What is asked for, if anything is.
  var asked: TransposedOutput? {
    outputSize.map { .size($0) } ?? outputPadding.map { .padding($0) }
  }

  /// The kind of a layer that may be transposed.
  ///
  /// - Parameters:
  ///   - isTransposed: Whether it is.
  ///   - size: The size that it comes to where nothing is asked for.
  /// - Returns: The kind, with the size that is asked for.
  func kind(isTransposed: Bool, otherwise size: TransposedOutput) -> LayerKind {
    isTransposed ? .transposed(asked ?? size) : .direct
  }

  /// Refuses what a direct layer has no use for.
  func validate(isTransposed: Bool) throws {
    if !isTransposed, asked != nil {
      throw ValidationError("--output-padding and --output-size go with --transposed")
    }
  }
}

/// What is said of the flag.
enum KindHelp {
  static let transposed = ArgumentHelp("The layer is a transposed convolution.")
}

extension GeometryOptions {
  /// The layer of a kernel, with what the options say.
  func layer(kernel: Shape4, _ kind: LayerKind = .direct) -> Layer {
    let (outer, inner) = (kernel.outer, kernel.channels * (groups ?? 1))
    let isDirect = kind == .direct
    var layer = Layer(
      inputChannels: isDirect ? inner : outer, outputChannels: isDirect ? outer : inner,
      kernelSize: kernel.size)
    layer.kind = kind
    apply(to: &layer)
    return layer
  }
}
