public import Bundles
public import Datasets
public import Inference
public import Metrics
public import Stress

/// Measures a model on a data set with the engine that would serve it.
///
/// Of several classes or findings, groups, evidence and stress are measured by the screening view: whether anything is found.
public struct Evaluator: Sendable {
  let bundle: ModelBundle
  let engine: any InferenceEngine
  let bootstrap: Bootstrap?

  /// An evaluator of `bundle`, run by `engine`.
  public init(_ bundle: ModelBundle, engine: any InferenceEngine, bootstrap: Bootstrap? = Bootstrap()) {
    self.bundle = bundle
    self.engine = engine
    self.bootstrap = bootstrap
  }

  /// What an evaluation found.
  public struct Result: Sendable, Encodable {
    /// The figures.
    public let report: EvaluationReport
    /// What could not be read, by path, with the reason.
    public let unreadable: [(path: String, reason: String)]
    /// The time from the first file to the last logit.
    public let seconds: Double
    /// The same with the lungs hidden, and with nothing but them; nil where that was not asked for.
    public var evidence: Evidence?
    /// The figures by each attribute that was asked for; nil where none was.
    public let groups: [GroupReport]?

    /// Images a second.
    public var imagesPerSecond: Double { seconds > 0 ? Double(report.n) / seconds : 0 }

    private enum Key: String, CodingKey {
      case seconds, evidence, groups
      case imagesPerSecond = "images_per_second"
    }

    /// The report's keys, and the time.
    public func encode(to encoder: any Encoder) throws {
      try report.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(seconds, forKey: .seconds)
      try container.encode(imagesPerSecond, forKey: .imagesPerSecond)
      try container.encodeIfPresent(evidence, forKey: .evidence)
      try container.encodeIfPresent(groups, forKey: .groups)
    }
  }

  /// Runs the model on all samples.
  ///
  /// - Parameters:
  ///   - threshold: Used in place of the bundle's operating point; of several classes or findings that of the screening view.
  ///   - attributes: What figures are broken down by.
  ///   - progress: Is told how many images are done, from any thread.
  /// - Throws: ``LearningError/tasksDiffer(model:data:)``, `DataError.classesOfModelDiffer`, `.noImages`, `.unknownAttributes`, or `.tooManyUnreadable` if nothing can be read.
  public func evaluate(
    _ dataset: Dataset, threshold: Double? = nil, by attributes: [SampleAttribute] = [],
    progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> Result {
    let metadata = bundle.metadata
    let samples = try dataset.aligned(with: metadata).samples
    guard !samples.isEmpty else { throw DataError.noImages(folder: dataset.provenance.name) }
    try dataset.require(attributes)
    let started = ContinuousClock.now
    let table = ScoreTable(samples, model: metadata, engine: engine, progress: progress)
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    let threshold = threshold ?? metadata.operatingPoint.threshold
    let report = try table.report(threshold: threshold, bootstrap: bootstrap)
    let groups = try attributes.map { attribute in
      try GroupReport(
        attribute, of: table.screening(), threshold: threshold, classes: TaskClasses(metadata).screeningNames,
        bootstrap: bootstrap)
    }
    return Result(
      report: report, unreadable: table.unreadable, seconds: seconds, groups: attributes.isEmpty ? nil : groups)
  }

  /// Measures whole pictures, pictures without lungs, and lungs alone.
  ///
  /// - Parameters:
  ///   - threshold: Used in place of the bundle's operating point.
  ///   - progress: Is told how many pictures are done; from any thread.
  /// - Throws: `RadiographError.noLungNetwork`; as ``evaluate(_:threshold:progress:)``.
  public func evidence(
    _ dataset: Dataset, threshold: Double? = nil, progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> Evidence {
    let samples = try dataset.aligned(with: bundle.metadata).samples
    return try EvidenceTest(model: bundle.metadata, engine: engine, bootstrap: bootstrap)
      .run(samples, threshold: threshold, progress: progress)
  }

  /// Measures pictures as they are, and under every cell of a battery.
  ///
  /// - Parameters:
  ///   - seed: What noise and places of the battery depend on.
  ///   - threshold: Used in place of the bundle's operating point.
  ///   - progress: Is told how many pictures are done with all their cells; from any thread.
  /// - Throws: As ``evaluate(_:threshold:progress:)``; `BundleError`, `InferenceError` for what tells unlike pictures.
  public func stress(
    _ dataset: Dataset, _ battery: StressBattery, seed: UInt64 = 0, threshold: Double? = nil,
    progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> StressReport {
    let samples = try dataset.aligned(with: bundle.metadata).samples
    guard !samples.isEmpty else { throw DataError.noImages(folder: dataset.provenance.name) }
    let detector = try UnlikenessDetector(bundle, width: engine.signature.embedding)
    return try StressTest(
      model: bundle.metadata, engine: engine, detector: detector, bootstrap: bootstrap, seed: seed
    ).run(samples, battery, threshold: threshold, progress: progress)
  }
}
