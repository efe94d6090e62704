/// Finds pictures that are nearly the same among many.
///
/// Two hashes that differ in at most 15 of 256 bits agree in at least one of 16 lanes (pigeonhole), so only pictures that
/// share a lane are compared, and none is missed.
enum NearDuplicates {
  /// Bits that may differ; less than there are lanes.
  static let maximumDistance = 15
  /// Correlation of the grids from which two pictures count as one.
  static let minimumCorrelation: Float = 0.99
  /// Pairs after which the search ends: so many are no accident of a few copies.
  static let maximumPairs = 10_000

  /// Two pictures by their indices, the lower first.
  struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  /// Pairs of nearly equal pictures, in order.
  static func pairs(_ signatures: [ImageSignature]) -> [Pair] {
    var found: Set<Pair> = []
    for lane in 0..<16 {
      let buckets = Dictionary(grouping: signatures.indices) { signatures[$0].lanes[lane] }
      for bucket in buckets.values where bucket.count > 1 {
        for (position, first) in bucket.enumerated() {
          for second in bucket[(position + 1)...] where isNear(signatures[first], signatures[second]) {
            found.insert(Pair(first: first, second: second))
            if found.count >= maximumPairs { return sorted(found) }
          }
        }
      }
    }
    return sorted(found)
  }

  private static func isNear(_ left: ImageSignature, _ right: ImageSignature) -> Bool {
    left.distance(to: right) <= maximumDistance && left.correlation(with: right) >= minimumCorrelation
  }

  private static func sorted(_ pairs: Set<Pair>) -> [Pair] {
    pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }
}
