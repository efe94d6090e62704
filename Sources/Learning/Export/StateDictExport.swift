import Backbones
public import Bundles
public import Foundation
import TensorFiles

/// Writes the weights of a bundle for PyTorch.
public enum StateDictExport {
  /// Writes the state dict of a bundle's network, as `torch.save(model.state_dict(), …)` does.
  ///
  /// Keys are torchvision's, so that its model with as many classes takes them with `strict=True`. A hidden layer of the
  /// head has the keys `hidden`, `norm` and `output` below the head's.
  ///
  /// - Throws: ``LearningError/graphAlone``, ``LearningError/ensembleAsWeights(_:)``; `BundleError`, `TensorFileError`,
  ///   `FileError`.
  public static func write(_ bundle: ModelBundle, to url: URL) throws {
    guard bundle.members.isEmpty else { throw LearningError.ensembleAsWeights(bundle.name) }
    _ = try bundle.metadata.network.backbone()
    try TorchFile.write(bundle.weights(), to: url)
  }
}
