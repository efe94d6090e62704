/// Whom a model was trained on, as far as it limits whose pictures it can read.
public struct TrainingPopulation: Sendable, Hashable, Codable {
  /// Age of the youngest patient in years; `nil`: not known.
  public var minimumAgeYears: Double?
  /// Age of the oldest patient in years; `nil`: not known.
  public var maximumAgeYears: Double?

  /// A population between two ages.
  public init(minimumAgeYears: Double? = nil, maximumAgeYears: Double? = nil) {
    self.minimumAgeYears = minimumAgeYears
    self.maximumAgeYears = maximumAgeYears
  }

  /// A population of whom nothing is known.
  public static let unknown = TrainingPopulation()

  private enum CodingKeys: String, CodingKey {
    case minimumAgeYears = "minimum_age_years"
    case maximumAgeYears = "maximum_age_years"
  }
}
