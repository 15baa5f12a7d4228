import ConvEngine
import Testing

@Suite("The relation along one axis")
struct AxisGeometryTests {
  @Test("the padding mode says what a place around five elements reads", arguments: Reading.table)
  func paddingModeReads(_ row: Reading) {
    let axis = AxisGeometry(input: 5, kernel: 3, output: 5, before: 1, mode: row.mode)
    #expect((-3...7).map { axis.element(at: $0).input } == row.inputs)
    #expect(axis.element(at: -1).blank == (row.mode == .zeros ? .padding : nil))
  }

  @Test func `one element is mirrored to itself`() {
    let axis = AxisGeometry(input: 1, kernel: 1, output: 1, mode: .reflect)
    #expect((-2...2).map { axis.element(at: $0).input } == [0, 0, 0, 0, 0])
  }

  @Test func `stuffing lies between elements, padding around them`() {
    let axis = AxisGeometry(input: 2, kernel: 1, output: 5, spacing: 3, before: 1)
    #expect(axis.inputSpan == 4)
    #expect(axis.element(at: 0).input == 0)
    #expect(axis.element(at: 1).blank == .stuffing)
    #expect(axis.element(at: 3).input == 1)
    #expect(axis.element(at: 4).blank == .padding)
  }

  @Test("a dilated kernel spans", arguments: [(3, 1, 3), (3, 2, 5), (1, 9, 1), (5, 2, 9)])
  func effectiveKernelSize(kernel: Int, dilation: Int, span: Int) {
    let axis = AxisGeometry(input: 9, kernel: kernel, output: 1, dilation: dilation)
    #expect(axis.effectiveKernelSize == span)
  }

  @Test("what lies around the input of a stride 3", arguments: Margin.table)
  func margins(_ row: Margin) throws {
    let axis = try row.axis
    #expect(axis.output == row.output)
    #expect(axis.margins.before == 2)
    #expect(axis.margins.after == row.after)
    #expect(axis.unreadInputs == row.unread)
  }

  @Test func `the gradient of a stride slides over stuffed, padded places`() {
    let layer = AxisGeometry(input: 6, kernel: 3, output: 2, stride: 2)
    let window = layer.inputGradientWindow
    #expect(window.input == 2 && window.output == 6)
    #expect(window.spacing == 2 && window.stride == 1 && window.turned)
    #expect(window.margins.before == 2)
    #expect(window.margins.after == 3)  // two as before, one more for the unread row
    #expect(window.inputGradientWindow == layer)
  }

  @Test("the zeros around δ", arguments: StuffedMargin.table)
  func zerosAroundTheGradient(_ row: StuffedMargin) {
    let window = row.axis.inputGradientWindow
    #expect(window.margins.before == row.before)
    #expect(window.margins.after == row.after)
  }

  @Test func `a turned kernel meets its weights from the far end`() {
    let axis = AxisGeometry(input: 3, kernel: 3, output: 1, turned: true)
    #expect(axis.taps(.output, 0).map(\.kernel) == [2, 1, 0])
    #expect(axis.taps(.output, 0).map(\.input) == [0, 1, 2])
    #expect(axis.taps(.input, 0).map(\.kernel) == [2])
  }

  @Test func `a stride larger than the kernel leaves holes`() {
    let axis = AxisGeometry(input: 8, kernel: 2, output: 3, stride: 3)
    #expect(axis.unreadInputs == [2, 5])
    #expect(axis.taps(.input, 2).isEmpty)
  }

  @Test func `an input under replicated padding meets a window more than once`() {
    let axis = AxisGeometry(input: 3, kernel: 3, output: 3, before: 1, mode: .replicate)
    #expect(axis.taps(.input, 0).map(\.kernel) == [0, 1, 0])
    #expect(axis.taps(.input, 0).map(\.output) == [0, 0, 1])
    #expect(axis.taps(.input, 0).map(\.place) == [-1, 0, 0])
  }

  @Test("the taps of one input are those of all inputs", arguments: RandomLayer.ofBothKinds(500))
  func tapsOfOneInput(_ row: RandomLayer) {
    for axis in [row.geometry.rows, row.geometry.columns] {
      for side in Side.allCases {
        let all = axis.taps(side)
        #expect(all.indices.map { axis.taps(side, $0) } == all)
      }
    }
  }
}

/// What the places −3 … 7 read.
struct Reading: CustomTestStringConvertible {
  var mode: PaddingMode
  var inputs: [Int?]

  var testDescription: String { mode.rawValue }

  static let table = [
    Reading(mode: .zeros, inputs: [nil, nil, nil, 0, 1, 2, 3, 4, nil, nil, nil]),
    Reading(mode: .reflect, inputs: [3, 2, 1, 0, 1, 2, 3, 4, 3, 2, 1]),
    Reading(mode: .replicate, inputs: [0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 4]),
    Reading(mode: .circular, inputs: [2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2]),
  ]
}

/// Kernel 5, stride 3, padding 2 on an input of a size.
struct Margin: CustomTestStringConvertible {
  var input: Int
  var output: Int
  var after: Int
  var unread: [Int]

  var testDescription: String { "\(input) elements" }

  var axis: AxisGeometry {
    get throws {
      var layer = Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(5))
      layer.stride = Size2D(3)
      layer.padding = .all(2)
      return try layer.geometry(inputShape: Shape4(1, 1, input, 5)).rows
    }
  }

  static let table = [
    Margin(input: 15, output: 5, after: 0, unread: []),
    Margin(input: 16, output: 6, after: 2, unread: []),
    Margin(input: 17, output: 6, after: 1, unread: []),
    Margin(input: 18, output: 6, after: 0, unread: []),
  ]
}

/// A layer's axis and the zeros before and after its stuffed gradient.
struct StuffedMargin: CustomTestStringConvertible {
  var name: String
  var axis: AxisGeometry
  var before: Int, after: Int

  var testDescription: String { name }

  static let table = [
    StuffedMargin(
      name: "no padding: full", axis: AxisGeometry(input: 5, kernel: 3, output: 3), before: 2,
      after: 2),
    StuffedMargin(
      name: "padding takes zeros away",
      axis: AxisGeometry(input: 5, kernel: 3, output: 5, before: 1), before: 1, after: 1),
    StuffedMargin(
      name: "dilation asks for more",
      axis: AxisGeometry(input: 7, kernel: 3, output: 3, dilation: 2), before: 4, after: 4),
    StuffedMargin(
      name: "an exact stride", axis: AxisGeometry(input: 5, kernel: 3, output: 2, stride: 2),
      before: 2, after: 2),
    StuffedMargin(
      name: "more padding than the kernel crops",
      axis: AxisGeometry(input: 3, kernel: 2, output: 6, before: 2), before: -1, after: -1),
  ]
}
