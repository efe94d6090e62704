import Backbones
import Bundles
public import Foundation
import Metrics
import TensorFiles

/// What the weights of a network are before training.
public enum WeightsSource: Sendable, Hashable {
  /// From the catalogue, as the recipe names them.
  case catalogue
  /// A backbone's from a file.
  case file(URL)
  /// One's own model's, with its head where that fits: a bundle, or the folder of a run.
  case bundle(URL)
  /// From nowhere: the backbone starts with random weights.
  case random

  /// Sets a new network to the weights; a head that they have none for stays as it is.
  ///
  /// - Parameters:
  ///   - model: The recipe's network.
  ///   - classes: What the network shall decide.
  ///   - observer: Is told where they were found.
  /// - Returns: One's own model that the training goes on from; nil where there is none.
  /// - Throws: `WeightsError`, `TensorFileError`, `FileError`, `BundleError`; `TorchError.stateMismatch` for weights of
  ///   another network; ``LearningError/noPretrainedWeights(architecture:name:)``,
  ///   ``LearningError/otherArchitecture(bundle:model:recipe:)``, ``LearningError/ensembleAsStart(_:)``.
  func load(
    into classifier: Classifier, for model: ModelSection, deciding classes: TaskClasses,
    observer: (TrainingEvent) -> Void
  ) throws -> ModelStart? {
    switch self {
    case .random: break
    case .file(let url): try classifier.loadBackbone(TensorFile.tensors(contentsOf: url))
    case .bundle(let url): return try StartingModel(url).load(into: classifier, deciding: classes, observer: observer)
    case .catalogue:
      guard let name = model.weights else { break }
      guard let entry = PretrainedWeights.of(model.architecture, name) else {
        throw LearningError.noPretrainedWeights(architecture: model.architecture.rawValue, name: name)
      }
      let found = try WeightsLocator().find(entry)
      observer(.note("Pretrained weights: \(entry.fileName)"))
      try classifier.loadBackbone(TensorFile.tensors(contentsOf: found.url))
    }
    return nil
  }
}
