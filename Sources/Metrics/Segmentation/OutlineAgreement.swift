/// How far two outlines of the same picture agree.
public struct OutlineAgreement: Sendable, Equatable {
  /// Twice what both have, divided by what each has; 1 where both are empty (Dice, 1945).
  public let dice: Double
  /// What both have, divided by what either has; 1 where both are empty (Jaccard, 1912).
  public let iou: Double
  /// The mean distance from a place on one boundary to the other boundary, both ways, in pixels.
  ///
  /// 0 where both are empty, nil where one is.
  public let boundaryDistance: Double?

  /// Compares two masks, row by row, whose rows have `width` places.
  ///
  /// - Throws: `MetricsError.lengthMismatch(what:expected:found:)` where the masks differ in size or have no whole number of rows.
  public init(_ first: [Bool], _ second: [Bool], width: Int) throws(MetricsError) {
    guard first.count == second.count, width > 0, first.count.isMultiple(of: width) else {
      throw .lengthMismatch(what: "masks", expected: first.count, found: second.count)
    }
    let (a, b) = (first.count { $0 }, second.count { $0 })
    let both = zip(first, second).count { $0 && $1 }
    dice = a + b > 0 ? 2 * Double(both) / Double(a + b) : 1
    iou = a + b > 0 ? Double(both) / Double(a + b - both) : 1
    boundaryDistance =
      a + b == 0 ? 0 : a > 0 && b > 0 ? Self.distance(first, second, width) : nil
  }

  // MARK: - Boundaries

  private static func distance(_ first: [Bool], _ second: [Bool], _ width: Int) -> Double {
    let (one, other) = (boundary(first, width), boundary(second, width))
    let toOne = DistanceTransform.squared(to: one, width: width)
    let toOther = DistanceTransform.squared(to: other, width: width)
    var (sum, count) = (0.0, 0)
    for place in first.indices {
      if one[place] {
        sum += toOther[place].squareRoot()
        count += 1
      }
      if other[place] {
        sum += toOne[place].squareRoot()
        count += 1
      }
    }
    return sum / Double(count)
  }

  /// Places of a mask beside which, to a side, above or below, the mask or the picture ends.
  private static func boundary(_ mask: [Bool], _ width: Int) -> [Bool] {
    mask.indices.map { place in
      guard mask[place] else { return false }
      let column = place % width
      guard column > 0, column < width - 1, place >= width, place + width < mask.count else { return true }
      return !(mask[place - 1] && mask[place + 1] && mask[place - width] && mask[place + width])
    }
  }
}
