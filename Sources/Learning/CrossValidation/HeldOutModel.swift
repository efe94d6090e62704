public import Metrics

/// Which model is measured on a test part that no fold has seen.
public enum HeldOutModel: String, Sendable, CaseIterable {
  /// The mean of the folds' models, which nothing has to be trained for; its threshold is the mean of theirs.
  case ensemble
  /// One more training by the recipe, on the data's own train part; its epoch, temperature and threshold are chosen on the
  /// validation part.
  case refit
}

/// The figures on a test part that no fold has seen, measured once.
public struct HeldOutResult: Sendable, Encodable {
  /// Which model was measured.
  public let model: HeldOutModel
  /// The figures at its own operating point.
  public let report: EvaluationReport

  private enum CodingKeys: String, CodingKey { case model, report }

  /// Writes `{"model", "report"}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model.rawValue, forKey: .model)
    try container.encode(report, forKey: .report)
  }
}
