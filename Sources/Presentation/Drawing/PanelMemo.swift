import ConvEngine

extension PanelPainter {
  /// What takes long to find out, kept while one frame is drawn: panels are measured before they are
  /// drawn, and cut down until they fit.
  final class Memo {
    var values: [Index4: Double] = [:]
    var isCovered: [TensorID: Bool] = [:]
    var cells: [Part: (rows: [[GridCell]], width: Int)] = [:]
    var products: [ProductPart: (rows: [[GridCell]], width: Int)] = [:]

    var headers: [Heading: [Line]] = [:]
    var widestProduct: Int?
    var channelSumWidth: Int?

    /// The panel, and the part of it, that lines stand above.
    struct Heading: Hashable {
      var panel: TensorPanel
      var view: Viewport
      var gridWidth: Int
    }

    /// The part of a panel that cells were made for.
    struct Part: Hashable {
      var panel: TensorPanel
      var map: Viewport.Map
      var view: Viewport
    }

    /// The part of the step's products that cells were made for.
    struct ProductPart: Hashable {
      var channel: Int
      var rows: Range<Int>
      var columns: Range<Int>
    }
  }
}
