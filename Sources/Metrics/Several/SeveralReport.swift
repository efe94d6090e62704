/// The whole measurement of a classifier of several classes or findings: figures over all of them, of each by itself, and
/// their confidence intervals.
///
/// ```swift
/// let predictions = try MultilabelPredictions(probabilities: p, labels: truths, names: findings, groups: patients)
/// let report = try SeveralReport(multilabel: predictions, thresholds: thresholds, screening: nil, bootstrap: Bootstrap())
/// report[.macroAUROC], report.interval(.macroAUROC), report.perClass[3][.sensitivity]
/// ```
///
/// Unknown labels count in no figure; a figure that is undefined is not there, and null in JSON. Intervals draw the same
/// patients for all classes, as `ClassificationReport` does for one; those of the means over classes are over the classes
/// that have a value in the resample.
///
/// ## Many classes
/// The work grows with cases × classes, intervals with that × resamples. There are none above ``intervalLimit`` classes,
/// and no pairs of classes above ``pairLimit``.
public struct SeveralReport: Sendable, Equatable {
  /// The most classes for which intervals are made.
  public static let intervalLimit = 100
  /// The most classes of which every pair is measured.
  public static let pairLimit = 20

  /// Whether a case has one class or any number of findings.
  public let task: ClassificationTask
  /// How many cases were measured.
  public let n: Int
  /// The names of the classes or findings, in their order.
  public let classes: [String]
  /// A row for each true class, a column for each predicted one; nil for findings.
  public let confusionMatrix: [[Int]]?
  /// The figures over all classes; one that is undefined is not there.
  public let figures: [SeveralFigure: Double]
  /// The interval of each figure; one that can't be had is not there.
  public let confidenceIntervals: [SeveralFigure: ConfidenceInterval]
  /// The figures of each class or finding, in their order.
  public let perClass: [ClassReport]
  /// Every pair of classes; nil for findings and above ``pairLimit`` classes.
  public let pairwise: [PairwiseAUROC]?
  /// The one question of a screening, whether anything is found; nil where it was not measured.
  public let screening: ClassificationReport?

  /// Measures several classes.
  ///
  /// - Parameters:
  ///   - predictions: probabilities and the true class of each case.
  ///   - thresholds: for each class, above which probability it is reported: what its own sensitivity, specificity,
  ///     PPV, NPV and F1 are at. The confusion matrix and the figures over all classes take the most probable class.
  ///   - screening: the figures of whether anything is found.
  ///   - bootstrap: how intervals are made; nil for none.
  /// - Throws: `MetricsError` for thresholds that are not one finite number a class, two classes of the same name, or
  ///   settings of the bootstrap that are out of range.
  public init(
    multiclass predictions: MulticlassPredictions, thresholds: [Double], screening: ClassificationReport?,
    bootstrap: Bootstrap?
  ) throws(MetricsError) {
    try self.init(
      SeveralTable(multiclass: predictions, thresholds: thresholds), .multiclass, names: predictions.names, screening,
      bootstrap)
  }

  /// Measures several findings.
  ///
  /// - Parameters:
  ///   - predictions: probabilities and the truth of each finding, as far as it is known.
  ///   - thresholds: for each finding, the probability from which on it counts as present.
  ///   - screening: the figures of whether anything is found.
  ///   - bootstrap: how intervals are made; nil for none. Drawing by strata doesn't apply to findings.
  /// - Throws: `MetricsError` as for several classes.
  public init(
    multilabel predictions: MultilabelPredictions, thresholds: [Double], screening: ClassificationReport?,
    bootstrap: Bootstrap?
  ) throws(MetricsError) {
    try self.init(
      SeveralTable(multilabel: predictions, thresholds: thresholds), .multilabel, names: predictions.names, screening,
      bootstrap)
  }

  private init(
    _ table: SeveralTable, _ task: ClassificationTask, names: [String], _ screening: ClassificationReport?,
    _ bootstrap: Bootstrap?
  ) throws(MetricsError) {
    var seen: Set<String> = []
    if let name = names.first(where: { !seen.insert($0).inserted }) { throw .duplicateName(name) }
    let measured = table.measure(table.once)
    let intervals = try names.count <= Self.intervalLimit ? bootstrap?.intervals(of: table, measured) : nil
    self.task = task
    self.screening = screening
    n = table.count
    classes = names
    confusionMatrix = measured.confusion?.counts
    figures = measured.figures
    confidenceIntervals = intervals?.figures ?? [:]
    perClass = names.enumerated().map { index, name in
      table.report(index, name: name, measured, intervals?.classes[index])
    }
    pairwise = measured.pairs.map { pairs in
      pairs.map { PairwiseAUROC(classes: [names[$0.first], names[$0.second]], auroc: $0.auroc) }
    }
  }

  /// The figure's value, nil where it is undefined.
  public subscript(figure: SeveralFigure) -> Double? { figures[figure] }

  /// The figure's confidence interval.
  public func interval(_ figure: SeveralFigure) -> ConfidenceInterval? { confidenceIntervals[figure] }
}
