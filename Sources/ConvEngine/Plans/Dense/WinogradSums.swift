import CConvKernels

/// Sums over 3×3 windows of stride 1 by Winograd's way.
///
/// Where what all tiles become fits the cache, all of it is made before it is multiplied, by parts of
/// the targets; else some dozens of tiles are taken from the source to the target at a time.
final class WinogradSums: PlaneSums {
  let stages: [Int]
  let threads: Int
  private let extents: PlaneExtents
  private let tile: Int
  private let size: Size2D
  private let level: Int32
  private let weights: Scratch<Float>
  private let surrounded: Surroundings
  private let groups: [TileGroup]
  private let split: WorkSplit
  private let transformed, products: [Scratch<Float>]

  /// Elements of transformed tiles that stay near while all weights pass by.
  private static let cached = 300_000

  /// Prepares the sums of one group, whose targets read three neighbours along each axis.
  init(
    _ weights: GroupWeights, _ task: PlanTask<Float>, tile: Int, rows: AxisReach,
    columns: AxisReach
  ) {
    (extents, self.tile, threads, level) = (weights.extents, tile, task.threads, task.level)
    size = Size2D(height: rows.count, width: columns.count)
    let (tiledRows, tiledColumns) = (rows.tiles(tile), columns.tiles(tile))
    surrounded = Surroundings(
      extents, rows: tiledRows, columns: tiledColumns, threads: threads, level: level)
    self.weights = WinogradSums.packed(weights, rows, columns, tile: tile, level: level)
    let (square, width) = ((tile + 2) * (tile + 2), conv_panel_width(level))
    let (panel, height) = (square * (extents.channels + 1) * width, conv_panel_rows(level))
    let positions = (tiledRows.count * tiledColumns.count + width - 1) / width
    let targets = (extents.targets + height - 1) / height
    let isWhole = positions <= 8 && positions * panel <= Self.cached
    split = WorkSplit(
      positions: isWhole ? 1 : positions, targets: targets,
      limit: max(1, min(4, Self.cached / panel)), threads: threads, copies: !isWhole)
    groups = (0..<split.groups).map { [split, surrounded] in
      let panels = isWhole ? 0..<positions : split.positions(ofGroup: $0)
      let end = min(panels.upperBound * width, tiledRows.count * tiledColumns.count)
      return TileGroup(
        panels.lowerBound * width..<end, tiledColumns.count, tile: tile,
        pitch: surrounded.pitch, panel: width)
    }
    let most = isWhole ? positions : (positions + split.groups - 1) / split.groups
    let blocks = min(extents.channels, threads > 1 ? 4 * threads : 1)
    stages = [surrounded.pieces, isWhole ? blocks : 0, split.count]
    transformed = (0..<(isWhole ? 1 : threads)).map { _ in Scratch(count: panel * most) }
    products = (0..<threads).map { _ in
      Scratch(count: square * height * most * width + width)
    }
  }

  func perform(
    _ place: PieceOfWork, from source: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    if place.stage == 0 { return surrounded.surround(source, piece: place.piece) }
    let isWhole = stages[1] > 0
    let group = groups[place.stage == 1 ? 0 : place.piece / split.parts]
    group.runs.withUnsafeBufferPointer { runs in
      var winograd = conv_winograd(
        tile: tile, channels: extents.channels, targets: extents.targets, height: size.height,
        width: size.width, source: surrounded.planes(of: source).start,
        plane: surrounded.plane, pitch: surrounded.pitch, run: runs.baseAddress,
        runs: runs.count, count: group.count, weights: weights.start,
        transformed: transformed[isWhole ? 0 : place.worker].start,
        products: products[place.worker].start, to: target)
      if place.stage == 1 || !isWhole {
        let (piece, pieces) = isWhole ? (place.piece, stages[1]) : (0, 1)
        conv_winograd_transform(
          level, &winograd, extents.channels * piece / pieces,
          extents.channels * (piece + 1) / pieces)
      }
      if place.stage == 2 {
        let (part, height) = (
          split.targets(ofPart: place.piece % split.parts), conv_panel_rows(level)
        )
        conv_winograd_sums(
          level, &winograd, part.lowerBound * height, min(part.upperBound * height, extents.targets)
        )
      }
    }
  }

  /// Returns `G · w · Gᵀ` of all weights, panel by panel of targets.
  private static func packed(
    _ weights: GroupWeights, _ rows: AxisReach, _ columns: AxisReach, tile: Int, level: Int32
  ) -> Scratch<Float> {
    let (height, square) = (conv_panel_rows(level), (tile + 2) * (tile + 2))
    let extents = weights.extents
    let result = Scratch<Float>(
      count: extents.targets * extents.channels * square + conv_panel_width(level))
    for target in 0..<extents.targets {
      let first = target / height * height
      let panel = min(height, extents.targets - first)
      for channel in 0..<extents.channels {
        let values = transformed(tile: tile) { row, column in
          weights[target, channel, rows.taps[row].weight, columns.taps[column].weight]
        }
        let start = first * square * extents.channels + channel * panel + target - first
        for (number, value) in values.enumerated() {
          result.start[start + number * extents.channels * panel] = value
        }
      }
    }
    return result
  }

  private static func transformed(
    tile: Int, weight: (_ row: Int, _ column: Int) -> Float
  ) -> [Float] {
    let rows = (0..<3).map { row in
      transformed(tile: tile, weight(row, 0), weight(row, 1), weight(row, 2))
    }
    let columns = (0..<tile + 2).map { column in
      transformed(tile: tile, rows[0][column], rows[1][column], rows[2][column])
    }
    return (0..<tile + 2).flatMap { row in columns.map { $0[row] } }
  }

  private static func transformed(tile: Int, _ a: Float, _ b: Float, _ c: Float) -> [Float] {
    if tile == 2 { return [a, (a + b + c) / 2, (a - b + c) / 2, c] }
    let near = [-(a + b + c) / 6, -(a - b + c) / 6]
    return [a / 4] + near + [(a + 2 * b + 4 * c) / 24, (a - 2 * b + 4 * c) / 24, c]
  }
}

/// Tiles that are computed together.
struct TileGroup {
  /// How many tiles there are.
  var count: Int
  /// The tiles, a run for each row of tiles and panel.
  var runs: [conv_tile_run]

  /// Makes the runs of some tiles of a plane in reading order, so many in a row.
  init(_ tiles: Range<Int>, _ width: Int, tile: Int, pitch: Int, panel: Int) {
    (count, runs) = (tiles.count, [])
    var place = 0
    while place < count {
      let (row, column) = (tiles.lowerBound + place).quotientAndRemainder(dividingBy: width)
      let length = min(panel - place % panel, width - column, count - place)
      runs.append(
        conv_tile_run(
          from: row * tile * pitch + column, place: place, row: row * tile,
          column: column * tile, count: length))
      place += length
    }
  }
}

extension AxisReach {
  /// What tiles of targets read, three neighbours each: a target stands for its tile.
  fileprivate func tiles(_ size: Int) -> AxisReach {
    let first = taps.first?.offset ?? 0
    return AxisReach(
      count: (count + size - 1) / size, step: size,
      taps: (0..<size + 2).map { .init(weight: 0, offset: first + $0) })
  }
}
