import ArgumentParser
import ConvEngine
import Presentation
import Scenes

/// A command that does something with a pass: the same options to compute it and to explain it.
///
/// Each is generic over its goal rather than a group of options of two commands: debug builds of the
/// parser validate a group several times, and the groups in it as often each time.
protocol PassCommand: ParsableCommand {
  associatedtype Goal: PassGoal

  /// The pass.
  static var pass: ComputedPass { get }
  /// What it is, in a line.
  static var abstract: String { get }
  /// An example of the files.
  static var example: String { get }
  /// An example of the layer's options, if it has any.
  static var layerExample: String { get }

  /// What is done with the pass.
  var goal: Goal { get }

  /// Reads the headers of the files, and sees whether they fit.
  func operands() throws -> PassOperands
}

extension PassCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: pass.rawValue, abstract: abstract,
      discussion: """
          convscope \(Goal.command) \(pass.rawValue) \(example) \
        \(layerExample.isEmpty ? "" : "\\\n    \(layerExample) ")\(Goal.example(of: pass))
        """)
  }

  func run() throws { try goal.reach(operands) }
}

/// What can be done with a pass.
protocol PassGoal: ParsableArguments {
  /// The command.
  static var command: String { get }
  /// An example of the goal's own options.
  static func example(of pass: ComputedPass) -> String

  /// Does it.
  func reach(_ operands: () throws -> PassOperands) throws
}

/// Files of a forward pass.
struct ForwardCommand<Goal: PassGoal>: PassCommand {
  static var pass: ComputedPass { .forward }
  static var abstract: String { "The output of a convolution layer, before its activation." }
  static var example: String { "--input X.npy --kernel W.npy" }
  static var layerExample: String { "--bias B.npy --stride 2 --padding 1" }

  @OptionGroup(title: "The files") var files: LayerFiles
  @OptionGroup(title: "The layer") var geometry: GeometryOptions
  @OptionGroup var goal: Goal

  func operands() throws -> PassOperands {
    let input = try ArrayFile(files.input, as: .activation)
    let kernel = try ArrayFile(files.kernel, as: .kernel)
    return try PassOperands(
      .forward, geometry.layer(kernel: kernel.shape), inputShape: input.shape, left: input,
      right: kernel, bias: files.bias.map { try ArrayFile($0, as: .bias) })
  }
}

/// Files of a transposed layer's forward pass.
struct TransposedCommand<Goal: PassGoal>: PassCommand {
  static var pass: ComputedPass { .transposed }
  static var abstract: String { "The output of a transposed convolution layer." }
  static var example: String { "--input X.npy --kernel W.npy" }
  static var layerExample: String { "--stride 2 --padding 1 --output-padding 1" }

  @OptionGroup(title: "The files") var files: LayerFiles
  @OptionGroup(title: "The layer") var geometry: GeometryOptions
  @OptionGroup(title: "The layer") var size: TransposedSize
  @OptionGroup var goal: Goal

  func operands() throws -> PassOperands {
    let input = try ArrayFile(files.input, as: .activation)
    let kernel = try ArrayFile(files.kernel, as: .kernel)
    let kind = LayerKind.transposed(size.asked ?? .padding(Size2D(0)))
    return try PassOperands(
      .transposed, geometry.layer(kernel: kernel.shape, kind), inputShape: input.shape,
      left: input, right: kernel, bias: files.bias.map { try ArrayFile($0, as: .bias) })
  }
}

/// Files of an input gradient.
struct InputGradientCommand<Goal: PassGoal>: PassCommand {
  static var pass: ComputedPass { .inputGradient }
  static var abstract: String { "The gradient of a layer's input." }
  static var example: String { "--output-gradient G.npy --kernel W.npy" }
  static var layerExample: String { "--input-size 32 --padding 1" }

  @OptionGroup(title: "The files") var gradient: GradientFile
  @OptionGroup(title: "The files") var files: KernelFile

  @Option(
    help: ArgumentHelp(
      "Rows and columns of the input, which a stride leaves open.", valueName: "H[,W]"),
    transform: { try Numbers.size($0, in: 1...Numbers.mostElements) })
  var inputSize: Size2D

  @OptionGroup(title: "The layer") var geometry: GeometryOptions
  @OptionGroup(title: "The layer") var size: TransposedSize
  @Flag(help: KindHelp.transposed) var transposed = false
  @OptionGroup var goal: Goal

  func validate() throws { try size.validate(isTransposed: transposed) }

  func operands() throws -> PassOperands {
    let gradient = try ArrayFile(gradient.outputGradient, as: .activation)
    let kernel = try ArrayFile(files.kernel, as: .kernel)
    let layer = geometry.layer(
      kernel: kernel.shape,
      size.kind(
        isTransposed: transposed, otherwise: .size(gradient.shape.size)))
    return try PassOperands(
      .inputGradient, layer,
      inputShape: Shape4(
        gradient.shape.outer, layer.inputChannels, inputSize.height, inputSize.width),
      left: gradient, right: kernel)
  }
}

/// Files of a kernel gradient.
struct KernelGradientCommand<Goal: PassGoal>: PassCommand {
  static var pass: ComputedPass { .kernelGradient }
  static var abstract: String { "The gradient of a layer's kernel." }
  static var example: String { "--output-gradient G.npy --input X.npy" }
  static var layerExample: String { "--kernel-size 3 --padding 1" }

  @OptionGroup(title: "The files") var gradient: GradientFile
  @OptionGroup(title: "The files") var files: InputFile

  @Option(
    help: ArgumentHelp("Rows and columns of the kernel.", valueName: "H[,W]"),
    transform: { try Numbers.size($0, in: 1...Numbers.mostElements) })
  var kernelSize: Size2D

  @OptionGroup(title: "The layer") var geometry: GeometryOptions
  @OptionGroup(title: "The layer") var size: TransposedSize
  @Flag(help: KindHelp.transposed) var transposed = false
  @OptionGroup var goal: Goal

  func validate() throws { try size.validate(isTransposed: transposed) }

  func operands() throws -> PassOperands {
    let gradient = try ArrayFile(gradient.outputGradient, as: .activation)
    let input = try ArrayFile(files.input, as: .activation)
    var layer = Layer(
      inputChannels: input.shape.channels, outputChannels: gradient.shape.channels,
      kernelSize: kernelSize)
    layer.kind = size.kind(
      isTransposed: transposed, otherwise: .size(gradient.shape.size))
    geometry.apply(to: &layer)
    return try PassOperands(
      .kernelGradient, layer, inputShape: input.shape, left: gradient, right: input)
  }
}

/// The file of a bias gradient.
struct BiasGradientCommand<Goal: PassGoal>: PassCommand {
  static var pass: ComputedPass { .biasGradient }
  static var abstract: String { "The gradient of a layer's bias." }
  static var example: String { "--output-gradient G.npy" }
  static var layerExample: String { "" }

  @OptionGroup(title: "The files") var gradient: GradientFile

  @Flag(help: "One constant for each output element, rather than for each output channel.")
  var untied = false

  @OptionGroup var goal: Goal

  func operands() throws -> PassOperands {
    try PassOperands(
      biasGradient: ArrayFile(gradient.outputGradient, as: .activation), isTied: !untied)
  }
}
