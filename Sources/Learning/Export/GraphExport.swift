public import Backbones
public import Bundles
public import ONNX
import Radiograph
public import Torch

/// Writes the network of a bundle as an ONNX graph.
public enum GraphExport {
  /// The graph of a bundle's network with its weights; needs LibTorch.
  ///
  /// - Throws: `LearningError.inputSizeUnknown`, `BundleError`; `TorchError` where LibTorch is absent or the weights are of
  ///   another network.
  public static func model(_ bundle: ModelBundle) throws -> ONNXModel {
    let metadata = bundle.metadata
    guard let size = metadata.input.inputSize else { throw LearningError.inputSizeUnknown }
    return try classifier(bundle).graph(height: size.height, width: size.width)
  }

  /// The network of a bundle, ready to run.
  ///
  /// - Throws: `LearningError.unknownArchitecture`, `BundleError`, `TorchError`.
  public static func classifier(_ bundle: ModelBundle, on device: Device = .cpu) throws -> Classifier {
    let network = bundle.metadata.network
    let classifier = try Classifier(
      network.backbone(), head: network.head(), seed: bundle.metadata.seed, on: device)
    try classifier.store.load(bundle.weights())
    classifier.store.isTraining = false
    return classifier
  }
}
