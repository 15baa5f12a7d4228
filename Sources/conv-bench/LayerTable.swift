import CConvKernels
import ConvEngine
import Dispatch
import Foundation

/// The times of all passes of known layers, printed beside what the processor could do at most.
struct LayerTable {
  private let layers: [KnownLayer]

  /// Takes the layers whose name holds a text, or all.
  init(nameHolds text: String? = nil) {
    layers = KnownLayer.all.filter { text.map($0.name.contains) ?? true }
  }

  /// Measures and prints, row by row.
  func report() {
    let peaks = [1, 2].map { (threads: $0, flops: peak(threads: $0)) }
    for (threads, flops) in peaks {
      let name = threads == 1 ? "1 thread" : "\(threads) threads"
      print(String(format: "at most %8.1f GFLOP/s on ", flops / 1e9) + name)
    }
    print(heading)
    for pass in LayerPass.allCases {
      for (threads, flops) in peaks {
        for layer in layers { print(row(layer, pass, threads: threads, peak: flops)) }
      }
    }
  }

  private var heading: String {
    column("pass", 16) + column("layer", 27) + "threads  microseconds     GFLOP/s"
      + "  % of most  algorithm"
  }

  /// Returns the fastest of some batches of runs, as a row of the table.
  private func row(_ known: KnownLayer, _ pass: LayerPass, threads: Int, peak: Double) -> String {
    let title = column(pass.rawValue, 16) + column(known.name, 27)
    do {
      let geometry = try known.layer.geometry(inputShape: known.inputShape)
      let bench = try LayerBench(
        .init(
          pass: pass, layer: known.layer, inputShape: known.inputShape, threads: threads,
          algorithm: .automatic))
      let seconds = (0..<5).compactMap { _ in bench.seconds(milliseconds: 20).min() }.min() ?? 0
      let flops = 2 * Double(geometry.multiplyAccumulateCount) / seconds
      return title
        + String(
          format: "%7d%14.1f%12.1f%11.0f  ", threads, seconds * 1e6, flops / 1e9,
          100 * flops / peak) + bench.plan.algorithm.rawValue
    } catch {
      return title + "\(error)"
    }
  }

  /// Returns how many operations a second so many threads do that wait for nothing.
  private func peak(threads: Int) -> Double {
    let level = conv_level_best()
    let rounds = 4_000_000
    let clock = ContinuousClock()
    let times = (0..<5).map { _ in
      clock.measure {
        DispatchQueue.concurrentPerform(iterations: threads) { _ in _ = conv_peak(level, rounds) }
      }
    }
    let shortest = times.min().map { $0 / .seconds(1) } ?? 1
    return Double(threads * rounds * conv_peak_round(level)) / shortest
  }

  private func column(_ text: String, _ width: Int) -> String {
    text.padding(toLength: max(text.count + 1, width), withPad: " ", startingAt: 0)
  }
}
