public import Foundation
public import Metrics

/// What a cross-validation found: the figures of each fold on the patients that it did not see, and their spread.
public struct CrossValidationResult: Sendable {
  /// The folder with everything.
  public let url: URL
  /// The figures of each fold at its own operating points.
  public let reports: [EvaluationReport]
  /// Mean and standard deviation of every figure over the folds; of several classes or findings those of the screening
  /// view, whether anything is found.
  public let summary: FoldSummary
  /// The same of the figures over several classes or findings; nil where there are two classes.
  public let several: SeveralFoldSummary?
  /// The figures on the test part, where it was held out of all folds.
  public let heldOut: HeldOutResult?

  /// The result of folds in the folder `url`.
  init(url: URL, reports: [EvaluationReport], heldOut: HeldOutResult?) {
    self.url = url
    self.heldOut = heldOut
    self.reports = reports
    summary = FoldSummary(reports.compactMap(\.screening))
    let several = reports.compactMap(\.several)
    self.several = several.isEmpty ? nil : SeveralFoldSummary(several)
  }
}

extension CrossValidationResult: Encodable {
  private enum CodingKeys: String, CodingKey {
    case folds, summary, several, reports
    case heldOut = "held_out"
  }

  /// Writes `{"folds", "summary", "reports"}`, `several` where there are more than two classes, and `held_out` where the test
  /// part was.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(reports.count, forKey: .folds)
    try container.encode(summary, forKey: .summary)
    try container.encodeIfPresent(several, forKey: .several)
    try container.encode(reports, forKey: .reports)
    try container.encodeIfPresent(heldOut, forKey: .heldOut)
  }
}
