import ConvEngine
import Scenes

extension Session {
  mutating func applyToStage(_ action: Action) {
    guard stage != nil else {
      applyToHome(action)
      return
    }
    switch action {
    case .page(let by): turn(pages: by)
    case .hold(let isOn): hold(isOn)
    case .moment(let by): stepDemo(by)
    case .chapter(.by(let by)): toChapter(by)
    case .chapter(.named(let name)): toChapter(named: name)
    case .answer, .hint, .solve, .startOver, .mark: applyToQuestion(action)
    case .step, .row, .product, .seek, .first, .last, .play, .speed: walk(action)
    case .pass, .view, .compare, .formula, .check, .focus, .move, .channel, .filter, .batch:
      look(action)
    default: change(action)
    }
    startCounting()
  }

  // MARK: Walking

  private mutating func walk(_ action: Action) {
    if case .play = action {} else if case .speed = action {} else { isPlaying = false }
    switch action {
    case .step(let steps):
      if moveFocused(rows: 0, columns: steps) { return }
      if steps > 0, stage?.isAtEnd == true { say("This is the last step of the pass.") }
      stage?.walk(steps: steps)
    case .row(let rows):
      if moveFocused(rows: rows, columns: 0) { return }
      if stage?.walk(rows: rows) == false {
        say("There is no row \(rows > 0 ? "below" : "above").")
      }
    case .product(let products): stage?.walk(products: products)
    case .first: stage?.stand(at: 0, done: 0)
    case .last: stage?.stand(at: .max, done: nil)
    case .seek(let place): seek(place)
    case .play(let isOn): play(isOn)
    case .speed(let by):
      preferences.speed = min(max(preferences.speed + by, 0), Session.speeds.count - 1)
      if !isScripted { ownPreferences?.speed = preferences.speed }
      let speed = Session.speeds[preferences.speed]
      say("\(Number.text(speed)) window\(speed == 1 ? "" : "s") a second")
    default: break
    }
  }

  /// Moves the focused panel's own cursor, where there is one; says whether it did.
  private mutating func moveFocused(rows: Int, columns: Int) -> Bool {
    switch stage?.focus {
    case .tensor(let id)?: stage?.moveCursor(of: id, rows: rows, columns: columns)
    case .formula?: stage?.pickSymbol(columns + rows)
    case .text? where rows != 0, .question? where rows != 0: scroll(by: rows)
    case .products?, .text?, .question?, nil: return false
    }
    return true
  }

  private mutating func seek(_ place: Action.Place) {
    guard let trace = stage?.trace else { return }
    switch place {
    case .step(let number, let product):
      guard number >= 1, number <= trace.count else {
        say("There is no step \(number): this pass has \(trace.count).")
        return
      }
      let count = trace.termCount(of: number - 1)
      if let product, product < 0 || product > count {
        say("There is no product \(product): this step has \(count).")
        return
      }
      stage?.stand(at: number - 1, done: product)
    case .cell(let parts): seek(cell: parts, trace)
    }
  }

