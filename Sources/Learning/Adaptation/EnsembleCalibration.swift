public import Bundles
public import Datasets
import Files
import Inference
public import Metrics
import Radiograph

/// Chooses temperature, operating point and prediction sets for the mean of an ensemble's members, as a training does for
/// one network, on labelled pictures that none of them learnt from.
///
/// The temperature divides the logit of the members' mean probability. Where a member's operating point was chosen under
/// stress, so is the ensemble's, and the temperature is fitted on pictures as they are and under stress together.
public struct EnsembleCalibration: Sendable {
  private let members: [ModelBundle]
  private let criterion: OperatingCriterion
  private let seed: UInt64
  private let resamples: Int
  private let observer: @Sendable (TrainingEvent) -> Void

  /// A calibration of models that can read together.
  ///
  /// - Parameters:
  ///   - criterion: What the operating point is chosen for.
  ///   - seed: What stress and resamples depend on.
  ///   - resamples: Resamples of patients for the intervals of figures.
  public init(
    _ members: [ModelBundle], criterion: OperatingCriterion, seed: UInt64 = 0, resamples: Int = 1000,
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) {
    self.members = members
    self.criterion = criterion
    self.seed = seed
    self.resamples = resamples
    self.observer = observer
  }

  /// What the members' operating points were chosen for; nil where it differs.
  public static func criterion(of members: [ModelMetadata]) -> OperatingCriterion? {
    guard let first = members.first?.operatingPoint.criterion else { return nil }
    return members.allSatisfy { $0.operatingPoint.criterion == first } ? first : nil
  }

  /// The ensemble's metadata with what was chosen and the figures on these pictures, and what it was chosen on.
  ///
  /// - Throws: ``AdaptationError`` for too few pictures, `DataError`, `BundleError`, `InferenceError`, `MetricsError`.
  public func run(
    _ metadata: ModelMetadata, on dataset: Dataset
  ) throws -> (metadata: ModelMetadata, calibration: EnsembleDescription.Calibration) {
    let engine = try EnsembleEngine(
      members.map { (model: $0.metadata, engine: try $0.engine(options: EngineOptions(mode: .throughput))) })
    let reading = SiteReading(
      try dataset.aligned(with: metadata), model: metadata, engine: engine, title: "Reading together",
      observer: observer)
    try reading.check(isLabelled: true)
    let samples = reading.dataset.samples
    let isStressed = members.contains { $0.metadata.operatingPoint.chosenOn == Judge.stressedName }
    let judge = try Judge(
      section, choosingOn: reading.logits, samples: samples,
      stressed: isStressed ? try stressed(samples, metadata, engine) : nil, seed: seed)
    var metadata = metadata
    metadata.adopt(judge, measured: try judge.measure(reading.logits, samples: samples))
    return (
      metadata,
      EnsembleDescription.Calibration(
        data: dataset.provenance.name, fingerprint: DataFingerprint(reading: reading.dataset).checksum.hex,
        n: samples.count, patients: Set(reading.patients).count)
    )
  }

  /// What is chosen: prediction sets of the coverage that all members' have.
  private var section: EvaluateSection {
    var section = EvaluateSection()
    section.operatingPoint.criterion = criterion
    section.bootstrap = resamples
    let coverages = members.map { $0.metadata.predictionSets?.coverage }
    section.conformalCoverage = Set(coverages).count == 1 ? coverages.first ?? nil : nil
    return section
  }

  /// What the engine says of some of the pictures under stress.
  private func stressed(
    _ samples: [Sample], _ model: ModelMetadata, _ engine: any InferenceEngine
  ) throws -> (samples: [Sample], logits: LogitTable) {
    let input = model.input
    let store = try StressedPictures.store(of: samples, preprocessing: input, seed: seed, observer: observer)
    let logits = try Array(store.samples.indices).concurrentMap { index in
      Result { try engine.run(input.input(for: store.image(index))).logits }
    }.flatMap { try $0.get() }
    return (
      store.samples,
      LogitTable(
        logits, outputs: model.network.outputs, truths: store.samples.map(\.truth), classes: TaskClasses(model))
    )
  }
}
