/// What an operating point is chosen for.
///
/// As text, in recipes, on the command line and in JSON: `youden` (or `balanced_accuracy`, which has the same best
/// threshold), `min_class`, `f1`, `sensitivity=0.95`, `specificity=0.9`, `cost=5`, `cost=5,prevalence=0.1`, `fixed=0.5`.
public enum OperatingCriterion: Sendable, Equatable {
  /// The most of sensitivity + specificity - 1 (Youden, Cancer 1950): both errors weigh alike, whatever the prevalence.
  case youden
  /// The most of the lesser of sensitivity and specificity: neither class is given up for the other.
  case minClass
  /// The most F1 of the positive class; it depends on the prevalence of the set.
  case f1
  /// The most specificity among the thresholds whose sensitivity is at least this: for ruling out.
  case sensitivity(atLeast: Double)
  /// The most sensitivity among the thresholds whose specificity is at least this: for ruling in.
  case specificity(atLeast: Double)
  /// The least expected cost, a missed positive costing `ratio` times a false alarm, at the set's prevalence or the one
  /// given (Metz, Seminars in Nuclear Medicine 1978).
  case cost(ratio: Double, prevalence: Double?)
  /// A threshold given, not chosen.
  case fixed(Double)

  /// Refuses targets, costs and prevalences that make no sense.
  func check() throws(MetricsError) {
    switch self {
    case .youden, .minClass, .f1: break
    case .sensitivity(let target): try Self.check("the target sensitivity", target, target > 0 && target <= 1)
    case .specificity(let target): try Self.check("the target specificity", target, target > 0 && target <= 1)
    case .cost(let ratio, let prevalence):
      guard ratio > 0, ratio.isFinite else {
        throw .invalidParameter(name: "the cost ratio", value: ratio, allowed: "above 0")
      }
      if let prevalence { try Self.check("the prevalence", prevalence, prevalence > 0 && prevalence < 1) }
    case .fixed(let threshold):
      guard threshold.isFinite else {
        throw .invalidParameter(name: "the threshold", value: threshold, allowed: "a finite number")
      }
    }
  }

  private static func check(_ name: String, _ value: Double, _ isAllowed: Bool) throws(MetricsError) {
    guard isAllowed else { throw .invalidParameter(name: name, value: value, allowed: "between 0 and 1") }
  }
}

// MARK: - Text

extension OperatingCriterion: CustomStringConvertible {
  /// Reads a criterion from its text.
  ///
  /// - Throws: `MetricsError.unknownCriterion`, or `.invalidParameter` for a number out of range.
  public init(parsing text: String) throws(MetricsError) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return (name: pair[0], value: pair.count == 2 ? Double(pair[1]) : nil, isBare: pair.count == 1)
    }
    let first = parts[0]
    let criterion: OperatingCriterion? =
      switch (first.name, first.value, parts.count) {
      case ("youden", nil, 1) where first.isBare, ("balanced_accuracy", nil, 1) where first.isBare: .youden
      case ("min_class", nil, 1) where first.isBare: .minClass
      case ("f1", nil, 1) where first.isBare: .f1
      case ("sensitivity", let target?, 1): .sensitivity(atLeast: target)
      case ("specificity", let target?, 1): .specificity(atLeast: target)
      case ("fixed", let threshold?, 1): .fixed(threshold)
      case ("cost", let ratio?, 1): .cost(ratio: ratio, prevalence: nil)
      case ("cost", let ratio?, 2) where parts[1].name == "prevalence" && parts[1].value != nil:
        .cost(ratio: ratio, prevalence: parts[1].value)
      default: nil
      }
    guard let criterion else { throw .unknownCriterion(text) }
    try criterion.check()
    self = criterion
  }

  /// The criterion as the text that `init(parsing:)` reads.
  public var description: String {
    switch self {
    case .youden: "youden"
    case .minClass: "min_class"
    case .f1: "f1"
    case .sensitivity(let target): "sensitivity=\(target)"
    case .specificity(let target): "specificity=\(target)"
    case .cost(let ratio, let prevalence): "cost=\(ratio)" + (prevalence.map { ",prevalence=\($0)" } ?? "")
    case .fixed(let threshold): "fixed=\(threshold)"
    }
  }
}

extension OperatingCriterion: Codable {
  /// Reads the criterion's text.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: String(from: decoder))
  }

  /// Writes the criterion's text.
  public func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
  }
}
