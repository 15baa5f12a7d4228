/// Copies of planes with zeros around them, all of one size.
final class FramedPlanes {
  /// One axis of a plane in its frame.
  struct Axis {
    /// Elements of the plane.
    var count: Int
    /// Zeros before them; negative where the copy starts inside.
    var before: Int
    /// Elements of the copy.
    var places: Int

    fileprivate var copied: Range<Int> {
      let first = max(0, -before)
      return first..<max(first, min(count, places - before))
    }
  }

  private let rows, columns: Axis
  private let copy: Scratch<Float>

  /// Makes room for planes, and a few floats more behind the last.
  init(planes: Int, rows: Axis, columns: Axis) {
    (self.rows, self.columns) = (rows, columns)
    copy = Scratch(count: planes * rows.places * columns.places + 64)
  }

  /// From a row of a copy to the next.
  var pitch: Int { columns.places }

  /// Where the copy of a plane begins.
  func start(of plane: Int) -> UnsafePointer<Float> {
    UnsafePointer(copy.start + plane * rows.places * columns.places)
  }

  /// Copies one plane; the zeros around are never written.
  func frame(_ plane: UnsafePointer<Float>, as number: Int) {
    let target = copy.start + number * rows.places * columns.places
    let span = columns.copied
    for row in rows.copied {
      (target + (row + rows.before) * columns.places + span.lowerBound + columns.before).update(
        from: plane + row * columns.count + span.lowerBound, count: span.count)
    }
  }
}
