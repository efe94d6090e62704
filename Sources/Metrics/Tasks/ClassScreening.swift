/// How one of several classes that exclude each other answers the question whether anything is found.
public enum ClassScreening: Sendable, Equatable {
  /// Any class does but one, which says that nothing is found.
  case anything(but: Int)
  /// One class does, against all others.
  case oneClass(Int)

  /// By a class that says that nothing is found; where there is none, by the last class.
  public init(negativeClass: Int?, classes: Int) {
    if let negativeClass, (0..<classes).contains(negativeClass) {
      self = .anything(but: negativeClass)
    } else {
      self = .oneClass(max(0, classes - 1))
    }
  }

  /// Whether a class says that something is found.
  public func isPositive(_ index: Int) -> Bool {
    switch self {
    case .anything(let negative): index != negative
    case .oneClass(let positive): index == positive
    }
  }

  /// The probability that something is found, from those of the classes.
  public func probability(_ probabilities: [Double]) -> Double {
    switch self {
    case .anything(let negative): 1 - probabilities[negative]
    case .oneClass(let positive): probabilities[positive]
    }
  }
}
