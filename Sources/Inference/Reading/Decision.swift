/// What the operating point makes of a probability.
public struct Decision: Sendable, Equatable, Codable {
  /// Whether the picture is called positive: its probability is at least the threshold.
  public let positive: Bool
  /// The threshold for the calibrated probability of the positive class.
  public let threshold: Double
  /// How far the probability lies above the threshold, or below it where negative.
  public let margin: Double

  /// Applies `threshold` to the calibrated probability of the positive class.
  public init(probability: Double, threshold: Double) {
    positive = probability >= threshold
    self.threshold = threshold
    margin = probability - threshold
  }
}
