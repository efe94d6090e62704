import Metrics

extension Truth {
  /// Whether it is of findings, not of a class.
  var hasFindings: Bool { if case .findings = self { true } else { false } }

  /// Whether both can't be true of one picture: two classes, or a finding that is there in one and not in the other.
  func contradicts(_ other: Truth) -> Bool {
    guard case .findings(let left) = self, case .findings(let right) = other else { return self != other }
    return zip(left, right).contains { $0 != nil && $1 != nil && $0 != $1 }
  }

  /// The class's name, or `Effusion=1|Mass=0|Hernia=?`.
  func text(_ classes: [String]) -> String {
    switch self {
    case .oneOf(let index): classes[index]
    case .findings(let findings):
      zip(classes, findings).map { "\($0)=\($1.map { $0 ? "1" : "0" } ?? "?")" }.joined(separator: "|")
    }
  }
}

extension Collection where Element == Truth {
  /// Whether any two contradict each other.
  var isContradictory: Bool {
    let different = Array(Set(self))
    return different.indices.contains { index in different[..<index].contains { $0.contradicts(different[index]) } }
  }
}
