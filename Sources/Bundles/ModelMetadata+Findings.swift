import Metrics

extension ModelMetadata {
  /// What logits are divided by: one number for all classes, or one for each finding.
  public var temperatures: [Double] {
    task == .multilabel ? (findings ?? []).map(\.calibration.temperature) : [calibration.temperature]
  }

  /// The thresholds of several classes or findings, each on its own; none where there are two classes.
  public var thresholds: [Double] { (findings ?? []).map(\.operatingPoint.threshold) }
}
