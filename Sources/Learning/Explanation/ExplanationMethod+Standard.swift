import Backbones
public import Bundles
public import Inference

extension ExplanationMethod {
  /// What explains a model at the price of its reading: its attention if it has any, else Grad-CAM.
  public static func standard(for bundle: ModelBundle) -> ExplanationMethod {
    bundle.representative.metadata.network.hasAttention ? .attention : .gradCAM
  }
}

extension NetworkDescription {
  /// Whether the network says by its own attention where it looked.
  var hasAttention: Bool { Architecture(rawValue: architecture)?.hasAttention ?? false }
}
