package import Scenes
package import Screen

/// Where a key is pressed: its meaning depends on that alone.
package enum KeyContext: String, Hashable, Sendable, CaseIterable {
  case home, stage, question, options, field, help

  /// What help calls it.
  var title: String {
    switch self {
    case .home: "The list of scenes"
    case .stage: "The stage"
    case .question: "A question"
    case .options: "The layer's options"
    case .field: "A line that is typed"
    case .help: "Help"
    }
  }
}

/// One row of the key table: what is bound, to what, where, and what help says of it.
package struct KeyBinding: Hashable, Sendable {
  package var contexts: [KeyContext]
  package var keys: [Key: Action]
  /// The keys as help shows them.
  package var label: String
  package var description: String
  /// The words beside the label in the footer; nil keeps it out of there.
  package var hint: String?
  /// The first of the keys, as the footer shows it: what stands before two blanks.
  let firstKeys: String

  init(
    _ contexts: [KeyContext], _ label: String, _ description: String, hint: String? = nil,
    _ keys: [Key: Action]
  ) {
    self.contexts = contexts
    self.label = label
    self.description = description
    self.hint = hint
    self.keys = keys
    var first = ""
    for (place, character) in zip(label.indices, label) {
      if character == " ", label[label.index(after: place)...].first == " " { break }
      first.append(character)
    }
    firstKeys = first
  }
}

