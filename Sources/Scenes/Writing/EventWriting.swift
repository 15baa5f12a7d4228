import ConvEngine

extension Event {
  /// The line or lines of this event in the list of a scene's events, each with its end.
  ///
  ///     Event.wait(milliseconds: 800).yaml  // "  - wait: 800\n"
  package var yaml: String {
    var writer = SceneWriter()
    writer.base = 1
    writer.event(self)
    return writer.text
  }
}

extension PlacedEvent {
  /// The line or lines of the event.
  package var yaml: String { event.yaml }
}

/// Events, and what is asked and expected in them.
extension SceneWriter {
  fileprivate mutating func event(_ event: Event) {
    switch event {
    case .page(let title): line(0, title.map { "- page: \(Self.word($0))" } ?? "- page:")
    case .stage(let name): line(0, "- stage: \(Self.word(name))")
    case .act(let actions): line(0, "- do: \(Self.actions(actions))")
    case .discuss(let arguments): line(0, "- discuss: \(Self.list(arguments.map(\.word)))")
    case .text(let paragraphs): block(0, "- text:", paragraphs)
    case .caption(let caption): line(0, "- caption: \(Self.quoted(caption))")
    case .highlight(let marks): line(0, "- highlight: \(Self.list(marks.map(\.word)))")
    case .wait(let milliseconds): line(0, "- wait: \(milliseconds)")
    case .waitForLearner: line(0, "- wait: learner")
    case .marker(let name): line(0, "- marker: \(Self.word(name))")
    case .question(let question): self.question(question)
    case .expect(let expectation): line(0, "- expect: \(Self.expectation(expectation))")
    }
  }

  private static func actions(_ actions: [Action]) -> String {
    guard actions.count == 1, let action = actions.first else { return list(actions.map(\.text)) }
    return word(action.text)
  }

  private static func expectation(_ expectation: Expectation) -> String {
    switch expectation {
    case .claim(let claim): word(claim.text)
    case .shape(let id, let shape): "{shape: \(word("\(id.name) \(shape.plainText)"))}"
    case .screen(let text): "{screen: \(quoted(text))}"
    }
  }

  private mutating func question(_ question: Question) {
    line(0, "- question:")
    line(2, "ask: \(Self.quoted(question.prompt))")
    switch question.kind {
    case .number(let quantity): line(2, "number: \(Self.quantity(quantity))")
    case .shape(let id): line(2, "shape: \(Self.word(id.name))")
    case .choice(let choices): self.choices(choices)
    case .cells(let set, let panel):
      line(2, "cells: \(Self.word(set.text))")
      if panel != set.tensor { line(2, "on: \(Self.word(panel.name))") }
    }
    if !question.hints.isEmpty { line(2, "hints:") }
    for hint in question.hints { line(3, "- \(Self.quoted(hint))") }
    if let next = question.next { line(2, "next: \(Self.quoted(next))") }
    if let because = question.because { line(2, "because: \(Self.quoted(because))") }
    if let mistakes = question.mistakes {
      line(2, "mistakes: \(Self.list(mistakes.map(\.rawValue)))")
    }
  }

  private mutating func choices(_ choices: [Question.Choice]) {
    line(2, "choices:")
    for choice in choices {
      line(3, "- text: \(Self.quoted(choice.text))")
      line(4, "if: \(Self.word(choice.claim.text))")
      if let next = choice.next { line(4, "next: \(Self.quoted(next))") }
    }
  }

  private static func quantity(_ quantity: Quantity) -> String {
    if case .number(let value) = quantity { NumberText.of(value) } else { word(quantity.text) }
  }
}

extension Event.Highlight {
  /// The word of a scene file.
  var word: String {
    switch self {
    case .panel(let id): id.name
    case .products: "products"
    case .parameter(let parameter): parameter.word
    }
  }
}

extension Expectation.Shape {
  /// The extents as a scene file has them: `3x3`.
  var plainText: String { extents.map(String.init).joined(separator: "x") }
}
