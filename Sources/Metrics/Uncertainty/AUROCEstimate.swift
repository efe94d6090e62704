/// AUROC with DeLong's variance.
public struct AUROCEstimate: Sendable, Equatable {
  /// The area under the ROC curve.
  public let auroc: Double
  /// Its variance; nil where a class has fewer than two patients.
  ///
  /// It is 0 for perfect separation, where the method knows no uncertainty: then the interval says nothing.
  public let variance: Double?

  /// The interval AUROC ± z × standard error, cut at 0 and 1 (as in the R package pROC); nil without variance.
  public func interval(level: Double = 0.95) throws(MetricsError) -> ConfidenceInterval? {
    guard let variance else { return nil }
    let half = try Distributions.halfWidth(level: level, variance: variance)
    return ConfidenceInterval(lower: max(0, auroc - half), upper: min(1, auroc + half))
  }
}

/// The AUROC of two models on the same cases and DeLong's test of their difference.
public struct AUROCComparison: Sendable, Equatable {
  /// The first model.
  public let first: AUROCEstimate
  /// The second model.
  public let second: AUROCEstimate
  /// The variance of the difference; nil where a class has fewer than two patients.
  public let variance: Double?

  /// The first model's AUROC minus the second's.
  public var difference: Double { first.auroc - second.auroc }

  /// The difference in standard errors; nil where it has no variance.
  public var z: Double? {
    guard let variance, variance > 0 else { return nil }
    return difference / variance.squareRoot()
  }

  /// The two-sided p-value of "both have the same AUROC"; 1 for models that rank alike, nil where it can't be had.
  public var pValue: Double? {
    if let z { return Distributions.twoSided(z: z) }
    return variance == 0 && difference == 0 ? 1 : nil
  }

  /// The interval of the difference; nil without variance.
  public func interval(level: Double = 0.95) throws(MetricsError) -> ConfidenceInterval? {
    guard let variance else { return nil }
    let half = try Distributions.halfWidth(level: level, variance: variance)
    return ConfidenceInterval(lower: difference - half, upper: difference + half)
  }
}
