import ConvEngine
import Presentation
import Scenes
import Screen
import Testing

@Suite("Changing the layer")
struct ChangingTests {
  @Test(
    "the options are changed with keys, from the argument under discussion",
    arguments: [
      ("padding", "o +", "▸padding=2◂"), ("padding", "o -", "▸padding=0◂"),
      ("padding", "+", "padding=2"), ("stride", "o +", "▸stride=3◂"),
      ("stride", "o -", "▸stride=1◂"), ("dilation", "o +", "▸dilation=3◂"),
      ("channels", "o +", "Conv2d(▸3, 3◂"), ("activation", "o +", "leaky-relu"),
    ])
  func options(scene: String, keys: String, text: String) throws {
    #expect(try opened(scene).after(keys).screen.shows(text))
  }

  @Test(
    "arrows choose the neighbouring argument",
    arguments: [
      ("o", "▸padding 1◂"), ("o right", "▸top 1◂"), ("o l", "▸top 1◂"), ("o up", "▸columns 1◂"),
      ("o left left left", "▸stride 1◂"), ("o right right right right right", "▸mode zeros◂"),
      ("o right right right right right right", "▸dilation 1◂"),
    ])
  func choosing(keys: String, text: String) throws {
    #expect(try opened("padding").after(keys).screen.shows(text))
  }

  @Test func `the first and the last argument are ends`() throws {
    let first = String(repeating: "left ", count: 40)
    let last = String(repeating: "right ", count: 40)
    #expect(try opened("padding").after("o \(first)").screen.shows("▸in_channels 1◂"))
    #expect(try opened("padding").after("o \(last)").screen.shows("▸columns 5◂"))
  }

  @Test("Esc and o close the options", arguments: ["o esc", "o o", "o q"])
  func closing(keys: String) throws {
    #expect(try opened("padding").after(keys).screen == opened("padding").screen)
  }

  @Test(
    "undo and redo travel over every kind of change",
    arguments: [
      Action.set(.kernelSize, "2"), .set(.stride, "2"), .set(.padding, "0"), .set(.dilation, "2"),
      .set(.inputSize, "4"), .set(.inputChannels, "2"), .set(.outputChannels, "3"),
      .set(.bias, "tied"), .set(.activation, "relu"), .operation(nil),
      .set(.paddingMode, "reflect"), .set(.padding, "valid"),
      .edit(TensorID(.activation, 0), Index4(0, 0, 1, 1), 70),
      .edit(TensorID(.kernel, 1), Index4(0, 0, 1, 1), -2),
    ])
  func undo(action: Action) throws {
    let start = opened("padding").after(.first)
    let changed = start.after(action).waiting(4000)
    #expect(changed.screen != start.screen)
    let back = try changed.after("u")
    #expect(back.screen == start.screen)
    #expect(try back.after("U").screen == changed.screen)
  }

  @Test func `many changes are undone one by one, and a new one ends redo`() throws {
    let start = opened("padding").after(.first)
    let changed = start.after(.set(.stride, "2"), .set(.dilation, "2"), .set(.padding, "3"))
    #expect(try changed.after("u u u").screen == start.screen)
    #expect(try changed.after("u u u u").screen.foot.contains("There is nothing to undo."))
    #expect(try changed.after("U").screen.foot.contains("There is nothing to redo."))
    let other = try changed.after("u").after(.set(.stride, "3")).after("U")
    #expect(other.screen.foot.contains("There is nothing to redo."))
  }

