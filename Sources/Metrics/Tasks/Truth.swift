/// What is true of one case.
public enum Truth: Sendable, Hashable {
  /// The index of its class.
  case oneOf(Int)
  /// For each finding whether it is there; nil where that is not known.
  case findings([Bool?])

  /// The index of the class; of findings 1 where any is there, else 0.
  public var label: Int {
    switch self {
    case .oneOf(let index): index
    case .findings(let findings): findings.contains(true) ? 1 : 0
    }
  }

  /// Whether a class or finding is there; nil where that is not known.
  public subscript(index: Int) -> Bool? {
    switch self {
    case .oneOf(let own): own == index
    case .findings(let findings): findings.indices.contains(index) ? findings[index] : nil
    }
  }

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
