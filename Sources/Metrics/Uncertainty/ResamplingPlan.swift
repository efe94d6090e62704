/// What is drawn in a bootstrap: clusters of cases, perhaps in strata.
struct ResamplingPlan: Sendable {
  private let caseCount: Int
  /// The cases of every cluster, one cluster after the other, and where each cluster starts.
  private let members: [Int]
  private let starts: [Int]
  /// The clusters that are drawn for one another.
  private let strata: [[Int]]

  init(_ predictions: BinaryPredictions, isStratified: Bool) {
    self.init(
      clusters: predictions.clusters, count: predictions.clusterCount,
      kinds: isStratified ? predictions.isPositive.map { $0 ? 1 : 0 } : nil)
  }

  /// A plan of any cases.
  ///
  /// - Parameters:
  ///   - clusters: whom each case belongs to, from 0 to `count - 1`.
  ///   - kinds: the class of each case, where clusters of the same classes are drawn for one another only.
  init(clusters: [Int], count: Int, kinds: [Int]?) {
    caseCount = clusters.count
    var cases = [[Int]](repeating: [], count: count)
    for (index, cluster) in clusters.enumerated() { cases[cluster].append(index) }
    members = cases.flatMap(\.self)
    starts = cases.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    guard let kinds else {
      strata = [Array(cases.indices)]
      return
    }
    let mixes = Dictionary(grouping: cases.indices) { Set(cases[$0].map { kinds[$0] }).sorted() }
    // Pure mixes come first: one class alone, then several.
    strata = mixes.sorted { ($0.key.count, $0.key.description) < ($1.key.count, $1.key.description) }.map(\.value)
  }

  /// Draws as many clusters as there are and counts how often each case came.
  func draw(_ generator: SplitMix64, into counts: inout RankedPredictions.Counts) {
    var generator = generator
    counts = RankedPredictions.Counts(repeating: 0, count: caseCount)
    for clusters in strata {
      for _ in clusters {
        let cluster = clusters[generator.next(below: clusters.count)]
        for place in starts[cluster]..<starts[cluster + 1] { counts[members[place]] += 1 }
      }
    }
  }
}
