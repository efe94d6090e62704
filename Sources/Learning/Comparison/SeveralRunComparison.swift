import Bundles
import Datasets
public import Metrics

/// Runs of several classes or findings on the same test images: over all of them, and each by itself.
public struct SeveralRunComparison: Sendable {
  /// What the runs decide.
  public let task: ClassificationTask
  /// How many images there are.
  public let n: Int
  /// How many patients they are of.
  public let patients: Int
  /// The figures of each run, in their order.
  public let models: [(name: String, report: SeveralReport)]
  /// How the others differ from the first.
  public let comparison: SeveralComparison

  /// Compares runs that were tested on the same images, in the same order.
  init(
    _ runs: [(name: String, metadata: ModelMetadata, test: [PredictionTable.Row])], bootstrap: Bootstrap
  ) throws {
    guard let first = runs.first else { throw MetricsError.empty }
    let classes = TaskClasses(first.metadata)
    task = classes.task
    n = first.test.count
    patients = Set(first.test.map(\.patient)).count
    models = try runs.map { run in
      let report = try Self.predictions(run.test, classes).report(
        classes, threshold: run.metadata.operatingPoint.threshold, thresholds: run.metadata.thresholds,
        bootstrap: bootstrap)
      guard let several = report.several else { throw MetricsError.empty }
      return (run.name, several)
    }
    if task == .multiclass {
      comparison = try SeveralComparison(
        multiclass: runs.map { run in
          SeveralComparison.Candidate(
            run.name, try Self.classes(run.test, classes), thresholds: run.metadata.thresholds)
        }, bootstrap: bootstrap)
    } else {
      comparison = try SeveralComparison(
        multilabel: runs.map { run in
          SeveralComparison.Candidate(
            run.name, try Self.findings(run.test, classes), thresholds: run.metadata.thresholds)
        }, bootstrap: bootstrap)
    }
  }

  private static func predictions(
    _ rows: [PredictionTable.Row], _ classes: TaskClasses
  ) throws -> TaskPredictions {
    try classes.task == .multiclass
      ? .multiclass(Self.classes(rows, classes)) : .multilabel(findings(rows, classes))
  }

  private static func classes(
    _ rows: [PredictionTable.Row], _ classes: TaskClasses
  ) throws -> MulticlassPredictions {
    try MulticlassPredictions(
      probabilities: rows.map(\.probabilities),
      labels: rows.map { row in row.truth.first.flatMap { classes.names.firstIndex(of: $0) } ?? -1 },
      classes: classes.names, groups: rows.map(\.patient))
  }

  private static func findings(
    _ rows: [PredictionTable.Row], _ classes: TaskClasses
  ) throws -> MultilabelPredictions {
    try MultilabelPredictions(
      probabilities: rows.map(\.probabilities),
      labels: rows.map { $0.truth.map { $0.isEmpty ? nil : $0 == "1" } }, names: classes.names,
      groups: rows.map(\.patient))
  }
}

// MARK: - Encodable

extension SeveralRunComparison: Encodable {
  private enum CodingKeys: String, CodingKey { case task, n, patients, models, findings, contrasts }
  private enum ModelKeys: String, CodingKey { case name }

  /// Writes `{"task", "n", "patients", "models": [the report's keys and "name"], "findings": […], "contrasts": […]}`.
  public func encode(to encoder: any Encoder) throws {
    try comparison.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(task, forKey: .task)
    try container.encode(n, forKey: .n)
    try container.encode(patients, forKey: .patients)
    var list = container.nestedUnkeyedContainer(forKey: .models)
    for model in models {
      let each = list.superEncoder()
      try model.report.encode(to: each)
      var named = each.container(keyedBy: ModelKeys.self)
      try named.encode(model.name, forKey: .name)
    }
  }
}
