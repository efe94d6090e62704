package import Radiograph

/// What of a heat-map speaks for its class, on a square grid over the whole picture.
///
/// Rows and columns are those of `LungOutline`; where the network saw nothing, because it was cropped away, there is 0.
package struct HeatGrid: Sendable {
  static let side = LungOutline.side

  /// `side · side` values, row-major, none below 0.
  let values: [Float]

  /// Enlarges a map bilinearly onto the picture.
  ///
  /// - Parameters:
  ///   - field: where the map lies on the picture.
  ///   - size: the picture's size.
  package init(_ map: HeatMap, over field: InputField, of size: ImageSize) {
    let side = Self.side
    let field = InputField(
      field, scaledBy: (Double(size.width) / Double(side), Double(size.height) / Double(side)))
    let columns = (0..<side).map { x in
      field.x.position(x, size: map.width).map { HeatMap.neighbours($0, map.width) }
    }
    var values = [Float](repeating: 0, count: side * side)
    for y in 0..<side {
      guard let row = field.y.position(y, size: map.height).map({ map.row(at: $0) }) else { continue }
      for x in 0..<side {
        guard let column = columns[x] else { continue }
        values[y * side + x] = max(row[column.first] * (1 - column.share) + row[column.second] * column.share, 0)
      }
    }
    self.values = values
  }

  /// The box about the region that holds the greatest value and what touches it of at least half of that; nil where
  /// nothing speaks for the class.
  package var hottest: LungBox? {
    let side = Self.side
    guard let top = values.indices.max(by: { values[$0] < values[$1] }), values[top] > 0 else { return nil }
    let limit = values[top] / 2
    var isSeen = [Bool](repeating: false, count: values.count)
    isSeen[top] = true
    var open = [top]
    var (columns, rows) = (top % side...top % side, top / side...top / side)
    while let cell = open.popLast() {
      let (x, y) = (cell % side, cell / side)
      columns = min(columns.lowerBound, x)...max(columns.upperBound, x)
      rows = min(rows.lowerBound, y)...max(rows.upperBound, y)
      let neighbours = [
        x > 0 ? cell - 1 : nil, x < side - 1 ? cell + 1 : nil, y > 0 ? cell - side : nil,
        y < side - 1 ? cell + side : nil,
      ]
      for case let next? in neighbours where !isSeen[next] && values[next] >= limit {
        isSeen[next] = true
        open.append(next)
      }
    }
    let scale = Double(side)
    return LungBox(
      x0: Double(columns.lowerBound) / scale, y0: Double(rows.lowerBound) / scale,
      x1: Double(columns.upperBound + 1) / scale, y1: Double(rows.upperBound + 1) / scale)
  }
}
