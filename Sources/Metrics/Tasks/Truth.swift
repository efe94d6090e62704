/// What is true of one case.
public enum Truth: Sendable, Hashable {
  /// The index of its class.
  case oneOf(Int)
  /// For each finding whether it is there; nil where that is not known.
  case findings([Bool?])

  /// Whether anything is found, so far as that is known.
  ///
  /// - Parameter isFound: whether a class says that something is found; findings always do.
  public func isAnythingFound(where isFound: (Int) -> Bool) -> Bool? {
    switch self {
    case .oneOf(let index): return isFound(index)
    case .findings(let findings):
      if findings.contains(true) { return true }
      return findings.contains(nil) ? nil : false
    }
  }
}
