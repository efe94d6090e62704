import Backbones
public import Bundles
public import Foundation

/// A training from a recipe and a data set to a measured model bundle.
///
/// Temperature and operating point are chosen on validation data; the test part is looked at once, at the end.
public struct TrainingRun: Sendable {
  private let recipe: Recipe
  private let weights: WeightsSource
  private let name: ModelName
  private let observer: @Sendable (TrainingEvent) -> Void

  /// A run of a recipe.
  ///
  /// - Parameters:
  ///   - weights: Where the backbone's weights come from.
  ///   - name: The model's name; the recipe's where nil.
  ///   - observer: Is told of what happens, from any thread.
  public init(
    _ recipe: Recipe, weights: WeightsSource = .catalogue, name: ModelName? = nil,
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
    var material = TrainingMaterial(dataset, recipe: recipe, observer: observer)
    var hooks = TrainingHooks()
    hooks.observer = observer
    let trained = try StageRunner(
      recipe: recipe, classifier: classifier, positiveClass: dataset.positiveClass, hooks: hooks
    ).run(&material, from: nil)
    let judge = try Judge(
      recipe.evaluate, choosingOn: trained.validation.logits, samples: trained.validation.samples,
      classes: dataset.classes, seed: seed)
    let outcome = RunOutcome(
      recipe: recipe, dataset: dataset.replacing(samples: trained.samples), epochs: trained.epochs, judge: judge,
      validation: try judge.measure(trained.validation.logits, samples: trained.validation.samples),
      test: try trained.test.map { try judge.measure($0.logits, samples: $0.samples) })
    return try folder.write(outcome, classifier, name: name)
  }

  // MARK: - Steps

  /// The network with its pretrained backbone.
  private func makeClassifier(seed: UInt64) throws -> Classifier {
    let head = recipe.model.head
    let classifier = try Classifier(
      recipe.model.architecture,
      head: Head.Options(
        outputs: head.outputs == .sigmoid ? 1 : 2, hidden: head.hidden, batchNorm: head.batchNorm, dropout: head.dropout
      ),
      seed: seed)
    if let tensors = try weights.tensors(for: recipe.model, observer: observer) { try classifier.loadBackbone(tensors) }
    return classifier
  }
}