  @Test func `r goes back to the scene's data, and can be undone`() throws {
    let start = opened("padding")
    let changed = start.after(.set(.stride, "2"), .set(.padding, "0")).waiting(4000)
    let reset = try changed.after("r")
    #expect(reset.screen.says("Back to the scene's own data; u brings yours back."))
    #expect(
      reset.waiting(4000).screen.panel("INPUT", rows: 7) == start.screen.panel("INPUT", rows: 7))
    #expect(try reset.after("u").screen.shows("stride=2"))
  }

  @Test(
    "what was made smaller and large again has its old numbers",
    arguments: [
      (Parameter.kernelSize, "2", "3"), (.kernelRows, "1", "3"), (.kernelColumns, "1", "3"),
      (.inputSize, "3", "5"), (.inputRows, "3", "5"), (.inputColumns, "3", "5"),
      (.padding, "0", "1"), (.paddingTop, "0", "1"), (.stride, "2", "1"), (.dilation, "2", "1"),
      (.outputChannels, "2", "1"), (.inputChannels, "3", "1"),
    ])
  func shrinking(parameter: Parameter, to other: String, back: String) throws {
    let start = opened("padding").after(.edit(TensorID(.activation, 0), Index4(0, 0, 4, 4), 77))
      .after(.edit(TensorID(.kernel, 1), Index4(0, 0, 2, 2), -3), .last)
    let again = start.after(.set(parameter, other), .set(parameter, back), .last)
    #expect(again.waiting(4000).screen == start.waiting(4000).screen)
  }

  @Test(
    "padding goes by its names too",
    arguments: [
      ("same", "padding=1", "5×5"), ("valid", "padding=0", "3×3"),
      ("same-lower", "padding=1", "5×5"),
    ])
  func paddingNames(name: String, argument: String, size: String) {
    let screen = opened("padding").after(.set(.padding, "2"), .set(.padding, name), .first).screen
    #expect(screen.shows(argument), "\(screen)")
    #expect(screen.shows("OUTPUT z \(size)"))
  }

  @Test func `an even kernel needs unequal sides, and same-lower puts the larger one first`() {
    let even = opened("padding").after(.set(.kernelSize, "2"))
    #expect(even.after(.set(.padding, "same")).screen.shows("padding=(0,0,1,1)"))
    #expect(even.after(.set(.padding, "same-lower")).screen.shows("padding=(1,1,0,0)"))
  }

  @Test(
    "the padding mode is an argument that is shown and changed",
    arguments: [
      ("reflect", "padding_mode='reflect'"), ("circular", "padding_mode='circular'"),
      ("replicate", "padding_mode='replicate'"),
    ])
  func paddingMode(mode: String, argument: String) throws {
    let session = opened("padding").after(.set(.paddingMode, mode)).waiting(4000)
    #expect(session.screen.shows(argument))
    #expect(session.smallScreen.shows("Conv2d(1,1,k=3,▸p=1 \(mode)◂) 5×5"))
    #expect(try session.after("o").screen.shows("▸mode \(mode)◂"))
    #expect(try session.after("o").screen.shows("▸padding_mode='\(mode)'◂"))
    #expect(!session.after(.set(.paddingMode, "zeros")).waiting(4000).screen.shows("padding_mode"))
  }

  @Test func `a padding mode that does not reach so far is refused with its reason`() {
    let session = opened("padding").after(.set(.padding, "5"), .set(.paddingMode, "reflect"))
    #expect(session.screen.says("padding_mode=reflect? Refused: "))
  }

  @Test func `a step that is gone gives way to the nearest one, and that is said`() throws {
    let session = opened("padding").after(.last, .set(.padding, "0"))
    #expect(session.screen.says("That step is gone; this is the nearest one."))
    #expect(session.screen.shows("window 9/9 product 9/9"))
  }

  @Test func `a step that stays is not spoken of`() throws {
    let session = opened("padding").after(.set(.padding, "0"))
    #expect(session.screen.shows("z[1,1]"))
    #expect(session.screen.shows("window 5/9 product 5/9"))
    #expect(!session.screen.says("That step is gone"))
  }

  @Test func `a pass that is gone gives way to one of its layer`() throws {
    let session = opened("bias-gradient").after(.set(.bias, "none"))
    #expect(session.screen.title.contains("δ") || session.screen.title.contains("gradient"))
    #expect(session.frame(columns: 80, rows: 24).clippedCount == 0)
  }

  @Test func `unread rows are allowed, and said with the way out`() throws {
    let session = opened("padding").after(.set(.padding, "0"), .set(.stride, "2"))
    #expect(!session.screen.says("no window reads"))
    let inexact = session.after(.set(.inputSize, "6"))
    let way = "To read all: padding=1 (then 3×3), or an input of 5×5 or 7×7."
    #expect(inexact.screen.says("Allowed: row 5, column 5 of the input no window reads"))
    #expect(inexact.screen.says(way))
    let later = inexact.waiting(4000)
    #expect(later.screen.says("( ) row 5, column 5: no window reads them; their gradient is 0."))
    #expect(later.screen.says(way))
  }

  @Test(
    "the way out leads out",
    arguments: [
      ("6", "3", "2", "padding=1 (then 3×3)"), ("6,5", "3", "2", "an input of 5×5 or 7×5."),
      // Holes between the windows are there whatever the size is.
      ("8", "2", "3", "To read all: stride=2 (then 4×4)."),
      ("10,4", "3", "4,1", "To read all: stride=1 (then 8×2)."),
      ("9", "1", "2,1", "stride=1 (then 9×9)"),
    ])
  func wayOut(input: String, kernel: String, stride: String, text: String) throws {
    let session = opened("padding").after(
      .set(.padding, "0"), .set(.kernelSize, kernel), .set(.inputSize, input), .set(.stride, stride)
    )
    let said = session.waiting(4000).lines().first { $0.hasPrefix("To read all: ") } ?? ""
    #expect(said.contains(text), "\(said)")
  }
}
