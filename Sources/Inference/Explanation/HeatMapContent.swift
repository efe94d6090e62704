/// What the colours of a heat-map mean, for the words beneath it.
public enum HeatMapContent: Sendable, Equatable {
  /// What speaks for a class.
  case evidence(ActivationMap)
  /// Where the network looked by its own attention, the same for every class.
  case attention

  /// The meaning in words that begin a sentence or follow a colon, such as "what speaks for PNEUMONIA (Grad-CAM)".
  public func words(for name: String) -> String {
    switch self {
    case .evidence(.gradCAM): "what speaks for \(name) (Grad-CAM)"
    case .evidence(.gradCAMPlusPlus): "what speaks for \(name) (Grad-CAM++)"
    case .attention: "where the network looked (its attention)"
    }
  }
}

extension Predictor {
  /// What the heat-maps mean that are made by a method: a network with attention of its own shows that, whatever the method.
  public func content(of method: ActivationMap) -> HeatMapContent {
    signature.attention == nil ? .evidence(method) : .attention
  }
}
