package import ConvEngine

/// Something that changes what is on the stage: all that keys, scenes, recordings and prompts can say.
package enum Action: Hashable, Sendable {
  // Walking.
  case step(Int)
  case row(Int)
  case product(Int)
  case seek(Place)
  case first
  case last
  case play(Bool?)
  case speed(Int)
  case pass(PassChoice)
  case view(PassView?)

  // Looking.
  case focus(Int)
  case move(rows: Int, columns: Int)
  case channel(Int)
  case filter(Int)
  case batch(Int)
  case compare(Bool?)
  case formula
  case show(Overlay)
  case check
  case scroll(Int)
  case close

  // Changing.
  case turn
  case operation(Operation?)
  case set(Parameter, String)
  case adjust(Int)
  case choose(Int)
  case edit(TensorID, Index4, Double)
  case undo
  case redo
  case reset
  case learn

  // A line of text that is being typed.
  case ask(Field)
  case type(Unicode.Scalar)
  case erase
  case commit

  // A lesson's learner, a demo's audience.
  case page(Int)
  case answer(String)
  case hint
  case solve
  case startOver
  case mark
  case hold(Bool?)
  case chapter(Chapter)
  case moment(Int)

  /// Exercises of a kind, or of the one that is on stage, with a seed of one's own.
  case practise(PracticeKind?, difficulty: Int, seed: Int?)

  // Recording.
  case record(String?)
  case marker
  case propose(String)
  case lost(String)

  // Coming and going.
  case open(String)
  case home
  case quit
  case end
  case match(Int)

  // Files, which the front end reads and writes.
  case save(String)
  case report(String)

  // The world.
  case theme(String?)
  case glyphs(Bool?)
  case redraw
  case tick(milliseconds: Int)
}

extension Action {
  /// A place in a walk: a step and a product, both counted from 1, or a cell.
  package enum Place: Hashable, Sendable {
    case step(Int, product: Int?)
    case cell([Int])
  }

  /// A pass, relative to the one on stage, by its number from 1, or by the tensor that it computes.
  package enum PassChoice: Hashable, Sendable {
    case by(Int)
    case number(Int)
    case computing(TensorID)
  }

  /// A chapter of a demo, relative to the present place or by its name.
  package enum Chapter: Hashable, Sendable {
    case by(Int)
    case named(String)
  }

  /// What can lie over the stage or under it.
  package enum Overlay: String, Hashable, Sendable, CaseIterable {
    case help, options, passes, code, sentence
  }

  /// What a line of text is typed for.
  package enum Field: String, Hashable, Sendable, CaseIterable {
    case number, place, search, file, recording
  }
}

/// What a person can change about a layer: the arguments of its constructor call, axis by axis.
package enum Parameter: String, Hashable, Sendable, CaseIterable {
  case inputChannels = "in-channels"
  case outputChannels = "out-channels"
  case kernelSize = "kernel-size"
  case kernelRows = "kernel-rows"
  case kernelColumns = "kernel-columns"
  case stride
  case strideRows = "stride-rows"
  case strideColumns = "stride-columns"
  case padding
  case paddingTop = "padding-top"
  case paddingLeft = "padding-left"
  case paddingBottom = "padding-bottom"
  case paddingRight = "padding-right"
  case paddingMode = "padding-mode"
  case dilation
  case dilationRows = "dilation-rows"
  case dilationColumns = "dilation-columns"
  case groups
  case bias
  case activation
  case operation
  case transposed
  case outputPadding = "output-padding"
  case outputPaddingRows = "output-padding-rows"
  case outputPaddingColumns = "output-padding-columns"
  case outputSize = "output-size"
  case inputSize = "input-size"
  case inputRows = "input-rows"
  case inputColumns = "input-columns"
}
