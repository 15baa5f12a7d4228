import ConvEngine
import Foundation
import Scenes
import Testing
import convscope

/// The part of a tensor's largest number by which one of its numbers may differ.
///
/// PyTorch sums in another order, so numbers that are not whole may differ in their last bits: by at
/// most n · 2⁻⁵³ · Σ|term| in a sum of n terms, of which there are some hundred here.
private let tolerance = 1e-12

@Suite("Computing from files, as PyTorch does")
struct ComputeTests {
  /// Computes a pass in this process: starting another for each case would take longer than they all.
  private func expect(
    _ pass: String, _ words: [String: String], in folder: ArrayFolder, gives key: String,
    of row: ReferenceCase, isWhole: Bool = false
  ) throws {
    let expected = try #require(row.numbers(key))
    let options = words.sorted { $0.key < $1.key }.flatMap { ["--\($0.key)", $0.value] }
    try convscope.Program.run(["compute", pass] + options + ["-o", folder["out.npy"]])
    let found = try folder.read("out.npy", as: Double.self)
    #expect(found.shape == expected.shape)
    let limit = isWhole ? 0 : tolerance * (expected.values.map(abs).max() ?? 0)
    let isClose = zip(found.values, expected.values).allSatisfy { abs($0 - $1) <= limit }
    #expect(isClose && found.values.count == expected.values.count)
  }

  private func size(_ shape: [Int]) -> String { "\(shape[2]),\(shape[3])" }

  @Test("every pass of a layer agrees", arguments: ReferenceCase.all("conv2d"))
  func layers(row: ReferenceCase) throws {
    let folder = try ArrayFolder()
    var files: [String: String] = [:]
    for key in ["input", "weight", "bias", "output_gradient"] {
      guard let numbers = row.numbers(key) else { continue }
      files[key] = try folder.write("\(key).npy", numbers.values, shape: numbers.shape)
    }
    let input = try #require(row.numbers("input"))
    let kernel = try #require(row.numbers("weight"))
    let options = [
      "stride": row.list("stride"), "padding": row.list("padding"),
      "padding-mode": row.text("padding_mode"), "dilation": row.list("dilation"),
      "groups": row.groups, "operation": row.text("operation"),
    ]
    var forward = options
    forward["input"] = files["input"]
    forward["kernel"] = files["weight"]
    forward["bias"] = files["bias"]
    try expect("forward", forward, in: folder, gives: "output", of: row, isWhole: row.isWhole)
    var backward = options
    backward["output-gradient"] = files["output_gradient"]
    backward["kernel"] = files["weight"]
    backward["input-size"] = size(input.shape)
    try expect(
      "input-gradient", backward, in: folder, gives: "input_gradient", of: row,
      isWhole: row.isWhole)
    var weights = options
    weights["output-gradient"] = files["output_gradient"]
    weights["input"] = files["input"]
    weights["kernel-size"] = size(kernel.shape)
    try expect(
      "kernel-gradient", weights, in: folder, gives: "weight_gradient", of: row,
      isWhole: row.isWhole)
  }

  @Test func `infinities and NaN reach what the definition says, and no more`() throws {
    let folder = try ArrayFolder()
    var kernel = Array(repeating: Float(1), count: 9)
    kernel[0] = .infinity
    var gradient = Array(repeating: Float(1), count: 36)
    gradient[20] = .nan
    try folder.write("w.npy", kernel, shape: [1, 1, 3, 3])
    try folder.write("g.npy", gradient, shape: [1, 1, 6, 6])
    try convscope.Program.run([
      "compute", "input-gradient", "--output-gradient", folder["g.npy"], "--kernel",
      folder["w.npy"], "--input-size", "8", "-o", folder["out.npy"],
    ])
    let convolution = try Convolution(
      Layer(inputChannels: 1, outputChannels: 1, kernelSize: Size2D(3)),
      kernel: Tensor(shape: Shape4(1, 1, 3, 3), values: kernel))
    let expected = try convolution.inputGradient(
      outputGradient: Tensor(shape: Shape4(1, 1, 6, 6), values: gradient), inputSize: Size2D(8))
    let found = try folder.read("out.npy", as: Float.self).values
    #expect(zip(found, expected.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
    #expect(found[7] == 1)
  }

