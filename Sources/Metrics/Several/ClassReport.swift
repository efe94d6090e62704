/// The figures of one class against the rest, or of one finding, at its own threshold.
public struct ClassReport: Sendable, Equatable {
  /// The name of the class or finding.
  public let name: String
  /// How many cases were measured: those whose truth is known.
  public let n: Int
  /// How many of them are of the class, or have the finding.
  public let positives: Int
  /// How many cases were left out because their truth is unknown.
  public let unknown: Int
  /// The figures; a case is called positive where its probability reaches the threshold.
  public let atThreshold: ThresholdReport

  /// The figure's value, nil where it is undefined.
  public subscript(figure: Figure) -> Double? { atThreshold[figure] }

  /// The figure's confidence interval.
  public func interval(_ figure: Figure) -> ConfidenceInterval? { atThreshold.confidenceIntervals[figure] }

  /// The decisions at the threshold.
  public var confusionMatrix: ConfusionMatrix { atThreshold.confusionMatrix }
}

// MARK: - Codable

extension ClassReport {
  private enum Key: String, CodingKey {
    case n, positives, unknown
  }

  /// Reads what `encode(to:)` writes; the name stands outside, as its key.
  init(name: String, from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.name = name
    n = try container.decode(Int.self, forKey: .n)
    positives = try container.decode(Int.self, forKey: .positives)
    unknown = try container.decode(Int.self, forKey: .unknown)
    atThreshold = try ThresholdReport(from: decoder)
  }
}

extension ClassReport: Encodable {
  /// Writes the figures beside `n`, `positives` and `unknown`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(n, forKey: .n)
    try container.encode(positives, forKey: .positives)
    try container.encode(unknown, forKey: .unknown)
    try atThreshold.encode(to: encoder)
  }
}
