import Radiograph

extension LungOutline {
  /// The share of a heat-map's values above 0 that lies inside; nil where there are none.
  ///
  /// - Parameter field: where the map lies on the picture.
  func share(of map: HeatMap, over field: InputField) -> Double? {
    let side = Self.side
    let field = InputField(
      field, scaledBy: (Double(size.width) / Double(side), Double(size.height) / Double(side)))
    let inside = mask(ImageSize(width: side, height: side))
    let columns = (0..<side).map { x in
      field.x.position(x, size: map.width).map { HeatMap.neighbours($0, map.width) }
    }
    var (sum, total) = (0.0, 0.0)
    for y in 0..<side {
      guard let row = field.y.position(y, size: map.height).map({ map.row(at: $0) }) else { continue }
      for x in 0..<side {
        guard let column = columns[x] else { continue }
        let heat = Double(max(row[column.first] * (1 - column.share) + row[column.second] * column.share, 0))
        total += heat
        if inside[y * side + x] { sum += heat }
      }
    }
    return total > 0 ? sum / total : nil
  }
}
