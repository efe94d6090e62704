/// The files of a bundle beside `model.json`.
public enum BundleFile: String, Sendable, CaseIterable {
  /// The weights under PyTorch's keys.
  case weights = "model.safetensors"
  /// The network as a graph, batch normalisation folded.
  case graph = "model.onnx"
  /// The graph in 8-bit integers.
  case quantizedGraph = "model.int8.onnx"
  /// Features of training images, to which those of a new picture are compared; see ``OutOfDistribution``.
  case references = "ood.safetensors"
  /// What a person should know of the model.
  case card = "MODEL_CARD.md"
  /// How it was trained and what it reached, with pictures.
  case report = "report.html"
  /// What each epoch gave, and each case's probability, for programs that draw curves.
  case evaluation = "evaluation.json"
  /// What the adaptation to a site changed, and the figures there before and after.
  case calibration = "calibration.json"

  /// The file without which a bundle of a network is broken.
  static func required(for network: NetworkDescription) -> BundleFile { network.isGraph ? .graph : .weights }
}
