import Scenes

/// The mistakes that can be made about the stage, its events and its questions.
extension SceneErrorTests {
  static let stages: [Row] = [
    .more("theme: drak", "4:8: theme: found \"drak\"; did you mean \"dark\"?"),
    .more(
      "size: 30x8",
      "4:7: size: found \"30x8\", expected columns and rows of at least 40x12, such as 80x24"),
    .more(
      "size: 80",
      "4:7: size: found \"80\", expected columns and rows of at least 40x12, such as 80x24"),
    .more(
      "size: 900x900",
      "4:7: size: found \"900x900\", expected columns and rows of at least 40x12, such as 80x24"),
    .more("minutes: 0", "4:10: minutes: found \"0\", expected a whole number from 1 to 600"),
    .more("minutes: some", "4:10: minutes: found \"some\", expected a whole number from 1 to 600"),
    .more("needs: lesson-a", "4:8: needs: found \"lesson-a\", expected a list of scenes' names"),
    .more(
      "needs: [../a]",
      "4:9: needs[0]: found \"../a\", expected a scene's name, without its folder, number and ending"
    ),
    .more(
      "needs: [a.yaml, 7 b]",
      "4:9: needs[0]: found \"a.yaml\", expected a scene's name, without its folder, number and ending",
      "4:17: needs[1]: found \"7 b\", expected a scene's name, without its folder, number and ending"
    ),
    .more("needs: [x]", "4:9: needs[0]: a scene cannot need itself").beyondSchema,
    .more("needs: [a, b, c, d, e, f, g, h, i, j]", "4:8: needs: 10 scenes; expected at most 9"),
    .more("page: \"a\\nb\"", "4:7: page: 2 lines; expected at most 1"),
    .more("start: [pass z2]", "4:9: start[0]: no tensor z2; there is z1").beyondSchema,
    .more(
      "start: [\"edit b1 0,0,0,0 5\"]",
      "4:9: start[0]: no tensor b1; there are a0, dL/da0, w1, z1, delta1, dL/dw1"
    ).beyondSchema,
    .more(
      "discuss: [\(Array(repeating: "stride", count: 40).joined(separator: ", "))]",
      "4:10: discuss: 40 arguments; expected at most \(Parameter.allCases.count)"),
    .more(
      "networks: {a: {input: [[1]], layers: [{kernel: [[1]]}]}}",
      "1:1: found network and networks, expected one of network or networks"),
    Row(
      text: "version: 1\ntitle: x\nnetworks: {}",
      sentences: ["3:11: networks: found a mapping, expected networks by their names"]),
    Row(
      text: "version: 1\ntitle: x\nnetworks: {\"a b\": {input: [[1]], layers: [{kernel: [[1]]}]}}",
      sentences: [
        "3:12: networks: found \"a b\", expected a network's name: letters, digits, - and _, at most 40"
      ]),
    Row(
      text:
        "version: 1\ntitle: x\nnetworks: {\"\\e[31m\": {input: [[1]], layers: [{kernel: [[1]]}]}}",
      sentences: [
        "3:12: networks: found \"?[31m\", expected a network's name: letters, digits, - and _, at most 40"
      ]),
    Row(
      text: "version: 1\ntitle: x\nnetworks: {\"\": {input: [[1]], layers: [{kernel: [[1]]}]}}",
      sentences: [
        "3:12: networks: found \"\", expected a network's name: letters, digits, - and _, at most 40"
      ]),
    Row(
      text: "version: 1\ntitle: x\nnetworks:\n"
        + (0..<17).map { "  n\($0): {input: [[1]], layers: [{kernel: [[1]]}]}\n" }.joined(),
      sentences: ["4:3: networks: 17 networks; a scene has at most 16"]),
    .network(
      "{input: [[1]], layers: [{kernel: [[1]]}], learningRate: fast}",
      "3:66: network.learningRate: found \"fast\", expected a number"),
  ]

