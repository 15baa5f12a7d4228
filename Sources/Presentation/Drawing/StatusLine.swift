import ConvEngine
import Scenes
import Screen

/// The right end of the title line.
extension StageWords {
  /// Which pass, which step, which product; what can be missed is left out where there is little room.
  func status(width: Int, symbols: Symbols) -> Line {
    var parts = statusParts
    func line() -> Line {
      let text = Line(parts.map(\.text).filter { !$0.isEmpty }.joined(separator: "   "), .dim)
      return session.isPlaying ? Line("▸ ", .good) + text : text
    }
    while line().width(symbols) > width, parts.count > 1,
      let least = parts.indices.min(by: { parts[$0].weight < parts[$1].weight })
    {
      if let short = parts[least].short {
        parts[least] = StatusPart(short, weight: parts[least].shortWeight)
      } else {
        parts.remove(at: least)
      }
    }
    return line()
  }

  /// A part of the title line; the lightest one is the first to go, or to be said in short.
  private struct StatusPart {
    var text: String
    var short: String?
    var weight: Int
    var shortWeight: Int

    init(_ text: String, short: String? = nil, weight: Int, shortWeight: Int = 8) {
      self.text = text
      self.short = short
      self.weight = weight
      self.shortWeight = shortWeight
    }
  }

  private var statusParts: [StatusPart] {
    let pass = stage.pass
    let name = [stage.partName ?? stage.passName(pass), stage.sign(pass)]
      .filter { !$0.isEmpty }.joined(separator: " ")
    if session.script?.exercise != nil {
      return [StatusPart(page, weight: 7)] + (stage.veil?.hidesSizes == true ? [] : [position])
    }
    let place = [
      StatusPart(page, weight: 7),
      stage.isComparing
        ? StatusPart("side by side", weight: 6)
        : StatusPart(
          name + operationWord, short: operationWord.isEmpty ? nil : name,
          weight: operationWord.isEmpty ? 6 : -2, shortWeight: 6),
    ]
    if let veil = stage.veil { return place + (veil.hidesSizes ? [] : [position]) }
    let count = "\(stage.termNoun) \(stage.cursor.done)/\(stage.termCount)"
    let view = viewName.map {
      StatusPart(
        "view: \($0)", short: stage.view == .gather ? nil : $0,
        weight: stage.view == .gather ? 0 : 2, shortWeight: 4)
    }
    return place + [view].compactMap { $0 } + [
      position,
      StatusPart(
        stage.termCount == 1 || stage.isComparing ? "" : count,
        weight: stage.isStepComplete ? 1 : 7),
    ]
  }

  /// What the sign of a forward pass is called.
  private var operationWord: String {
    guard stage.pass.isForward, !stage.sign(stage.pass).isEmpty else { return "" }
    return " " + (stage.layer.isTransposed ? "transposed" : stage.layer.operation.rawValue)
  }

  /// The view of the pass, where there are several and gathering does not go without saying.
  private var viewName: String? {
    let isPlain = stage.pass.isForward && !stage.layer.isTransposed
    if stage.view == .gather, isPlain || Trace.views(of: stage.pass).count < 2 {
      return nil
    }
    return StageWords.title(stage.view)
  }

  /// The page of a lesson, the time of a demo or of a recording.
  var page: String {
    if let recording = session.recording {
      return "REC \(StageWords.clock(session.clock - recording.start))"
    }
    guard let script = session.script, !script.isDemo || !script.isAtEnd else { return "" }
    if let exercise = script.exercise {
      return exercise.place(page: script.page, of: script.pageCount)
    }
    if script.isDemo {
      let time = StageWords.clock(session.scriptTime) + "/" + StageWords.clock(script.duration)
      return script.isPaused ? "paused \(time)" : time
    }
    return "page \(script.page)/\(script.pageCount)"
  }

  /// Milliseconds as minutes and seconds.
  static func clock(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    return "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
  }

  static func title(_ view: PassView) -> String {
    view == .zerosBetween ? "zeros between" : view.rawValue
  }

  /// Which step it is; the element says it too where it has channels.
  private var position: StatusPart {
    guard stage.view != .scatter, let element = subjectWithChannels else {
      return StatusPart(number, weight: 8)
    }
    return StatusPart(
      "\(element)  \(stage.cursor.step + 1)/\(stage.trace.count)", short: element, weight: 2)
  }

  private var subjectWithChannels: String? {
    let shape = stage.trace.subjectShape
    guard shape.channels > 1 || shape.outer > 1 else { return nil }
    return stage.element(stage.subject, stage.subjectIndex)
  }

  private var number: String {
    let trace = stage.trace
    let number = "\(stage.cursor.step + 1)/\(trace.count)"
    if stage.view == .scatter { return "\(stage.symbol(stage.subject)) \(number)" }
    switch stage.pass.rule {
    case .contraction(_, .output, _): return "window \(number)"
    case .contraction(_, .kernel, _):
      return "weight \(number)"
    case .loss: return ""
    default: return "cell \(number)"
    }
  }
}
