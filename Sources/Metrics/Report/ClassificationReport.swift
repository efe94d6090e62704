/// The whole measurement of a binary classifier on a set of cases: every figure at the operating point, the same at the
/// threshold 0.5, and their confidence intervals.
///
/// In JSON it has the keys that `hilum evaluate` promises, the figures of the operating point at the top level and those
/// of 0.5 under `at_half`; what is undefined is null. A caller adds `seconds` and `images_per_second` by encoding its own
/// keyed container to the same encoder.
///
/// ```swift
/// let predictions = try BinaryPredictions(scores: probabilities, labels: labels, groups: patients)
/// let report = try ClassificationReport(predictions, threshold: point.threshold, classes: ["NORMAL", "PNEUMONIA"])
/// report[.auroc], report.interval(.auroc), report.atHalf[.specificity]
/// ```
///
/// ## Intervals
/// They come from the bootstrap by percentiles, patients being drawn where groups are given. A proportion (accuracy,
/// sensitivity, specificity, PPV, NPV) of exactly 0 or 1 is the same in every resample, so the bootstrap would claim
/// certainty; it gets the Clopper-Pearson interval instead, counting each patient (or ungrouped case) in its denominator
/// once. AUROC and the F1 scores have no such remedy: at 1 their interval is [1, 1] and says nothing. Resampling adds
/// noise to each bin and so raises the ECE; its resamples are moved back by as much as their mean exceeds the figure.
public struct ClassificationReport: Sendable, Equatable {
  /// How many cases were measured.
  public let n: Int
  /// The two class names, negative then positive.
  public let classes: [String]
  /// The figures at the operating point.
  public let atThreshold: ThresholdReport
  /// The figures at the threshold 0.5.
  public let atHalf: ThresholdReport
  /// Errors among the surest decisions at the operating point; nil in reports of older versions.
  public let riskCoverage: RiskCoverage?

  /// Measures predictions at a threshold and at 0.5.
  ///
  /// - Parameters:
  ///   - predictions: scores and truth.
  ///   - threshold: the operating point; a case is called positive where `score ≥ threshold`.
  ///   - classes: the names of the negative and the positive class.
  ///   - bootstrap: how intervals are made; nil for none.
  /// - Throws: `MetricsError` for a threshold that is not finite, class names that are not two, or settings of the
  ///   bootstrap that are out of range.
  public init(
    _ predictions: BinaryPredictions, threshold: Double, classes: [String] = ["0", "1"],
    bootstrap: Bootstrap? = Bootstrap()
  ) throws(MetricsError) {
    guard threshold.isFinite else {
      throw .invalidParameter(name: "the threshold", value: threshold, allowed: "a finite number")
    }
    guard classes.count == 2 else {
      throw .lengthMismatch(what: "class names", expected: 2, found: classes.count)
    }
    let table = FigureTable(predictions, thresholds: [threshold, 0.5])
    let reports = table.reports(try bootstrap?.intervals(of: predictions, table))
    n = predictions.count
    self.classes = classes
    atThreshold = reports[0]
    atHalf = reports[1]
    riskCoverage = RiskCoverage(predictions, threshold: threshold)
  }

  /// The figure at the operating point, nil where it is undefined.
  public subscript(figure: Figure) -> Double? { atThreshold[figure] }

  /// The figure's confidence interval at the operating point.
  public func interval(_ figure: Figure) -> ConfidenceInterval? { atThreshold.confidenceIntervals[figure] }

  /// The operating point's threshold.
  public var threshold: Double { atThreshold.threshold }

  /// The decisions at the operating point.
  public var confusionMatrix: ConfusionMatrix { atThreshold.confusionMatrix }
}

// MARK: - Codable

extension ClassificationReport: Codable {
  private enum Key: String, CodingKey {
    case n, classes
    case atHalf = "at_half"
    case riskCoverage = "risk_coverage"
    case classTable = "classification_report"
  }

  /// Reads the JSON that `encode(to:)` writes; further keys are passed over.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    n = try container.decode(Int.self, forKey: .n)
    classes = try container.decode([String].self, forKey: .classes)
    atHalf = try container.decode(ThresholdReport.self, forKey: .atHalf)
    riskCoverage = try container.decodeIfPresent(RiskCoverage.self, forKey: .riskCoverage)
    atThreshold = try ThresholdReport(from: decoder)
  }

  /// Writes the figures of the operating point beside `n`, `classes`, `at_half`, `risk_coverage` and
  /// `classification_report`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(n, forKey: .n)
    try container.encode(classes, forKey: .classes)
    try container.encode(atHalf, forKey: .atHalf)
    try container.encodeIfPresent(riskCoverage, forKey: .riskCoverage)
    try container.encode(ClassTable(self), forKey: .classTable)
    try atThreshold.encode(to: encoder)
  }
}
