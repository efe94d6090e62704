import Backbones
public import Bundles
public import Datasets
import Files
public import Foundation
import Inference
public import Metrics
import ONNX
import Radiograph
public import Stress
import TensorFiles
import Torch

/// Adapts a model to the pictures of a site without learning again, as a new version beside the old.
///
/// With labels temperature and operating point are fitted anew; without, the prevalence is estimated and the operating
/// point moved to it. A bundle's calibration is a temperature and has no bias, so that a shift of scores is made up for by
/// the operating point. Batch normalisation can be adapted either way.
public struct SiteAdaptation: Sendable {
  /// Pictures that it takes at least.
  public static let pictureMinimum = 50
  /// Pictures of each class that it takes at least, with labels.
  public static let classMinimum = 10
  /// Folds that patients are parted into to measure the new version.
  public static let folds = 5
  /// What the site's pictures are called as data that something was chosen on.
  static let partName = "site"
  private static let batchSize = 64

  /// What is wanted.
  public struct Options: Sendable {
    /// Whether the classes of the pictures are known.
    public var isLabelled = true
    /// What the operating point is chosen for, with labels; nil for the model's own criterion.
    public var criterion: OperatingCriterion?
    /// Pictures that training's statistics of batch normalisation count as; nil leaves batch normalisation alone.
    public var batchNormSourceWeight: Double?
    /// A battery to measure before and after, with labels.
    public var stress: StressBattery?
    /// What folds, resamples and noise depend on.
    public var seed: UInt64 = 0
    /// Resamples of patients for intervals.
    public var resamples = 1000

    /// The usual: labelled, batch normalisation left alone, no stress.
    public init() {}
  }

  private let bundle: ModelBundle
  private let options: Options
  private let observer: @Sendable (TrainingEvent) -> Void
  private var bootstrap: Bootstrap { Bootstrap(resamples: options.resamples, seed: options.seed) }

  /// An adaptation of `bundle`, whose progress `observer` is told of.
  public init(_ bundle: ModelBundle, options: Options, observer: @escaping @Sendable (TrainingEvent) -> Void) {
    self.bundle = bundle
    self.options = options
    self.observer = observer
  }

  /// Adapts the model and writes the new version.
  ///
  /// - Parameters:
  ///   - dataset: The site's pictures.
  ///   - output: The folder of the new version; empty, or not there.
  /// - Throws: ``AdaptationError``, `LearningError.outputExists`, `DataError`, `BundleError`, `TorchError`.
  public func run(on dataset: Dataset, output: URL) throws -> (bundle: ModelBundle, report: AdaptationReport) {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
    guard present.isEmpty, !Self.isFile(output) else { throw LearningError.outputExists(output.lastPathComponent) }
    let old = bundle.metadata
    guard old.task == .binary else { throw AdaptationError.severalClasses(old.task) }
    let dataset = try dataset.aligned(with: old)
    let engine = try bundle.engine(options: EngineOptions(mode: .throughput))
    let before = SiteReading(dataset, model: old, engine: engine, title: "Reading the site", observer: observer)
    try before.check(isLabelled: options.isLabelled)

    let network = try options.batchNormSourceWeight.map { try adaptedNetwork(before.dataset, sourceWeight: $0) }
    let newEngine = try network.map { try OpenVINOEngine($0.graph, options: EngineOptions(mode: .throughput)) }
    let after = newEngine.map {
      SiteReading(before.dataset, model: old, engine: $0, title: "Reading it anew", observer: observer)
    }
    let outcome = try options.isLabelled ? labelled(before, after ?? before) : unlabelled(after ?? before)
    var metadata = outcome.metadata
    metadata.version = Int(output.lastPathComponent).flatMap { $0 > 0 ? $0 : nil } ?? old.version + 1
    metadata.created = Date.now.formatted(.iso8601)
    metadata.software["hilum"] = Software.version
    let changes = outcome.changes + (network == nil ? [] : [.batchNorm])
    let adaptation = Adaptation(
      base: try ModelReference(bundle), site: dataset.provenance.name,
      fingerprint: DataFingerprint(reading: before.dataset).checksum.hex,
      n: before.dataset.samples.count, isLabelled: options.isLabelled, date: metadata.created, changes: changes)
    metadata.adaptation = adaptation
    if network != nil { metadata.outOfDistribution = nil }
    // It tells of the decisions before.
    metadata.agreement = nil

    let report = AdaptationReport(
      adaptation: adaptation, name: metadata.name, version: metadata.version,
      patients: Set(before.patients).count,
      temperature: .init(before: old.calibration.temperature, after: metadata.calibration.temperature),
      threshold: .init(
        before: old.operatingPoint.threshold, after: metadata.operatingPoint.threshold,
        interval: outcome.thresholdInterval),
      figures: outcome.figures, prevalence: outcome.prevalence,
      batchNorm: network.flatMap { network in
        options.batchNormSourceWeight.map { .init(n: network.n, sourceWeight: $0) }
      },
      stress: try options.stress.map { battery in
        .init(
          before: try stress(battery, before.dataset, old, engine, "Under stress, before"),
          after: try stress(battery, before.dataset, metadata, newEngine ?? engine, "Under stress, after"))
      })
    let written = try write(metadata, report, network, to: output)
    guard written.has(.graph) else { return (written, report) }
    return (try written.measuringAgreement(on: before.dataset, observer: observer), report)
  }

  // MARK: - Steps

  /// What changes, but for the network.
  private struct Outcome {
    var metadata: ModelMetadata
    var changes: [Adaptation.Change]
    var thresholdInterval: ConfidenceInterval?
    var figures: AdaptationReport.Figures?
    var prevalence: PrevalenceEstimate?
  }

