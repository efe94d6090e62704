/// An interval of plausible values; `[lower, upper]` in JSON.
public struct ConfidenceInterval: Sendable, Equatable {
  /// The lower bound.
  public let lower: Double
  /// The upper bound.
  public let upper: Double

  /// An interval from its bounds.
  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Whether a value lies within, bounds included.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

extension ConfidenceInterval: Codable {
  /// Reads `[lower, upper]`.
  public init(from decoder: any Decoder) throws {
    let bounds = try [Double](from: decoder)
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected [lower, upper]"))
    }
    self.init(lower: bounds[0], upper: bounds[1])
  }

  /// Writes `[lower, upper]`.
  public func encode(to encoder: any Encoder) throws {
    try [lower, upper].encode(to: encoder)
  }
}
