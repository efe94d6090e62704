/// What is told apart where images have findings: anything found from nothing, or one finding from its absence.
public enum Target: Sendable, Hashable {
  /// `Normal` (no finding) from `Abnormal` (any finding).
  case abnormal
  /// One finding from its absence, whatever else is found: `Pneumonia` from `No Pneumonia`.
  case finding(String)

  /// `abnormal`, or a finding's name.
  public init(name: String) { self = name.lowercased() == "abnormal" ? .abnormal : .finding(name) }

  /// The name that ``init(name:)`` takes.
  public var name: String {
    switch self {
    case .abnormal: "abnormal"
    case .finding(let finding): finding
    }
  }
}
