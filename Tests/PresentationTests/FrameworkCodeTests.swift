import ConvEngine
import Presentation
import Scenes
import Testing

@Suite("The stage as PyTorch code")
struct FrameworkCodeTests {
  /// The lines of the program, as the linear mode has them.
  private func code(_ session: Session) -> [String] {
    let lines = session.after(.show(.code)).lines()
    return Array(lines.drop { $0 != "import torch" })
  }

  private func code(_ change: (inout Layer) -> Void) -> [String] {
    var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    change(&layer)
    return code(opened(layer, input: Shape4(1, 1, 5, 6)))
  }

  struct Row: CustomTestStringConvertible, Sendable {
    var change: @Sendable (inout Layer) -> Void
    var lines: [String]
    var testDescription: String { lines.joined(separator: " ") }
  }

  @Test(
    "arguments that are not the framework's own are written",
    arguments: [
      Row(change: { _ in }, lines: ["z1 = F.conv2d(a0, w1)"]),
      Row(
        change: { $0.padding = .explicit(top: 2, left: 1, bottom: 2, right: 1) },
        lines: ["z1 = F.conv2d(a0, w1, padding=(2, 1))"]),
      Row(
        change: { $0.padding = .explicit(top: 1, left: 2, bottom: 3, right: 4) },
        lines: ["z1 = F.conv2d(F.pad(a0, (2, 4, 1, 3)), w1)"]),
      Row(
        change: {
          $0.padding = .all(1)
          $0.paddingMode = .reflect
        }, lines: ["z1 = F.conv2d(F.pad(a0, (1, 1, 1, 1), mode=\"reflect\"), w1)"]),
      Row(change: { $0.paddingMode = .circular }, lines: ["z1 = F.conv2d(a0, w1)"]),
      Row(
        change: { $0.stride = Size2D(height: 2, width: 1) },
        lines: ["z1 = F.conv2d(a0, w1, stride=(2, 1))"]),
      Row(
        change: { $0.operation = .convolution },
        lines: ["# convolution turns the kernel first", "z1 = F.conv2d(a0, w1.flip(2, 3))"]),
      Row(
        change: { $0.bias = .untied }, lines: ["z1 = F.conv2d(a0, w1)", "z1 = z1 + b1"]),
      Row(
        change: {
          $0.bias = .tied
          $0.activation = .leakyRelu(slope: 0.1)
        }, lines: ["z1 = F.conv2d(a0, w1, b1)", "a1 = F.leaky_relu(z1, 0.1)"]),
      Row(
        change: {
          $0.kind = .transposed(.padding(Size2D(height: 1, width: 0)))
          $0.stride = Size2D(2)
          $0.padding = .all(1)
          $0.bias = .tied
        },
        lines: [
          "z1 = F.conv_transpose2d(",
          "    a0, w1, b1, stride=2, padding=1, output_padding=(1, 0))",
        ]),
      Row(
        change: {
          $0.kind = .transposed(.size(Size2D(height: 5, width: 6)))
          $0.padding = .explicit(top: 0, left: 1, bottom: 2, right: 1)
          $0.operation = .convolution
        },
        lines: ["z1 = F.conv_transpose2d(a0, w1.flip(2, 3))[:, :, 0:5, 1:7]"]),
    ])
  func arguments(row: Row) {
    let lines = code(row.change)
    #expect(lines.contains(row.lines[0]), "\(lines)")
    for line in row.lines { #expect(lines.contains(line), "\(lines)") }
  }

  @Test func `a network is one program with its loss and its gradients, pass by pass`() {
    let lines = code(opened("two-layers"))
    #expect(lines.contains("z2 = F.conv2d(a1, w2, b2)"))
    #expect(lines.contains("L = (z2 - t2).square().sum() / 2"))
    #expect(lines.contains("L.backward()"))
    let printed = lines.filter { $0.hasPrefix("    \"") }
    #expect(
      printed.map { $0.split(separator: "\"")[0...1].last.map(String.init) } == [
        "z1", "a1", "z2", "L", "delta2", "dL/dw2", "dL/db2", "dL/da1", "delta1", "dL/dw1",
        "dL/db1", "dL/da0",
      ])
  }

  @Test func `a δ given by hand is where back-propagation starts`() {
    #expect(code(opened("stride-backwards")).contains("z1.backward(delta1)"))
  }

  @Test("a line is no wider than a standard screen", arguments: sceneNames)
  func widths(scene: String) {
    for line in code(opened(scene)) { #expect(line.count <= 76, "\(line)") }
  }

  @Test func `what is too large to be written out is zeros, and the program says so`() {
    let layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3))
    let lines = code(opened(layer, input: Shape4(1, 1, 21, 20)))
    #expect(lines.contains("# too many numbers: zeros stand in"))
    #expect(lines.contains("a0 = torch.zeros(1, 1, 21, 20, dtype=torch.float64)"))
    #expect(!lines.contains { $0.contains("backward") })
  }

  @Test func `what is no whole number, or none at all, reads back as it is`() {
    let values = [-0.0, 0.1, -.infinity, .nan, 1e-7, 1e16, 3]
    let lines = code(opened(input: [values], kernel: [[1]]))
    #expect(lines.contains("    -0.0, 0.1, -torch.inf, torch.nan, 1e-07, 1e+16, 3,"))
  }
}
