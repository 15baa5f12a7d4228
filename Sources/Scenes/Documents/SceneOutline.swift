import ConvEngine

/// A scene of which only what lists say is known: nothing has to be read for that.
extension Scene {
  /// Makes what lists say of a lesson.
  ///
  /// - Parameters:
  ///   - file: The lesson's path among the scenes that are compiled in.
  ///   - title: The first line of its screen.
  ///   - summary: One sentence.
  ///   - section: The word for its group.
  ///   - page: The part of the page that it belongs to.
  ///   - needs: The names of the scenes to know first.
  ///   - minutes: About how long it takes.
  ///   - questionCount: How many questions it asks.
  package init(
    outlineOf file: String, title: String, summary: String, section: String?, page: String?,
    needs: [String], minutes: Int?, questionCount: Int
  ) {
    let question = PlacedEvent(.question(Question("", .number(.number(0)))))
    self.init(
      name: Scene.name(ofFile: file), title: title, summary: summary,
      section: section.flatMap(Section.init),
      network: Network(inputShape: Shape4(1, 1, 1, 1), layers: [], leaves: [:]),
      events: [PlacedEvent(.page(nil))] + Array(repeating: question, count: questionCount))
    self.page = page
    self.needs = needs
    self.minutes = minutes
    self.file = file
    isOutline = true
  }
}
