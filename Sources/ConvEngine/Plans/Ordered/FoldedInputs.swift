/// The inputs that places around them read: their sums, tap by tap.
///
/// They stand near the border, so there are few of them.
struct FoldedInputs<Scalar: BinaryFloatingPoint & Sendable> {
  private let geometry: Geometry
  private let kernel: Tensor<Scalar>
  private let rows, columns: [[AxisTap]]
  private let isRowFolded, isColumnFolded: [Bool]

  /// Finds them; nil where there are none.
  init?(_ task: PlanTask<Scalar>, kernel: Tensor<Scalar>) {
    geometry = task.geometry
    guard geometry.rows.folds || geometry.columns.folds else { return nil }
    self.kernel = kernel
    rows = geometry.rows.taps(.input)
    columns = geometry.columns.taps(.input)
    isRowFolded = isFolded(rows)
    isColumnFolded = isFolded(columns)
  }

  /// Replaces their sums in all planes of the input gradient.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func run(_ output: UnsafePointer<Scalar>, into target: UnsafeMutablePointer<Scalar>) {
    let (height, width) = (rows.count, columns.count)
    for plane in 0..<geometry.batch * geometry.inputChannels {
      for row in 0..<height {
        for column in 0..<width where isRowFolded[row] || isColumnFolded[column] {
          target[(plane * height + row) * width + column] = sum(
            output, plane: plane, rows: rows[row], columns: columns[column])
        }
      }
    }
  }

  @inline(__always)
  private func sum(
    _ output: UnsafePointer<Scalar>, plane: Int, rows: [AxisTap], columns: [AxisTap]
  ) -> Scalar {
    let (batch, channel) = plane.quotientAndRemainder(dividingBy: geometry.inputChannels)
    let inputs = geometry.inputChannels / geometry.groups
    let outputs = geometry.outputChannels / geometry.groups
    let (group, input) = channel.quotientAndRemainder(dividingBy: inputs)
    let shape = geometry.outputShape
    var sum = Scalar(0)
    for number in group * outputs..<(group + 1) * outputs {
      for row in rows {
        let line = shape.offset(of: Index4(batch, number, row.output, 0))
        let weights = kernel.shape.offset(of: Index4(number, input, row.kernel, 0))
        for column in columns {
          sum += output[line + column.output] * kernel.values[weights + column.kernel]
        }
      }
    }
    return sum
  }
}

/// Returns of each element whether a place other than its own reads it.
private func isFolded(_ lists: [[AxisTap]]) -> [Bool] {
  lists.enumerated().map { element, taps in taps.contains { $0.place != element } }
}
