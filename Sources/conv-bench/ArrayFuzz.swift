import ConvEngine
import Foundation
import Scenes

/// Damaged `.npy` files, read one after another.
struct ArrayFuzz {
  private let documents: FuzzRun

  /// Makes a run of the files of a seed, from a number on.
  init(seed: UInt64, first: Int) {
    documents = FuzzRun(things: "arrays", seed: seed, first: first)
  }

  /// Reads so many files; prints what was seen, and returns whether nothing was wrong.
  func run(count: Int) -> Bool {
    documents.run(count: count, document: document, outcome: decode)
  }

  /// Writes one file, to look at it.
  func show() { FileHandle.standardOutput.write(Data(document(documents.first))) }

  private func document(_ number: Int) -> [UInt8] {
    var mutation = ArrayMutation(seed: documents.seed, number: number)
    return mutation.file()
  }

  /// What a file is; an array has to be written and read back as itself, and a reason is one line.
  private func decode(_ bytes: [UInt8]) -> FuzzRun.Outcome {
    var isAccepted = false
    for role in ArrayRole.allCases {
      do {
        let tensor = try Tensor<Double>(file: bytes, as: role)
        isAccepted = true
        if let fault = fault(of: tensor) { return .fault(fault) }
      } catch {
        let isShown = error.reason.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{7F}" }
        if error.reason.isEmpty || !isShown { return .fault("a reason that is no line") }
      }
    }
    return isAccepted ? .accepted : .refused
  }

  private func fault(of tensor: Tensor<Double>) -> String? {
    let shape = tensor.shape
    let file = ArrayWriting.bytes(tensor.values, shape: shape.extents)
    guard let again = try? Tensor<Double>(file: file, as: .activation), again.shape == shape,
      again.values.map(\.bitPattern) == tensor.values.map(\.bitPattern)
    else { return "is written as another" }
    return nil
  }
}
