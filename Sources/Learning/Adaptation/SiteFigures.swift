public import Metrics

/// What a model is worth at a site, with 95 % intervals that draw patients.
public struct SiteFigures: Sendable, Equatable, Codable {
  /// A figure with its interval.
  public struct Value: Sendable, Equatable, Codable {
    /// The figure; nil where it is undefined.
    public let value: Double?
    /// Its interval.
    public let interval: ConfidenceInterval?
  }

  /// Area under the ROC curve, of the network's scores, which no temperature changes.
  public let auroc: Value
  /// Mean of sensitivity and specificity.
  public let balancedAccuracy: Value
  /// Share of positive cases called positive.
  public let sensitivity: Value
  /// Share of negative cases called negative.
  public let specificity: Value
  /// Expected calibration error.
  public let ece: Value

  /// The figures of some pictures.
  ///
  /// - Parameters:
  ///   - probabilities: The calibrated probability of the positive class, one a picture.
  ///   - margins: By how much it is above the threshold that holds for the picture.
  init(_ reading: SiteReading, probabilities: [Double], margins: [Double], _ bootstrap: Bootstrap) throws {
    let raw = try reading.logits.predictions(groups: reading.patients, temperature: 1)
    func report(_ scores: [Double]) throws -> ClassificationReport {
      let predictions = try BinaryPredictions(
        scores: scores, labels: raw.isPositive.map { $0 ? 1 : 0 }, groups: reading.patients)
      return try ClassificationReport(predictions, threshold: 0, bootstrap: bootstrap)
    }
    func value(_ figure: Figure, _ report: ClassificationReport) -> Value {
      Value(value: report[figure], interval: report.interval(figure))
    }
    let decisions = try report(margins)
    auroc = value(.auroc, try report(raw.scores))
    ece = value(.ece, try report(probabilities))
    balancedAccuracy = value(.balancedAccuracy, decisions)
    sensitivity = value(.sensitivity, decisions)
    specificity = value(.specificity, decisions)
  }

  /// The figures with their names.
  public var named: [(name: String, value: Value)] {
    [
      ("AUROC", auroc), ("balanced acc.", balancedAccuracy), ("sensitivity", sensitivity),
      ("specificity", specificity), ("ECE", ece),
    ]
  }

  private enum CodingKeys: String, CodingKey {
    case auroc, sensitivity, specificity, ece
    case balancedAccuracy = "balanced_accuracy"
  }
}
