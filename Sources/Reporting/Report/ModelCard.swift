/// A model's card: what it is, what it is for, what it was measured to do and what it can't.
///
/// The sections are those of Mitchell et al., "Model Cards for Model Reporting", 2019, arXiv:1810.03993.
public struct ModelCard: Sendable {
  /// The run that made the model.
  public var report: Report

  /// Details beside the report's facts, such as versions and the licence.
  public var details: [Report.Fact]

  /// What the model is for.
  public var intendedUse: String

  /// What it must not be used for.
  public var outOfScope: [String]

  /// Where it is known or likely to fail.
  public var limits: [String]

  /// A card of the model that `report` describes; the texts have defaults that hold for every model Hilum trains.
  public init(
    report: Report, details: [Report.Fact], intendedUse: String = ModelCard.usualIntendedUse,
    outOfScope: [String] = ModelCard.usuallyOutOfScope, limits: [String] = ModelCard.usualLimits
  ) {
    self.report = report
    self.details = details
    self.intendedUse = intendedUse
    self.outOfScope = outOfScope
    self.limits = limits
  }

  /// Research and teaching on frontal chest X-rays.
  public static let usualIntendedUse = """
    Research and teaching on the classification of frontal chest X-rays: studying methods, comparing models, building and \
    testing software around them. Users are researchers and engineers who know how to read the figures below.
    """

  /// Clinical decisions, other pictures, other populations.
  public static let usuallyOutOfScope = [
    "Decisions about patients: diagnosis, triage, treatment, screening.",
    "Lateral views, computed tomography, photographs of films or screens, body parts other than the chest.",
    "Populations, devices and hospitals other than those of the training data, before it has been measured there.",
    "Findings other than the classes named here: a negative result says nothing of them.",
  ]

  /// What holds for a model trained on one public data set.
  public static let usualLimits = [
    """
    The data come from few sources. A model can learn marks of a device, a hospital or a way of positioning in place of \
    disease; heat-maps help to notice, but prove nothing.
    """,
    "Labels were given by people or taken from reports, and some are wrong.",
    "PPV and NPV hold for the share of positives in the set measured; in a clinic with another prevalence they differ.",
    "Intervals cover chance within the test set, not the difference between it and other hospitals.",
  ]
}
