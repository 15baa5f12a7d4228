package import ConvEngine
package import Scenes

/// What one element of a pass is made of: its terms in the order in which they are summed.
///
/// Terms come from the engine's taps and are made when they are looked at, so one element of a layer of
/// any size is explained at once. The sum is the one that ``Convolution`` takes: in the numbers' own
/// precision, channel by channel and row by row, the bias last.
///
/// - Complexity: O(rows + columns) to make, O(1) a term.
package struct Explanation<Scalar: ArrayScalar>: Sendable {
  /// One product.
  package struct Term: Hashable, Sendable {
    /// The place of the left operand; where it is padding, the one that it would have.
    package var left: Index4
    /// The place of the right operand; the weight's as stored.
    package var right: Index4?
    /// The number on the left; 0 on padding.
    package var leftValue: Scalar
    /// The number on the right; 1 where nothing is multiplied.
    package var rightValue: Scalar
    /// Whether the place of the input is padding that reads zero.
    package var isPadding: Bool
    /// Whether the place of the input is padding that reads an element.
    package var isFolded: Bool

    /// What the term adds to the sum.
    package var product: Scalar { leftValue * rightValue }
  }

  private enum Kind {
    case taps(Taps, left: Side, right: Side)
    case places(Shape4, Index4, isTied: Bool)
  }

  /// What is computed.
  package let pass: ComputedPass
  /// The element's place.
  package let at: [Int]
  /// The constant that is added at the end; 0 where there is none.
  package let bias: Scalar
  private let kind: Kind
  private let left: Tensor<Scalar>
  private let right: Tensor<Scalar>?

  /// Makes the explanation of an element of a pass in which something is multiplied.
  ///
  /// - Parameters:
  ///   - pass: Any but the bias gradient.
  ///   - index: The element; ``GeometryError`` is thrown by what made the geometry.
  ///   - layer: The layer.
  ///   - geometry: Its relation.
  ///   - left: The input, or the output gradient in a gradient.
  ///   - right: The kernel, or the input in the kernel gradient.
  ///   - bias: The constants; `[1, O, 1, 1]` or `[1, O, H, W]`.
  /// - Precondition: The tensors are those of the geometry, and the element lies inside.
  package init(
    _ pass: ComputedPass, at index: Index4, layer: Layer, geometry: Geometry,
    left: Tensor<Scalar>, right: Tensor<Scalar>, bias: Tensor<Scalar>? = nil
  ) {
    guard let sides = pass.sides(of: layer) else {
      preconditionFailure("A bias gradient multiplies nothing.")
    }
    self.pass = pass
    at = index.parts
    kind = .taps(
      Taps(geometry, of: sides.result, at: index), left: sides.left, right: sides.right)
    self.left = left
    self.right = right
    self.bias = bias.map { Explanation.constant($0, index) } ?? 0
  }

  /// Makes the explanation of an element of a bias gradient.
  ///
  /// - Parameters:
  ///   - channel: The output channel.
  ///   - place: The output's row and column where every output has a bias of its own.
  ///   - outputGradient: δ, `[N, O, H, W]`.
  package init(biasOf channel: Int, _ place: Position? = nil, outputGradient: Tensor<Scalar>) {
    pass = .biasGradient
    at = [channel] + (place.map { [$0.row, $0.column] } ?? [])
    kind = .places(
      outputGradient.shape, Index4(0, channel, place?.row ?? 0, place?.column ?? 0),
      isTied: place == nil)
    left = outputGradient
    right = nil
    bias = 0
  }

  private static func constant(_ bias: Tensor<Scalar>, _ index: Index4) -> Scalar {
    bias.shape.size == Size2D(1)
      ? bias[0, index.channel, 0, 0] : bias[0, index.channel, index.row, index.column]
  }

  /// The sum of all terms, and the bias.
  ///
  /// - Complexity: O(terms).
  package var value: Scalar { reduce(Scalar(0)) { $0 + $1.product } + bias }
}

extension Explanation: RandomAccessCollection {
  /// The first position.
  package var startIndex: Int { 0 }

  /// The position after the last term.
  package var endIndex: Int {
    switch kind {
    case .taps(let taps, _, _): taps.count
    case .places(let shape, _, let isTied):
      isTied ? shape.outer * shape.height * shape.width : shape.outer
    }
  }

  /// The term at a position.
  package subscript(position: Int) -> Term {
    switch kind {
    case .taps(let taps, let left, let right): term(taps[position], left, right)
    case .places(let shape, let index, let isTied):
      term(isTied ? Self.place(position, shape, index) : index.inBatch(position))
    }
  }

  private static func place(_ position: Int, _ shape: Shape4, _ index: Index4) -> Index4 {
    let (outer, place) = position.quotientAndRemainder(dividingBy: shape.height * shape.width)
    return Index4(outer, index.channel, place / shape.width, place % shape.width)
  }

  private func term(_ tap: Tap, _ leftSide: Side, _ rightSide: Side) -> Term {
    let (left, right) = (tap.index(on: leftSide), tap.index(on: rightSide))
    let isBlank = tap.blank != nil
    return Term(
      left: left, right: right,
      leftValue: isBlank && leftSide == .input ? 0 : self.left[left],
      rightValue: isBlank && rightSide == .input ? 0 : self.right?[right] ?? 1,
      isPadding: isBlank, isFolded: tap.isFolded)
  }

  private func term(_ place: Index4) -> Term {
    Term(
      left: place, right: nil, leftValue: left[place], rightValue: 1, isPadding: false,
      isFolded: false)
  }
}

extension Tap {
  /// Whether the window stands on padding that reads an element of the input.
  fileprivate var isFolded: Bool {
    blank == nil && place != Position(row: input.row, column: input.column)
  }
}

extension Index4 {
  /// The four parts.
  package var parts: [Int] { [outer, channel, row, column] }

  fileprivate func inBatch(_ outer: Int) -> Index4 { Index4(outer, channel, row, column) }
}
