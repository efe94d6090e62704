public import Bundles

/// What a training says of itself while it runs.
public enum TrainingEvent: Sendable {
  /// Something that a person should know.
  case note(String)
  /// A batch is done: the loss of its samples.
  case batch(epoch: Int, batch: Int, batches: Int, loss: Double)
  /// An epoch is done.
  case epoch(EpochResult, of: Int)
  /// Work that is counted in images goes on.
  case progress(title: String, done: Int, total: Int)
  /// The model has learnt and its figures on validation and test data are known, as the bundle will have them; evidence,
  /// stress and the report are still to come.
  case measured(ModelMetadata)
}

/// What an epoch gave.
public struct EpochResult: Sendable, Equatable, Codable {
  /// The epoch, from 1; those of earlier stages are counted.
  public let epoch: Int
  /// The mean loss of its training samples, each as it was seen.
  public let trainLoss: Double
  /// The share of its training samples that were decided rightly, each as it was seen, by the weights of then; nil where
  /// that is known of none.
  public let trainAccuracy: Double?
  /// The loss on validation data after it.
  public let validationLoss: Double
  /// Figures on validation data at threshold 0.5, by their names in reports.
  public let validation: [String: Double]
  /// The learning rate of the head's parameters at its end.
  public let learningRate: Double
  /// What it took, validation included.
  public let seconds: Double
  /// Training images a second, validation not included.
  public let imagesPerSecond: Double
  /// Whether it is the best so far.
  public let isBest: Bool
}

extension EpochResult {
  /// Its figures under the names that TensorBoard and tracking servers get: `train/loss`, `validation/auroc`.
  public var scalars: [(name: String, value: Double)] {
    let measured = validation.merging(["loss": validationLoss]) { _, loss in loss }
    return measured.sorted { $0.key < $1.key }.map { ("validation/\($0.key.replacing(":", with: "/"))", $0.value) } + [
      ("train/loss", trainLoss), ("train/learning_rate", learningRate), ("train/images_per_second", imagesPerSecond),
    ] + (trainAccuracy.map { [("train/accuracy", $0)] } ?? [])
  }

  /// Losses and accuracies under the names by which TensorBoard draws training and validation one above the other, as
  /// PyTorch's tutorials have them: `Loss/Train`, `Loss/Validation`, `Accuracy/Train`, `Accuracy/Validation`.
  var pairs: [(name: String, value: Double)] {
    let values: [(name: String, value: Double?)] = [
      ("Loss/Train", trainLoss), ("Loss/Validation", validationLoss), ("Accuracy/Train", trainAccuracy),
      ("Accuracy/Validation", validation["accuracy"]),
    ]
    return values.compactMap { pair in pair.value.map { (pair.name, $0) } }
  }
}
