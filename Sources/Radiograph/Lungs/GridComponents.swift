/// Connected parts of a square mask, whose pixels are numbered row by row.
enum GridComponents {
  /// Parts whose pixels touch at an edge, the largest first.
  static func components(of inside: [Bool], side: Int) -> [[Int]] {
    var isLeft = inside
    var components: [[Int]] = []
    for start in isLeft.indices where isLeft[start] {
      isLeft[start] = false
      var part = [start]
      var next = 0
      while next < part.count {
        forEachNeighbour(of: part[next], side: side) { pixel in
          guard isLeft[pixel] else { return }
          isLeft[pixel] = false
          part.append(pixel)
        }
        next += 1
      }
      components.append(part)
    }
    return components.sorted { ($0.count, $1[0]) > ($1.count, $0[0]) }
  }

  /// The largest two parts, without a second that is a speck beside the first.
  static func largest(_ components: [[Int]]) -> [[Int]] {
    guard let first = components.first, first.count >= 60 else { return [] }
    return [first] + components.dropFirst().prefix(1).filter { $0.count >= 60 && $0.count * 16 >= first.count }
  }

  /// Fills what is enclosed.
  static func fillHoles(_ inside: inout [Bool], side: Int) {
    var isOutside = [Bool](repeating: false, count: inside.count)
    var waiting: [Int] = []
    for index in 0..<side {
      for pixel in [index, (side - 1) * side + index, index * side, index * side + side - 1]
      where !inside[pixel] && !isOutside[pixel] {
        isOutside[pixel] = true
        waiting.append(pixel)
      }
    }
    while let pixel = waiting.popLast() {
      forEachNeighbour(of: pixel, side: side) { next in
        guard !inside[next], !isOutside[next] else { return }
        isOutside[next] = true
        waiting.append(next)
      }
    }
    for pixel in inside.indices { inside[pixel] = !isOutside[pixel] }
  }

  /// The mask and everything within a distance of it, in pixels.
  static func widened(_ inside: [Bool], side: Int, by distance: Int) -> [Bool] {
    var widened = inside
    var disc: [(x: Int, y: Int)] = []
    for y in -distance...distance {
      for x in -distance...distance where x * x + y * y <= distance * distance { disc.append((x, y)) }
    }
    for pixel in inside.indices where inside[pixel] {
      let (column, row) = (pixel % side, pixel / side)
      var isEdge = column == 0 || row == 0 || column == side - 1 || row == side - 1
      forEachNeighbour(of: pixel, side: side) { isEdge = isEdge || !inside[$0] }
      guard isEdge else { continue }
      for offset in disc where (0..<side).contains(column + offset.x) && (0..<side).contains(row + offset.y) {
        widened[(row + offset.y) * side + column + offset.x] = true
      }
    }
    return widened
  }

  private static func forEachNeighbour(of pixel: Int, side: Int, _ body: (Int) -> Void) {
    let (column, row) = (pixel % side, pixel / side)
    if column > 0 { body(pixel - 1) }
    if column < side - 1 { body(pixel + 1) }
    if row > 0 { body(pixel - side) }
    if row < side - 1 { body(pixel + side) }
  }
}