/// The one table that bindings, footer and help are made of.
package enum KeyTable {
  /// The action of a key in a context, or nil where it has none there.
  package static func action(for key: Key, in context: KeyContext) -> Action? {
    if context == .field, case .character(let character) = key { return .type(character) }
    if context == .question { return lookup[.question]?[key] ?? lookup[.stage]?[key] }
    return lookup[context]?[key]
  }

  private static let lookup: [KeyContext: [Key: Action]] = {
    var table: [KeyContext: [Key: Action]] = [:]
    for binding in bindings {
      for context in binding.contexts {
        table[context, default: [:]].merge(binding.keys) { first, _ in first }
      }
    }
    return table
  }()

  /// The rows of a context, in the order in which help lists them.
  package static func bindings(of context: KeyContext) -> [KeyBinding] {
    bindings.filter { $0.contexts.contains(context) }
  }

  private static func character(_ character: Unicode.Scalar) -> Key { .character(character) }

  package static let bindings: [KeyBinding] = walking + looking + changing + others

  private static let walking: [KeyBinding] = [
    KeyBinding(
      [.stage], "← →  h l", "previous / next window, complete; in a focused panel: the cell",
      hint: "window",
      [
        .left: .step(-1), .right: .step(1), character("h"): .step(-1), character("l"): .step(1),
      ]),
    KeyBinding(
      [.stage], "↑ ↓  k j", "one row up / down",
      [.up: .row(-1), .down: .row(1), character("k"): .row(-1), character("j"): .row(1)]),
    KeyBinding(
      [.stage], ". ,", "one product further / back, across windows", hint: "product",
      [character("."): .product(1), character(","): .product(-1)]),
    KeyBinding(
      [.stage, .options], "Space", "play / pause", hint: "play", [character(" "): .play(nil)]),
    KeyBinding(
      [.stage, .options], "< >", "slower / faster",
      [character("<"): .speed(-1), character(">"): .speed(1)]),
    KeyBinding(
      [.stage, .options], "g G  Home End", "first / last step",
      [character("g"): .first, character("G"): .last, .home: .first, .end: .last]),
    KeyBinding(
      [.stage, .options], ":", "go to a step (7), a product (7.5) or a cell (1,1)",
      [character(":"): .ask(.place)]),
    KeyBinding(
      [.home], "↑ ↓  k j", "choose", hint: "choose",
      [
        .up: .row(-1), .down: .row(1), character("k"): .row(-1), character("j"): .row(1),
        .pageUp: .channel(-1), .pageDown: .channel(1),
      ]),
    KeyBinding(
      [.home], "Tab Shift-Tab", "the next / previous list: lessons, demos, explore, practice",
      hint: "lists", [.tab: .focus(1), .backTab: .focus(-1)]),
    KeyBinding(
      [.home], "x", "forget what was done of the lesson (pressed twice)",
      [character("x"): .startOver]),
    KeyBinding(
      [.home], "g G  Home End", "first / last",
      [character("g"): .first, character("G"): .last, .home: .first, .end: .last]),
  ]

  private static let looking: [KeyBinding] = [
    KeyBinding(
      [.stage, .options], "PgUp PgDn", "channel of the focused panel (of a kernel: c)",
      hint: "channel",
      [.pageUp: .channel(-1), .pageDown: .channel(1)]),
    KeyBinding(
      [.stage, .options], "( )", "output channel o of a kernel",
      [character("("): .filter(-1), character(")"): .filter(1)]),
    KeyBinding(
      [.stage, .options], "{ }", "batch element",
      [character("{"): .batch(-1), character("}"): .batch(1)]),
    KeyBinding(
      [.stage, .options], "Tab  Shift-Tab", "focus the next / previous panel", hint: "panel",
      [.tab: .focus(1), .backTab: .focus(-1)]),
    KeyBinding(
      [.stage, .options], "b  B", "next / previous pass", hint: "pass",
      [character("b"): .pass(.by(1)), character("B"): .pass(.by(-1))]),
    KeyBinding(
      [.stage, .options], "P  1…9", "the list of passes; the first nine of them",
      [character("P"): .show(.passes)].merging(numberKeys) { first, _ in first }),
    KeyBinding(
      [.stage, .options], "v", "next view of the pass: gather, scatter, zeros between",
      hint: "view", [character("v"): .view(nil)]),
    KeyBinding(
      [.stage, .options], "=", "next form of the formula: with numbers, the page's, general",
      hint: "form",
      [character("="): .formula]),
    KeyBinding(
      [.stage, .options], "#", "check the gradient by finite differences", hint: "check",
      [character("#"): .check]),
    KeyBinding(
      [.stage, .options], "c", "cross-correlation and convolution side by side",
      hint: "compare",
      [character("c"): .compare(nil)]),
    KeyBinding(
      [.stage, .options], "d", "the step in a sentence", [character("d"): .show(.sentence)]),
    KeyBinding(
      [.stage, .options], "y", "the layer as framework code", [character("y"): .show(.code)]),
  ]

  private static let numberKeys: [Key: Action] = Dictionary(
    uniqueKeysWithValues: (1...9).map { number in
      (character(Unicode.Scalar(UInt8(48 + number))), .pass(.number(number)))
    })

  private static let changing: [KeyBinding] = [
    KeyBinding(
      [.stage, .options], "f", "turn the numbers of the kernel by 180° (K′ ⇄ K)", hint: "turn",
      [character("f"): .turn]),
    KeyBinding(
      [.stage, .options], "*", "change the operation (⋆ ⇄ ∗)", hint: "operation",
      [character("*"): .operation(nil)]),
    KeyBinding(
      [.stage, .options], "o", "the layer's options", hint: "options",
      [character("o"): .show(.options)]),
    KeyBinding(
      [.stage, .options], "+ -", "change the chosen argument", hint: "change",
      [character("+"): .adjust(1), character("-"): .adjust(-1)]),
    KeyBinding(
      [.options], "← → ↑ ↓  h l k j", "choose an argument", hint: "argument",
      [
        .left: .choose(-1), .right: .choose(1), .up: .choose(-1), .down: .choose(1),
        character("h"): .choose(-1), character("l"): .choose(1), character("k"): .choose(-1),
        character("j"): .choose(1),
      ]),
    KeyBinding(
      [.stage, .options], "e", "edit the number under the cursor", hint: "edit",
      [character("e"): .ask(.number)]),
    KeyBinding(
      [.stage, .options], "u U", "undo / redo", hint: "undo",
      [character("u"): .undo, character("U"): .redo]),
    KeyBinding(
      [.stage, .options], "r", "back to the scene's data", [character("r"): .reset]),
    KeyBinding(
      [.stage, .options], "L", "take the step of gradient descent", [character("L"): .learn]),
    KeyBinding(
      [.stage, .options], "R m", "record what is done as a scene, on / off; begin a chapter of it",
      [character("R"): .record(nil), character("m"): .marker]),
    KeyBinding(
      [.stage, .options], "W", "save the stage as a scene", [character("W"): .ask(.file)]),
    KeyBinding(
      [.field], "Enter", "take it", hint: "take it", [.enter: .commit]),
    KeyBinding(
      [.field], "Backspace", "take back a character", hint: "back",
      [.backspace: .erase, .delete: .erase]),
  ]

  private static let others: [KeyBinding] = [
    KeyBinding([.home], "Enter", "open", hint: "open", [.enter: .open("")]),
    KeyBinding(
      [.stage], "Enter  Backspace", "next / previous page of a lesson", hint: "next page",
      [.enter: .page(1), .backspace: .page(-1), .delete: .page(-1)]),
    KeyBinding(
      [.stage], "n p", "scroll the text; in a lesson: next / previous page", hint: "scroll",
      [character("n"): .page(1), character("p"): .page(-1)]),
    KeyBinding(
      [.options], "n p", "scroll the text", hint: "scroll",
      [character("n"): .scroll(1), character("p"): .scroll(-1)]),
    KeyBinding(
      [.stage], "[ ]  Ctrl-P Ctrl-N", "previous / next chapter of a demo", hint: "chapter",
      [
        character("["): .chapter(.by(-1)), character("]"): .chapter(.by(1)),
        .control("p"): .chapter(.by(-1)), .control("n"): .chapter(.by(1)),
      ]),
    KeyBinding(
      [.question], "Enter",
      "take the answer; where cells are asked for, mark the one at the cursor",
      hint: "answer", [.enter: .commit]),
    KeyBinding(
      [.question], "a", "answer with the marked cells", hint: "send", [character("a"): .commit]),
    KeyBinding([.question], "t", "a hint", hint: "hint", [character("t"): .hint]),
    KeyBinding(
      [.question], "s", "show the answer (pressed twice); the exercise counts as assisted",
      hint: "show it", [character("s"): .solve]),
    KeyBinding(
      [.question], "n p", "pass on to the next page / back; the question counts as skipped",
      hint: "pass on", [character("n"): .page(1), character("p"): .page(-1)]),
    KeyBinding(
      [.question], "Backspace", "take back a character", [.backspace: .erase, .delete: .erase]),
    KeyBinding(
      [.question], "Esc", "look around on the stage; Enter returns to the answer",
      hint: "look around", [.escape: .close]),
    KeyBinding(
      [.stage, .question], "x", "start the lesson over (pressed twice)",
      [character("x"): .startOver]),
    KeyBinding(
      [.stage, .question], "X", "practise this kind of question; in an exercise: harder ones",
      [character("X"): .practise(nil, difficulty: 1, seed: nil)]),
    KeyBinding(
      [.home], "/  n N", "search; next / previous match", hint: "search",
      [
        character("/"): .ask(.search), character("n"): .match(1), character("N"): .match(-1),
      ]),
    KeyBinding(
      [.help], "↑ ↓  k j  PgUp PgDn", "scroll", hint: "scroll",
      [
        .up: .scroll(-1), .down: .scroll(1), character("k"): .scroll(-1),
        character("j"): .scroll(1), .pageUp: .scroll(-10), .pageDown: .scroll(10),
        character("g"): .scroll(-1000), .home: .scroll(-1000),
      ]),
    KeyBinding(
      [.help], "/  n N", "search; next / previous match", hint: "search",
      [
        character("/"): .ask(.search), character("n"): .match(1), character("N"): .match(-1),
      ]),
    KeyBinding(
      [.home, .stage, .options, .help], "T", "theme", hint: "theme", [character("T"): .theme(nil)]),
    KeyBinding(
      [.home, .stage, .options, .help], "A", "Unicode / ASCII", [character("A"): .glyphs(nil)]),
    KeyBinding(
      [.home, .stage, .question, .options, .help], "?  F1", "help", hint: "help",
      [character("?"): .show(.help), .function(1): .show(.help)]),
    KeyBinding(
      [.home, .stage, .options, .help], "Ctrl-L", "draw the screen anew",
      [.control("l"): .redraw]),
    KeyBinding(
      [.home, .stage, .options, .help], "Ctrl-Z", "suspend; fg in the shell returns", [:]),
    KeyBinding(
      [.stage, .options, .field, .help], "Esc", "close what is open; never quits", hint: "close",
      [.escape: .close]),
    KeyBinding(
      [.home, .stage, .options, .help], "q", "back; from the list, quit", hint: "quit",
      [character("q"): .quit]),
    KeyBinding(
      [.home, .stage, .options, .help], "Q", "quit", [character("Q"): .end]),
  ]
}

