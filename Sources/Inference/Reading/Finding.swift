public import Metrics

/// What is said of one of several classes or findings.
public struct Finding: Sendable, Equatable {
  /// Its name: one of the model's classes.
  public let name: String
  /// Its calibrated probability, no nearer to 0 or 1 than its calibration can support.
  public let probability: Double
  /// Whether it is called: its probability, before it is held back, is at least its threshold.
  public let decision: Bool
  /// The threshold for its probability; of classes that exclude each other for each against all others.
  public let threshold: Double
  /// The probability's range over the 95 % interval of the temperature, which resampled patients gave; nil if not known.
  public let interval: ConfidenceInterval?

  /// What is said of a finding.
  public init(
    name: String, probability: Double, decision: Bool, threshold: Double, interval: ConfidenceInterval? = nil
  ) {
    self.name = name
    self.probability = probability
    self.decision = decision
    self.threshold = threshold
    self.interval = interval
  }
}

extension Finding: Codable {
  private enum CodingKeys: String, CodingKey { case name, probability, decision, threshold, interval }

  /// Writes every key; the interval as `[lower, upper]`, or `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(probability, forKey: .probability)
    try container.encode(decision, forKey: .decision)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(interval, forKey: .interval)
  }
}
