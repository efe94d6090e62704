import Backbones
public import Bundles
import Files
public import Foundation
import Inference
import Metrics
import ONNX
import Radiograph
import Reporting
public import TensorFiles
import Torch

/// A training from a recipe and a data set to a measured model bundle.
///
/// Temperature and operating point are chosen on validation data; the test part is looked at once, at the end.
public struct TrainingRun: Sendable {
  /// The share of unreadable images above which training refuses.
  public static let toleratedUnreadable = 0.05

  private let recipe: Recipe
  private let weights: [String: StoredTensor]?
  private let name: ModelName
  private let observer: @Sendable (TrainingEvent) -> Void

  /// A run of a recipe.
  ///
  /// - Parameters:
  ///   - weights: Pretrained weights of the backbone; nil to begin with random ones.
  ///   - name: The model's name; the recipe's where nil.
  ///   - observer: Is told of what happens, from any thread.
  public init(
    _ recipe: Recipe, weights: [String: StoredTensor]?, name: ModelName? = nil,
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    self.recipe = recipe
    self.weights = weights
    self.name = try name ?? ModelName(recipe.name)
    self.observer = observer
  }

  /// Trains on a data set and writes the run's folder.
  ///
  /// - Parameters:
  ///   - data: The data set; it is split by the recipe where it has no parts.
  ///   - output: The run's folder, which must be empty or absent.
  /// - Throws: `DataError`, `LearningError`, `TorchError`, `FileError` and the like.
  public func train(on data: URL, output: URL) throws -> RunResult {
    let folder = try RunDirectory(creating: output)
    let seed = recipe.plan[0].train.seed
    let dataset = try Dataset.read(data, options: DatasetOptions(nihTarget: recipe.data.nihTarget))
      .prepared(rules: recipe.data.split, seed: seed)
    guard dataset.classes.count == 2 else { throw LearningError.tooManyClasses(dataset.classes) }
    for note in dataset.provenance.notes { observer(.note(note)) }

    let classifier = try makeClassifier(seed: seed)
    let table = try features(of: dataset, through: classifier)
    let training = try table.batches(of: .train)
    let validation = try table.batches(of: .validation)
    let test = table.samples.contains { $0.split == .test } ? try table.batches(of: .test) : nil

    let objective = Objective(
      recipe.plan[0].train.loss, outputs: recipe.model.head.outputs, positiveClass: dataset.positiveClass,
      labels: training.source.labels, on: .cpu)
    let trainer = Trainer(
      classifier, recipe.plan[0].train, objective: objective, forward: { try classifier.head.logits($0) },
      observer: observer)
    let epochs = try trainer.fit(training.source, validation: validation.source)

    let judge = Judge(recipe.evaluate, dataset: dataset, seed: seed)
    let calibrated = try judge.calibrate(
      LogitTable(trainer.predict(validation.source), labels: validation.source.labels, positiveClass: dataset.positiveClass),
      samples: validation.samples)
    let testReport = try test.map { part in
      try calibrated.report(
        LogitTable(trainer.predict(part.source), labels: part.source.labels, positiveClass: dataset.positiveClass),
        samples: part.samples)
    }
    let metadata = try metadata(dataset, table, calibrated, test: testReport, seed: seed)
    return try folder.write(metadata, classifier, input: recipe.input, epochs: epochs)
  }

  // MARK: - Steps

  /// The network with its pretrained backbone, which is frozen.
  private func makeClassifier(seed: UInt64) throws -> Classifier {
    let head = recipe.model.head
    let classifier = try Classifier(
      recipe.model.architecture,
      head: Head.Options(
        outputs: head.outputs == .sigmoid ? 1 : 2, hidden: head.hidden, batchNorm: head.batchNorm, dropout: head.dropout),
      seed: seed)
    if let weights { try classifier.loadBackbone(weights) }
    try classifier.freezeBackbone()
    classifier.store.isTraining = false
    return classifier
  }

  /// The features that the frozen backbone gives, through the inference engine.
  private func features(of dataset: Dataset, through classifier: Classifier) throws -> FeatureTable {
    guard let size = recipe.input.inputSize else { throw LearningError.inputSizeUnknown }
    let graph = try classifier.graph(height: size.height, width: size.width)
    let engine = try OpenVINOEngine(graph, options: EngineOptions(precision: .f32, mode: .throughput))
    let table = try FeatureTable(
      dataset.samples, engine: engine, preprocessing: recipe.input, tolerated: Self.toleratedUnreadable,
      observer: observer)
    for (path, reason) in table.unreadable { observer(.note("\(path) was left out: \(reason)")) }
    return table
  }

  private func metadata(
    _ dataset: Dataset, _ table: FeatureTable, _ calibrated: CalibratedJudge, test: ClassificationReport?, seed: UInt64
  ) throws -> ModelMetadata {
    var images: [String: [String: Int]] = [:]
    var patients: [String: Int] = [:]
    for split in Split.allCases {
      let samples = table.samples.filter { $0.split == split }
      guard !samples.isEmpty else { continue }
      for sample in samples { images[split.rawValue, default: [:]][dataset.classes[sample.label], default: 0] += 1 }
      patients[split.rawValue] = Set(samples.map(\.patient)).count
    }
    let head = recipe.model.head
    return ModelMetadata(
      name: name, version: 1,
      network: NetworkDescription(
        architecture: recipe.model.architecture.rawValue, outputs: head.outputs == .sigmoid ? 1 : 2,
        hidden: head.hidden, batchNorm: head.batchNorm, dropout: head.dropout),
      classes: dataset.classes, positiveClass: dataset.classes[dataset.positiveClass], input: recipe.input,
      calibration: calibrated.temperature, operatingPoint: calibrated.operatingPoint,
      metrics: MeasuredMetrics(validation: calibrated.validation, test: test),
      data: DataDescription(
        name: dataset.provenance.name, fingerprint: DataFingerprint(reading: dataset).checksum.hex, images: images, patients: patients,
        notes: dataset.provenance.notes),
      recipe: try recipe.yaml(), seed: seed, created: Date.now.formatted(.iso8601),
      software: ["hilum": Software.version, "libtorch": try Software.libTorch()])
  }
}
