package import ConvEngine

/// The one text form of an action, for scenes, recordings and prompts.
extension Action: CustomStringConvertible {
  /// The same as ``text``.
  package var description: String { text }

  /// The line that reads back as this action, such as `seek 7.5` or `edit a0 0,0,1,2 5`.
  package var text: String {
    switch self {
    case .step(let count): "step \(count)"
    case .row(let count): "row \(count)"
    case .product(let count): "product \(count)"
    case .seek(let place): "seek \(place.text)"
    case .first: "first"
    case .last: "last"
    case .play(let on): on.map { $0 ? "play" : "pause" } ?? "play toggle"
    case .speed(let count): "speed \(count)"
    case .pass(let choice): "pass \(choice.text)"
    case .view(let view): "view \(view?.rawValue ?? "next")"
    case .focus(let count): "focus \(count)"
    case .move(let rows, let columns): "move \(Action.direction(rows, columns))"
    case .channel(let count): "channel \(count)"
    case .filter(let count): "filter \(count)"
    case .batch(let count): "batch \(count)"
    case .compare(let on): "compare \(Action.word(on, yes: "on", no: "off"))"
    case .formula: "formula"
    case .show(let overlay): "show \(overlay.rawValue)"
    case .check: "check"
    case .scroll(let count): "scroll \(count)"
    case .close: "close"
    case .turn: "turn"
    case .operation(let operation): "operation \(operation?.rawValue ?? "toggle")"
    case .set(let parameter, let value): "set \(parameter.rawValue) \(value)"
    case .adjust(let count): "adjust \(count)"
    case .choose(let count): "choose \(count)"
    case .edit(let tensor, let index, let value):
      "edit \(tensor.name) \(index.text) \(NumberText.of(value))"
    case .undo: "undo"
    case .redo: "redo"
    case .reset: "reset"
    case .learn: "learn"
    case .page(let count): "page \(count)"
    case .answer(let text): "answer \(text)"
    case .hint: "hint"
    case .solve: "solve"
    case .startOver: "restart"
    case .mark: "mark"
    case .hold(let on): "hold \(Action.word(on, yes: "on", no: "off"))"
    case .moment(let count): "moment \(count)"
    case .record(let name): name.map { "record \($0)" } ?? "record"
    case .marker: "marker"
    case .propose(let name): "propose \(name)"
    case .lost(let reason): "lost \(reason)"
    case .chapter(.by(let count)): "chapter \(count)"
    case .chapter(.named(let name)): "chapter \(name)"
    case .practise(let kind, let difficulty, let seed):
      ["practise", kind?.rawValue, kind.map { _ in "\(difficulty)" }, seed.map { "\($0)" }]
        .compactMap { $0 }.joined(separator: " ")
    case .ask(let field): "ask \(field.rawValue)"
    case .type(let scalar): scalar == " " ? "type space" : "type \(scalar)"
    case .erase: "erase"
    case .commit: "commit"
    case .open(let name): "open \(name)"
    case .home: "home"
    case .quit: "quit"
    case .end: "end"
    case .match(let count): "match \(count)"
    case .theme(let name): "theme \(name ?? "next")"
    case .glyphs(let unicode): "glyphs \(Action.word(unicode, yes: "unicode", no: "ascii"))"
    case .save(let name): "save \(name)"
    case .report(let sentence): "report \(sentence)"
    case .redraw: "redraw"
    case .tick(let milliseconds): "tick \(milliseconds)"
    }
  }

  private static func word(_ choice: Bool?, yes: String, no: String) -> String {
    choice.map { $0 ? yes : no } ?? "toggle"
  }

  static let directions = [
    (word: "down", rows: 1, columns: 0), (word: "up", rows: -1, columns: 0),
    (word: "right", rows: 0, columns: 1), (word: "left", rows: 0, columns: -1),
  ]

  private static func direction(_ rows: Int, _ columns: Int) -> String {
    directions.first { $0.rows == rows && $0.columns == columns }?.word ?? "\(rows) \(columns)"
  }
}

extension Action.Place {
  fileprivate var text: String {
    switch self {
    case .step(let step, let product): product.map { "\(step).\($0)" } ?? "\(step)"
    case .cell(let index): index.map(String.init).joined(separator: ",")
    }
  }
}

extension Action.PassChoice {
  fileprivate var text: String {
    switch self {
    case .by(1): "next"
    case .by(-1): "previous"
    case .by(let count): "by \(count)"
    case .number(let number): "\(number)"
    case .computing(let tensor): tensor.name
    }
  }
}

extension Index4 {
  /// The four parts with commas between: `0,0,1,2`.
  package var text: String { "\(outer),\(channel),\(row),\(column)" }
}
