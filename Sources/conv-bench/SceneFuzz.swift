import Foundation
import Presentation
import Scenes
import Screen

/// Damaged scenes, decoded one after another.
struct SceneFuzz {
  private let documents: FuzzRun

  /// Makes a run of the documents of a seed, from a number on.
  init(seed: UInt64, first: Int) {
    documents = FuzzRun(things: "scenes", seed: seed, first: first)
  }

  /// Decodes so many documents; prints what was seen, and returns whether nothing was wrong.
  func run(count: Int) -> Bool {
    documents.run(count: count, document: document, outcome: decode)
  }

  /// Writes one document, to look at it.
  func show() { FileHandle.standardOutput.write(Data(document(documents.first))) }

  private func document(_ number: Int) -> [UInt8] {
    var mutation = SceneMutation(seed: documents.seed, number: number)
    return mutation.document()
  }

  /// What a document is; a scene has to be written and read back as itself.
  private func decode(_ bytes: [UInt8]) -> FuzzRun.Outcome {
    guard let scene = try? Scene(file: "x.yaml", bytes: bytes, isShowable: Self.isShowable) else {
      return .refused
    }
    do {
      let document = try scene.yaml()
      let again = try Scene(file: "x.yaml", text: document, isShowable: Self.isShowable)
      return again.withoutLines == scene.withoutLines
        ? .accepted : .fault("is written as another: \(document)")
    } catch { return .fault("cannot be written: \(error.description)") }
  }

  private static let isShowable: @Sendable (Unicode.Scalar) -> Bool = {
    Symbols.canShow(String($0))
  }
}

extension Scene {
  /// The scene without the lines that its events stand in.
  fileprivate var withoutLines: Scene {
    var scene = self
    scene.events = events.map { PlacedEvent($0.event) }
    return scene
  }
}
