public import Metrics

/// How the trained model is calibrated and measured.
public struct EvaluateSection: RecipeSection {
  /// What the threshold is chosen for, on validation data.
  public var operatingPoint = OperatingCriterion.youden
  /// Whether a temperature is fitted on validation data.
  public var calibrate = true
  /// Resamples for the 95 % confidence intervals; 0 makes none.
  public var bootstrap = 1000
  /// Coverage that conformal prediction sets are made for; `nil` makes none.
  public var conformalCoverage: Double? = 0.9

  /// Youden's threshold, a temperature, 1,000 resamples, 90 % coverage.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField(
        "operating_point", \.operatingPoint, .criterion, "what the threshold is chosen for, on validation data"),
      RecipeField("calibrate", \.calibrate, .bool, "fit a temperature on validation data"),
      RecipeField("bootstrap", \.bootstrap, .int(0...100_000), "resamples for the 95 % confidence intervals"),
      RecipeField(
        "conformal_coverage", \.conformalCoverage, .optional(.number(0.5...0.999), or: 0.9),
        "coverage of conformal prediction sets"),
    ]
  }
}

extension RecipeCodec<OperatingCriterion> {
  /// A criterion as its text.
  static let criterion: RecipeCodec = {
    let allowed =
      "youden, f1, sensitivity=S, specificity=S, cost=RATIO, cost=RATIO,prevalence=P or fixed=THRESHOLD"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard let text = node.plainText else { throw node.wrongType(key, allowed) }
        do {
          return try OperatingCriterion(parsing: text)
        } catch {
          throw RecipeError.notAllowed(node.location, key: key, allowed: allowed, found: "\(node.kind) (\(error))")
        }
      }, write: { .plain($0.description) })
  }()
}
