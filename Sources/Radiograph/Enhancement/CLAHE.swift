extension Canvas {
  /// Contrast-limited adaptive histogram equalization of an 8-bit grey picture, as OpenCV's `createCLAHE`.
  ///
  /// Source: K. Zuiderveld, "Contrast Limited Adaptive Histogram Equalization", Graphics Gems IV, 1994.
  func adaptivelyEqualized(clipLimit: Double, tiles: Int) -> Canvas {
    let canvas = grayscale().eightBit()
    guard case .gray8(let samples) = canvas.pixels else { return canvas }
    let clahe = CLAHE(samples, size, clipLimit: clipLimit, tiles: tiles)
    return canvas.with(.gray8(clahe.apply(to: samples, size)))
  }
}

/// The tables of all tiles of one picture.
private struct CLAHE {
  private let tiles: Int
  private let tileSize: ImageSize
  /// 256 levels for each tile, tiles row by row.
  private var tables: [UInt8] = []

  init(_ samples: [UInt8], _ size: ImageSize, clipLimit: Double, tiles: Int) {
    self.tiles = tiles
    // A picture that the tiles do not divide both ways is extended both ways, by its reflection.
    let isDivided = size.width % tiles == 0 && size.height % tiles == 0
    tileSize = ImageSize(
      width: size.width / tiles + (isDivided ? 0 : 1), height: size.height / tiles + (isDivided ? 0 : 1))
    let area = tileSize.width * tileSize.height
    let limit = clipLimit > 0 ? max(1, Int(clipLimit * Double(area) / 256)) : area
    for tileY in 0..<tiles {
      for tileX in 0..<tiles {
        var histogram = [Int](repeating: 0, count: 256)
        for y in tileY * tileSize.height..<(tileY + 1) * tileSize.height {
          let row = Self.reflect(y, size.height) * size.width
          for x in tileX * tileSize.width..<(tileX + 1) * tileSize.width {
            histogram[Int(samples[row + Self.reflect(x, size.width)])] += 1
          }
        }
        Self.clip(&histogram, at: limit)
        tables += Self.table(histogram, area: area)
      }
    }
  }

  /// Blends the tables of the four nearest tiles for each sample.
  func apply(to samples: [UInt8], _ size: ImageSize) -> [UInt8] {
    let columns = neighbors(length: size.width, tileLength: tileSize.width)
    let rows = neighbors(length: size.height, tileLength: tileSize.height)
    var result = [UInt8]()
    result.reserveCapacity(samples.count)
    for (y, row) in rows.enumerated() {
      let top = row.before * tiles * 256
      let bottom = row.after * tiles * 256
      for (x, column) in columns.enumerated() {
        let level = Int(samples[y * size.width + x])
        let left = column.before * 256 + level
        let right = column.after * 256 + level
        let above = Float(tables[top + left]) * (1 - column.share) + Float(tables[top + right]) * column.share
        let below = Float(tables[bottom + left]) * (1 - column.share) + Float(tables[bottom + right]) * column.share
        result.append(UInt8((above * (1 - row.share) + below * row.share).rounded(.toNearestOrEven)))
      }
    }
    return result
  }

  // MARK: - Private

  /// The tiles before and after each sample along one side, and the share of the one after.
  private func neighbors(length: Int, tileLength: Int) -> [(before: Int, after: Int, share: Float)] {
    (0..<length).map { position in
      let tile = Float(position) * (1 / Float(tileLength)) - 0.5
      let before = Int(tile.rounded(.down))
      return (max(before, 0), min(before + 1, tiles - 1), tile - Float(before))
    }
  }

  /// Reflects a position behind the end, the last sample not repeated.
  private static func reflect(_ position: Int, _ length: Int) -> Int {
    guard position >= length, length > 1 else { return min(position, length - 1) }
    let period = 2 * (length - 1)
    let folded = position % period
    return folded < length ? folded : period - folded
  }

  /// Cuts counts above `limit` and spreads what was cut evenly.
  private static func clip(_ histogram: inout [Int], at limit: Int) {
    var excess = 0
    for level in 0..<256 where histogram[level] > limit {
      excess += histogram[level] - limit
      histogram[level] = limit
    }
    let (share, rest) = excess.quotientAndRemainder(dividingBy: 256)
    for level in 0..<256 { histogram[level] += share }
    guard rest > 0 else { return }
    for level in stride(from: 0, to: 256, by: max(256 / rest, 1)).prefix(rest) { histogram[level] += 1 }
  }

  /// The cumulative histogram, scaled to 255.
  private static func table(_ histogram: [Int], area: Int) -> [UInt8] {
    let scale = 255 / Float(area)
    var sum = 0
    return histogram.map { count in
      sum += count
      return UInt8(min((Float(sum) * scale).rounded(.toNearestOrEven), 255))
    }
  }
}
