package import Radiograph

/// The six zones of a pair of lungs as places on a picture.
///
/// A zone is what of a lung's outline lies in the upper, middle or lower third of the box about that lung; see
/// `LungZoneShares`.
package struct LungZones: Sendable {
  private let outline: LungOutline
  private let boxes: [LungBox]

  /// The zones of an outline; nil where it is not that of two lungs side by side.
  package init?(_ outline: LungOutline) {
    guard outline.isFound, outline.regions.count == 2, abs(outline.turn ?? 0) < 45 else { return nil }
    self.outline = outline
    boxes = outline.regions.map(\.box)
  }

  /// The zone of each cell of a grid over the whole picture, row by row: its place in `LungZoneShares.Zone.allCases`, nil
  /// outside of the lungs.
  package func grid(_ size: ImageSize) -> [Int?] {
    let between = (boxes[0].x1 + boxes[1].x0) / 2
    return outline.mask(size).enumerated().map { cell, isInside in
      guard isInside else { return nil }
      let x = (Double(cell % size.width) + 0.5) / Double(size.width)
      let y = (Double(cell / size.width) + 0.5) / Double(size.height)
      let lung = x < between ? 0 : 1
      let third = Int(3 * (y - boxes[lung].y0) / boxes[lung].height)
      return 3 * lung + min(max(third, 0), 2)
    }
  }
}
