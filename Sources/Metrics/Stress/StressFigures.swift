/// A model's figures on pictures that are changed in one way, or the means of several such figures; nil where undefined.
public struct StressFigures: Sendable, Equatable {
  /// The intervals of some of the figures.
  public struct Intervals: Sendable, Equatable, Codable {
    /// By DeLong's method; nil for a mean.
    public let auroc: ConfidenceInterval?
    /// From resamples of patients, the same for all that is measured in one battery.
    public let balancedAccuracy: ConfidenceInterval?

    /// Intervals, as far as they are known.
    public init(auroc: ConfidenceInterval? = nil, balancedAccuracy: ConfidenceInterval? = nil) {
      self.auroc = auroc
      self.balancedAccuracy = balancedAccuracy
    }

    private enum CodingKeys: String, CodingKey {
      case auroc
      case balancedAccuracy = "balanced_accuracy"
    }
  }

  /// Pictures that were measured; of a mean, those of all its parts together.
  public let n: Int
  /// Area under the ROC curve.
  public let auroc: Double?
  /// Mean of sensitivity and specificity at the threshold.
  public let balancedAccuracy: Double?
  /// Share of positive cases called positive.
  public let sensitivity: Double?
  /// Share of negative cases called negative.
  public let specificity: Double?
  /// Expected calibration error.
  public let ece: Double?
  /// Share of pictures that can't be read, or that are no radiographs by the look of them; nil where none was looked at.
  public let refused: Double?
  /// Share of readable pictures whose features are unlike those of the training pictures; nil where the model can't tell.
  public let unlike: Double?
  /// The 95 % intervals.
  public var intervals: Intervals

  /// Measures a model at a threshold.
  ///
  /// - Throws: `MetricsError` as `ClassificationReport` does.
  init(
    _ measurement: StressMeasurement, threshold: Double, classes: [String]
  ) throws(MetricsError) {
    let report = try ClassificationReport(
      measurement.predictions, threshold: threshold, classes: classes, bootstrap: nil)
    n = report.n
    auroc = report[.auroc]
    balancedAccuracy = report[.balancedAccuracy]
    sensitivity = report[.sensitivity]
    specificity = report[.specificity]
    ece = report[.ece]
    refused = measurement.refused
    unlike = measurement.unlike
    intervals = Intervals()
  }

  /// The means of what is defined.
  init(meanOf parts: [StressFigures]) {
    func mean(_ values: [Double?]) -> Double? {
      let values = values.compactMap(\.self)
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    n = parts.reduce(0) { $0 + $1.n }
    auroc = mean(parts.map(\.auroc))
    balancedAccuracy = mean(parts.map(\.balancedAccuracy))
    sensitivity = mean(parts.map(\.sensitivity))
    specificity = mean(parts.map(\.specificity))
    ece = mean(parts.map(\.ece))
    refused = mean(parts.map(\.refused))
    unlike = mean(parts.map(\.unlike))
    intervals = Intervals()
  }
}

extension StressFigures: Codable {
  private enum CodingKeys: String, CodingKey {
    case n, auroc, sensitivity, specificity, ece, refused, unlike
    case balancedAccuracy = "balanced_accuracy"
    case intervals = "confidence_intervals"
  }
}
