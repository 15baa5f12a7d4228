package import ConvEngine

/// Something that a learner is asked; the engine knows the answer.
package struct Question: Hashable, Sendable {
  /// What kind of answer is expected.
  package enum Kind: Hashable, Sendable {
    case number(Quantity)
    case shape(TensorID)
    case choice([Choice])
    case cells(CellSet, on: TensorID)
  }

  /// One of several answers: the right one is the one whose claim holds.
  package struct Choice: Hashable, Sendable {
    package var text: String
    package var claim: Claim
    /// What to do after this choice was wrong, where that is not the same for all.
    package var next: String?

    package init(_ text: String, if claim: Claim, next: String? = nil) {
      self.text = text
      self.claim = claim
      self.next = next
    }
  }

  /// What is asked, in one sentence.
  package var prompt: String
  package var kind: Kind
  /// From the gentlest to the plainest; none gives the answer away.
  package var hints: [String]
  /// What to do after a wrong answer.
  package var next: String?
  /// Why the right answer is right, said with it.
  package var because: String?
  /// The mistakes that are looked for, or nil for all that apply.
  package var mistakes: [Mistake]?

  package init(
    _ prompt: String, _ kind: Kind, hints: [String] = [], next: String? = nil,
    because: String? = nil, mistakes: [Mistake]? = nil
  ) {
    self.prompt = prompt
    self.kind = kind
    self.hints = hints
    self.next = next
    self.because = because
    self.mistakes = mistakes
  }
}

/// A number that the engine can be asked for.
package enum Quantity: Hashable, Sendable {
  case number(Double)
  /// An element of a tensor.
  case element(Element)
  /// What stands in an element at the present place of the walk.
  case soFar(Element)
  /// The products of an element's sum, with or without those on padding.
  case terms(Element, isReal: Bool)
  /// The outputs that an input goes into, or the pairs that a weight joins.
  case uses(Element)
  /// What one element adds to another.
  case share(Element, Element)
  /// The part of an element that comes from one channel.
  case channelSum(Element, channel: Int)
  case rows(TensorID)
  case columns(TensorID)
  case elements(TensorID)
  case weights(layer: Int)
  case parameters(layer: Int)
  case multiplyAccumulates(layer: Int)
  case span(layer: Int)
  /// σ′ of an element of z.
  case slope(Element)
  /// The elements of z whose slope is 0.
  case flat(TensorID)
  /// The cells of a layer's output that differ, or agree, between ⋆ and ∗.
  case differing(layer: Int)
  case agreeing(layer: Int)
  /// The weight that stands at a place after a half turn.
  case turned(Element)
  case unread(layer: Int)
  case unreadRows(layer: Int)
  case zerosBetween(layer: Int)
  case extraRows(layer: Int)
  /// The padding on every side that keeps the size at stride 1.
  case samePadding(layer: Int)
  /// L with the variable raised by a half, less L with it lowered by a half.
  case rise(Element)
  /// The loss after one step of gradient descent.
  case lossAfter(rate: Double)
}

/// An element by its tensor's name and its place.
package struct Element: Hashable, Sendable {
  package var tensor: TensorID
  package var index: Index4

  package init(_ tensor: TensorID, _ index: Index4) {
    self.tensor = tensor
    self.index = index
  }
}

/// Something that holds or not.
package enum Claim: Hashable, Sendable {
  package enum Relation: String, Hashable, Sendable, CaseIterable {
    case less = "<"
    case equal = "="
    case greater = ">"
    case different = "≠"
  }

  case compare(Quantity, Relation, Quantity)
  case operation(layer: Int, Operation)
  /// The pass that computes the first tensor has the second one among its operands.
  case reads(TensorID, TensorID)
}

/// Cells of one tensor.
package enum CellSet: Hashable, Sendable {
  /// The inputs that an output is made of.
  case window(Element)
  /// The outputs that an input goes into.
  case reached(Element)
  /// The weight between an input and an output.
  case weight(Element, Element)
  /// The inputs that a weight ever multiplies.
  case inputs(Element)
  /// The inputs that no window reads.
  case unread(layer: Int)
  /// The outputs of layer 1 that a larger stride leaves.
  case kept(stride: Int)
  case differing(layer: Int)
  case flat(TensorID)
}
