import Foundation

/// What the built program takes on a real terminal, printed: to start, for a step, and at rest.
struct ProgramFigures {
  private let path: String
  private static let large = [
    "explore", "--in-channels", "64", "--input-size", "2048", "--out-channels", "64",
    "--kernel-size", "3", "--padding", "1", "--seed", "1",
  ]

  /// Finds the program beside this one; nil where it was not built.
  init?() {
    guard let path = RunningProgram.path else { return nil }
    self.path = path
  }

  /// Prints every figure.
  func report() {
    reportStart("first frame of explore", ["explore"])
    reportStart("first frame of 64x2048x2048 to 64", ProgramFigures.large)
    reportSteps()
  }

  /// The time from the start of the process to the last byte of its first frame.
  private func reportStart(_ name: String, _ arguments: [String]) {
    var starting = Timings()
    for _ in 0..<10 {
      let start = ContinuousClock.now
      guard let program = RunningProgram(path, arguments) else { continue }
      _ = program.output(quiet: 2000, most: 1)
      if let last = program.output(quiet: 50).last { starting.add(last - start) }
      program.end()
    }
    print(starting.row(name))
  }

  /// The processor time from a key to the last byte of its frame, and how much is written, over all the
  /// products of page example 1; then what is spent while no key is pressed.
  private func reportSteps() {
    guard let program = RunningProgram(path, ["explore"]) else { return }
    _ = program.output(quiet: 500)
    var processor = Timings()
    var bytes = Timings()
    for product in 1...225 {
      let before = program.processorTime
      program.type(".")
      bytes.add(Double(program.output().bytes), "product \(product)")
      processor.add(program.processorTime - before, "product \(product)")
    }
    print(processor.row("processor time of a key and its frame"))
    print(bytes.row("bytes written for a step"))
    print(Timings.title("bytes written for a step on average") + figure(bytes.mean))
    reportRest(program)
    program.end()
  }

  private func reportRest(_ program: RunningProgram) {
    let before = (program.sleeps, program.processorTime)
    Thread.sleep(forTimeInterval: 3)
    let after = (program.sleeps, program.processorTime)
    print(Timings.title("wake-ups in 3 s at rest") + figure(after.0 - before.0))
    print(Timings.title("processor time in 3 s at rest") + figure(after.1 - before.1))
    print(Timings.title("resident memory of the program, MB") + figure(program.memory / 1024))
  }

  private func figure(_ value: Double) -> String { String(format: "%10.3f", value) }
}
