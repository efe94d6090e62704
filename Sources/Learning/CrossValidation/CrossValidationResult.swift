public import Foundation
public import Metrics

/// What a cross-validation found: the figures of each fold on the patients that it did not see, and their spread.
public struct CrossValidationResult: Sendable {
  /// The folder with everything.
  public let url: URL
  /// The figures of each fold at its own operating point.
  public let reports: [ClassificationReport]
  /// Mean and standard deviation of every figure over the folds.
  public let summary: FoldSummary
}

extension CrossValidationResult: Encodable {
  private enum CodingKeys: String, CodingKey { case folds, summary, reports }

  /// Writes `{"folds", "summary", "reports"}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(reports.count, forKey: .folds)
    try container.encode(summary, forKey: .summary)
    try container.encode(reports, forKey: .reports)
  }
}
