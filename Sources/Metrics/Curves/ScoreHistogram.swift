/// How the probabilities of negative and of positive cases are spread, in bins of equal width over 0 to 1.
public struct ScoreHistogram: Sendable, Equatable, Codable {
  /// The negative cases in each bin.
  public let negatives: [Int]
  /// The positive cases in each bin.
  public let positives: [Int]

  /// Counts the scores; bin k holds k/bins < p ≤ (k + 1)/bins, the first 0 too.
  ///
  /// - Throws: `MetricsError` where a score is not a probability or `bins` is not 1 to 10,000.
  public init(_ predictions: BinaryPredictions, bins: Int = 20) throws(MetricsError) {
    let places = try CalibrationBins.indices(of: predictions, count: bins)
    var (negatives, positives) = ([Int](repeating: 0, count: bins), [Int](repeating: 0, count: bins))
    for (place, isPositive) in zip(places, predictions.isPositive) {
      if isPositive { positives[place] += 1 } else { negatives[place] += 1 }
    }
    self.negatives = negatives
    self.positives = positives
  }
}
