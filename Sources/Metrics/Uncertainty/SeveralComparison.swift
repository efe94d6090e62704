/// Several models of the same classes or findings on the same cases: how they differ as a whole, and in each class.
///
/// Every class is a ``ModelComparison`` of its own. A dozen tests at once find a difference where there is none: the
/// p-values of DeLong's test are corrected over the classes by Holm's method.
public struct SeveralComparison: Sendable {
  /// A model to compare.
  public struct Candidate<Predictions: SeveralPredictions>: Sendable {
    /// What people call it.
    public let name: String
    /// What it said of the cases.
    public let predictions: Predictions
    /// For each class, its threshold.
    public let thresholds: [Double]

    /// A model called `name`.
    public init(_ name: String, _ predictions: Predictions, thresholds: [Double]) {
      self.name = name
      self.predictions = predictions
      self.thresholds = thresholds
    }
  }

  /// One class or finding.
  public struct Finding: Sendable {
    /// Its name.
    public let name: String
    /// The models on it; nil where its known cases lack one of the two classes.
    public let comparison: ModelComparison?
    /// For every model after the first, DeLong's p-value corrected over all classes; nil where there is none.
    public let corrected: [Double?]
  }

  /// How a model differs from the first over all classes.
  public struct Contrast: Sendable, Encodable {
    /// The model.
    public let name: String
    /// The first model.
    public let reference: String
    /// Every figure's difference, with its interval from the same resamples for both.
    public let differences: SeveralDifferences
  }

  /// One for each class, in their order.
  public let findings: [Finding]
  /// One for every model after the first.
  public let contrasts: [Contrast]

  /// Compares models of several classes.
  ///
  /// - Parameter candidates: the models, on the same cases in the same order; the first is what the others are held against.
  /// - Throws: `MetricsError.notPaired` where classes, labels or groups differ, `.empty` without a model, `.lengthMismatch`
  ///   for thresholds that are not one a class.
  public init(
    multiclass candidates: [Candidate<MulticlassPredictions>], bootstrap: Bootstrap = Bootstrap()
  ) throws(MetricsError) {
    try self.init(candidates, bootstrap) { (candidate) throws(MetricsError) in
      try SeveralTable(multiclass: candidate.predictions, thresholds: candidate.thresholds)
    }
  }

  /// Compares models of several findings; errors as for several classes.
  public init(
    multilabel candidates: [Candidate<MultilabelPredictions>], bootstrap: Bootstrap = Bootstrap()
  ) throws(MetricsError) {
    try self.init(candidates, bootstrap) { (candidate) throws(MetricsError) in
      try SeveralTable(multilabel: candidate.predictions, thresholds: candidate.thresholds)
    }
  }

  private init<Predictions>(
    _ candidates: [Candidate<Predictions>], _ bootstrap: Bootstrap,
    table: (Candidate<Predictions>) throws(MetricsError) -> SeveralTable
  ) throws(MetricsError) {
    guard let first = candidates.first else { throw .empty }
    guard candidates.allSatisfy({ $0.predictions.isPaired(with: first.predictions) }) else { throw .notPaired }
    var tables: [SeveralTable] = []
    for candidate in candidates { tables.append(try table(candidate)) }
    var contrasts: [Contrast] = []
    for (candidate, table) in zip(candidates, tables).dropFirst() {
      contrasts.append(
        Contrast(
          name: candidate.name, reference: first.name,
          differences: try SeveralDifferences(table, tables[0], bootstrap: bootstrap)))
    }
    self.contrasts = contrasts
    var comparisons: [ModelComparison?] = []
    for index in first.predictions.names.indices {
      let models = candidates.compactMap { candidate in
        candidate.predictions.finding(index).map {
          ModelComparison.Candidate(candidate.name, $0, threshold: candidate.thresholds[index])
        }
      }
      let name = first.predictions.names[index]
      let hasBoth = models.first.map { 0 < $0.predictions.positives && $0.predictions.positives < $0.predictions.count }
      comparisons.append(
        hasBoth == true
          ? try ModelComparison(models, classes: ["not \(name)", name], bootstrap: bootstrap) : nil)
    }
    // For each model after the first: its corrected p-values in the order of the classes.
    let corrected = contrasts.indices.map { place in
      Holm.corrected(comparisons.map { $0?.contrasts[place].auroc.pValue })
    }
    findings = zip(first.predictions.names, comparisons).enumerated().map { index, pair in
      Finding(name: pair.0, comparison: pair.1, corrected: corrected.map { $0[index] })
    }
  }
}

// MARK: - Encodable

extension SeveralComparison: Encodable {
  private enum CodingKeys: String, CodingKey { case findings, contrasts }

  /// Writes `{"findings": […], "contrasts": [{"name", "reference", "differences": {…}}]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(findings, forKey: .findings)
    try container.encode(contrasts, forKey: .contrasts)
  }
}

extension SeveralComparison.Finding: Encodable {
  private enum CodingKeys: String, CodingKey {
    case name, comparison
    case corrected = "p_values_corrected"
  }

  /// Writes `{"name", "comparison": {…} | null, "p_values_corrected": [… | null]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(comparison, forKey: .comparison)
    try container.encode(corrected, forKey: .corrected)
  }
}
