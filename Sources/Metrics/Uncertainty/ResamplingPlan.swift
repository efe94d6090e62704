/// What is drawn in a bootstrap: clusters of cases, perhaps in strata.
struct ResamplingPlan: Sendable {
  private let caseCount: Int
  /// The cases of every cluster, one cluster after the other, and where each cluster starts.
  private let members: [Int]
  private let starts: [Int]
  /// The clusters that are drawn for one another.
  private let strata: [[Int]]

  init(_ predictions: BinaryPredictions, isStratified: Bool) {
    caseCount = predictions.count
    var cases = [[Int]](repeating: [], count: predictions.clusterCount)
    for (index, cluster) in predictions.clusters.enumerated() { cases[cluster].append(index) }
    members = cases.flatMap(\.self)
    starts = cases.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    guard isStratified else {
      strata = [Array(cases.indices)]
      return
    }
    let kinds = cases.map { Set($0.map { predictions.isPositive[$0] }) }
    strata = [[false], [true], [false, true]].map { kind in cases.indices.filter { kinds[$0] == kind } }
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
