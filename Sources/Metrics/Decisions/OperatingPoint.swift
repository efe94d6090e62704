/// The threshold at which scores become decisions, with how and on what it was chosen and what it gave there.
///
/// It must be chosen on validation data: chosen on the data that is then measured, its sensitivity and specificity flatter
/// (Ewald, Journal of Clinical Epidemiology 2006).
public struct OperatingPoint: Sendable, Equatable {
  /// A case is called positive where `score ≥ threshold`.
  public let threshold: Double
  /// What it was chosen for.
  public let criterion: OperatingCriterion
  /// The data it was chosen on, such as "validation".
  public let chosenOn: String
  /// How many cases those data have.
  public let n: Int
  /// How many of them are positive.
  public let positives: Int
  /// The sensitivity there; nil without a positive case.
  public let sensitivity: Double?
  /// The specificity there; nil without a negative case.
  public let specificity: Double?
  /// How far the data fixed it; nil for one that was given, that is the best of its data, or of an older version.
  public let stability: OperatingStability?

  /// Chooses the threshold that serves the criterion best on these very data.
  ///
  /// Where they are all but separable it is the luckiest point, not the one to use: see
  /// ``init(settling:on:chosenOn:bootstrap:)``.
  ///
  /// Candidates lie midway between neighbouring distinct scores, as far as may be from either, plus one that calls every
  /// case positive and one that calls none so (for probabilities midway to 0 and to 1). Among thresholds that serve equally
  /// well the one with the highest specificity is taken for a target specificity, else the one with the highest
  /// sensitivity, since a missed pneumonia is worse than a second look.
  ///
  /// - Parameters:
  ///   - criterion: what to choose for.
  ///   - predictions: the validation data, scored as they will be in use (calibrated).
  ///   - chosenOn: the name of those data, kept with the point.
  /// - Throws: `MetricsError.classMissing` where a class has no case, `.invalidParameter` for a target out of range.
  public init(
    choosing criterion: OperatingCriterion, on predictions: BinaryPredictions, chosenOn: String = "validation"
  ) throws(MetricsError) {
    try criterion.check()
    guard predictions.positives > 0 else { throw .classMissing(positive: true) }
    guard predictions.positives < predictions.count else { throw .classMissing(positive: false) }
    let ranked = RankedPredictions(predictions)
    // There always is one: calling all cases positive meets any sensitivity, calling none so any specificity.
    guard let best = OperatingCandidate.best(for: criterion, ranked, ranked.once) else { throw .empty }
    self.init(threshold: best.threshold, criterion, on: predictions, chosenOn: chosenOn, stability: nil)
  }

  /// A threshold with what it gives on the data it was chosen on.
  init(
    threshold: Double, _ criterion: OperatingCriterion, on predictions: BinaryPredictions, chosenOn: String,
    stability: OperatingStability?
  ) {
    self.init(
      threshold: threshold, criterion: criterion, chosenOn: chosenOn, n: predictions.count,
      positives: predictions.positives, confusion: ConfusionMatrix(predictions, threshold: threshold),
      stability: stability)
  }

  /// A threshold with the decisions that it gives; nil where there is no case.
  init(
    threshold: Double, criterion: OperatingCriterion, chosenOn: String, n: Int, positives: Int,
    confusion: ConfusionMatrix?, stability: OperatingStability?
  ) {
    self.threshold = threshold
    self.criterion = criterion
    self.chosenOn = chosenOn
    self.n = n
    self.positives = positives
    self.stability = stability
    sensitivity = confusion?.sensitivity
    specificity = confusion?.specificity
  }

  /// The mean of several models' thresholds, for the mean of their probabilities.
  ///
  /// Not chosen on any data, so that it counts no cases; sensitivity and specificity are the means of theirs.
  public init(meanOf points: [OperatingPoint]) {
    func mean(_ value: (OperatingPoint) -> Double?) -> Double? {
      let values = points.compactMap(value)
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    threshold = mean(\.threshold) ?? 0
    criterion = .fixed(threshold)
    chosenOn = "the mean of the members' thresholds"
    n = 0
    positives = 0
    sensitivity = mean(\.sensitivity)
    specificity = mean(\.specificity)
    stability = nil
  }
}

extension OperatingPoint: Codable {
  private enum CodingKeys: String, CodingKey {
    case threshold, criterion, n, positives, sensitivity, specificity, stability
    case chosenOn = "chosen_on"
  }
}
