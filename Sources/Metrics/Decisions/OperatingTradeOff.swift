/// What a threshold chosen on stressed pictures gives, on pictures as they are and under stress, beside the one that would
/// have been chosen on pictures as they are.
public struct OperatingTradeOff: Sendable, Equatable, Codable {
  /// Sensitivity and specificity on one set; nil where a class has no case.
  public struct Rates: Sendable, Equatable, Codable {
    /// The share of positive cases called positive.
    public let sensitivity: Double?
    /// The share of negative cases called negative.
    public let specificity: Double?

    /// The rates of a threshold.
    init(_ predictions: BinaryPredictions, threshold: Double) {
      let confusion = ConfusionMatrix(predictions, threshold: threshold)
      sensitivity = confusion.sensitivity
      specificity = confusion.specificity
    }
  }

  /// What a threshold gives on both sets.
  public struct Row: Sendable, Equatable, Codable {
    /// The threshold.
    public let threshold: Double
    /// On pictures as they are.
    public let clean: Rates
    /// On stressed pictures.
    public let stressed: Rates
  }

  /// The threshold in use.
  public let chosen: Row
  /// The one chosen on pictures as they are.
  public let alternative: Row

  /// Compares two thresholds.
  public init(chosen: Double, alternative: Double, clean: BinaryPredictions, stressed: BinaryPredictions) {
    func row(_ threshold: Double) -> Row {
      Row(
        threshold: threshold, clean: Rates(clean, threshold: threshold),
        stressed: Rates(stressed, threshold: threshold))
    }
    self.chosen = row(chosen)
    self.alternative = row(alternative)
  }
}
