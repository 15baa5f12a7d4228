import ConvEngine

/// The part of a panel that is seen: which maps, which places.
struct Viewport: Hashable {
  var maps: [Map]
  var rows: Range<Int>
  var columns: Range<Int>
  var gap = 2
  /// Whether cells are one glyph for sign and size instead of numbers.
  var isHeat = false

  struct Map: Hashable {
    var outer: Int
    var channel: Int
  }
}
