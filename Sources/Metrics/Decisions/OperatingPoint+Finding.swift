extension OperatingPoint {
  /// Whether the data could fix a threshold: both classes had a case.
  public var isDetermined: Bool { 0 < positives && positives < n }

  /// Settles the point of one finding (``init(settling:on:chosenOn:bootstrap:)``), or where its known cases lack one of the
  /// two classes takes the threshold 0.5, with ``isDetermined`` false.
  ///
  /// - Parameter predictions: The finding on the cases in which its truth is known; nil without any.
  /// - Throws: As the point that is settled, but not for a missing class.
  public init(
    settling criterion: OperatingCriterion, onFinding predictions: BinaryPredictions?, chosenOn: String = "validation",
    bootstrap: Bootstrap = Bootstrap(resamples: 400)
  ) throws(MetricsError) {
    guard let predictions, 0 < predictions.positives, predictions.positives < predictions.count else {
      self.init(undeterminedBy: predictions, chosenOn: chosenOn)
      return
    }
    try self.init(settling: criterion, on: predictions, chosenOn: chosenOn, bootstrap: bootstrap)
  }

  private init(undeterminedBy predictions: BinaryPredictions?, chosenOn: String) {
    self.init(
      threshold: 0.5, criterion: .fixed(0.5), chosenOn: chosenOn, n: predictions?.count ?? 0,
      positives: predictions?.positives ?? 0,
      confusion: predictions.map { ConfusionMatrix($0, threshold: 0.5) }, stability: nil)
  }
}
