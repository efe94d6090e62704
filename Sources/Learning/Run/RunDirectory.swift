import Backbones
public import Bundles
import Files
public import Foundation
import Inference
import ONNX
import Radiograph
import Reporting
import Torch

/// The folder of a run: `bundle/`, `checkpoints/`, `logs/`, `history.csv`, `predictions.csv`, `metrics.json`, `stress.json`,
/// `report.html`, `curves.svg`, `curves.png`; and `progress.json` while it goes on.
struct RunDirectory {
  let url: URL

  /// Makes the folder.
  ///
  /// - Throws: `LearningError.outputExists` if there is something in it.
  init(creating url: URL) throws {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    guard present.isEmpty else { throw LearningError.outputExists(url.lastPathComponent) }
    try Folder.make(at: url)
    self.url = url
  }

  /// Opens the folder of a run that did not come to its end.
  ///
  /// - Throws: `LearningError.nothingToResume` if it is not the folder of a run.
  init(resuming url: URL) throws {
    self.url = url
    guard FileManager.default.fileExists(atPath: logs.path) else {
      throw LearningError.nothingToResume(url.lastPathComponent)
    }
  }

  /// The folder as it is found.
  init(at url: URL) { self.url = url }

  /// Whether there is a run in the folder that has not come to its end.
  var isUnfinished: Bool {
    let files = FileManager.default
    return files.fileExists(atPath: logs.path) && !files.fileExists(atPath: bundle.path)
  }

  /// Where the trained model stands in the end.
  private var bundle: URL { url.appending(path: "bundle") }

  /// Where events for TensorBoard stand, from the beginning of the training.
  private var logs: URL { url.appending(path: "logs") }

  /// Where the state of the training is kept.
  private var checkpoint: URL { url.appending(path: "checkpoints/last.safetensors") }

  /// Keeps the state of a training.
  func save(_ state: TrainingState, of identity: TrainingIdentity) throws {
    try Folder.make(at: checkpoint.deletingLastPathComponent())
    try TrainingCheckpoint(identity: identity, state: state).write(to: checkpoint)
  }

  /// The state that was kept last, or nil if the run was stopped before there was one.
  ///
  /// - Throws: `LearningError.resumeDiffers` if it is of another training.
  func state(of identity: TrainingIdentity) throws -> TrainingState? {
    guard FileManager.default.fileExists(atPath: checkpoint.path) else { return nil }
    let kept = try TrainingCheckpoint(contentsOf: checkpoint)
    let differences = try kept.identity.differences(from: identity)
    guard differences.isEmpty else { throw LearningError.resumeDiffers(differences) }
    return kept.state
  }

  /// The recipe of the training whose state was kept last, or nil if there is none.
  func recipe() throws -> Recipe? {
    guard FileManager.default.fileExists(atPath: checkpoint.path) else { return nil }
    return try Recipe(yaml: TrainingCheckpoint(contentsOf: checkpoint).identity.recipe, file: "checkpoint")
  }

  /// Where a run has what its model said of validation and test images.
  static func predictions(_ run: URL) -> URL { run.appending(path: "predictions.csv") }

  /// Writes everything that a finished training leaves; the bundle last, so that one that is there is complete.
  ///
  /// - Parameters:
  ///   - stressPictures: Validation pictures that the model is measured on under stress, and precisions are compared on, at
  ///     most.
  ///   - observer: Is told how far that is.
  func write(
    _ outcome: RunOutcome, _ classifier: Classifier, _ detector: OutOfDistributionDetector?, _ level: InputLevel?,
    name: ModelName, stressPictures: Int, observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws -> ModelBundle {
    guard let size = outcome.recipe.input.inputSize else { throw LearningError.inputSizeUnknown }
    classifier.store.isTraining = false
    let graph = try classifier.graph(height: size.height, width: size.width)
    var outcome = outcome
    let engine = try OpenVINOEngine(graph, options: EngineOptions(mode: .throughput))
    outcome.groups = try outcome.measuringGroups()
    outcome.evidence = try outcome.testingEvidence(engine, name: name)
    outcome.stress = try outcome.testingStress(
      engine, name: name, detector, pictures: stressPictures, observer: observer)
    var metadata = try outcome.metadata(name: name)
    metadata.outOfDistribution = detector?.description
    metadata.inputLevel = level
    let graphBytes = try graph.serialized()
    metadata.agreement = try AgreementTest(
      model: metadata, head: try? ClassifierHead(graph), pictures: stressPictures, observer: observer
    ).run(
      [.init(precision: .bf16, graph: graph, checksum: Checksum(of: graphBytes))], against: graph,
      on: outcome.validation.samples, of: metadata.data.name)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(encoder.encode(metadata.metrics), to: url.appending(path: "metrics.json"))
    if let stress = outcome.stress {
      try AtomicFile.write(encoder.encode(stress), to: url.appending(path: "stress.json"))
    }
    let history = History(outcome.epochs)
    try history.write(to: url.appending(path: "history.csv"))
    try PredictionTable(outcome).write(to: Self.predictions(url))
    let curves = TrainingCurves(history, bestEpoch: outcome.bestEpoch).drawing
    try AtomicFile.write(Data(curves.svg.utf8), to: url.appending(path: "curves.svg"))
    try AtomicFile.write(Data(SVGRasterizer.png(curves)), to: url.appending(path: "curves.png"))
    let report = try RunReport(outcome: outcome).report()
    let page = Data(try report.html().utf8)
    try AtomicFile.write(page, to: url.appending(path: "report.html"))
    var files: [BundleFile: Data] = [
      .graph: graphBytes, .report: page,
      .card: Data(ModelCard(report: report, details: report.versions).markdown.utf8),
      .evaluation: try EvaluationRecord(outcome).encoded(),
    ]
    files[.references] = try detector?.encoded()
    return try ModelBundle.write(metadata, weights: classifier.store.stateDict(), files: files, to: bundle)
  }
}

/// What a finished training leaves.
public struct RunResult: Sendable {
  /// The run's folder.
  public let url: URL
  /// The trained model.
  public let bundle: ModelBundle
  /// What each epoch gave.
  public let epochs: [EpochResult]
  /// How long it took from its beginning, or from where it went on.
  public let seconds: Double
}

extension History {
  /// The history of a training's epochs.
  init(_ epochs: [EpochResult]) {
    self.init()
    for epoch in epochs {
      let figures = epoch.validation.sorted { $0.key < $1.key }.map { ("validation_\($0.key)", $0.value) }
      append(
        epoch: epoch.epoch,
        [("train_loss", epoch.trainLoss), ("validation_loss", epoch.validationLoss)] + figures
          + [
            ("learning_rate", epoch.learningRate), ("seconds", epoch.seconds),
            ("images_per_second", epoch.imagesPerSecond),
          ] + (epoch.trainAccuracy.map { [("train_accuracy", $0)] } ?? []))
    }
  }
}
