import CConvKernels

/// One of the two factors of a table of sums over places: rows of numbers, one number a place.
///
/// The rows of an output gradient are its channels. Those of a zero-padded input are the taps of the
/// window: each reads the whole input, shifted by where it stands in the window.
struct SumOperand {
  /// Where each row of a group begins.
  var rows: [Int]
  /// From a group to the next.
  var groupStep: Int
  /// From a batch element to the next.
  var batchStep: Int
  /// From a place to the one below.
  var rowStep: Int
  /// From a place to the next in its row.
  var columnStep: Int

  /// Returns where the first row of a group begins in a batch element, at the first place of a block.
  func start(batch: Int, group: Int, block: PlaceBlock) -> Int {
    batch * batchStep + group * groupStep + block.rows.lowerBound * rowStep
      + block.columns.lowerBound * columnStep
  }

  /// Returns the places of a block as the kernels in C read them.
  func places(_ block: PlaceBlock) -> conv_places {
    let jump = rowStep - block.columns.count * columnStep
    if jump == 0 {
      return conv_places(rows: 1, columns: block.count, step: columnStep, jump: 0)
    }
    return conv_places(
      rows: block.rows.count, columns: block.columns.count, step: columnStep, jump: jump)
  }
}

extension SumOperand {
  /// The output gradient of a relation, as it lies: `[N, O, H, W]`.
  init(outputOf geometry: Geometry) {
    let plane = geometry.rows.output * geometry.columns.output
    let channels = geometry.outputChannels / geometry.groups
    rows = (0..<channels).map { $0 * plane }
    groupStep = channels * plane
    batchStep = geometry.outputChannels * plane
    rowStep = geometry.columns.output
    columnStep = 1
  }

  /// The taps of a relation's window, in the order of the weights.
  init(tapsOf geometry: Geometry, in input: PaddedInput) {
    let channels = geometry.inputChannels / geometry.groups
    rows = (0..<channels).flatMap { channel in
      (0..<geometry.rows.kernel).flatMap { row in
        (0..<geometry.columns.kernel).map { column in
          channel * input.planeStep + row * geometry.rows.dilation * input.rowStep
            + column * geometry.columns.dilation
        }
      }
    }
    groupStep = channels * input.planeStep
    batchStep = geometry.inputChannels * input.planeStep
    rowStep = geometry.rows.stride * input.rowStep
    columnStep = geometry.columns.stride
  }
}

/// Output places that are summed over before the next ones, so that their panel stays in cache.
struct PlaceBlock {
  var rows: Range<Int>
  var columns: Range<Int>
  var count: Int { rows.count * columns.count }

  /// A panel of so many places fills half of a small first-level cache.
  static let most = 256

  /// Returns blocks that cover all places, in reading order.
  static func blocks(height: Int, width: Int) -> [PlaceBlock] {
    let columns = parts(of: width, most: most)
    let widest = columns.map(\.count).max() ?? 1
    return parts(of: height, most: max(1, most / widest)).flatMap { rows in
      columns.map { PlaceBlock(rows: rows, columns: $0) }
    }
  }
}

/// Returns ranges of about one length, none longer than asked, that cover `0..<count`.
func parts(of count: Int, most: Int) -> [Range<Int>] {
  let number = (count + most - 1) / most
  return (0..<number).map { count * $0 / number..<count * ($0 + 1) / number }
}
