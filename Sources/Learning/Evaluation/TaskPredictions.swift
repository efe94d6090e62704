public import Metrics

/// Probabilities beside the truth, as figures of a task want them.
public enum TaskPredictions: Sendable, Equatable {
  /// Of the positive class of two.
  case binary(BinaryPredictions)
  /// Of several classes.
  case multiclass(MulticlassPredictions)
  /// Of findings.
  case multilabel(MultilabelPredictions)

  /// Those of several classes or findings; nil of two classes.
  public var several: (any SeveralPredictions)? {
    switch self {
    case .binary: nil
    case .multiclass(let predictions): predictions
    case .multilabel(let predictions): predictions
    }
  }

  /// Whether anything is found; nil where that is known of no case.
  ///
  /// - Parameter thresholds: those of findings.
  func screening(_ classes: TaskClasses, thresholds: [Double]) -> BinaryPredictions? {
    switch self {
    case .binary(let predictions): predictions
    case .multiclass(let predictions): predictions.screening(negativeClass: classes.negativeClass)
    case .multilabel(let predictions): predictions.screening(thresholds: thresholds)
    }
  }

  /// The figures at thresholds.
  ///
  /// - Parameters:
  ///   - threshold: that of the screening view, or of the positive class of two.
  ///   - thresholds: those of each class or finding by itself; empty for two classes.
  func report(
    _ classes: TaskClasses, threshold: Double, thresholds: [Double], bootstrap: Bootstrap?
  ) throws(MetricsError) -> EvaluationReport {
    let screening = try self.screening(classes, thresholds: thresholds).map { predictions throws(MetricsError) in
      try ClassificationReport(
        predictions, threshold: threshold, classes: classes.screeningNames, bootstrap: bootstrap)
    }
    switch self {
    case .binary:
      // Two classes are the screening view.
      guard let screening else { throw .empty }
      return .binary(screening)
    case .multiclass(let predictions):
      return .several(
        try SeveralReport(
          multiclass: predictions, thresholds: thresholds, screening: screening, bootstrap: bootstrap))
    case .multilabel(let predictions):
      return .several(
        try SeveralReport(
          multilabel: predictions, thresholds: thresholds, screening: screening, bootstrap: bootstrap))
    }
  }
}
