import Backbones
public import Bundles
public import Datasets
public import Foundation
import Metrics
public import Torch

/// A training from a recipe and a data set to a measured model bundle.
///
/// Temperature and operating point are chosen on validation data; the test part is looked at once, at the end.
public struct TrainingRun: Sendable {
  private let recipe: Recipe
  private let weights: WeightsSource
  private let name: ModelName
  private let device: Device
  private let stressPictures: Int
  private let interruption: Interruption
  private let observer: @Sendable (TrainingEvent) -> Void

  /// A run of a recipe.
  ///
  /// - Parameters:
  ///   - weights: What the weights are before training.
  ///   - name: The model's name; the recipe's where nil.
  ///   - device: Where it trains.
  ///   - stressPictures: Validation pictures that the model is measured on under stress in the end, at most; 0 leaves that
  ///     out.
  ///   - interruption: May ask the run to keep its state and end.
  ///   - observer: Is told of what happens, from any thread.
  public init(
    _ recipe: Recipe, weights: WeightsSource = .catalogue, name: ModelName? = nil, device: Device = .cpu,
    stressPictures: Int = 250, interruption: Interruption = Interruption(),
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    self.recipe = recipe
    self.weights = weights
    self.name = try name ?? ModelName(recipe.name)
    self.device = device
    self.stressPictures = stressPictures
    self.interruption = interruption
    self.observer = observer
  }

  /// Trains on a data set and writes the run's folder.
  ///
  /// - Parameters:
  ///   - data: The data set; it is split by the recipe where it has no parts.
  ///   - output: The run's folder, which must be empty or absent.
  ///   - resuming: Whether to go on from the folder's checkpoint, to the same weights as without a break.
  /// - Throws: `DataError`, `LearningError`, `TorchError`, `FileError` and the like; `LearningError.interrupted` when the
  ///   interruption asked for it.
  public func train(on data: URL, output: URL, resuming: Bool = false) throws -> RunResult {
    let dataset = try Dataset.read(data, options: recipe.reading)
      .prepared(rules: recipe.data.split, seed: recipe.plan[0].train.seed)
    return try train(on: dataset, output: output, resuming: resuming)
  }

  /// Trains on a data set that has its parts, and writes the run's folder.
  ///
  /// As ``train(on:output:resuming:)-(URL,_,_)``.
  public func train(on dataset: Dataset, output: URL, resuming: Bool = false) throws -> RunResult {
    try dataset.require(recipe.evaluate.by)
    let folder = try resuming ? RunDirectory(resuming: output) : RunDirectory(creating: output)
    let progress = ProgressFile(in: folder.url)
    defer { progress.end() }
    let observer: @Sendable (TrainingEvent) -> Void = { [observer] event in
      progress.note(event)
      observer(event)
    }
    let seed = recipe.plan[0].train.seed
    for note in dataset.provenance.notes { observer(.note(note)) }

    let classifier = try makeClassifier(for: dataset, seed: seed)
    let start = try weights.load(
      into: classifier, for: recipe.model, deciding: TaskClasses(dataset), observer: observer)
    let identity = try TrainingIdentity(
      recipe, dataset: dataset, fingerprint: DataFingerprint(reading: dataset), start: classifier.store.stateDict())
    let state = try resuming ? folder.state(of: identity) : nil
    if resuming { observer(.note(Self.note(resuming: state))) }

    let log = try RunLog(folder.url, dataset: dataset, epochs: state?.progress.epochs ?? [])
    if state == nil { try log.write(recipe: identity.recipe) }
    var hooks = TrainingHooks()
    hooks.observer = observer
    hooks.record = { try log.write($0, $1) }
    hooks.save = { try folder.save($0, of: identity) }
    hooks.interruption = interruption
    var material = TrainingMaterial(dataset, recipe: recipe, observer: observer)
    let trained = try StageRunner(
      recipe: recipe, classifier: classifier, classes: TaskClasses(dataset), hooks: hooks
    ).run(&material, from: state) { stage, parts in
      if let images = parts.training.source as? ImageBatches { try log.write(samplesOf: stage, images) }
    }
    let judge = try Judge(
      recipe.evaluate, choosingOn: trained.validation.logits, samples: trained.validation.samples,
      stressed: trained.stressed, seed: seed)
    let outcome = RunOutcome(
      recipe: recipe, dataset: dataset.replacing(samples: trained.samples), start: start, epochs: trained.epochs,
      judge: judge,
      validation: try judge.measure(trained.validation.logits, samples: trained.validation.samples),
      test: try trained.test.map { try judge.measure($0.logits, samples: $0.samples) })
    let detector = try material.outOfDistributionDetector(for: classifier)
    return try folder.write(
      outcome, classifier, detector, material.inputLevel(), name: name, stressPictures: stressPictures,
      observer: observer)
  }

  // MARK: - Steps

  /// The network with random weights.
  private func makeClassifier(for dataset: Dataset, seed: UInt64) throws -> Classifier {
    let head = recipe.model.head
    return try Classifier(
      recipe.model.architecture,
      head: Head.Options(
        outputs: head.count(for: dataset.task, classes: dataset.classes.count), hidden: head.hidden,
        batchNorm: head.batchNorm, dropout: head.dropout, attention: recipe.model.attention,
        scales: recipe.model.scales),
      seed: seed, on: device)
  }

  private static func note(resuming state: TrainingState?) -> String {
    guard let progress = state?.progress else {
      return "No checkpoint was kept before the stop: the training begins anew"
    }
    let place = progress.batch > 0 ? ", after batch \(progress.batch)" : ""
    return "Resuming in epoch \(progress.epochs.count + 1)\(place)"
  }
}
