extension AttributionError: CustomStringConvertible {
  /// The error as one sentence for a person.
  public var description: String {
    switch self {
    case .noLayer(let name, let known):
      "the network has no layer '\(name)'; it has \(known.joined(separator: ", "))"
    case .tokens(let layer):
      "the layer '\(layer)' gives tokens, not feature maps; the network's own attention can be shown instead"
    case .noClass(let index, let classes):
      "there is no class \(index) among \(classes)"
    case .shape(let what, let expected, let found):
      "\(what) of shape \(found) cannot be explained; \(expected) is needed"
    case .parameter(let name, let value):
      "\(name) cannot be \(value)"
    }
  }
}
