import CConvKernels

/// Sums over 3×3 windows of stride 1 by Winograd's way, for some dozens of tiles at a time.
final class WinogradSums: PlaneSums {
  private let extents: PlaneExtents
  private let tile: Int
  private let size: Size2D
  private let level: Int32
  private let threads: Int
  private let weights: Scratch<Float>
  private let surrounded: Surroundings
  private let split: WorkSplit
  private let groups: [[TileGroup]]
  private let transformed, products: [Scratch<Float>]

  /// Prepares the sums of one group, whose targets read three neighbours along each axis.
  init(
    _ weights: GroupWeights, _ task: PlanTask<Float>, tile: Int, rows: AxisReach,
    columns: AxisReach
  ) {
    extents = weights.extents
    self.tile = tile
    size = Size2D(height: rows.count, width: columns.count)
    level = task.level
    let count = extents.channels * extents.targets * 9 * size.height * size.width
    threads = count < 16_000_000 ? 1 : task.threads
    surrounded = Surroundings(
      extents, rows: rows.tiles(tile), columns: columns.tiles(tile), level: level)
    self.weights = WinogradSums.packed(weights, rows, columns, tile: tile, level: level)
    let (square, width) = ((tile + 2) * (tile + 2), conv_panel_width(level))
    let (tiledRows, tiledColumns) = (rows.tiles(tile), columns.tiles(tile))
    split = WorkSplit(
      positions: PanelRuns.panels(rows: tiledRows, columns: tiledColumns, width: width),
      targets: extents.targets, height: conv_panel_rows(level), threads: threads)
    let panel = square * (extents.channels + 1) * width
    let panels = max(1, min(4, 262_144 / panel))
    groups = TileGroup.all(
      height: tiledRows.count, width: tiledColumns.count, tile: tile, pitch: surrounded.pitch,
      panel: width, limit: width * panels, workers: split.isByTargets ? 1 : threads)
    let products = square * conv_panel_rows(level) * panels * width + width
    transformed = (0..<threads).map { _ in Scratch(count: panel * panels) }
    self.products = (0..<threads).map { _ in Scratch(count: products) }
  }

  func run(_ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
    let source = surrounded.surround(source, threads: threads)
    inParallel(threads, threads: threads) { worker in
      for group in groups[split.isByTargets ? 0 : worker] {
        compute(group, split.targets(of: worker), source.start, target, worker)
      }
    }
  }

  private func compute(
    _ group: TileGroup, _ targets: Range<Int>, _ source: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>, _ worker: Int
  ) {
    group.runs.withUnsafeBufferPointer { runs in
      var winograd = conv_winograd(
        tile: tile, channels: extents.channels, targets: extents.targets, height: size.height,
        width: size.width, source: source, plane: surrounded.plane, pitch: surrounded.pitch,
        run: runs.baseAddress, runs: runs.count, count: group.count, weights: weights.start,
        transformed: transformed[worker].start, products: products[worker].start, to: target)
      conv_winograd_transform(level, &winograd)
      conv_winograd_sums(level, &winograd, targets.lowerBound, targets.upperBound)
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

  /// Returns for each worker its tiles of a plane, in reading order, so many at a time.
  static func all(
    height: Int, width: Int, tile: Int, pitch: Int, panel: Int, limit: Int, workers: Int
  ) -> [[TileGroup]] {
    let panels = (height * width + panel - 1) / panel
    return (0..<workers).map { worker in
      let first = panels * worker / workers * panel
      let end = min(panels * (worker + 1) / workers * panel, height * width)
      return stride(from: first, to: end, by: limit).map { first in
        TileGroup(first..<min(first + limit, end), width, tile: tile, pitch: pitch, panel: panel)
      }
    }
  }

  private init(_ tiles: Range<Int>, _ width: Int, tile: Int, pitch: Int, panel: Int) {
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
