extension Bootstrap {
  /// The interval of any number that predictions have, by drawing whole clusters (patients) with replacement.
  ///
  /// - Parameter statistic: The number; nil where it is undefined, as without a positive case.
  /// - Returns: nil where there are fewer than two clusters, or the number is undefined in more than a tenth of resamples.
  /// - Throws: `MetricsError` for settings out of range.
  public func interval(
    of predictions: BinaryPredictions, _ statistic: (BinaryPredictions) -> Double?
  ) throws(MetricsError) -> ConfidenceInterval? {
    try check()
    guard predictions.clusterCount > 1 else { return nil }
    let plan = ResamplingPlan(predictions, isStratified: isStratified)
    var counts = RankedPredictions.Counts()
    var rows: [[Double]] = []
    for resample in 0..<resamples {
      plan.draw(SplitMix64(seed: seed, stream: UInt64(resample)), into: &counts)
      let drawn = counts.enumerated().flatMap { Array(repeating: $0.offset, count: Int($0.element)) }
      let set = try BinaryPredictions(
        scores: drawn.map { predictions.scores[$0] }, labels: drawn.map { predictions.isPositive[$0] ? 1 : 0 })
      rows.append([statistic(set) ?? .nan])
    }
    return interval(rows, column: 0)
  }
}
