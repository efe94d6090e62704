extension ForeignState.Fault: CustomStringConvertible {
  /// The fault as a part of a sentence.
  public var description: String {
    switch self {
    case .noHead(let place):
      "there is no linear layer at \(place); save the state dict of the whole classifier"
    case .headLayers(let key):
      "\(key.debugDescription) is of no linear layer; a head may have one or two, with dropout"
    case .tooManyLayers(let count):
      "it has \(count) linear layers; at most two fit"
    case .unknownActivation(let first, let second):
      "what stands between \(first.debugDescription) and \(second.debugDescription) is not in the file; "
        + "--head-activation relu or none says it"
    case .headShapes(let shapes):
      "its layers of \(shapes) do not fit each other"
    }
  }
}
