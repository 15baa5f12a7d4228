import ArgumentParser
import ConvEngine
import Presentation
import Scenes

/// A pass of a layer, from files into a file.
struct Compute: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compute a pass of a layer on .npy files.",
    discussion: """
      Reads float32 and float64 of any byte order, rows or columns first; writes numbers of the same \
      kind, rows first, with four axes (a bias gradient has one, an untied one three). The file is \
      written beside its name and put in its place at the end, so there is a whole one or none.

        convscope compute forward --input X.npy --kernel W.npy --padding 1 -o Y.npy
      """,
    subcommands: [
      ForwardCommand<ComputeGoal>.self, InputGradientCommand<ComputeGoal>.self,
      KernelGradientCommand<ComputeGoal>.self, BiasGradientCommand<ComputeGoal>.self,
      TransposedCommand<ComputeGoal>.self,
    ])
}

/// A pass is computed, and written into a file.
struct ComputeGoal: PassGoal {
  static let command = "compute"

  static func example(of pass: ComputedPass) -> String {
    switch pass {
    case .forward, .transposed: "-o Y.npy"
    case .inputGradient: "-o DX.npy"
    case .kernelGradient: "-o DW.npy"
    case .biasGradient: "-o DB.npy"
    }
  }

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The file to write; one that is there is replaced. - is standard output.",
      valueName: "file.npy"),
    completion: FileHelp.type)
  var output: String

  func reach(_ operands: () throws -> PassOperands) throws {
    // Before anything is read: a wrong name would be found out too late.
    let target = try ArrayTarget(output)
    let operands = try operands()
    switch operands.kind {
    case .float32: try target.write(operands.result(of: Float.self), axes: operands.resultAxes)
    case .float64: try target.write(operands.result(of: Double.self), axes: operands.resultAxes)
    }
  }
}
