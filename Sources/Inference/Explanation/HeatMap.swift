/// How much each part of a picture speaks for a class: a small picture of values, row by row.
public struct HeatMap: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// `width · height` values, row-major, top left first.
  public let values: [Float]

  /// Makes a map.
  ///
  /// - Throws: `ExplanationError.heatMapSize` where the values do not fill it.
  public init(width: Int, height: Int, values: [Float]) throws(ExplanationError) {
    guard width > 0, height > 0, width.multipliedReportingOverflow(by: height) == (values.count, false) else {
      throw .heatMapSize(width: width, height: height, values: values.count)
    }
    self.width = width
    self.height = height
    self.values = values
  }

  private init(sameSizeAs other: HeatMap, values: [Float]) {
    width = other.width
    height = other.height
    self.values = values
  }

  /// The map stretched to 0…1; a map that is the same everywhere becomes 0.
  public var normalized: HeatMap {
    let least = values.min() ?? 0
    let range = (values.max() ?? 0) - least
    return HeatMap(sameSizeAs: self, values: values.map { range > 0 ? ($0 - least) / range : 0 })
  }

  /// What speaks for the class: values below 0 become 0.
  public var positive: HeatMap { HeatMap(sameSizeAs: self, values: values.map { max($0, 0) }) }

  /// The map with the greatest values cut down to what `share` of them do not exceed, lest a few hide all others.
  public func clipped(at share: Double) -> HeatMap {
    let sorted = values.sorted()
    let limit = sorted[min(max(Int(share * Double(sorted.count)), 0), sorted.count - 1)]
    return HeatMap(sameSizeAs: self, values: values.map { min($0, limit) })
  }

  /// What is shown of the map of a method: what speaks for the class, and of uneven values only what 99 % do not exceed.
  package func shown(by method: ExplanationMethod) -> HeatMap {
    method.isUneven ? positive.clipped(at: 0.99) : positive
  }

  /// The row of values at a height between two rows, linearly; `y` counts pixels from the top edge.
  ///
  /// Beyond the outer rows' middles the nearest row counts, as in OpenCV's and PyTorch's bilinear resizing.
  func row(at y: Double) -> [Float] {
    let row = Self.neighbours(y, height)
    return (0..<width).map { x in
      values[row.first * width + x] * (1 - row.share) + values[row.second * width + x] * row.share
    }
  }

  /// The two pixels whose middles lie about a position, and the share of the second.
  static func neighbours(_ position: Double, _ count: Int) -> (first: Int, second: Int, share: Float) {
    let middle = min(max(position - 0.5, 0), Double(count - 1))
    let first = Int(middle)
    return (first, min(first + 1, count - 1), Float(middle - Double(first)))
  }
}
