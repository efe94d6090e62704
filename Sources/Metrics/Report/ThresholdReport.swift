/// Every figure of a set of predictions when decisions are made at one threshold.
public struct ThresholdReport: Sendable, Equatable {
  /// A case is called positive where `score ≥ threshold`.
  public let threshold: Double
  /// The decisions by true class.
  public let confusionMatrix: ConfusionMatrix
  /// The figures; one that is undefined is not there.
  public let figures: [Figure: Double]
  /// The interval of each figure; one that can't be had is not there.
  public let confidenceIntervals: [Figure: ConfidenceInterval]

  /// The figure's value, nil where it is undefined.
  public subscript(figure: Figure) -> Double? { figures[figure] }
}

// MARK: - Codable

extension ThresholdReport: Codable {
  private enum Key: String, CodingKey {
    case threshold
    case confusionMatrix = "confusion_matrix"
    case confidenceIntervals = "confidence_intervals"
  }

  /// Reads a report; null and absent figures alike are undefined.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    threshold = try container.decode(Double.self, forKey: .threshold)
    confusionMatrix = try container.decode(ConfusionMatrix.self, forKey: .confusionMatrix)
    figures = try decoder.container(keyedBy: FigureKey<Figure>.self).decodeFigures()
    confidenceIntervals = try container.nestedContainer(keyedBy: FigureKey<Figure>.self, forKey: .confidenceIntervals)
      .decodeFigures()
  }

  /// Writes a report; an undefined figure or interval is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(confusionMatrix, forKey: .confusionMatrix)
    var plain = encoder.container(keyedBy: FigureKey<Figure>.self)
    try plain.encodeFigures(figures)
    var intervals = container.nestedContainer(keyedBy: FigureKey<Figure>.self, forKey: .confidenceIntervals)
    try intervals.encodeFigures(confidenceIntervals)
  }
}
