/// The ways in which a reading can be explained, by the names that the command line and the server have for them.
public enum ExplanationMethod: String, Sendable, Hashable, CaseIterable, Codable {
  case gradCAM = "grad-cam"
  case gradCAMPlusPlus = "grad-cam++"
  case layerCAM = "layer-cam"
  case integratedGradients = "integrated-gradients"
  case expectedGradients = "expected-gradients"
  case occlusion
  /// Shapley values of the lungs' zones.
  case shapley
  /// Where the network looked by its own attention, the same for every class.
  case attention

  /// What an explanation takes beside the reading.
  public enum Effort: Sendable, Hashable {
    /// Nothing: it comes out of the reading's own pass.
    case none
    /// Many more passes through the network.
    case passes
    /// Gradients of the network, for which LibTorch must be there.
    case gradients
  }

  /// The class-activation map that it is, if it is one.
  public var activationMap: ActivationMap? { ActivationMap(rawValue: rawValue) }

  /// Whether layers can be chosen: one, or with LayerCAM several.
  public var takesLayers: Bool { activationMap != nil || self == .layerCAM }

  /// Whether its values are so uneven that the greatest are cut down where they are shown.
  public var isUneven: Bool { self == .integratedGradients || self == .expectedGradients }

  /// What it takes.
  ///
  /// - Parameters:
  ///   - layers: Whether layers were chosen.
  ///   - attention: Whether the network has attention of its own, of which no class-activation map has a closed form.
  public func effort(layers: Bool, attention: Bool) -> Effort {
    switch self {
    case .gradCAM, .gradCAMPlusPlus: layers || attention ? .gradients : .none
    case .attention: .none
    case .occlusion, .shapley: .passes
    case .layerCAM, .integratedGradients, .expectedGradients: .gradients
    }
  }
}
