/// One lung on a picture.
public struct LungRegion: Sendable, Equatable {
  /// The share of the picture that it covers.
  public let share: Double
  /// The box about it.
  public let box: LungBox
  /// The middle of its area, as shares of the picture's width and height.
  public let middle: (x: Double, y: Double)

  /// Whether two regions are the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.share == right.share && left.box == right.box && left.middle == right.middle
  }

  /// Measures the pixels of a grid.
  init(_ pixels: [Int], side: Int) {
    let columns = pixels.map { $0 % side }, rows = pixels.map { $0 / side }
    let scale = Double(side), count = Double(max(1, pixels.count))
    share = Double(pixels.count) / (scale * scale)
    box = LungBox(
      x0: Double(columns.min() ?? 0) / scale, y0: Double(rows.min() ?? 0) / scale,
      x1: Double((columns.max() ?? -1) + 1) / scale, y1: Double((rows.max() ?? -1) + 1) / scale)
    middle = (
      (Double(columns.reduce(0, +)) / count + 0.5) / scale, (Double(rows.reduce(0, +)) / count + 0.5) / scale
    )
  }

  /// The lungs in a cleaned mask, from the left to the right, or from the top where they lie above each other.
  ///
  /// Two lungs that touch are told apart where the mask is thinnest between them.
  static func regions(_ inside: [Bool], side: Int, size: ImageSize) -> [LungRegion] {
    var parts = GridComponents.components(of: inside, side: side)
    if parts.count == 1 { parts = split(parts[0], side: side) }
    let regions = parts.map { LungRegion($0, side: side) }
    guard regions.count == 2 else { return regions }
    let x = abs(regions[0].middle.x - regions[1].middle.x) * Double(size.width)
    let y = abs(regions[0].middle.y - regions[1].middle.y) * Double(size.height)
    return x >= y
      ? regions.sorted { $0.middle.x < $1.middle.x } : regions.sorted { $0.middle.y < $1.middle.y }
  }

  /// Cuts a part in two at a column that has less than half of what either side of it has at most.
  private static func split(_ part: [Int], side: Int) -> [[Int]] {
    var heights = [Int](repeating: 0, count: side)
    for pixel in part { heights[pixel % side] += 1 }
    guard let first = heights.firstIndex(where: { $0 > 0 }), let last = heights.lastIndex(where: { $0 > 0 }) else {
      return []
    }
    let width = last - first + 1
    let middle = first + width / 4..<max(first + width / 4 + 1, first + 3 * width / 4)
    guard width > side / 3, let cut = middle.min(by: { heights[$0] < heights[$1] }) else { return [part] }
    let left = heights[..<cut].max() ?? 0, right = heights[(cut + 1)...].max() ?? 0
    guard 2 * heights[cut] < min(left, right) else { return [part] }
    return [part.filter { $0 % side < cut }, part.filter { $0 % side >= cut }]
  }
}
