import Backbones
public import Bundles
public import Inference

/// The ways in which a reading can be explained by a heat-map, by the names that the command line has for them.
public enum ExplanationMethod: String, Sendable, Hashable, CaseIterable {
  case gradCAM = "grad-cam"
  case gradCAMPlusPlus = "grad-cam++"
  case layerCAM = "layer-cam"
  case integratedGradients = "integrated-gradients"
  case expectedGradients = "expected-gradients"
  case occlusion
  /// Where the network looked by its own attention, the same for every class.
  case attention

  /// The class-activation map that it is, if it is one.
  public var activationMap: ActivationMap? { ActivationMap(rawValue: rawValue) }

  /// What explains a model at the price of its reading: its attention if it has any, else Grad-CAM.
  public static func standard(for bundle: ModelBundle) -> ExplanationMethod {
    bundle.representative.metadata.network.hasAttention ? .attention : .gradCAM
  }
}

extension NetworkDescription {
  /// Whether the network says by its own attention where it looked.
  var hasAttention: Bool { Architecture(rawValue: architecture)?.hasAttention ?? false }
}
