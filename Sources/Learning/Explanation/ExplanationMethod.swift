public import Inference

/// The ways in which a reading can be explained by a heat-map, by the names that the command line has for them.
public enum ExplanationMethod: String, Sendable, Hashable, CaseIterable {
  case gradCAM = "grad-cam"
  case gradCAMPlusPlus = "grad-cam++"
  case layerCAM = "layer-cam"
  case integratedGradients = "integrated-gradients"
  case expectedGradients = "expected-gradients"
  case occlusion

  /// The class-activation map that it is, if it is one.
  public var activationMap: ActivationMap? { ActivationMap(rawValue: rawValue) }
}
