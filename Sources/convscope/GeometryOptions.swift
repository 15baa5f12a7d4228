import ArgumentParser
import ConvEngine

/// How the window of a layer moves over its input, the same for every command that takes a layer.
struct GeometryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Elements between windows (default: 1).", valueName: "H[,W]"),
    transform: { try Numbers.size($0) })
  var stride: Size2D?

  @Option(
    help: ArgumentHelp(
      "Places around the input: P on all sides; vertical,horizontal; top,left,bottom,right; "
        + "same, same-lower or valid.", valueName: "P"),
    transform: { try Numbers.padding($0) })
  var padding: Padding?

  @Option(
    help: ArgumentHelp(
      "What those places read: \(PaddingMode.words) (default: zeros).", valueName: "mode"),
    transform: { try Numbers.choice($0, PaddingMode.allCases.map { ($0.rawValue, $0) }) })
  var paddingMode: PaddingMode?

  @Option(
    help: ArgumentHelp(
      "Elements between weights; 1 is contiguous (default: 1).", valueName: "H[,W]"),
    transform: { try Numbers.size($0) })
  var dilation: Size2D?

  @Option(
    help: ArgumentHelp("Independent blocks of channels (default: 1).", valueName: "G"),
    transform: { try Numbers.extent($0) })
  var groups: Int?

  @Option(
    help: ArgumentHelp(
      "cross-correlation, or convolution, which turns the kernel first "
        + "(default: cross-correlation).", valueName: "name"),
    transform: { try Numbers.choice($0, Operation.allCases.map { ($0.rawValue, $0) }) })
  var operation: Operation?
}

extension GeometryOptions {
  /// Gives a layer what the options say; the rest of it stays.
  func apply(to layer: inout Layer) {
    layer.stride = stride ?? layer.stride
    layer.padding = padding ?? layer.padding
    layer.paddingMode = paddingMode ?? layer.paddingMode
    layer.dilation = dilation ?? layer.dilation
    layer.groups = groups ?? layer.groups
    layer.operation = operation ?? layer.operation
  }
}

extension PaddingMode {
  static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
