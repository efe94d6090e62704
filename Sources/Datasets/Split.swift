/// The part a sample plays: learnt from, chosen by, or measured on.
public enum Split: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable {
  /// What the weights are fitted to.
  case train
  /// What epochs, temperature and operating point are chosen by.
  case validation = "val"
  /// What the final figures come from; nothing is ever chosen by it.
  case test

  /// The split that a folder or a cell of a table names, whatever the case: `train` or `training`; `val`, `valid`,
  /// `validate`, `validation` or `dev`; `test` or `testing`.
  public init?(name: some StringProtocol) {
    switch name.lowercased() {
    case "train", "training": self = .train
    case "val", "valid", "validation", "validate", "dev": self = .validation
    case "test", "testing": self = .test
    default: return nil
    }
  }
}

extension Split: Comparable {
  /// Train before validation before test.
  public static func < (left: Split, right: Split) -> Bool { left.order < right.order }

  private var order: Int {
    switch self {
    case .train: 0
    case .validation: 1
    case .test: 2
    }
  }
}
