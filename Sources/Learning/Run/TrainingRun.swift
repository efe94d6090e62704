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
  private let ranks: Ranks
  private let launcher: Launcher
  private let stressPictures: Int
  private let interruption: Interruption
  private let observer: @Sendable (TrainingEvent) -> Void

  /// A run of a recipe.
  ///
  /// - Parameters:
  ///   - weights: What the weights are before training.
  ///   - name: The model's name; the recipe's where nil.
  ///   - device: Where it trains.
  ///   - ranks: The processes that train together, of which this is one.
  ///   - launcher: What started it: a run that it has begun and that has not come to its end is gone on with.
  ///   - stressPictures: Validation pictures that the model is measured on under stress in the end, and precisions are
  ///     compared on, at most; 0 leaves that out.
  ///   - interruption: May ask the run to keep its state and end.
  ///   - observer: Is told of what happens, from any thread.
  public init(
    _ recipe: Recipe, weights: WeightsSource = .catalogue, name: ModelName? = nil, device: Device = .cpu,
    ranks: Ranks = .alone, launcher: Launcher = Launcher([:]),
    stressPictures: Int = 250, interruption: Interruption = Interruption(),
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    self.recipe = recipe
    self.weights = weights
    self.name = try name ?? ModelName(recipe.name)
    self.device = device
    self.ranks = ranks
    self.launcher = launcher
    self.stressPictures = stressPictures
    self.interruption = interruption
    self.observer = observer
  }

  // MARK: - Training

  /// Trains on a data set and writes the run's folder, as the first or only rank.
  ///
  /// - Parameters:
  ///   - data: The data set; it is split by the recipe where it has no parts.
  ///   - output: The run's folder, which must be empty or absent.
  ///   - resuming: Whether to go on from the folder's checkpoint, to the same weights as without a break.
  /// - Throws: `DataError`, `LearningError`, `TorchError`, `FileError` and the like; `LearningError.interrupted` when the
  ///   interruption asked for it.
  public func train(on data: URL, output: URL, resuming: Bool = false) throws -> RunResult {
    try train(on: dataset(at: data), output: output, resuming: resuming)
  }

  /// Trains on a data set that has its parts, and writes the run's folder, as the first or only rank.
  ///
  /// As ``train(on:output:resuming:)-(URL,_,_)``.
  public func train(on dataset: Dataset, output: URL, resuming: Bool = false) throws -> RunResult {
    try dataset.require(recipe.evaluate.by)
    let resuming = resuming || launcher.repeats(RunDirectory(at: output))
    let folder = try resuming ? RunDirectory(resuming: output) : RunDirectory(creating: output)
    try launcher.sign(folder)
    let progress = ProgressFile(in: folder.url)
    defer { progress.end() }
    let observer: @Sendable (TrainingEvent) -> Void = { [observer] event in
      progress.note(event)
      observer(event)
    }
    let seed = recipe.plan[0].train.seed
    let started = ContinuousClock.now
    for note in dataset.provenance.notes + Self.notes(on: dataset) { observer(.note(note)) }

    // All files are read for it, while LibTorch, which has one thread for that, is loaded.
    let fingerprint = Ahead { DataFingerprint(reading: dataset) }
    let (classifier, start) = try begin(with: dataset, seed: seed, observer: observer)
    var material = TrainingMaterial(dataset, recipe: recipe, ranks: ranks, observer: observer)
    let (settled, checksum) = try settled(material, classifier, resuming: resuming ? folder : nil, observer: observer)
    let identity = try TrainingIdentity(
      settled, dataset: dataset, fingerprint: fingerprint.value, start: checksum)
    let state = try resuming ? folder.state(of: identity) : nil
    if resuming { observer(.note(Self.note(resuming: state))) }

    let log = try RunLog(folder.url, dataset: dataset, epochs: state?.progress.epochs ?? [])
    if state == nil { try log.write(recipe: identity.recipe) }
    var hooks = TrainingHooks()
    hooks.observer = observer
    hooks.record = { try log.write($0, $1) }
    hooks.save = { try folder.save($0, of: identity) }
    let trained = try ranks.namingLosses {
      if !ranks.isAlone {
        _ = try ranks.broadcast(state.map { try TrainingCheckpoint(identity: identity, state: $0).encoded() })
      }
      return try run(settled, classifier, on: &material, dataset, from: state, hooks) { stage, parts in
        observer(.note(Self.note(on: classifier, in: stage)))
        if let images = parts.training.source as? ImageBatches { try log.write(samplesOf: stage, images) }
      }
    }
    let judge = try Judge(
      recipe.evaluate, choosingOn: trained.validation.logits, samples: trained.validation.samples,
      stressed: trained.stressed, seed: seed)
    let read = dataset.replacing(samples: trained.samples)
    let outcome = RunOutcome(
      recipe: settled, dataset: read,
      fingerprint: read.samples.count == dataset.samples.count ? fingerprint.value : DataFingerprint(reading: read),
      start: start, epochs: trained.epochs, judge: judge,
      validation: try judge.measure(trained.validation.logits, samples: trained.validation.samples),
      test: try trained.test.map { try judge.measure($0.logits, samples: $0.samples) })
    // The answer comes first: what is measured beside takes longer than a head on stored features does.
    observer(.measured(try outcome.metadata(name: name)))
    let detector = try material.outOfDistributionDetector(for: classifier)
    let bundle = try folder.write(
      outcome, classifier, detector, material.inputLevel(), name: name, stressPictures: stressPictures,
      observer: observer)
    return RunResult(
      url: folder.url, bundle: bundle, epochs: outcome.epochs, seconds: (ContinuousClock.now - started) / .seconds(1))
  }

  /// Does the share of a rank that is not the first: writes and says nothing, and is done when the network has learnt and
  /// all its logits are known.
  ///
  /// - Throws: As ``train(on:output:resuming:)-(URL,_,_)``.
  public func assist(on data: URL) throws {
    let dataset = try dataset(at: data)
    let (classifier, _) = try begin(with: dataset, seed: recipe.plan[0].train.seed, observer: { _ in })
    var material = TrainingMaterial(dataset, recipe: recipe, ranks: ranks, observer: { _ in })
    let (settled, _) = try settled(material, classifier, resuming: nil, observer: { _ in })
    try ranks.namingLosses {
      let state = try ranks.broadcast(nil).map { try TrainingCheckpoint($0).state }
      _ = try run(settled, classifier, on: &material, dataset, from: state, TrainingHooks())
    }
  }

  /// What all ranks do, each its share.
  private func run(
    _ recipe: Recipe, _ classifier: Classifier, on material: inout TrainingMaterial, _ dataset: Dataset,
    from state: TrainingState?,
    _ hooks: TrainingHooks, begin: (TrainingStage, TrainingParts) throws -> Void = { _, _ in }
  ) throws -> StageRunner.Outcome {
    var hooks = hooks
    hooks.interruption = interruption
    return try StageRunner(
      recipe: recipe, classifier: classifier, classes: TaskClasses(dataset), hooks: hooks, ranks: ranks
    ).run(&material, from: state, begin: begin)
  }

  // MARK: - Steps

  /// A data set with its parts.
  private func dataset(at url: URL) throws -> Dataset {
    try Dataset.read(url, options: recipe.reading)
      .prepared(rules: recipe.data.split, seed: recipe.plan[0].train.seed)
  }

  /// The recipe with a precision for every stage that leaves it to the machine, once all ranks are known to have the same
  /// before them; and the checksum of the network before training.
  ///
  /// It is the precision of the run that is gone on with, else what a trial on the first rank's machine finds.
  private func settled(
    _ material: TrainingMaterial, _ classifier: Classifier, resuming folder: RunDirectory?,
    observer: @Sendable (TrainingEvent) -> Void
  ) throws -> (recipe: Recipe, checksum: String) {
    let checksum = TrainingIdentity.checksum(of: try classifier.store.stateDict())
    let isOpen = ranks.isFirst && recipe.plan.contains { $0.train.precision == .auto }
    let kept = isOpen ? try folder?.recipe()?.plan : nil
    return try ranks.namingLosses {
      if !ranks.isAlone { try CommonGround(recipe, dataset: material.dataset, start: checksum).check(among: ranks) }
      let settled = try recipe.settlingPrecision { stage in
        let same = kept?.first { $0.name == stage.name }?.train.precision
        let found = ranks.isFirst ? try same ?? material.precision(for: stage, of: classifier) : nil
        let told = try ranks.broadcast(found.map { Data($0.rawValue.utf8) }) ?? Data()
        let precision = TrainSection.Precision(rawValue: String(decoding: told, as: UTF8.self)) ?? .f32
        observer(.note("Stage \(stage.name) learns in \(precision.rawValue), the faster on this machine"))
        return precision
      }
      return (settled, checksum)
    }
  }

  /// The network with the weights that it begins with, and where these come from.
  private func begin(
    with dataset: Dataset, seed: UInt64, observer: @Sendable (TrainingEvent) -> Void
  ) throws -> (Classifier, ModelStart?) {
    let classifier = try makeClassifier(for: dataset, seed: seed)
    let start = try weights.load(
      into: classifier, for: recipe.model, deciding: TaskClasses(dataset), observer: observer)
    return (classifier, start)
  }

  /// The network with random weights.
  private func makeClassifier(for dataset: Dataset, seed: UInt64) throws -> Classifier {
    let head = recipe.model.head
    let classifier = try Classifier(
      recipe.model.architecture,
      head: Head.Options(
        outputs: head.count(for: dataset.task, classes: dataset.classes.count), hidden: head.hidden,
        batchNorm: head.batchNorm, dropout: head.dropout, attention: recipe.model.attention,
        scales: recipe.model.scales),
      seed: seed, on: device)
    if recipe.model.initialization == .glorot { try classifier.initializeGlorot() }
    return classifier
  }

  private static func note(resuming state: TrainingState?) -> String {
    guard let progress = state?.progress else {
      return "No checkpoint was kept before the stop: the training begins anew"
    }
    let place = progress.batch > 0 ? ", after batch \(progress.batch)" : ""
    return "Resuming in epoch \(progress.epochs.count + 1)\(place)"
  }
}
