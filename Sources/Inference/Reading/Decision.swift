/// What the operating point makes of a probability.
public struct Decision: Sendable, Equatable, Codable {
  /// Whether the picture is called positive: its probability is at least the threshold.
  public let positive: Bool
  /// The threshold for the calibrated probability of the positive class.
  public let threshold: Double
  /// How far the probability lies above the threshold, or below it where negative.
  public let margin: Double

  /// Applies `threshold` to the calibrated probability of the positive class.
  ///
  /// - Parameter shown: The probability as it is shown, from which the margin is taken; it never contradicts the decision.
  public init(probability: Double, shown: Double, threshold: Double) {
    positive = probability >= threshold
    self.threshold = threshold
    margin = positive ? max(shown - threshold, 0) : min(shown - threshold, 0)
  }

  /// Whether a probability as it is shown lies on the other side of the threshold than the decision: it was held back to
  /// what the calibration supports, and the decision was made before.
  public func isContradicted(by shown: Double) -> Bool { positive != (shown >= threshold) }
}
