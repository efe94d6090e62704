/// Connected parts of a square mask, whose pixels are numbered row by row.
enum GridComponents {
  /// Parts whose pixels touch at an edge, the largest first.
  static func components(of inside: [Bool], side: Int) -> [[Int]] {
    var left = RimmedMask(inside, side: side)
    var parts: [[Int]] = []
    for start in inside.indices where inside[start] {
      let part = left.takeOut(from: start)
      if !part.isEmpty { parts.append(part) }
    }
    return parts.sorted { ($0.count, $1[0]) > ($1.count, $0[0]) }
  }

  /// The largest two parts, without a second that is a speck beside the first.
  static func largest(_ components: [[Int]]) -> [[Int]] {
    guard let first = components.first, first.count >= 60 else { return [] }
    return [first] + components.dropFirst().prefix(1).filter { $0.count >= 60 && $0.count * 16 >= first.count }
  }

  /// Fills what is enclosed.
  static func fillHoles(_ inside: inout [Bool], side: Int) {
    var enclosed = RimmedMask(inside.map { !$0 }, side: side)
    enclosed.takeOutRim()
    for pixel in inside.indices where enclosed[pixel] { inside[pixel] = true }
  }

  /// The mask and everything within a distance of it, in pixels.
  static func widened(_ inside: [Bool], side: Int, by distance: Int) -> [Bool] {
    // How far the disc reaches to either side in each of its rows.
    let reach = (-distance...distance).map { Int(Double(distance * distance - $0 * $0).squareRoot()) }
    let mask = RimmedMask(inside, side: side)
    var widened = inside
    widened.withUnsafeMutableBufferPointer { widened in
      for row in 0..<side {
        for column in 0..<side where mask.isOnEdge(row * side + column) {
          for y in max(0, row - distance)...min(side - 1, row + distance) {
            let half = reach[y - row + distance]
            for x in max(0, column - half)...min(side - 1, column + half) { widened[y * side + x] = true }
          }
        }
      }
    }
    return widened
  }
}
