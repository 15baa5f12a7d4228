import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Bounds")
struct BoundsTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var scene = "padding"
    var action: Action
    var sentence: String
    var testDescription: String { sentence }
  }

  @Test(
    "a bound says why, and names the way out",
    arguments: [
      Row(
        action: .set(.stride, "0"),
        sentence: "stride=0? Refused: the window has to move on; 1 is the least."),
      Row(
        action: .set(.strideRows, "0"),
        sentence: "stride=0? Refused: the window has to move on; 1 is the least."),
      Row(
        action: .set(.dilation, "0"),
        sentence: "dilation=0? Refused: it counts from 1, which is a kernel without gaps."),
      Row(
        action: .set(.padding, "-1"),
        sentence: "padding=-1? Refused: places are added around the input, never taken away; "
          + "0 is the least."),
      Row(
        action: .set(.kernelSize, "0"),
        sentence: "kernel_size=0? Refused: a kernel has at least one weight."),
      Row(
        action: .set(.kernelSize, "8"),
        sentence: "kernel_size=8? Refused: the kernel spans 8 rows, the padded input has 7; "
          + "add padding, or make the kernel or its dilation smaller."),
      Row(
        action: .set(.kernelColumns, "8"),
        sentence: "kernel_size=8? Refused: the kernel spans 8 columns, the padded input has 7; "
          + "add padding, or make the kernel or its dilation smaller."),
      Row(
        action: .set(.dilation, "4"),
        sentence: "dilation=4? Refused: the kernel spans 9 rows, the padded input has 7; "
          + "add padding, or make the kernel or its dilation smaller."),
      Row(
        action: .set(.inputSize, "0"), sentence: "input=0? Refused: there has to be at least one."),
      Row(
        scene: "channels", action: .set(.groups, "2"),
        sentence: "groups=2? Refused: 2 groups do not divide 3 output channels; "
          + "the groups have to divide both channel counts."),
      Row(
        scene: "channels", action: .set(.groups, "3"),
        sentence: "groups=3? Refused: 3 groups do not divide 2 input channels; "
          + "the groups have to divide both channel counts."),
      Row(action: .set(.groups, "0"), sentence: "groups=0? Refused: there has to be at least one."),
      Row(
        scene: "transposed", action: .set(.outputPadding, "2"),
        sentence: "output_padding=2? Refused: the output padding of 2 rows is too large; "
          + "it has to be smaller than the larger of stride 2 and dilation 1."),
      Row(
        scene: "transposed", action: .set(.outputPaddingColumns, "-1"),
        sentence: "output_padding=-1? Refused: it adds rows and columns to the output; "
          + "0 is the least."),
      Row(
        scene: "transposed", action: .set(.outputSize, "7"),
        sentence: "output_size=7? Refused: an output of 7 rows was asked for, it can have 5 to 6."),
      Row(
        scene: "transposed", action: .set(.padding, "9"),
        sentence: "padding=9? Refused: the output would have -10 rows, it has to have at least 1; "
          + "make the padding smaller, or the output padding larger."),
      Row(
        scene: "transposed", action: .set(.paddingMode, "reflect"),
        sentence:
          "padding_mode=reflect? Refused: the padding mode of a transposed layer is reflect, "
          + "it can only be zeros."),
      Row(
        action: .set(.outputPadding, "1"),
        sentence: "output_padding belongs to a transposed layer: set transposed to true first."),
      Row(
        action: .set(.outputSize, "5"),
        sentence: "The output's size follows from the other arguments; "
          + "it can be asked of a transposed layer."),
      Row(
        action: .set(.transposed, "maybe"),
        sentence: "transposed cannot be “maybe”: it is one of true, false."),
      Row(action: .set(.stride, "two"), sentence: "stride cannot be “two”: it takes whole numbers"),
      Row(action: .set(.stride, "1,2,3"), sentence: "stride cannot be “1,2,3”: it takes"),
      Row(
        action: .set(.groups, "1,1"), sentence: "groups cannot be “1,1”: it takes one whole number."
      ),
      Row(
        action: .set(.padding, "some"),
        sentence:
          "padding cannot be “some”: it takes whole numbers with commas, at most 4, or same, "
          + "same-lower or valid."),
      Row(
        action: .set(.paddingMode, "some"),
        sentence: "padding-mode cannot be “some”: it is one of zeros, reflect, replicate, circular."
      ),
      Row(
        action: .set(.bias, "some"),
        sentence: "bias cannot be “some”: it is one of none, tied, untied."),
      Row(
        action: .set(.activation, "maxout"), sentence: "cannot be “maxout”: it is one of identity"),
      Row(
        scene: "two-layers", action: .set(.inputSize, "5"),
        sentence: "The input of layer 2 is what layer 1 gives: change that layer, or the first "
          + "layer's input."),
      Row(
        action: .edit(TensorID(.output, 1), Index4(0, 0, 0, 0), 1),
        sentence: "z is computed: edit what it is made from."),
      Row(
        action: .edit(TensorID(.kernelGradient, 1), Index4(0, 0, 0, 0), 1),
        sentence: "∂L/∂ω′ is computed: edit what it is made from."),
      Row(
        action: .edit(TensorID(.activation, 0), Index4(0, 0, 5, 0), 1),
        sentence: "a has no such element."),
      Row(action: .open("nowhere"), sentence: "There is no scene “nowhere”."),
      Row(action: .theme("pink"), sentence: "There is no theme “pink”: it is one of auto, dark"),
      Row(action: .pass(.number(4)), sentence: "There are 3 passes; this is the last."),
      Row(action: .pass(.by(-1)), sentence: "This is the first pass."),
      Row(
        action: .pass(.computing(TensorID(.output, 2))),
        sentence: "This network has no pass that computes that."),
      Row(
        scene: "kernel-gradient", action: .view(.zerosBetween), sentence: "This pass has"),
      Row(action: .channel(1), sentence: "There is no further one."),
    ])
  func bounds(row: Row) throws {
    var start = opened(row.scene)
    if row.scene == "two-layers" { start.apply(.pass(.computing(TensorID(.output, 2)))) }
    let refused = start.after(row.action)
    #expect(refused.screen.says(row.sentence), "\(refused.screen)")
    #expect(refused.waiting(3000).screen == start.waiting(3000).screen)
  }

  @Test(
    "keys meet the same bounds",
    arguments: [
      ("stride", "o - -", "stride=0? Refused"), ("dilation", "o - -", "dilation=0? Refused"),
      ("padding", "o - -", "padding=-1? Refused"), ("dilation", "o + +", "dilation=4? Refused"),
    ])
  func keys(scene: String, script: String, sentence: String) throws {
    #expect(try opened(scene).after(script).screen.says(sentence))
  }

  @Test func `a message about a long word is whole on a small screen`() throws {
    let word = String(repeating: "x", count: 55)
    let frame = try opened("padding").typing(word, into: "e").frame(columns: 40, rows: 12)
    #expect(frame.clippedCount == 0)
  }

  @Test(
    "a message is whole on every screen", arguments: [(40, 12), (80, 24), (60, 15), (200, 60)])
  func whole(columns: Int, rows: Int) {
    let session = opened("padding").after(.set(.kernelSize, "8"))
    #expect(
      session.screen(columns, rows).says(
        "kernel_size=8? Refused: the kernel spans 8 rows, the padded input has 7; add padding, "
          + "or make the kernel or its dilation smaller."))
  }
}
