/// What a model said of a set of pictures that were all changed in one way, or of the pictures as they are.
public struct StressMeasurement: Sendable {
  /// Calibrated probabilities and truth of the pictures that could be read.
  public let predictions: BinaryPredictions
  /// Whose each of these pictures is.
  public let patients: [String]
  /// Share of all pictures that can't be read, or that are no radiographs by the look of them; nil if none was looked at.
  public let refused: Double?
  /// Share of these pictures whose features are unlike those of the training pictures; nil where the model can't tell.
  public let unlike: Double?

  /// A measurement.
  ///
  /// - Throws: `MetricsError.lengthMismatch` where there are not as many patients as predictions.
  public init(
    _ predictions: BinaryPredictions, patients: [String], refused: Double? = nil, unlike: Double? = nil
  ) throws(MetricsError) {
    guard patients.count == predictions.count else {
      throw .lengthMismatch(what: "patients", expected: predictions.count, found: patients.count)
    }
    self.predictions = predictions
    self.patients = patients
    self.refused = refused
    self.unlike = unlike
  }
}

/// One way in which pictures are changed: a kind of stress at a severity.
public struct StressCondition: Sendable, Hashable, Codable {
  /// The kind's identifier.
  public let kind: String
  /// The kind's name for people.
  public let name: String
  /// Where the kind comes from.
  public let family: String
  /// How much of it, from 1.
  public let severity: Int
  /// Whether the model's training pictures were varied in this way, by whatever amount; nil where that is not known.
  public let seen: Bool?

  /// A kind at a severity.
  public init(kind: String, name: String, family: String, severity: Int, seen: Bool? = nil) {
    self.kind = kind
    self.name = name
    self.family = family
    self.severity = severity
    self.seen = seen
  }
}