  static let events: [Row] = [
    .more("events: {}", "4:9: events: found a mapping, expected a list of events"),
    .more(
      "events: [5]", "4:10: events[0]: found \"5\", expected an event, such as page: Half outside"),
    .event("pag: x", "10:5: events[0]: unknown key \"pag\"; did you mean \"page\"?"),
    .event(
      "{page: x, wait: 5}",
      "10:5: events[0]: found page and wait, expected one of page, stage, do, discuss, text, caption, highlight, wait, marker, question or expect"
    ),
    .event(
      "{}",
      "10:5: events[0]: found none, expected one of page, stage, do, discuss, text, caption, highlight, wait, marker, question or expect"
    ),
    .event("page: [x]", "10:11: events[0].page: found a list, expected a text"),
    .event(
      "page: \"\\e]0;x\\a\"",
      "10:11: events[0].page: the character U+001B is on no screen; leave it out"),
    .event("stage: hous", "10:12: events[0].stage: no network \"hous\"; did you mean \"house\"?")
      .beyondSchema,
    .event(
      "stage: nowhere",
      "10:12: events[0].stage: no network \"nowhere\"; the networks are house or two"
    ).beyondSchema,
    .event("do: sek 7", "10:9: events[0].do: \"sek\" is no action; did you mean \"seek\"?"),
    .event(
      "do: [seek 1, save x]",
      "10:18: events[0].do[1]: found \"save x\", expected an action that stays on the stage"),
    .event(
      "do: quit", "10:9: events[0].do: found \"quit\", expected an action that stays on the stage"),
    .event(
      "do: open other",
      "10:9: events[0].do: found \"open other\", expected an action that stays on the stage"),
    .event(
      "do: tick 5",
      "10:9: events[0].do: found \"tick 5\", expected an action that stays on the stage"),
    .event(
      "do: answer 5",
      "10:9: events[0].do: found \"answer 5\", expected an action that stays on the stage"),
    .event("do: pass z3", "10:9: events[0].do: no tensor z3; there are z1, z2").beyondSchema,
    .event("do: \"seek 1\\nquit\"", "10:9: events[0].do: 2 lines; expected at most 1"),
    .event(
      "do: [\(Array(repeating: "first", count: 1001).joined(separator: ", "))]",
      "10:9: events[0].do: 1001 actions; expected at most 1000"),
    .event(
      "discuss: padding",
      "10:14: events[0].discuss: found \"padding\", expected a list of arguments"),
    .event("text: []", "10:11: events[0].text: found an empty list, expected a text"),
    .event(
      "text: |\n      a\n      \(String(repeating: "x", count: 77))",
      "12:7: events[0].text: a line of 77 characters; a line has at most 76"),
    .event(
      "text: |\n\(String(repeating: "      a\n", count: 201))",
      "10:11: events[0].text: 201 lines; expected at most 200"),
    .event(
      "caption: \"a\\tb\"",
      "10:14: events[0].caption: the character U+0009 is on no screen; leave it out"),
    .event(
      "caption: \(String(repeating: "x", count: 77))",
      "10:14: events[0].caption: a line of 77 characters; a line has at most 76"),
    .event(
      "highlight: a0",
      "10:16: events[0].highlight: found \"a0\", expected a list of tensors or arguments"),
    .event("highlight: [a0, z3]", "10:21: events[0].highlight[1]: no tensor z3; there are z1, z2")
      .beyondSchema,
    .event(
      "highlight: [strid]",
      "10:17: events[0].highlight[0]: \"strid\" names no tensor; names are a0, w1, b1, z1, a1, t1, loss, dL/da1, delta1, dL/dw1, dL/db1"
    ),
    .event(
      "highlight: [\(Array(repeating: "a0", count: 17).joined(separator: ", "))]",
      "10:16: events[0].highlight: 17 marks; expected at most 16"),
    .event(
      "wait: -1",
      "10:11: events[0].wait: found \"-1\", expected milliseconds from 0 to 600000, or the word learner"
    ),
    .event(
      "wait: 600001",
      "10:11: events[0].wait: found \"600001\", expected milliseconds from 0 to 600000, or the word learner"
    ),
    .event(
      "wait: teacher",
      "10:11: events[0].wait: found \"teacher\", expected milliseconds from 0 to 600000, or the word learner"
    ),
    .event(
      "wait: 1.5",
      "10:11: events[0].wait: found \"1.5\", expected milliseconds from 0 to 600000, or the word learner"
    ),
    .event(
      "marker: \"\\x07\"",
      "10:13: events[0].marker: the character U+0007 is on no screen; leave it out"),
    .event("marker:", "10:12: events[0].marker: found nothing, expected a text"),
    .event(
      "marker: One\n  - marker: Two\n  - marker: One",
      "12:13: events[2].marker: there is a chapter \"One\" already"
    ).beyondSchema,
    .event(
      "expect: z1 0,0",
      "10:13: events[0].expect: \"z1 0,0\" is no claim; expected one such as z1 0,0 = 15 or delta1 0,0 > 0"
    ),
    .event(
      "expect: z1 0,0 = 5 6",
      "10:13: events[0].expect: \"5\" is followed by \"6\"; expected nothing"),
    .event("expect: z1 2,0 = 5", "10:13: events[0].expect: no element z1 2,0; z1 is 1×1×2×2")
      .beyondSchema,
    .event("expect: z3 0,0 = 5", "10:13: events[0].expect: no tensor z3; there are z1, z2")
      .beyondSchema,
    .event(
      "expect: z1 0,0 == 5",
      "10:13: events[0].expect: \"z1 0,0 == 5\" is no claim; expected one such as z1 0,0 = 15 or delta1 0,0 > 0"
    ),
    .event(
      "expect: operation 3 is convolution", "10:13: events[0].expect: no layer 3; the last one is 2"
    ).beyondSchema,
    .event(
      "expect: operation 1 is conv",
      "10:13: events[0].expect: \"operation\" is followed by \"1 is conv\"; expected a layer, is, and cross-correlation or convolution"
    ),
    .event("expect: delta1 reads z9", "10:13: events[0].expect: no tensor z9; there are z1, z2")
      .beyondSchema,
    .event(
      "expect: {shape: z1}",
      "10:21: events[0].expect.shape: \"z1\" is followed by nothing; expected extents such as 3x3"),
    .event(
      "expect: {shape: q1 2x2}",
      "10:21: events[0].expect.shape: \"q1\" names no tensor; names are a0, w1, b1, z1, a1, t1, loss, dL/da1, delta1, dL/dw1, dL/db1"
    ),
    .event(
      "expect: {shape: z3 2x2}", "10:21: events[0].expect.shape: no tensor z3; there are z1, z2"
    ).beyondSchema,
    .event(
      "expect: {screen: \"a\\e[2J\"}",
      "10:22: events[0].expect.screen: the character U+001B is on no screen; leave it out"),
    .event(
      "expect: {scren: a}",
      "10:14: events[0].expect: unknown key \"scren\"; did you mean \"screen\"?"),
    .event(
      "expect: {}", "10:13: events[0].expect: found none, expected one of claim, shape or screen"),
    .event(
      "expect: u1 0,0 = 5",
      "10:13: events[0].expect: no tensor u1; there are a0, dL/da0, w1, z1, delta1, dL/dw1, loss, b1, dL/db1, w2, z2, t2, delta2, dL/dw2"
    ).beyondSchema,
    .event(
      "expect: loss = 5\n  - expect: loss3 = 5",
      "11:13: events[1].expect: no tensor loss3; there is loss"
    ).beyondSchema,
    .event(
      "do: set bias tied\n  - expect: b2 0 = 1\n  - expect: b3 0 = 1",
      "12:13: events[2].expect: no tensor b3; there is b1"
    ).beyondSchema,
    .event(
      "do: set stride 2\n  - expect: z1 9,9 = 1\n  - expect: z9 9,9 = 1",
      "12:13: events[2].expect: no tensor z9; there are z1, z2"
    ).beyondSchema,
  ]

