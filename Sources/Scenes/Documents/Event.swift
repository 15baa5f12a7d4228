package import ConvEngine

/// What happens in a scene, one after another.
package enum Event: Hashable, Sendable {
  /// A page begins; every page but the first waits until the learner goes on.
  case page(String?)
  /// Another of the scene's networks comes on stage, as it was written down.
  case stage(String)
  /// Something is done on the stage.
  case act([Action])
  /// The arguments of the layer that are marked from here on.
  case discuss([Parameter])
  /// The words under the stage, in paragraphs.
  case text([String])
  /// One line of words, for demos.
  case caption(String)
  /// Panels that are pointed at.
  case highlight([Highlight])
  /// Time passes.
  case wait(milliseconds: Int)
  /// Nothing happens until the learner goes on.
  case waitForLearner
  /// A chapter begins.
  case marker(String)
  /// Something is asked.
  case question(Question)
  /// Something has to hold.
  case expect(Expectation)

  /// What can be pointed at.
  package enum Highlight: Hashable, Sendable {
    case panel(TensorID)
    case products
    case parameter(Parameter)
  }
}

/// An event and the line of the file that it stands in.
package struct PlacedEvent: Hashable, Sendable {
  package var event: Event
  /// From 1; 0 of an event that stands in no file.
  package var line: Int

  package init(_ event: Event, line: Int = 0) {
    self.event = event
    self.line = line
  }
}

/// What has to hold at a place of a scene.
package enum Expectation: Hashable, Sendable {
  case claim(Claim)
  case shape(TensorID, Shape)
  case screen(String)

  /// Rows and columns, with the channels and batch elements before them where they are given.
  package struct Shape: Hashable, Sendable {
    /// Extents, the columns last; 1 to 4 of them.
    package var extents: [Int]

    package init(_ extents: [Int]) { self.extents = extents }
  }
}
