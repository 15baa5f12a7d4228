import Foundation
import Presentation
import Scenes
import Screen

/// Damaged scenes, decoded one after another: no trap, no hang, no growing memory.
struct SceneFuzz {
  /// The longest that one document may take, in seconds of the processor.
  static let mostTime = 1.0
  /// How much more memory than after the first thousand documents may be held, in kilobytes.
  static let mostGrowth = 65_536

  private let seed: UInt64
  private let first: Int

  /// Makes a run of the documents of a seed, from a number on.
  init(seed: UInt64, first: Int) {
    self.seed = seed
    self.first = first
  }

  /// Decodes so many documents; prints what was seen, and returns whether nothing was wrong.
  func run(count: Int) -> Bool {
    print("seed \(seed), from \(first)")
    var (done, accepted, memory) = (0, 0, 0)
    var worst = (time: 0.0, number: first)
    let start = Self.processorTime
    for number in first..<(first + count) {
      // Every document has a seed of its own, so that one can be made again alone.
      var mutation = SceneMutation(seed: seed, number: number)
      let bytes = mutation.document()
      if number % 1_000 == 0 { note(number) }
      let begin = Self.processorTime
      let outcome = decode(bytes)
      accepted += outcome == .scene ? 1 : 0
      if case .fault(let fault) = outcome {
        print("number \(number) is written as another: \(fault)")
        return false
      }
      let time = Self.processorTime - begin
      if time > worst.time { worst = (time, number) }
      done += 1
      if worst.time > SceneFuzz.mostTime { break }
      if done == min(1_000, count) { memory = Self.residentMemory }
    }
    let growth = Self.residentMemory - memory
    let rate = Double(done) / (Self.processorTime - start)
    print("\(done) documents, \(accepted) of them scenes, \(Int(rate)) a second")
    print("resident memory \(memory) kB at first, \(memory + growth) kB at the end")
    print("the longest took \(Int(worst.time * 1000)) ms, number \(worst.number)")
    return worst.time <= SceneFuzz.mostTime && growth <= SceneFuzz.mostGrowth
  }

  /// Writes one document, to look at it.
  func show() {
    var mutation = SceneMutation(seed: seed, number: first)
    FileHandle.standardOutput.write(Data(mutation.document()))
  }

  private enum Outcome: Equatable { case scene, refused, fault(String) }

  /// What a document is; a scene has to be written and read back as itself.
  private func decode(_ bytes: [UInt8]) -> Outcome {
    guard let scene = try? Scene(file: "x.yaml", bytes: bytes, isShowable: Self.isShowable) else {
      return .refused
    }
    do {
      let document = try scene.yaml()
      let again = try Scene(file: "x.yaml", text: document, isShowable: Self.isShowable)
      return again.withoutLines == scene.withoutLines ? .scene : .fault(document)
    } catch { return .fault(error.description) }
  }

  /// Says where the run is, so that a trap can be found again.
  private func note(_ number: Int) {
    guard isatty(STDERR_FILENO) == 1 || number % 100_000 == 0 else { return }
    FileHandle.standardError.write(Data("\r\(number)".utf8))
  }

  private static let isShowable: @Sendable (Unicode.Scalar) -> Bool = {
    Symbols.canShow(String($0))
  }

  /// Other processes take time too, which is no fault of a document.
  private static var processorTime: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  private static var residentMemory: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
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
