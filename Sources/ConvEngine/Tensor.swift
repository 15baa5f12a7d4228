/// Numbers in four axes: `[N, C, H, W]` for activations, `[O, C / groups, kH, kW]` for kernels.
///
///     let input = Tensor<Double>(rows: [[1, 2], [3, 4]])  // [1, 1, 2, 2]
///     input[0, 0, 1, 0]                                    // 3
public struct Tensor<Scalar: BinaryFloatingPoint & Sendable>: Hashable, Sendable {
  /// The extents of the four axes.
  public let shape: Shape4
  /// The elements in row-major order.
  public var values: [Scalar]

  /// Makes a tensor of elements in row-major order.
  ///
  /// - Precondition: There are as many elements as the shape has.
  public init(shape: Shape4, values: [Scalar]) {
    precondition(
      values.count == shape.count, "A tensor of \(shape.count) elements got \(values.count).")
    self.shape = shape
    self.values = values
  }

  /// Makes a tensor that holds one number everywhere.
  public init(repeating value: Scalar = 0, shape: Shape4) {
    self.init(shape: shape, values: Array(repeating: value, count: shape.count))
  }

  /// Makes one channel of rows: a tensor `[1, 1, H, W]`.
  ///
  /// - Precondition: All rows are of one length.
  public init(rows: [[Scalar]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "The rows of a tensor differ in length.")
    self.init(shape: Shape4(1, 1, rows.count, width), values: Array(rows.joined()))
  }

  /// The element at an index.
  ///
  /// - Precondition: The index lies inside the shape.
  /// - Complexity: O(1).
  public subscript(_ index: Index4) -> Scalar {
    get {
      precondition(shape.contains(index), "An index lies outside of its tensor.")
      return values[shape.offset(of: index)]
    }
    set {
      precondition(shape.contains(index), "An index lies outside of its tensor.")
      values[shape.offset(of: index)] = newValue
    }
  }

  /// The element at the four parts of an index.
  public subscript(_ outer: Int, _ channel: Int, _ row: Int, _ column: Int) -> Scalar {
    get { self[Index4(outer, channel, row, column)] }
    set { self[Index4(outer, channel, row, column)] = newValue }
  }

  /// The tensor with the rows and the columns of each channel turned by 180°.
  ///
  /// - Complexity: O(elements).
  public var flipped: Tensor {
    var result = self
    for place in values.indices {
      let turned = shape.reversing(shape.index(at: place))
      result.values[shape.offset(of: turned)] = values[place]
    }
    return result
  }
}
