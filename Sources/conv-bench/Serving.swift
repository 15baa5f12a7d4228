import ConvEngine
import Foundation

/// Answers requests for timings, one JSON line each, until standard input ends.
///
///     {"pass":"forward","input":[1,3,224,224],"outputChannels":64,"kernel":[7,7],"stride":[2,2],
///      "padding":[3,3,3,3],"dilation":[1,1],"groups":1,"threads":1,"algorithm":"automatic",
///      "slotMilliseconds":20}
///     {"seconds":[…],"algorithm":"…"} or {"error":"…"}
///
/// A layer seen again reuses its plan and its output.
struct Serving {
  private var benches: [TimingRequest.Configuration: LayerBench] = [:]

  /// Answers until the input ends.
  mutating func run() {
    while let line = readLine() {
      print(answer(to: line))
      fflush(nil)
    }
  }

  /// Returns the answer to one line.
  mutating func answer(to line: String) -> String {
    do {
      let request = try JSONDecoder().decode(TimingRequest.self, from: Data(line.utf8))
      let key = try request.configuration()
      let bench = try benches[key] ?? LayerBench(key)
      benches[key] = bench
      return text(
        TimingAnswer(
          seconds: bench.seconds(milliseconds: request.slotMilliseconds ?? 20),
          algorithm: bench.plan.algorithm.rawValue))
    } catch {
      return text(["error": "\(error)"])
    }
  }

  private func text(_ answer: some Encodable) -> String {
    guard let data = try? JSONEncoder().encode(answer) else { return "{\"error\":\"no answer\"}" }
    return String(decoding: data, as: UTF8.self)
  }
}

/// One request as it is written.
struct TimingRequest: Decodable {
  private var pass: String
  private var input: [Int]
  private var outputChannels: Int
  private var kernel: [Int]
  private var stride: [Int]?
  private var padding: [Int]?
  private var dilation: [Int]?
  private var groups: Int?
  private var threads: Int?
  private var algorithm: String?
  /// How long to measure.
  var slotMilliseconds: Double?

  /// What makes two requests the same layer in the same pass.
  struct Configuration: Hashable {
    var pass: LayerPass
    var layer: Layer
    var inputShape: Shape4
    var threads: Int
    var algorithm: Algorithm
  }

  /// Why a request means nothing.
  struct Failure: Error, CustomStringConvertible { var description: String }

  /// Returns what is asked for.
  func configuration() throws -> Configuration {
    guard let pass = LayerPass(rawValue: pass) else {
      throw Failure(description: "no pass \(pass)")
    }
    guard let algorithm = Algorithm(rawValue: algorithm ?? "automatic") else {
      throw Failure(description: "no algorithm \(algorithm ?? "")")
    }
    let (stride, dilation) = (stride ?? [1, 1], dilation ?? [1, 1])
    let padding = padding ?? [0, 0, 0, 0]
    guard input.count == 4, kernel.count == 2, stride.count == 2, dilation.count == 2,
      padding.count == 4, threads ?? 1 > 0
    else { throw Failure(description: "a list has a wrong number of numbers") }
    var layer = Layer(
      inputChannels: input[1], outputChannels: outputChannels,
      kernelSize: Size2D(height: kernel[0], width: kernel[1]))
    layer.stride = Size2D(height: stride[0], width: stride[1])
    layer.dilation = Size2D(height: dilation[0], width: dilation[1])
    layer.padding = .explicit(
      top: padding[0], left: padding[1], bottom: padding[2], right: padding[3])
    layer.groups = groups ?? 1
    return Configuration(
      pass: pass, layer: layer, inputShape: Shape4(input[0], input[1], input[2], input[3]),
      threads: threads ?? 1, algorithm: algorithm)
  }
}

/// One answer as it is written.
private struct TimingAnswer: Encodable {
  var seconds: [Double]
  var algorithm: String
}
