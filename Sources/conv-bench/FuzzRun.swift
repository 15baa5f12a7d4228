import Foundation

/// Damaged documents, read one after another: no trap, no hang, no growing memory.
struct FuzzRun {
  /// What a document turned out to be.
  enum Outcome: Equatable { case accepted, refused, fault(String) }

  /// The longest that one document may take, in seconds of the processor.
  static let mostTime = 1.0
  /// How much more memory than after the first thousand documents may be held, in kilobytes.
  static let mostGrowth = 65_536

  /// What is read, in the plural: scenes.
  let things: String
  /// What the documents are made from.
  let seed: UInt64
  /// The number of the first one.
  let first: Int

  /// Reads so many documents, and prints what was seen.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - document: Makes a document of its number alone, so that one can be made again.
  ///   - outcome: Reads a document.
  /// - Returns: Whether nothing was wrong.
  func run(count: Int, document: (Int) -> [UInt8], outcome: ([UInt8]) -> Outcome) -> Bool {
    print("seed \(seed), from \(first)")
    var (done, accepted, memory) = (0, 0, 0)
    var worst = (time: 0.0, number: first)
    let start = Self.processorTime
    for number in first..<(first + count) {
      let bytes = document(number)
      if number % 1_000 == 0 { note(number) }
      let begin = Self.processorTime
      let outcome = outcome(bytes)
      accepted += outcome == .accepted ? 1 : 0
      if case .fault(let fault) = outcome {
        print("number \(number): \(fault)")
        return false
      }
      let time = Self.processorTime - begin
      if time > worst.time { worst = (time, number) }
      done += 1
      if worst.time > FuzzRun.mostTime { break }
      if done == min(1_000, count) { memory = Self.residentMemory }
    }
    let growth = Self.residentMemory - memory
    let rate = Double(done) / (Self.processorTime - start)
    print("\(done) documents, \(accepted) of them \(things), \(Int(rate)) a second")
    print("resident memory \(memory) kB at first, \(memory + growth) kB at the end")
    print("the longest took \(Int(worst.time * 1000)) ms, number \(worst.number)")
    return worst.time <= FuzzRun.mostTime && growth <= FuzzRun.mostGrowth
  }

  /// Says where the run is, so that a trap can be found again.
  private func note(_ number: Int) {
    guard isatty(STDERR_FILENO) == 1 || number % 100_000 == 0 else { return }
    FileHandle.standardError.write(Data("\r\(number)".utf8))
  }

  /// Other processes take time too, which is no fault of a document.
  private static var processorTime: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  private static var residentMemory: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
