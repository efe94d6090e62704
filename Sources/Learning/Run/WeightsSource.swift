public import Backbones
import Files
public import Foundation
public import TensorFiles

/// Where the pretrained weights of a backbone come from.
public enum WeightsSource: Sendable, Hashable {
  /// From the catalogue, as the recipe names them.
  case catalogue
  /// From a file.
  case file(URL)
  /// From nowhere: the backbone starts with random weights.
  case random

  /// The weights for a recipe's network, or nil for random ones.
  ///
  /// - Parameter observer: Is told where they were found.
  /// - Throws: `WeightsError`, `TensorFileError`, `FileError`, `LearningError.noPretrainedWeights`.
  public func tensors(
    for model: ModelSection, locator: WeightsLocator = WeightsLocator(), observer: (TrainingEvent) -> Void = { _ in }
  ) throws -> [String: StoredTensor]? {
    switch self {
    case .random: return nil
    case .file(let url): return try TensorFile.tensors(contentsOf: url)
    case .catalogue:
      guard let name = model.weights else { return nil }
      guard let entry = PretrainedWeights.of(model.architecture, name) else {
        throw LearningError.noPretrainedWeights(architecture: model.architecture.rawValue, name: name)
      }
      let found = try locator.find(entry)
      observer(.note("Pretrained weights: \(entry.fileName)"))
      return try TensorFile.tensors(contentsOf: found.url)
    }
  }
}
