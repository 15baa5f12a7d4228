import ConvEngine
import Foundation
import Scenes
import Testing

@Suite("The scenes that are compiled in")
struct ShippedScenesTests {
  @Test func `all of them can be read`() {
    let (scenes, refused) = SceneGallery.scenes(isShowable: isShowable)
    #expect(refused.map(\.errors.description) == [])
    #expect(scenes.count == EmbeddedScenes.files.count)
    #expect(Set(scenes.map(\.name)).count == scenes.count)
  }

  @Test func `what lists say of the lessons before they are read is what they say themselves`() {
    let lessons = SceneGallery.scenes(isShowable: isShowable).scenes.filter { $0.kind == .lesson }
    #expect(EmbeddedScenes.outlines.map(\.name) == lessons.map(\.name))
    for (outline, lesson) in zip(EmbeddedScenes.outlines, lessons) {
      #expect(outline.isOutline && !lesson.isOutline)
      #expect(outline.kind == lesson.kind)
      #expect(
        [outline.title, outline.summary, outline.page, outline.file]
          == [lesson.title, lesson.summary, lesson.page, lesson.file])
      #expect(outline.section == lesson.section)
      #expect(outline.needs == lesson.needs)
      #expect(outline.minutes == lesson.minutes)
      #expect(outline.questions.count == lesson.questions.count)
      #expect(SceneGallery.scene(outline.file, isShowable: isShowable) == lesson)
    }
  }

  @Test func `they are the files of the folder`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenes")
    let path = folder.path(percentEncoded: false)
    let names = try FileManager.default.subpathsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(names == EmbeddedScenes.files.map(\.name))
    for file in EmbeddedScenes.files {
      #expect(
        try String(contentsOf: folder.appending(path: file.name), encoding: .utf8) == file.text)
    }
  }

  @Test func `they are listed in the page's order`() {
    let sections = SceneGallery.bySection(SceneGallery.scenes(isShowable: isShowable).scenes)
    #expect(
      sections.map(\.section?.title) == [
        "Forward", "Convolution and cross-correlation", "Back-propagation",
      ])
    #expect(
      sections.map { $0.scenes.filter { $0.kind == .stage }.map(\.name) } == [
        ["padding", "stride", "stride-inexact", "dilation", "channels"], ["convolution"],
        [
          "activation", "delta", "stride-backwards", "kernel-gradient", "bias-gradient",
          "bias-untied",
          "two-layers", "delta-below", "transposed",
        ],
      ])
  }

  @Test("every one says what it is", arguments: EmbeddedScenes.files.map(\.name))
  func everyScene(file: String) throws {
    let scene = try shipped(file)
    #expect(!scene.summary.isEmpty)
    #expect(scene.section != nil)
    #expect(scene.kind != .stage || !scene.text.isEmpty && !scene.start.isEmpty)
    let computation = try Computation(scene.network)
    #expect(computation.isComplete)
    for case .pass(.computing(let tensor)) in scene.start {
      #expect(computation.pass(computing: tensor) != nil)
    }
  }

  struct Row: CustomTestStringConvertible {
    var file: String
    var tensor: String
    var values: [Double]
    var testDescription: String { "\(tensor) of \(file)" }
  }

  @Test(
    "the numbers are those of the screens and of the course",
    arguments: [
      Row(
        file: "01-padding.yaml", tensor: "z1",
        values: [
          32, 68, 89, 110, 96, 114, 219, 264, 309, 252, 249, 444, 489, 534, 417, 384, 669, 714,
          759, 582, 440, 734, 773, 812, 600,
        ]),
      Row(file: "02-stride.yaml", tensor: "z1", values: [8, 20, 2, -10]),
      Row(file: "03-stride-inexact.yaml", tensor: "z1", values: [13, 4, 10, 21]),
      Row(
        file: "03-stride-inexact.yaml", tensor: "dL/dw1",
        values: [-7, 12, 10, 6, -3, -1, 8, -4, 11]
      ),
      Row(file: "04-dilation.yaml", tensor: "z1", values: [19, 32, 28, 27, 35, 36, 10, 28, 25]),
      Row(
        file: "07-activation.yaml", tensor: "z1", values: [1, 29, -20, 20, -16, 34, -9, 19, 5]),
      Row(file: "07-activation.yaml", tensor: "a1", values: [1, 29, 0, 20, 0, 34, 0, 19, 5]),
      Row(
        file: "08-delta.yaml", tensor: "dL/da0",
        values: [4, 4, -1, 3, -6, -3, 0, 4, 0, -7, -8, -5, 1, 0, 1, -2]),
      Row(file: "08-delta.yaml", tensor: "delta1", values: [2, -1, 1, -2, 0, 1, -1, -1, -2]),
      Row(file: "08-delta.yaml", tensor: "loss1", values: [8.5]),
      Row(
        file: "09-stride-backwards.yaml", tensor: "dL/da0",
        values: [
          3, -1, -8, 2, 4, 2, 1, -4, -2, 0, 5, -4, -1, 5, -6, 4, 2, -2, -1, 0, -2, -4, 9, 2, -4,
        ]),
      Row(
        file: "10-kernel-gradient.yaml", tensor: "dL/dw1",
        values: [0, 8, -12, -17, 12, -1, -9, 3, 9]),
      Row(file: "11-bias-gradient.yaml", tensor: "dL/db1", values: [-3]),
      Row(
        file: "12-bias-untied.yaml", tensor: "dL/db1", values: [2, -1, 1, -2, 0, 1, -1, -1, -2]),
      Row(file: "13-two-layers.yaml", tensor: "z1", values: [1, 1, 3, 8, 1, 0, -3, 7, -2]),
      Row(file: "13-two-layers.yaml", tensor: "z2", values: [-13, -2, 30, -11]),
      Row(file: "13-two-layers.yaml", tensor: "loss2", values: [6.5]),
      Row(file: "13-two-layers.yaml", tensor: "dL/da1", values: [3, 5, -2, -8, -7, 4, 4, 2, -2]),
      Row(file: "13-two-layers.yaml", tensor: "delta1", values: [3, 5, -2, -8, -7, 0, 0, 2, 0]),
      Row(file: "13-two-layers.yaml", tensor: "dL/dw1", values: [8, -14, -4, 11]),
      Row(file: "13-two-layers.yaml", tensor: "dL/dw2", values: [-15, 5, -4, -13]),
      Row(file: "13-two-layers.yaml", tensor: "dL/db1", values: [-7]),
      Row(file: "13-two-layers.yaml", tensor: "dL/db2", values: [-1]),
      Row(
        file: "14-delta-below.yaml", tensor: "dL/da1",
        values: [2, -5, 2, 0, 9, -6, -5, 1, 9, 10, -8, 1, 0, 6, -4, -2]),
      Row(
        file: "15-transposed.yaml", tensor: "z1",
        values: [
          1, 5, 2, -2, 0, 0, -2, 11, 6, 9, 2, 0, -1, 10, 3, 0, 1, -1, 4, 0, -4, 15, 2, 4, 2, -8, -2,
          5, 1, -1, 0, 4, 0, -6, 0, 4,
        ]),
      Row(
        file: "15-transposed.yaml", tensor: "dL/da0", values: [9, -3, 16, -6, 11, 8, -5, 7, 16]),
      Row(file: "15-transposed.yaml", tensor: "dL/dw1", values: [8, 4, -5, 3, 8, -3, 9, -2, -3]),
      Row(
        file: "14-delta-below.yaml", tensor: "z1",
        values: [
          2.25, 0.25, 1.5, -2, -2.5, 1.25, 0.75, 1.25, 1.5, -1.75, 0, 2, 0.5, 1, 1, -0.75,
        ]),
    ])
  func numbers(row: Row) throws {
    #expect(try computed(row.file, row.tensor) == row.values)
  }

  @Test func `example 4 has the outputs of its screen, and an asymmetric third channel`() throws {
    let values = try computed("05-channels.yaml", "z1")
    #expect(values.prefix(9) == [25, 41, 25, 19, 33, 36, 49, 27, 41])
    #expect(values.dropFirst(9).prefix(9) == [1, 29, -20, 20, -16, 34, -9, 19, 5])
    let scene = try shipped("05-channels.yaml")
    #expect(scene.network.layers[0].parameterCount(outputShape: Shape4(1, 3, 3, 3)) == 57)
  }

  @Test func `turning the kernel gives the other picture of the second part`() throws {
    var network = try shipped("06-convolution.yaml").network
    network.layers[0].operation = .convolution
    let output = try #require(try Computation(network).tensor(TensorID(.output, 1)))
    #expect(output.values.prefix(7) == [128, 202, 241, 280, 184, 276, 411])
  }

  @Test func `the slopes of tanh round to those of the screen`() throws {
    let scene = try shipped("14-delta-below.yaml")
    let z = try computed("14-delta-below.yaml", "z1")
    let slopes = z.map { (scene.network.layers[0].activation.derivative($0) * 100).rounded() }
    #expect(slopes == [4, 94, 18, 7, 3, 28, 60, 28, 18, 11, 100, 7, 79, 42, 42, 60])
    let delta = try computed("14-delta-below.yaml", "delta1").map { ($0 * 100).rounded() }
    #expect(delta.prefix(7) == [9, -470, 36, 0, 24, -168, -298])
  }

  private func shipped(_ file: String) throws -> Scene {
    let text = try #require(EmbeddedScenes.files.first { $0.name == file }?.text)
    return try Scene(file: file, text: text, isShowable: isShowable)
  }

  private func computed(_ file: String, _ tensor: String) throws -> [Double] {
    let computation = try Computation(shipped(file).network)
    let id = try TensorID(parsing: tensor)
    return try #require(computation.tensor(id)).values
  }
}
