/// Sums all taps onto one side: the definition of every pass of a layer.
///
/// The tensor of the target side is not read. A blank reads zero.
///
/// - Complexity: O(taps of the target side, blanks included).
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
func contraction<Scalar: BinaryFloatingPoint & Sendable>(
  _ geometry: Geometry, onto side: Side, input: Tensor<Scalar>?, kernel: Tensor<Scalar>?,
  output: Tensor<Scalar>?
) -> Tensor<Scalar> {
  let shape = geometry.shape(of: side)
  let rows = geometry.rows.taps(side)
  let columns = geometry.columns.taps(side)
  var result = Tensor<Scalar>(shape: shape)
  for place in result.values.indices {
    var sum = Scalar(0)
    let index = shape.index(at: place)
    let taps = Taps(
      geometry, of: side, at: index, rows: rows[index.row], columns: columns[index.column])
    for tap in taps {
      var product = Scalar(1)
      if let input { product *= tap.blank == nil ? input[tap.input] : 0 }
      if let output { product *= output[tap.output] }
      if let kernel { product *= kernel[tap.kernel] }
      sum += product
    }
    result.values[place] = sum
  }
  return result
}