  static let questions: [Row] = [
    .event("question: {number: loss}", "10:15: events[0].question: no ask; a question needs it"),
    .event("question: what", "10:15: events[0].question: found \"what\", expected a question"),
    .question(
      "hints: [a]",
      "10:15: events[0].question: found none, expected one of number, shape, choices or cells"),
    .question(
      "number: loss, shape: z1",
      "10:15: events[0].question: found number and shape, expected one of number, shape, choices or cells"
    ),
    .question(
      "numbr: loss", "10:24: events[0].question: unknown key \"numbr\"; did you mean \"number\"?"),
    .question(
      "number: z1",
      "10:32: events[0].question.number: \"z1\" is followed by nothing; expected a place such as 0,1"
    ),
    .question(
      "number: \"z1 0,0,0,0,0\"",
      "10:32: events[0].question.number: \"z1\" is followed by \"0,0,0,0,0\"; expected a place such as 0,1"
    ),
    .question(
      "number: \"z1 5,0\"", "10:32: events[0].question.number: no element z1 5,0; z1 is 1×1×2×2"
    ).beyondSchema,
    .question(
      "number: \"w1 0,0,1,0\"", "10:32: events[0].question.number: no element w1 1,0; w1 is 1×1×1×1"
    ).beyondSchema,
    .question(
      "number: weigths 1",
      "10:32: events[0].question.number: \"weigths\" is no quantity; did you mean \"weights\"?"),
    .question(
      "number: weights 0",
      "10:32: events[0].question.number: \"weights\" is followed by \"0\"; expected the number of a layer"
    ),
    .question(
      "number: weights 3", "10:32: events[0].question.number: no layer 3; the last one is 2"
    ).beyondSchema,
    .question(
      "number: loss-after fast",
      "10:32: events[0].question.number: \"loss-after\" is followed by \"fast\"; expected a learning rate"
    ),
    .question(
      "number: \"share z1 0,0\"",
      "10:32: events[0].question.number: \"share z1 0,0\" is followed by nothing; expected an element such as z1 0,1"
    ),
    .question(
      "number: \"channel-sum z1 0,0\"",
      "10:32: events[0].question.number: \"channel-sum\" is followed by \"z1 0,0\"; expected an element and a channel"
    ),
    .question(
      "number: \"slope q1 0,0\"",
      "10:32: events[0].question.number: \"q1\" names no tensor; names are a0, w1, b1, z1, a1, t1, loss, dL/da1, delta1, dL/dw1, dL/db1"
    ),
    .question(
      "number: rows z",
      "10:32: events[0].question.number: \"z\" needs the number of a layer from 1, such as z1"),
    .question("shape: z3", "10:31: events[0].question.shape: no tensor z3; there are z1, z2")
      .beyondSchema,
    .question(
      "shape: shape",
      "10:31: events[0].question.shape: \"shape\" names no tensor; names are a0, w1, b1, z1, a1, t1, loss, dL/da1, delta1, dL/dw1, dL/db1"
    ),
    .question(
      "cells: \"windw z1 0,0\"",
      "10:31: events[0].question.cells: \"windw\" is no set of cells; did you mean \"window\"?"),
    .question(
      "cells: \"window z1 7,7\"",
      "10:31: events[0].question.cells: no element z1 7,7; z1 is 1×1×2×2"
    ).beyondSchema,
    .question(
      "cells: kept 0",
      "10:31: events[0].question.cells: \"kept\" is followed by \"0\"; expected a stride"),
    .question("cells: unread 3", "10:31: events[0].question.cells: no layer 3; the last one is 2")
      .beyondSchema,
    .question(
      "cells: unread 1, on: z7", "10:45: events[0].question.on: no tensor z7; there are z1, z2"
    ).beyondSchema,
    .question("number: loss, on: z1", "10:42: events[0].question.on: goes with cells only"),
    .question(
      "choices: [{text: a, if: loss > 0}]",
      "10:33: events[0].question.choices: found 1, expected 2 to 9 choices"),
    .question(
      "choices: 5", "10:33: events[0].question.choices: found \"5\", expected a list of choices"),
    .question(
      "choices: [{text: a, if: loss > 0, next: \"\"}, {text: b, if: loss < 0}]",
      "10:64: events[0].question.choices[0].next: found \"\", expected a text"),
    .question(
      "number: loss, because: [1]",
      "10:47: events[0].question.because: found a list, expected a text"),
    .question(
      "choices: [{text: a, if: loss > 0}, {text: b}]",
      "10:59: events[0].question.choices[1]: no if; a choice needs it"),
    .question(
      "choices: [{text: a, if: loss > 0}, {txt: b, if: loss < 0}]",
      "10:59: events[0].question.choices[1]: no text; a choice needs it",
      "10:60: events[0].question.choices[1]: unknown key \"txt\"; did you mean \"text\"?"),
    .question(
      "choices: [{text: a, if: loss is 0}, {text: \"\\e\", if: loss < 0}]",
      "10:48: events[0].question.choices[0].if: \"loss is 0\" is no claim; expected one such as z1 0,0 = 15 or delta1 0,0 > 0",
      "10:67: events[0].question.choices[1].text: the character U+001B is on no screen; leave it out"
    ),
    .question(
      "choices: [\(Array(repeating: "{text: a, if: loss > 0}", count: 10).joined(separator: ", "))]",
      "10:33: events[0].question.choices: found 10, expected 2 to 9 choices"),
    .question(
      "number: loss, hints: a",
      "10:45: events[0].question.hints: found \"a\", expected a list of hints"),
    .question(
      "number: loss, hints: [\"\\e[0m\"]",
      "10:46: events[0].question.hints[0]: the character U+001B is on no screen; leave it out"),
    .question(
      "number: loss, hints: [\(Array(repeating: "a", count: 10).joined(separator: ", "))]",
      "10:45: events[0].question.hints: 10 hints; expected at most 9"),
    .question(
      "number: loss, next: \(String(repeating: "x", count: 241))",
      "10:44: events[0].question.next: a line of 241 characters; a line has at most 240"),
    .question(
      "number: loss, mistakes: [turnd]",
      "10:49: events[0].question.mistakes[0]: found \"turnd\"; did you mean \"turned\"?"),
    .question(
      "number: loss, mistakes: turned",
      "10:48: events[0].question.mistakes: found \"turned\", expected a list of mistakes"),
    .question(
      "number: loss, mistakes: [\(Array(repeating: "turned", count: 40).joined(separator: ", "))]",
      "10:48: events[0].question.mistakes: 40 mistakes; expected at most 28"),
  ]
}
