/// Places labels in a column without overlap.
package enum LabelLayout {
  /// The positions closest to `wanted` (in the same order) that keep `gap` between neighbours and stay in `bounds`
  /// where there is room for all.
  package static func spread(_ wanted: [Double], gap: Double, within bounds: ClosedRange<Double>) -> [Double] {
    let order = wanted.indices.sorted { wanted[$0] < wanted[$1] }
    var placed = wanted
    // Neighbours that overlap form a block around their mean; blocks that then touch are joined.
    var blocks: [(members: [Int], centre: Double)] = []
    for index in order {
      blocks.append((members: [index], centre: wanted[index]))
      while let last = blocks.last, let before = blocks.dropLast().last,
        last.centre - before.centre < gap * Double(last.members.count + before.members.count) / 2
      {
        let members = before.members + last.members
        let mean = members.map { wanted[$0] }.reduce(0, +) / Double(members.count)
        blocks.removeLast(2)
        blocks.append((members: members, centre: mean))
      }
    }
    for block in blocks {
      let half = gap * Double(block.members.count - 1) / 2
      let highest = max(bounds.lowerBound + half, bounds.upperBound - half)
      let centre = min(max(block.centre, bounds.lowerBound + half), highest)
      for (rank, index) in block.members.enumerated() { placed[index] = centre - half + Double(rank) * gap }
    }
    return placed
  }
}
