/// Whether probabilities mean what they say: in bins of probability, the share of cases that are truly positive beside the
/// mean probability (DeGroot and Fienberg, The Statistician 1983).
///
/// The expected calibration error is Σ nₖ/n |mean probability - share of positives| over bins of equal width (Naeini et
/// al., AAAI 2015). It is that of the probability of the positive class, the one a clinician reads; Guo et al. (ICML
/// 2017) bin the probability of the predicted class instead, which for two classes folds the diagram at 0.5
/// (`SeveralReport` does so).
public struct ReliabilityDiagram: Sendable, Equatable, Codable {
  /// The cases whose probability lies in one bin.
  public struct Bin: Sendable, Equatable, Codable {
    /// The bin's lower edge, excluded (but 0 is in the first bin).
    public let lower: Double
    /// The bin's upper edge, included.
    public let upper: Double
    /// How many cases it has.
    public let count: Int
    /// Their mean probability, nil for an empty bin.
    public let meanProbability: Double?
    /// The share of them that is positive, nil for an empty bin.
    public let observed: Double?
    /// Wilson's 95 % interval of that share, nil for an empty bin.
    public let interval: ConfidenceInterval?
  }

  /// The bins from 0 to 1.
  public let bins: [Bin]
  /// The expected calibration error.
  public let ece: Double
  /// The maximum calibration error: the widest gap of any bin.
  public let mce: Double

  /// The diagram of predictions.
  ///
  /// - Throws: `MetricsError` where a score is not a probability or `bins` is not 1 to 10,000.
  public init(_ predictions: BinaryPredictions, bins count: Int = 15) throws(MetricsError) {
    var totals = [(count: Int, positives: Int, sum: Double)](repeating: (0, 0, 0), count: max(0, count))
    for (place, index) in try CalibrationBins.indices(of: predictions, count: count).enumerated() {
      totals[index].count += 1
      totals[index].positives += predictions.isPositive[place] ? 1 : 0
      totals[index].sum += predictions.scores[place]
    }
    var bins: [Bin] = []
    for (index, total) in totals.enumerated() {
      let share = total.count > 0 ? try Proportion(successes: total.positives, trials: total.count) : nil
      bins.append(
        Bin(
          lower: CalibrationBins.lower(index, count: count), upper: CalibrationBins.lower(index + 1, count: count),
          count: total.count, meanProbability: share.map { _ in total.sum / Double(total.count) },
          observed: share?.value, interval: try share?.wilson()))
    }
    let gaps = bins.map { (($0.meanProbability ?? 0) - ($0.observed ?? 0)).magnitude }
    self.bins = bins
    ece = zip(bins, gaps).reduce(0) { $0 + Double($1.0.count) * $1.1 } / Double(predictions.count)
    mce = gaps.max() ?? 0
  }

  private enum CodingKeys: String, CodingKey {
    case bins, ece, mce
  }
}

extension ReliabilityDiagram.Bin {
  private enum CodingKeys: String, CodingKey {
    case lower, upper, count, observed, interval
    case meanProbability = "mean_probability"
  }
}
