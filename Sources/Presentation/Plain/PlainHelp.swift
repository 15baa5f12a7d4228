/// What can be typed at the prompt of the linear mode.
enum PlainHelp {
  /// A form of an action, as it can be typed, and what it does.
  struct Row: Hashable, Sendable {
    var example: String
    var meaning: String
  }

  static let home = [
    Row(example: "1", meaning: "opens the scene of that number; its name does too"),
    Row(example: "quit", meaning: "ends"),
  ]

  static let stage = [
    Row(example: "next", meaning: "the next step, complete; an empty line too; previous goes back"),
    Row(example: "step 5", meaning: "five steps on; step -5 back"),
    Row(example: "row 1", meaning: "the window one row below; row -1 above"),
    Row(example: "product 1", meaning: "one product further; product -1 back"),
    Row(
      example: "seek 7.5", meaning: "step 7 after 5 products; seek 7 complete; seek 1,1 by its cell"
    ),
    Row(example: "first", meaning: "the first step; last is the last one, complete"),
    Row(example: "play", meaning: "steps on to the end of the pass"),
    Row(example: "pass next", meaning: "the next pass; pass previous, pass 2, pass dL/dw1"),
    Row(example: "view scatter", meaning: "the pass in another view: gather, scatter, zeros, next"),
    Row(
      example: "show sentence", meaning: "the step in a sentence; show options, passes, code, help"),
    Row(example: "formula", meaning: "the next form of the formula"),
    Row(example: "focus 1", meaning: "the cursor into the next panel; close gives it back"),
    Row(
      example: "move down",
      meaning: "moves that cursor; up, left, right; channel 1, filter 1, batch 1"),
    Row(example: "check", meaning: "checks the gradient by finite differences"),
    Row(example: "compare on", meaning: "both operations on the same numbers; compare off"),
    Row(example: "turn", meaning: "turns the kernel by 180 degrees"),
    Row(example: "operation toggle", meaning: "cross-correlation or convolution, by name too"),
    Row(example: "set stride 2", meaning: "changes an argument of the layer; set padding 1,1,0,0"),
    Row(
      example: "edit a0 0,0,1,2 5", meaning: "puts a number into an input, kernel, bias or target"),
    Row(example: "undo", meaning: "takes a change back; redo, reset"),
    Row(example: "say", meaning: "all of this stage again"),
    Row(example: "glyphs ascii", meaning: "writes in ASCII; glyphs unicode"),
    Row(
      example: "practise padding 2 7",
      meaning: "exercises of a kind, difficulty 2, from the seed 7; practise: of this scene's kind"),
    Row(example: "open stride", meaning: "another scene by its name"),
    Row(example: "quit", meaning: "back to the list of scenes; end ends"),
  ]

  static func lines(isHome: Bool) -> [String] {
    (isHome ? home + stage : stage).map { "\($0.example): \($0.meaning)." }
  }
}