  /// A network with batch normalisation of the site.
  private struct AdaptedNetwork {
    let weights: [String: StoredTensor]
    let graph: ONNXModel
    /// Pictures that the statistics come from.
    let n: Int
  }

  /// A prevalence whose 95 % interval is wider than this moves no operating point.
  private static let widestPrevalence = 0.5

  private func labelled(_ before: SiteReading, _ after: SiteReading) throws -> Outcome {
    var metadata = bundle.metadata
    let criterion = options.criterion ?? metadata.operatingPoint.criterion
    let fitted = try SiteCalibration(after.logits, patients: after.patients, criterion: criterion)
    let figures = AdaptationReport.Figures(
      before: try SiteCalibration.figures(
        before, temperature: metadata.calibration.temperature, threshold: metadata.operatingPoint.threshold,
        bootstrap),
      after: try SiteCalibration.crossFittedFigures(
        after, criterion: criterion, folds: Self.folds, seed: options.seed, bootstrap),
      folds: Self.folds)
    metadata.isCalibrated = true
    metadata.calibration = fitted.temperature
    metadata.operatingPoint = fitted.operatingPoint
    let temperature = fitted.temperature.temperature
    let predictions = try after.logits.predictions(groups: after.patients, temperature: temperature)
    metadata.metrics = MeasuredMetrics(
      validation: .binary(
        try ClassificationReport(
          predictions, threshold: fitted.operatingPoint.threshold, classes: metadata.classes, bootstrap: bootstrap)),
      test: nil)
    var changes: [Adaptation.Change] = [.temperature, .operatingPoint]
    if let sets = metadata.predictionSets {
      let probabilities = try after.logits.probabilities(temperature: temperature)
      metadata.predictionSets = try ConformalPredictor(calibrating: probabilities, coverage: sets.coverage)
      changes.append(.predictionSets)
    }
    return Outcome(
      metadata: metadata, changes: changes,
      thresholdInterval: try fitted.thresholdInterval(after, bootstrap), figures: figures)
  }

  private func unlabelled(_ reading: SiteReading) throws -> Outcome {
    var metadata = bundle.metadata
    let images = metadata.data.images[Split.train.rawValue] ?? [:]
    let (positives, total) = (images[metadata.positiveClass] ?? 0, images.values.reduce(0, +))
    guard positives > 0, positives < total else {
      throw AdaptationError.trainingPrevalenceUnknown(bundle: bundle.name)
    }
    let probabilities = try reading.logits.predictions(
      groups: nil, temperature: metadata.calibration.temperature
    ).scores
    let estimate = try PrevalenceEstimate(
      probabilities, groups: reading.patients, training: Double(positives) / Double(total), bootstrap: bootstrap)
    if let interval = estimate.interval, interval.upper - interval.lower > Self.widestPrevalence {
      throw AdaptationError.prevalenceUncertain(interval)
    }
    metadata.operatingPoint = OperatingPoint(
      moving: metadata.operatingPoint, to: estimate, on: probabilities, chosenOn: Self.partName)
    metadata.metrics = MeasuredMetrics(validation: nil, test: nil)
    var changes = [Adaptation.Change.operatingPoint]
    if metadata.predictionSets != nil {
      // Their coverage holds where cases are like those that they were calibrated on.
      metadata.predictionSets = nil
      changes.append(.predictionSets)
      observer(.note("The new version has no prediction sets, which take labelled pictures."))
    }
    return Outcome(metadata: metadata, changes: changes, prevalence: estimate)
  }

  private func adaptedNetwork(_ dataset: Dataset, sourceWeight: Double) throws -> AdaptedNetwork {
    guard let size = bundle.metadata.input.inputSize else { throw LearningError.inputSizeUnknown }
    let classifier = try GraphExport.classifier(bundle)
    var adaptation = try BatchNormAdaptation(classifier.store, architecture: bundle.metadata.network.architecture)
    let store = try ImageStore(
      dataset.samples.map { $0.moved(to: .train) }, preprocessing: bundle.metadata.input, observer: observer)
    try ImageBatches(store, split: .train).forEachBatch(size: Self.batchSize) { batch in
      try adaptation.observe(batch.input) { try classifier($0) }
    }
    let n = try adaptation.finish(sourceWeight: sourceWeight)
    return AdaptedNetwork(
      weights: try classifier.store.stateDict(),
      graph: try classifier.graph(height: size.height, width: size.width), n: n)
  }

  private func stress(
    _ battery: StressBattery, _ dataset: Dataset, _ model: ModelMetadata, _ engine: any InferenceEngine,
    _ title: String
  ) throws -> StressReport {
    let total = dataset.samples.count
    return try StressTest(model: model, engine: engine, detector: nil, bootstrap: nil, seed: options.seed)
      .run(dataset.samples, battery, progress: { observer(.progress(title: title, done: $0, total: total)) })
  }

  private func write(
    _ metadata: ModelMetadata, _ report: AdaptationReport, _ network: AdaptedNetwork?, to output: URL
  ) throws -> ModelBundle {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var files = [BundleFile.calibration: try encoder.encode(report)]
    // What tells of the model before stays with it.
    var dropped: Set<BundleFile> = [.card, .report, .evaluation]
    if let network {
      files[.graph] = try network.graph.serialized()
      dropped.formUnion([.quantizedGraph, .references])
      if bundle.has(.quantizedGraph) { observer(.note("The new version has no int8 graph; `hilum export` makes it.")) }
      if bundle.has(.references) {
        observer(.note("The new version does not tell unlike pictures: its features are others."))
      }
    }
    try Folder.make(at: output.deletingLastPathComponent())
    return try bundle.derived(metadata, weights: network?.weights, files: files, without: dropped, at: output)
  }

  private static func isFile(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && !isFolder.boolValue
  }
}