  private mutating func seek(cell parts: [Int], _ trace: Trace) {
    let shape = trace.subjectShape
    var index = shape.index(at: stage?.cursor.step ?? 0)
    let extents = [shape.outer, shape.channels, shape.height, shape.width]
    guard parts.count >= 2, parts.count <= 4 else {
      say("A cell is its row and column, as 1,1.")
      return
    }
    var whole = [index.outer, index.channel, index.row, index.column]
    whole.replaceSubrange((4 - parts.count)..<4, with: parts)
    guard zip(whole, extents).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
      say(
        "There is no cell \(parts.map(String.init).joined(separator: ",")): "
          + "rows end at \(shape.height - 1), columns at \(shape.width - 1).")
      return
    }
    index = Index4(whole[0], whole[1], whole[2], whole[3])
    stage?.stand(at: shape.offset(of: index), done: nil)
  }

  private mutating func play(_ isOn: Bool?) {
    isPlaying = isOn ?? !isPlaying
    playedUntil = clock
    if isPlaying, stage?.isAtEnd == true { stage?.stand(at: 0, done: 0) }
  }

  // MARK: Looking

  private mutating func look(_ action: Action) {
    switch action {
    case .pass(let choice): choose(pass: choice)
    case .view(let view): choose(view: view)
    case .compare(let isOn): compare(isOn)
    case .formula:
      stage?.nextFormula()
    case .check: check()
    case .focus(let by): focus(by)
    case .move(let rows, let columns): _ = moveFocused(rows: rows, columns: columns)
    case .channel(let by): move(channel: by, filter: 0, batch: 0)
    case .filter(let by): move(channel: 0, filter: by, batch: 0)
    case .batch(let by): move(channel: 0, filter: 0, batch: by)
    default: break
    }
  }

  private mutating func choose(pass choice: Action.PassChoice) {
    guard let stage else { return }
    let count = stage.computation.passes.count
    let number: Int
    switch choice {
    case .by(let by): number = stage.passNumber + by
    case .number(let from1): number = from1 - 1
    case .computing(let name):
      let id = name.located(in: stage.document.network)
      guard let found = stage.computation.pass(computing: id) else {
        say("This network has no pass that computes that.")
        return
      }
      number = found
    }
    guard number >= 0, number < count else {
      say(number < 0 ? "This is the first pass." : "There are \(count) passes; this is the last.")
      return
    }
    isPlaying = false
    overlay = overlay == .passes ? nil : overlay
    self.stage?.choose(pass: number)
  }

  private mutating func choose(view: PassView?) {
    guard let stage else { return }
    let views = stage.views
    guard views.count > 1 else {
      say("This pass has one view.")
      return
    }
    let place = views.firstIndex(of: stage.view) ?? 0
    let next = view ?? views[(place + 1) % views.count]
    guard views.contains(next) else {
      say("This pass has no view “\(next.rawValue)”.")
      return
    }
    self.stage?.choose(view: next)
  }

  private mutating func compare(_ isOn: Bool?) {
    guard let stage else { return }
    guard stage.pass.isForward else {
      say("⋆ and ∗ stand side by side in the forward pass: b and B change the pass.")
      return
    }
    guard !stage.layer.isTransposed else {
      say("⋆ and ∗ stand side by side for a convolution layer; this one is transposed.")
      return
    }
    self.stage?.isComparing = isOn ?? !stage.isComparing
    self.stage?.setFocus(nil)
    if self.stage?.view != .gather { self.stage?.choose(view: .gather) }
  }

  private mutating func check() {
    guard let stage else { return }
    let id = stage.checkedTensor
    guard let id, let variable = Computation.variable(of: id) else {
      say("# checks a gradient: go on to a backward pass with b.")
      return
    }
    let index = stage.cell(of: id)
    guard stage.computation.shape(of: variable) != nil else { return }
    let check = stage.computation.check(id, at: index, nudge: stage.nudge)
    if check == nil { say("This layer is too large to be computed again for a check.") }
    self.stage?.check = check.map {
      GradientCheckReport(tensor: id, index: index, check: $0)
    }
  }

  private mutating func focus(_ by: Int) {
    guard let stage else { return }
    let panels = stage.focusOrder
    let place = stage.focusPlace
    let count = panels.count + 1
    let next = ((place + 1 + by) % count + count) % count
    self.stage?.setFocus(next == 0 ? nil : panels[next - 1])
    if stage.isComparing { say("One operation again: c puts both side by side.") }
    self.stage?.isComparing = false
  }

  private mutating func move(channel: Int, filter: Int, batch: Int) {
    guard let stage else { return }
    let id: TensorID =
      if case .tensor(let focused)? = stage.focus { focused } else { stage.subject }
    let isKernel = id.role.isKernelShaped
    let before = stage.cell(of: id)
    self.stage?.moveCell(
      of: id, outer: isKernel ? filter : batch, channel: channel + (isKernel ? 0 : filter))
    if self.stage?.cell(of: id) == before { say("There is no further one.") }
  }

  // MARK: Counting

  /// Long sums are taken in slices, so that the keys stay quick.
  mutating func startCounting() {
    guard let stage, stage.counting == nil, stage.isLongStep else { return }
    self.stage?.counting = LongSum(
      tensor: stage.pass.target, index: stage.subjectIndex, count: stage.cursor.done)
  }
}

extension Stage {
  /// The views of the pass, without one that would show what is asked.
  fileprivate var views: [PassView] {
    let isStuffingHidden = veil?.hidesStuffing == true
    return Trace.views(of: pass).filter { $0 != .zerosBetween || !isStuffingHidden }
  }

  /// The place of the focused panel among those that can be, from 0; −1 while there is none.
  fileprivate var focusPlace: Int { focus.flatMap { focusOrder.firstIndex(of: $0) } ?? -1 }

  /// How many panels further on another one is.
  func focusSteps(to panel: Panel) -> Int {
    (focusOrder.firstIndex(of: panel) ?? -1) - focusPlace
  }

  /// Moves the cursor of a tensor as its panel shows it: the channels of a bias stand in columns.
  fileprivate mutating func moveCursor(of id: TensorID, rows: Int, columns: Int) {
    if scenery.panels.contains(where: { $0.id == id && $0.isByChannel }) {
      moveCell(of: id, channel: columns)
    } else {
      moveCell(of: id, rows: rows, columns: columns)
    }
  }

  /// The most terms whose sum is taken while a frame is drawn.
  static let quickTermLimit = 20_000

  /// Whether the terms of this step take too long to be added while a frame is drawn.
  var isLongStep: Bool {
    let operands = pass.operands.map { computation.cost(of: $0) }.reduce(0, +)
    return termCount > Stage.quickTermLimit / max(operands, 1)
  }

  /// Whether an element of the target is known at once.
  var isTargetQuick: Bool { computation.cost(of: pass.target) <= Stage.quickTermLimit }

  /// The gradient that a check is about: the focused one, else the target.
  var checkedTensor: TensorID? {
    if case .tensor(let id)? = focus, Computation.variable(of: id) != nil { return id }
    return Computation.variable(of: pass.target) == nil ? nil : pass.target
  }
}