extension Session {
  /// Where the next key is pressed.
  package var context: KeyContext {
    if draft != nil { return .field }
    if overlay == .help { return .help }
    if stage == nil { return .home }
    if overlay == .options { return .options }
    return openQuestion?.isAnswering == true && overlay == nil ? .question : .stage
  }

  /// What a key does now.
  package func actions(for key: Key) -> [Action] {
    if context == .question { return actionsInQuestion(for: key) }
    if let special = specialAction(for: key) { return [special] }
    guard let action = KeyTable.action(for: key, in: context) else { return [] }
    if action == .open("") { return library.isEmpty ? [] : [.open(library[home.selected].name)] }
    return [action]
  }

  /// What an answer can have goes into it; other keys keep their meaning on the stage.
  private func actionsInQuestion(for key: Key) -> [Action] {
    guard let question = openQuestion else { return [] }
    if case .character(let character) = key, question.takes(character) { return [.type(character)] }
    if case .cells = question.question.kind, key == .enter { return [.mark] }
    return KeyTable.action(for: key, in: .question).map { [$0] } ?? []
  }

  /// Enter returns to a question after looking around; in a demo Space pauses, and `. ,` step.
  private func specialAction(for key: Key) -> Action? {
    guard context == .stage else { return nil }
    if openQuestion != nil, key == .enter { return .commit }
    guard script?.isDemo == true, script?.isAtEnd == false else { return nil }
    switch KeyTable.action(for: key, in: .stage) {
    case .play?: return .hold(nil)
    case .product(let by)?: return .moment(by)
    default: return nil
    }
  }

  /// Does what a key does.
  package mutating func press(_ key: Key) { apply(actions(for: key)) }
}