  @Test(
    "every bias gradient agrees",
    arguments: ReferenceCase.all("conv2d").filter { $0.numbers("bias_gradient") != nil })
  func biases(row: ReferenceCase) throws {
    let folder = try ArrayFolder()
    let gradient = try #require(row.numbers("output_gradient"))
    let expected = try #require(row.numbers("bias_gradient"))
    try folder.write("g.npy", gradient.values, shape: gradient.shape)
    let untied = expected.shape.count == 3 ? ["--untied"] : []
    try convscope.Program.run(
      ["compute", "bias-gradient", "--output-gradient", folder["g.npy"], "-o", folder["b.npy"]]
        + untied)
    let found = try folder.read("b.npy", as: Double.self)
    let limit = row.isWhole ? 0 : tolerance * (expected.values.map(abs).max() ?? 0)
    #expect(found.shape == expected.shape)
    #expect(zip(found.values, expected.values).allSatisfy { abs($0 - $1) <= limit })
  }

  @Test("every transposed layer agrees", arguments: ReferenceCase.all("conv_transpose2d"))
  func transposed(row: ReferenceCase) throws {
    let folder = try ArrayFolder()
    var options = [
      "stride": row.list("stride"), "padding": row.list("padding"), "groups": row.groups,
      "dilation": row.list("dilation"), "output-padding": row.list("output_padding"),
    ]
    for (option, key) in [("input", "input"), ("kernel", "weight"), ("bias", "bias")] {
      guard let numbers = row.numbers(key) else { continue }
      options[option] = try folder.write("\(key).npy", numbers.values, shape: numbers.shape)
    }
    try expect("transposed", options, in: folder, gives: "output", of: row)
  }

  @Test(
    "an asked output size says the same as an output padding",
    arguments: ReferenceCase.all("conv_transpose2d").prefix(3))
  func outputSize(row: ReferenceCase) throws {
    let folder = try ArrayFolder()
    var options = [
      "stride": row.list("stride"), "padding": row.list("padding"), "groups": row.groups,
      "dilation": row.list("dilation"),
    ]
    for (option, key) in [("input", "input"), ("kernel", "weight"), ("bias", "bias")] {
      guard let numbers = row.numbers(key) else { continue }
      options[option] = try folder.write("\(key).npy", numbers.values, shape: numbers.shape)
    }
    options["output-size"] = try size(#require(row.numbers("output")).shape)
    try expect("transposed", options, in: folder, gives: "output", of: row)
  }

  @Test("every layer of a network agrees", arguments: ReferenceCase.all("network"))
  func networks(row: ReferenceCase) throws {
    let folder = try ArrayFolder()
    var input = try #require(row.numbers("input"))
    for layer in row.layers {
      let options = ["stride": layer.list("stride"), "padding": layer.list("padding")]
      var files: [String: String] = [:]
      for key in ["weight", "bias"] {
        let numbers = try #require(layer.numbers(key))
        files[key] = try folder.write("\(key).npy", numbers.values, shape: numbers.shape)
      }
      files["input"] = try folder.write("input.npy", input.values, shape: input.shape)
      var forward = options
      (forward["input"], forward["kernel"]) = (files["input"], files["weight"])
      forward["bias"] = files["bias"]
      try expect("forward", forward, in: folder, gives: "z", of: layer)
      input = try #require(layer.numbers("a"))
    }
  }

  @Test func `all 58 cases are there`() {
    #expect(ReferenceCase.all("conv2d").count == 32)
    #expect(ReferenceCase.all("conv_transpose2d").count == 10)
    #expect(ReferenceCase.all("network").count == 16)
  }
}
