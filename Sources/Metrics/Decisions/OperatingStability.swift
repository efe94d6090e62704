/// How far the data that a threshold was chosen on fixed it.
///
/// Each resample of the patients chooses a threshold of its own. Where validation is all but separable they lie far apart:
/// any of them would have served as well, and a threshold near an end of the gap fails first on pictures of elsewhere.
public struct OperatingStability: Sendable, Equatable, Codable {
  /// The standard deviation of the resamples' thresholds, in logits, at which median and anchor weigh alike: half a logit,
  /// as from a probability of 0.5 to 0.62.
  public static let priorScatter = 0.5

  /// The median of the thresholds that resamples chose.
  public let median: Double
  /// The percentile interval of those thresholds, 95 % unless told otherwise.
  public let interval: ConfidenceInterval
  /// The standard deviation of their logits.
  public let scatter: Double
  /// What the median weighs against the anchor, 0 to 1: s₀² / (s₀² + scatter²) with s₀ of ``priorScatter``.
  public let weight: Double
  /// How many resamples chose.
  public let resamples: Int

  /// Sums up thresholds.
  ///
  /// - Parameters:
  ///   - logits: of the thresholds, at least one.
  ///   - level: the share of them in the interval.
  init(logits: [Double], level: Double) {
    let sorted = logits.sorted()
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    let variance = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sorted.count)
    let prior = Self.priorScatter * Self.priorScatter
    func quantile(_ share: Double) -> Double { Probability.sigmoid(Bootstrap.quantile(share, ofSorted: sorted)) }
    median = quantile(0.5)
    interval = ConfidenceInterval(lower: quantile((1 - level) / 2), upper: quantile((1 + level) / 2))
    scatter = variance.squareRoot()
    weight = prior / (prior + variance)
    resamples = sorted.count
  }
}

extension OperatingPoint {
  /// Chooses a threshold that does not hang on a few patients: the one to use.
  ///
  /// Bootstrap resamples of the patients each choose a threshold (``init(choosing:on:chosenOn:)``). Their median is drawn
  /// towards an anchor the more, the more they scatter: with scatter s, the standard deviation of their logits,
  ///
  ///     logit(threshold) = w logit(median) + (1 - w) logit(anchor),  w = s₀² / (s₀² + s²)
  ///
  /// as the mean of a normal prior of deviation s₀ around the anchor and a measurement of deviation s (Gelman and others,
  /// Bayesian Data Analysis, 2013, section 2.5). The anchor is 0.5, and for costs the probability at which both errors cost
  /// alike. A resample without both classes says nothing and counts as the anchor. Where a sensitivity or specificity is
  /// asked for, the threshold goes no further than keeps it on these data. A fixed threshold stays as it is.
  ///
  /// - Parameters:
  ///   - criterion: what to choose for.
  ///   - predictions: calibrated probabilities of the validation data.
  ///   - chosenOn: the name of those data, kept with the point.
  ///   - bootstrap: how patients are drawn, and the level of the interval.
  /// - Throws: As ``init(choosing:on:chosenOn:)``; `MetricsError.notProbabilities`; `.invalidParameter` for a bootstrap
  ///   out of range.
  public init(
    settling criterion: OperatingCriterion, on predictions: BinaryPredictions, chosenOn: String = "validation",
    bootstrap: Bootstrap = Bootstrap(resamples: 400)
  ) throws(MetricsError) {
    let best = try OperatingPoint(choosing: criterion, on: predictions, chosenOn: chosenOn)
    if case .fixed = criterion {
      self = best
      return
    }
    if let index = predictions.scores.firstIndex(where: { !(0...1).contains($0) }) {
      throw .notProbabilities(index: index)
    }
    let anchor = criterion.anchor(prevalence: Double(predictions.positives) / Double(predictions.count))
    let ranked = RankedPredictions(predictions)
    let rows = try bootstrap.rows(of: predictions) { counts in
      [OperatingCandidate.best(for: criterion, ranked, counts).map { Probability.logit($0.threshold) } ?? anchor]
    }
    let stability = OperatingStability(logits: rows.map { $0[0] }, level: bootstrap.level)
    let drawn = Probability.sigmoid(
      stability.weight * Probability.logit(stability.median) + (1 - stability.weight) * anchor)
    let threshold =
      switch criterion {
      case .sensitivity: min(drawn, best.threshold)
      case .specificity: max(drawn, best.threshold)
      case .youden, .minClass, .f1, .cost, .fixed: drawn
      }
    self.init(threshold: threshold, criterion, on: predictions, chosenOn: chosenOn, stability: stability)
  }
}

extension OperatingCriterion {
  /// The logit of the probability where a calibrated model would decide if nothing were known of its scores: 0.5, or for
  /// costs where both errors cost alike, at the prevalence of the data corrected to the one given.
  fileprivate func anchor(prevalence: Double) -> Double {
    guard case .cost(let ratio, let given) = self else { return 0 }
    let shift = given.map { Probability.logit(prevalence) - Probability.logit($0) } ?? 0
    return shift - Probability.logit(ratio / (1 + ratio))
  }
}
