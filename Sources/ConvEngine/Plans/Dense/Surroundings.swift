import CConvKernels

/// The planes of a source with zeros around them, as far as sums read.
///
/// Where neighbouring targets read every other column, the even columns of a line come first and then
/// the odd ones, so that what neighbours read are neighbours. A source that holds all that is read,
/// in that order, is not copied.
final class Surroundings {
  /// Elements from a line to the next one.
  let pitch: Int
  /// Elements from a channel to the next one.
  let plane: Int
  /// In how many pieces the copy is made; 0 where there is none.
  let pieces: Int
  private let part: Int
  private let shape: conv_surroundings
  private let channels: Int
  private let copy: Scratch<Float>?
  private let level: Int32

  /// Finds what is read of planes.
  init(
    _ extents: PlaneExtents, rows: AxisReach, columns: AxisReach, threads: Int, level: Int32
  ) {
    let (firstLine, lines) = rows.places
    let (firstColumn, count) = columns.places
    let isWhole =
      firstLine >= 0 && firstLine + lines <= extents.height && firstColumn >= 0
      && firstColumn + count <= extents.width && columns.step == 1
    part = isWhole ? extents.width : (count + columns.step - 1) / columns.step
    pitch = isWhole ? extents.width : part * columns.step
    plane = isWhole ? extents.height * extents.width : lines * pitch
    shape = conv_surroundings(
      height: extents.height, width: extents.width, line_from: isWhole ? 0 : firstLine,
      column_from: isWhole ? 0 : firstColumn, lines: lines, columns: count, step: columns.step,
      pitch: pitch)
    channels = extents.channels
    // A panel's width may be read behind the last element.
    copy = isWhole ? nil : Scratch(count: channels * plane + 64)
    pieces = isWhole ? 0 : min(channels, threads > 1 ? 8 * threads : 1)
    self.level = level
  }

  /// Returns where an element stands that target 0 reads.
  func offset(channel: Int, row: Int, column: Int) -> Int {
    let column = column - shape.column_from
    return channel * plane + (row - shape.line_from) * pitch + column % shape.step * part
      + column / shape.step
  }

  /// Makes a piece of the copy.
  func surround(_ source: UnsafePointer<Float>, piece: Int) {
    guard let copy else { return }
    let first = channels * piece / pieces
    var shape = shape
    conv_surround(
      level, &shape, source + first * shape.height * shape.width, copy.start + first * plane,
      channels * (piece + 1) / pieces - first)
  }

  /// Returns the planes with their surroundings, and the end of what may be read.
  func planes(
    of source: UnsafePointer<Float>
  ) -> (start: UnsafePointer<Float>, end: UnsafePointer<Float>) {
    guard let copy else { return (source, source + channels * plane) }
    return (UnsafePointer(copy.start), UnsafePointer(copy.start + copy.count))
  }
}
