public import Datasets

/// How the trained model is calibrated and measured.
public struct EvaluateSection: RecipeSection {
  /// What the threshold is chosen for, and on which validation pictures.
  public var operatingPoint = OperatingPointSection()
  /// Whether a temperature is fitted on validation data.
  public var calibrate = true
  /// Resamples for the 95 % confidence intervals; 0 makes none.
  public var bootstrap = 1000
  /// Coverage that conformal prediction sets are made for; `nil` makes none.
  public var conformalCoverage: Double? = 0.9

  /// What figures are broken down by; empty for whatever the data tell.
  public var by: [SampleAttribute] = []

  /// Youden's threshold, a temperature, 1,000 resamples, 90 % coverage.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField(
        "operating_point", \.operatingPoint, .operatingPoint, "what the threshold is chosen for, on validation data"),
      RecipeField("calibrate", \.calibrate, .bool, "fit a temperature on validation data"),
      RecipeField("bootstrap", \.bootstrap, .int(0...100_000), "resamples for the 95 % confidence intervals"),
      RecipeField(
        "conformal_coverage", \.conformalCoverage, .optional(.number(0.5...0.999), or: 0.9),
        "coverage of conformal prediction sets"),
      RecipeField("by", \.by, .words(), "what figures are broken down by; empty for whatever the data tell"),
    ]
  }
}
