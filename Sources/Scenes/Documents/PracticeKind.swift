/// A kind of exercise: one for each lesson of the page, in their order.
package enum PracticeKind: String, Hashable, Sendable, CaseIterable {
  case window, links, padding, stride, dilation, sizes, channels, bias, activation
  case halfTurn = "half-turn"
  case whenItMatters = "when-it-matters"
  case delta, scatter, gather
  case twoLayers = "two-layers"
  case kernelGradient = "kernel-gradient"
  case biasGradient = "bias-gradient"
  case backChannels = "back-channels"
  case backStride = "back-stride"
  case wholeStep = "whole-step"

  /// The number of the lesson that it belongs to, from 1.
  package var lesson: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  /// The name of the scene that the lesson is.
  package var lessonName: String { "lesson-\(rawValue)" }

  /// The name of the scene that an exercise of this kind is.
  package var sceneName: String { "practice-\(rawValue)" }

  /// The part of the page that it belongs to.
  package var section: Scene.Section {
    switch lesson {
    case ...9: .forward
    case ...11: .convolution
    default: .backPropagation
    }
  }

  /// What it is called; at most 18 columns.
  package var title: String {
    switch self {
    case .window: "Window and sum"
    case .links: "Who touches whom"
    case .padding: "Padding"
    case .stride: "Stride"
    case .dilation: "Dilation"
    case .sizes: "Sizes"
    case .channels: "Channels"
    case .bias: "Bias"
    case .activation: "Activation"
    case .halfTurn: "The half turn"
    case .whenItMatters: "When it matters"
    case .delta: "What δ is"
    case .scatter: "Scatter"
    case .gather: "Gather"
    case .twoLayers: "Two layers"
    case .kernelGradient: "Kernel gradient"
    case .biasGradient: "Bias gradient"
    case .backChannels: "Channels backwards"
    case .backStride: "Stride backwards"
    case .wholeStep: "One whole step"
    }
  }

  /// What is practised, in one line for lists.
  package var summary: String {
    switch self {
    case .window: "Compute an output, find its window, tell the size."
    case .links: "Which outputs an input reaches, and through which weight."
    case .padding: "Windows that stand half outside, and how large z is then."
    case .stride: "Find the window of z[i,j], and what no window reads."
    case .dilation: "Reach over the holes of a kernel, and tell its span."
    case .sizes: "The size formula, axis by axis."
    case .channels: "Sum over the channels, and count weights."
    case .bias: "Add b once, and count parameters, tied and untied."
    case .activation: "Apply σ, and read its slope."
    case .halfTurn: "Turn a kernel, and compute with ∗."
    case .whenItMatters: "Where ⋆ and ∗ differ, and where they agree."
    case .delta: "δ from the loss: its sign, its size, its nudge."
    case .scatter: "Hand δ out to the inputs of its window."
    case .gather: "Collect all δ that reach one input."
    case .twoLayers: "δ through a second layer, and what σ′ lets pass."
    case .kernelGradient: "The sum over all places where a weight was used."
    case .biasGradient: "Sum δ where b is tied, copy it where it is not."
    case .backChannels: "Sum over o on the way back, with o and c exchanged."
    case .backStride: "Back with stride, padding and dilation."
    case .wholeStep: "Forward, δ, a gradient, and the update, in one go."
    }
  }

  /// The kind that a scene is about, by the scene's name; nil where it is about none.
  package init?(scene name: String) {
    let prefix = ["lesson-", "demo-", "practice-"].first(where: name.hasPrefix) ?? ""
    let word = String(name.dropFirst(prefix.count))
    guard let kind = PracticeKind(rawValue: word) ?? Self.others[word] else { return nil }
    self = kind
  }

  /// Scenes of other names than their lessons have.
  private static let others: [String: PracticeKind] = [
    "stride-inexact": .stride, "convolution": .halfTurn, "delta-below": .twoLayers,
    "bias-untied": .biasGradient, "stride-backwards": .backStride,
  ]
}
