import ConvEngine
import Scenes

extension Session {
  mutating func change(_ action: Action) {
    if action != .turn { finishTurn() }
    switch action {
    case .turn: turn()
    case .operation(let operation):
      set(.operation, (operation ?? stage?.layer.operation.other ?? .convolution).rawValue)
    case .set(let parameter, let text): set(parameter, text)
    case .adjust(let by): adjust(by)
    case .choose(let by): choose(parameter: by)
    case .edit(let id, let index, let value): edit(id, index, value)
    case .learn: learn()
    case .undo: if stage?.undo() != true { say("There is nothing to undo.") }
    case .redo: if stage?.redo() != true { say("There is nothing to redo.") }
    case .reset:
      if let original = stage?.original { put(original, refusal: "") }
      turnsAt = nil
      say("Back to the scene's own data; u brings yours back.")
    default: break
    }
  }

  // MARK: The turn

  private mutating func turn() {
    guard let stage else { return }
    let kernel = stage.computation.shape(of: TensorID(.kernel, stage.layerNumber))
    guard let kernel, kernel.count <= Computation.eagerTapLimit else {
      say("This kernel is too large to be turned number by number.")
      return
    }
    if stage.document.isTurning {
      finishTurn()
    } else {
      put(stage.document.turningOn(kernelOf: stage.layerNumber), refusal: "")
      turnsAt = preferences.motion == .none ? nil : clock + Session.turnMilliseconds
    }
  }

  /// The second half of a turn belongs to the first: one undo takes both back.
  mutating func finishTurn() {
    turnsAt = nil
    guard let stage, stage.document.isTurning else { return }
    let next = stage.document.turningOn(kernelOf: stage.layerNumber)
    try? self.stage?.change(to: next, remembering: false)
  }

  // MARK: A step of gradient descent

  private mutating func learn() {
    guard let stage, let rate = stage.document.network.learningRate else {
      return say("This network has no learning rate to take a step with.")
    }
    guard let network = stage.computation.descended(rate: rate) else {
      return say("This network is too large to take a step with.")
    }
    var next = stage.document
    next.network = network
    put(next, refusal: "")
  }

  // MARK: Parameters and numbers

  private mutating func put(_ document: Document, refusal: String) {
    let before = stage?.subjectIndex
    let wasAtStart = stage?.cursor == Cursor()
    do {
      try stage?.change(to: document)
      if let before, let stage, stage.subjectIndex != before, !wasAtStart {
        say("That step is gone; this is the nearest one.")
      }
    } catch {
      say(refusal + stage.sentence(error))
    }
  }

  private mutating func set(_ parameter: Parameter, _ text: String) {
    guard let stage else { return }
    do {
      let next = try stage.document.setting(parameter, to: text, layer: stage.layerNumber)
      self.stage?.parameter = parameter
      put(next, refusal: "\(parameter.argument)=\(text)? Refused: ")
      if notice == nil, let remark = self.stage?.remark(on: parameter) { say(remark) }
    } catch {
      say(error.sentence)
    }
  }

  private mutating func adjust(_ by: Int) {
    guard let stage else { return }
    let parameter = stage.parameter
    guard let next = stage.document.neighbour(of: parameter, by: by, layer: stage.layerNumber)
    else { return }
    set(parameter, next)
  }

  private mutating func choose(parameter by: Int) {
    guard let stage else { return }
    let all = Parameter.allCases
    let place = all.firstIndex(of: stage.parameter) ?? 0
    self.stage?.parameter = all[min(max(place + by, 0), all.count - 1)]
  }

  mutating func edit(_ id: TensorID, _ index: Index4, _ value: Double) {
    guard let stage else { return }
    let id = stage.computation.resolved(id)
    guard stage.document.network.isLeaf(id) else {
      say("\(stage.names.symbol(id)) is computed: edit what it is made from.")
      return
    }
    guard stage.computation.shape(of: id)?.contains(index) == true else {
      say("\(stage.names.symbol(id)) has no such element.")
      return
    }
    put(stage.document.editing(id, index, to: value), refusal: "")
  }
}

extension Operation {
  var other: Operation { self == .convolution ? .crossCorrelation : .convolution }
}

extension Document {
  /// The value that `+` or `-` leads to from the present one.
  func neighbour(of parameter: Parameter, by: Int, layer: Int) -> String? {
    let now = text(of: parameter, layer: layer)
    func cycle(_ choices: [String]) -> String? {
      guard let place = choices.firstIndex(of: now) else { return choices.first }
      return choices[((place + by) % choices.count + choices.count) % choices.count]
    }
    switch parameter {
    case .bias: return cycle(BiasKind.allCases.map(\.rawValue))
    case .activation: return cycle(Activation.all.map(\.name))
    case .transposed: return cycle(["false", "true"])
    case .operation: return cycle(Operation.allCases.map(\.rawValue))
    case .paddingMode: return cycle(PaddingMode.allCases.map(\.rawValue))
    case .groups: return groups(by: by, layer: layer)
    default:
      return now.split(separator: ",").map { "\((Int($0) ?? 0) + by)" }.joined(separator: ",")
    }
  }

  /// The next number of groups that divides both channel counts; where there is none, the next number.
  private func groups(by: Int, layer number: Int) -> String {
    let layer = network.layers[number - 1]
    var groups = layer.groups + by
    while groups > 1, groups <= min(layer.inputChannels, layer.outputChannels) {
      if layer.inputChannels % groups == 0, layer.outputChannels % groups == 0 { break }
      groups += by
    }
    let exists = groups <= min(layer.inputChannels, layer.outputChannels)
    return "\(exists ? groups : layer.groups + by)"
  }
}

extension Optional where Wrapped == Stage {
  /// The sentence for a layer that cannot be; the layer is named where there are several.
  func sentence(_ error: NetworkError) -> String {
    let isAlone = (self?.document.network.layers.count ?? 1) == 1
    return isAlone ? "\(error.reason)." : "\(error)."
  }
}
