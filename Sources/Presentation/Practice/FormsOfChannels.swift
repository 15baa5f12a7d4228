import ConvEngine
import Scenes

/// Questions about channels, biases and activations.
enum ChannelForms {
  private static let (output, activation) = (TensorID(.output, 1), TensorID(.activation, 1))

  /// What one channel adds to an output.
  static let channelSum: PracticeForm = { board, random in
    let z = board.element(output, &random)
    let channel = random.number(in: 0...board.layer().inputChannels - 1)
    let kernel = Element(TensorID(.kernel, 1), Index4(z.index.channel, channel, 0, 0))
    let whole = board.name(kernel).split(separator: ",").prefix(2).joined(separator: ",") + "]"
    return PracticeTask(
      text: board.sentence(), pass: output, step: board.step(of: z),
      question: Question(
        "What does input channel \(channel) alone add to \(board.name(z))?",
        .number(.channelSum(z, channel: channel)),
        hints: ["Its kernel is \(whole), and no other one.", board.windowHint(z)],
        next: "Use channel \(channel) of the input and \(whole) alone, without b."))
  }

  /// How many weights a layer has.
  static let weights: PracticeForm = { board, _ in
    PracticeTask(
      text: board.counted, pass: output,
      question: Question(
        "How many weights has this layer?", .number(.weights(layer: 1)),
        hints: [
          "Each pair of an output and an input channel has a kernel of its own.",
          "Count those pairs, and multiply by the weights of one kernel.",
        ], next: "Output channels times input channels times rows times columns.",
        mistakes: [.oneKernelForAll]))
  }

  /// How many parameters a layer has.
  static let parameters: PracticeForm = { board, _ in
    let isTied = board.layer().bias == .tied
    let bias = isTied ? "one for each output channel" : "one for each output cell"
    return PracticeTask(
      text: "\(board.counted) \(board.outputText) b is \(isTied ? "tied" : "untied").",
      pass: output,
      question: Question(
        "How many parameters has this layer?", .number(.parameters(layer: 1)),
        hints: [
          "Parameters are the weights and the biases.", "Of the biases there is \(bias).",
        ], next: "Count the weights of all kernels, then add the biases.",
        mistakes: isTied ? [.biasForgotten, .biasUntied] : [.biasForgotten, .biasTied]))
  }

  // MARK: Activations

  /// An activation as a number; where the exercise is hard, z has to be found first.
  static let activated: PracticeForm = { board, random in
    let a = board.element(activation, &random)
    let z = Element(output, a.index)
    return PracticeTask(
      text: board.sentence() + " σ is \(board.activationText).",
      pass: board.level == 3 ? output : activation,
      step: board.level == 3 ? 0 : board.step(of: a),
      question: Question(
        "What is \(board.name(a))?", .number(.element(a)),
        hints: [
          "First \(board.name(z)), then σ of it.",
          "Is \(board.name(z)) above 0? Only then it stays as it is.",
        ], next: "Ask what σ makes of \(board.name(z)).", mistakes: [.activationForgotten]))
  }

  /// The cells where the slope is 0.
  static let flatCells: PracticeForm = { board, _ in
    guard board.layer().activation == .relu else { return nil }
    return PracticeTask(
      text: board.sentence() + " σ is relu.", pass: output, step: board.lastStep(of: output),
      done: nil,
      question: Question(
        "In which cells of z is the slope of σ 0? Mark them.", .cells(.flat(output), on: output),
        hints: ["Where z is above 0, a moves with it.", "A z of exactly 0 counts as flat."],
        next: "Ask of each z whether it is above 0. If not, mark it."))
  }

  /// How many cells have slope 0.
  static let flatCount: PracticeForm = { board, _ in
    guard board.layer().activation == .relu else { return nil }
    return PracticeTask(
      text: board.sentence() + " σ is relu.", pass: output, step: board.lastStep(of: output),
      done: nil,
      question: Question(
        "In how many cells is the slope of σ 0?", .number(.flat(output)),
        hints: ["Where z is above 0, a moves with it.", "A z of exactly 0 counts as flat."],
        next: "Count the cells of z that are not above 0.", mistakes: []))
  }

  /// The slope at one cell.
  static let slope: PracticeForm = { board, random in
    let z = board.element(output, &random)
    return PracticeTask(
      text: "σ is \(board.activationText), and \(board.name(z)) is \(board.value(z)).",
      pass: activation, step: board.lastStep(of: output), done: nil,
      question: Question(
        "What is σ′(\(board.name(z)))?", .number(.slope(z)),
        hints: ["When this z rises by a little, how much of it arrives in a?"],
        next: "The slope is asked, not the value: by how much does a move when z does?",
        mistakes: []))
  }
}

extension PracticeBoard {
  /// The layer by its channels alone.
  fileprivate var counted: String {
    let layer = layer()
    let kernel = Names.size(
      Shape4(1, 1, layer.kernelSize.height, layer.kernelSize.width), isKernel: true)
    return "From \(Plural.count(layer.inputChannels, "input channel")) to "
      + "\(Plural.count(layer.outputChannels, "output channel")), kernels of \(kernel)."
  }

  fileprivate var activationText: String {
    switch layer().activation {
    case .leakyRelu(let slope): "leaky relu with slope \(Number.text(slope)) below 0"
    default: layer().activation.name
    }
  }

  /// The output by its channels, as a sentence.
  var outputText: String {
    let shape = shape(TensorID(.output, 1))
    return "z has \(Plural.count(shape.channels, "channel")) of \(shape.height)×\(shape.width)."
  }

  func lastStep(of id: TensorID) -> Int { shape(id).count - 1 }
}
