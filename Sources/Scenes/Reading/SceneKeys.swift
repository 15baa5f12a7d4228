/// The keys of a scene's mappings, in the order in which they are listed; the decoder and the schema take them from here.
enum SceneKeys {
  static let scene = [
    "version", "title", "summary", "section", "page", "needs", "minutes", "network", "networks",
    "symbols", "discuss", "start", "size", "theme", "text", "events",
  ]
  static let symbols = ["input", "kernel", "output"]

  // Networks.
  static let network = ["input", "layers", "loss", "target", "outputGradient", "learningRate"]
  static let layer = [
    "kernel", "transposed", "stride", "padding", "paddingMode", "outputPadding", "outputSize",
    "dilation", "groups", "bias", "operation", "activation",
  ]
  static let activation = ["leakyRelu"]

  // Numbers: their forms, how large generated ones are, and what those are made from.
  static let source = ["seed", "range", "edits"]
  static let tensorForms = ["rows", "channels", "batch", "file"]
  static let tensor = tensorForms + source
  static let input = tensorForms + ["size"] + source
  static let kernelForms = ["rows", "filters", "named", "file", "size"]
  static let kernelChannels = ["inputChannels", "outputChannels"]
  static let kernel = kernelForms + kernelChannels + source
  static let bias = ["tied", "untied"]
  static let tiedForms = ["numbers", "file"]
  static let tied = tiedForms + source

  // Events; each has one of their keys.
  static let event = [
    "page", "stage", "do", "discuss", "text", "caption", "highlight", "wait", "marker", "question",
    "expect",
  ]
  static let questionKinds = ["number", "shape", "choices", "cells"]
  static let question = ["ask", "hints", "next", "because", "mistakes", "on"] + questionKinds
  static let neededOfChoice = ["text", "if"]
  static let choice = neededOfChoice + ["next"]
  static let expectation = ["claim", "shape", "screen"]
}
