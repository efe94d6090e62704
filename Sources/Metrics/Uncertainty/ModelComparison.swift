/// Several models on the same cases: the figures of each, and how each differs from the first.
///
/// Intervals of differences draw the same patients for both models; that of AUROC is DeLong's. Two models are told apart
/// by the interval of their difference, never by whether their own intervals overlap.
public struct ModelComparison: Sendable, Equatable {
  /// A model to compare.
  public struct Candidate: Sendable, Equatable {
    /// What people call it.
    public let name: String
    /// What it said of the cases.
    public let predictions: BinaryPredictions
    /// Its operating point.
    public let threshold: Double
    /// What it was measured to do under stress, by itself; nil if it was not.
    public let stress: StressSummary?

    /// A model called `name`.
    public init(
      _ name: String, _ predictions: BinaryPredictions, threshold: Double, stress: StressSummary? = nil
    ) {
      self.name = name
      self.predictions = predictions
      self.threshold = threshold
      self.stress = stress
    }
  }

  /// A model with its figures.
  public struct Model: Sendable, Equatable {
    /// What people call it.
    public let name: String
    /// What it said of the cases.
    public let predictions: BinaryPredictions
    /// Its figures at its own operating point.
    public let report: ClassificationReport
    /// What it was measured to do under stress, by itself; nil if it was not.
    public let stress: StressSummary?
  }

  /// How a model differs from the first: its figure minus the first one's.
  public struct Contrast: Sendable, Equatable {
    /// The model.
    public let name: String
    /// The first model.
    public let reference: String
    /// Every figure's difference, with its interval from the bootstrap.
    public let differences: PairedDifferences
    /// DeLong's comparison of AUROC.
    public let auroc: AUROCComparison

    /// The difference in a figure and its 95 % interval, DeLong's for AUROC; nil where a model leaves the figure undefined.
    public func difference(_ figure: Figure) -> (value: Double, interval: ConfidenceInterval?)? {
      guard let found = differences[figure] else { return nil }
      let interval = figure == .auroc ? try? auroc.interval() : found.interval
      return (found.difference, interval)
    }
  }

  /// The cases' class names, negative then positive.
  public let classes: [String]
  /// The models in the order in which they were given.
  public let models: [Model]
  /// One for every model after the first.
  public let contrasts: [Contrast]

  /// Compares models.
  ///
  /// - Parameters:
  ///   - candidates: the models, on the same cases in the same order; the first is what the others are held against.
  ///   - classes: the names of the negative and the positive class.
  /// - Throws: `MetricsError.notPaired` where labels or groups differ, `.classMissing` where a class has no case, `.empty`
  ///   without a model.
  public init(
    _ candidates: [Candidate], classes: [String] = ["0", "1"], bootstrap: Bootstrap = Bootstrap()
  ) throws(MetricsError) {
    guard let first = candidates.first else { throw .empty }
    self.classes = classes
    var models: [Model] = []
    var contrasts: [Contrast] = []
    for candidate in candidates {
      let report = try ClassificationReport(
        candidate.predictions, threshold: candidate.threshold, classes: classes, bootstrap: bootstrap)
      models.append(
        Model(name: candidate.name, predictions: candidate.predictions, report: report, stress: candidate.stress))
    }
    for candidate in candidates.dropFirst() {
      contrasts.append(
        Contrast(
          name: candidate.name, reference: first.name,
          differences: try PairedDifferences(
            candidate.predictions, first.predictions, thresholds: (candidate.threshold, first.threshold),
            bootstrap: bootstrap),
          auroc: try DeLong.compare(candidate.predictions, first.predictions)))
    }
    self.models = models
    self.contrasts = contrasts
  }

  /// How many cases there are.
  public var n: Int { models.first?.report.n ?? 0 }

  /// How many of them are positive.
  public var positives: Int { models.first?.predictions.positives ?? 0 }

  /// How many patients they are of; nil where that is not known.
  public var patients: Int? {
    models.first.flatMap { $0.predictions.isGrouped ? $0.predictions.clusterCount : nil }
  }
}

// MARK: - Encodable

extension ModelComparison: Encodable {
  private enum CodingKeys: String, CodingKey { case n, positives, patients, classes, models, contrasts }

  /// Writes `{"n", "positives", "patients", "classes", "models": […], "contrasts": […]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(n, forKey: .n)
    try container.encode(positives, forKey: .positives)
    try container.encode(patients, forKey: .patients)
    try container.encode(classes, forKey: .classes)
    try container.encode(models, forKey: .models)
    try container.encode(contrasts, forKey: .contrasts)
  }
}

extension ModelComparison.Model: Encodable {
  private enum CodingKeys: String, CodingKey { case name, stress }

  /// Writes the report's keys, `name` and `stress`.
  public func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(stress, forKey: .stress)
  }
}

extension ModelComparison.Contrast: Encodable {
  private enum CodingKeys: String, CodingKey { case name, reference, delong, differences }
  private enum DeLongKeys: String, CodingKey {
    case difference, interval
    case pValue = "p_value"
  }

  /// Writes `{"name", "reference", "delong": {"difference", "interval", "p_value"}, "differences": {…}}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(reference, forKey: .reference)
    try container.encode(differences, forKey: .differences)
    var delong = container.nestedContainer(keyedBy: DeLongKeys.self, forKey: .delong)
    try delong.encode(auroc.difference, forKey: .difference)
    try delong.encode(auroc.interval(), forKey: .interval)
    try delong.encode(auroc.pValue, forKey: .pValue)
  }
}
