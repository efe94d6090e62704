/// An outline in a form that can be stored: COCO's uncompressed run lengths, and polygons.
///
/// `counts` are the lengths of runs outside and inside in turn, starting outside, down each column and then the next, on a
/// grid of `size` (rows, columns) that covers the picture. `polygons` are closed lines of `[x, y]` in shares of its width
/// and height, one a region.
public struct LungContour: Sendable, Equatable, Codable {
  /// Rows and columns of the grid.
  public let size: [Int]
  /// Lengths of the runs.
  public let counts: [Int]
  /// The corners of each region's edge.
  public let polygons: [[[Double]]]

  /// The contour of an outline.
  public init(_ outline: LungOutline) {
    let side = LungOutline.inputSide
    let mask = outline.mask(ImageSize(width: side, height: side))
    size = [side, side]
    counts = Self.runs(mask, side: side)
    polygons = GridComponents.components(of: mask, side: side).prefix(2).map { part in
      Self.simplified(Self.edge(of: part, side: side), tolerance: 1)
        .map { point in [point.x, point.y].map { (Double($0) / Double(side) * 10_000).rounded() / 10_000 } }
    }
  }

  private typealias Point = (x: Int, y: Int)

  private static func runs(_ mask: [Bool], side: Int) -> [Int] {
    var runs: [Int] = [], current = false, length = 0
    for column in 0..<side {
      for row in 0..<side {
        if mask[row * side + column] != current {
          runs.append(length)
          (current, length) = (!current, 0)
        }
        length += 1
      }
    }
    return runs + [length]
  }

  /// Walks along the edges of the pixels of a part, with the part on the right hand, from its first pixel's corner.
  private static func edge(of part: [Int], side: Int) -> [Point] {
    guard let start = part.min() else { return [] }
    var pixels = [Bool](repeating: false, count: side * side)
    for pixel in part { pixels[pixel] = true }
    func isInside(_ x: Int, _ y: Int) -> Bool {
      (0..<side).contains(x) && (0..<side).contains(y) && pixels[y * side + x]
    }
    let first: Point = (start % side, start / side)
    var points: [Point] = [], place = first, step: Point = (1, 0)
    repeat {
      points.append(place)
      place = (place.x + step.x, place.y + step.y)
      // The pixels before the walker to the left and to the right.
      let left = isInside(place.x + (step.x + step.y - 1) / 2, place.y + (step.y - step.x - 1) / 2)
      let right = isInside(place.x + (step.x - step.y - 1) / 2, place.y + (step.y + step.x - 1) / 2)
      if left { step = (step.y, -step.x) } else if !right { step = (-step.y, step.x) }
    } while (place.x, place.y) != (first.x, first.y) && points.count <= 4 * part.count + 4
    return points
  }

  /// The line without corners that lie within `tolerance` of it: Douglas and Peucker, 1973.
  private static func simplified(_ points: [Point], tolerance: Double) -> [Point] {
    guard points.count > 4 else { return points }
    var isKept = [Bool](repeating: false, count: points.count)
    let half = points.count / 2
    for index in [0, half, points.count - 1] { isKept[index] = true }
    var spans = [(0, half), (half, points.count - 1)]
    while let (from, to) = spans.popLast() {
      guard to - from > 1 else { continue }
      let (start, end) = (points[from], points[to])
      let (dx, dy) = (Double(end.x - start.x), Double(end.y - start.y))
      let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
      func distance(_ index: Int) -> Double {
        abs(dx * Double(points[index].y - start.y) - dy * Double(points[index].x - start.x)) / length
      }
      guard let farthest = (from + 1..<to).max(by: { distance($0) < distance($1) }), distance(farthest) > tolerance
      else { continue }
      isKept[farthest] = true
      spans += [(from, farthest), (farthest, to)]
    }
    return points.indices.filter { isKept[$0] }.map { points[$0] }
  }
}
