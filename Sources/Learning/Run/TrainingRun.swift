import Backbones
public import Bundles
public import Foundation
import Inference
import Radiograph
import Torch

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
    let table = try features(of: dataset, through: classifier)
    let training = try table.part(.train)
    let validation = try table.part(.validation)
    let test = table.samples.contains { $0.split == .test } ? try table.part(.test) : nil

    let objective = Objective(
      recipe.plan[0].train.loss, outputs: recipe.model.head.outputs, positiveClass: dataset.positiveClass,
      labels: training.source.labels, on: .cpu)
    let trainer = Trainer(
      classifier, recipe.plan[0].train, objective: objective, forward: { try classifier.head.logits($0) },
      observer: observer)
    // A head is so small that several threads would cost more than they give.
    let threads = try Threads.count()
    try Threads.setCount(1)
    defer { try? Threads.setCount(threads) }
    let epochs = try trainer.fit(training.source, validation: validation.source)

    func logits(_ part: TablePart) throws -> LogitTable {
      try LogitTable(trainer.predict(part.source), labels: part.source.labels, positiveClass: dataset.positiveClass)
    }
    let validationLogits = try logits(validation)
    let judge = try Judge(
      recipe.evaluate, choosingOn: validationLogits, samples: validation.samples, classes: dataset.classes, seed: seed)
    let outcome = RunOutcome(
      recipe: recipe, dataset: dataset.replacing(samples: table.samples), epochs: epochs, judge: judge,
      validation: try judge.measure(validationLogits, samples: validation.samples),
      test: try test.map { try judge.measure(logits($0), samples: $0.samples) })
    return try folder.write(outcome, classifier, name: name)
  }

  // MARK: - Steps

  /// The network with its pretrained backbone, which is frozen.
  private func makeClassifier(seed: UInt64) throws -> Classifier {
    let head = recipe.model.head
    let classifier = try Classifier(
      recipe.model.architecture,
      head: Head.Options(
        outputs: head.outputs == .sigmoid ? 1 : 2, hidden: head.hidden, batchNorm: head.batchNorm, dropout: head.dropout
      ),
      seed: seed)
    if let tensors = try weights.tensors(for: recipe.model, observer: observer) { try classifier.loadBackbone(tensors) }
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
      dataset.samples, engine: engine, preprocessing: recipe.input, observer: observer)
    for (path, reason) in table.unreadable { observer(.note("\(path) was left out: \(reason)")) }
    return table
  }
}
