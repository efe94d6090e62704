extension OperatingPoint {
  /// An operating point moved to another prevalence, on cases without labels.
  ///
  /// It decides of probabilities as they are what the old one decides of corrected ones. Positives, sensitivity and
  /// specificity are those that the corrected probabilities expect.
  ///
  /// - Parameters:
  ///   - point: The point that is moved.
  ///   - estimate: The prevalence of the cases.
  ///   - probabilities: Calibrated, of the positive class, one a case.
  ///   - chosenOn: The name of the cases.
  public init(
    moving point: OperatingPoint, to estimate: PrevalenceEstimate, on probabilities: [Double], chosenOn: String
  ) {
    let threshold = estimate.threshold(for: point.threshold)
    let beliefs = probabilities.map { (called: $0 >= threshold, positive: estimate.corrected($0)) }
    let positives = beliefs.reduce(0) { $0 + $1.positive }
    let negatives = Double(beliefs.count) - positives
    let found = beliefs.reduce(0) { $0 + ($1.called ? $1.positive : 0) }
    let cleared = beliefs.reduce(0) { $0 + ($1.called ? 0 : 1 - $1.positive) }
    self.threshold = threshold
    criterion = point.criterion
    self.chosenOn = chosenOn
    n = probabilities.count
    self.positives = Int(positives.rounded())
    sensitivity = positives > 0 ? found / positives : 0
    specificity = negatives > 0 ? cleared / negatives : 0
    stability = nil
  }
}
