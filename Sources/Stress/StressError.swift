/// What can be wrong with a stress that is asked for.
///
/// What can be wrong with a picture is a `RadiographError`.
public enum StressError: Error, Sendable, Equatable {
  /// No kind has this identifier.
  case unknownKind(String)
  /// The kind has no such severity.
  case noSuchSeverity(kind: String, severity: Int, count: Int)
}

extension StressError: CustomStringConvertible {
  /// The error as one sentence for people.
  public var description: String {
    switch self {
    case .unknownKind(let id):
      "there is no kind of stress '\(id)'"
    case .noSuchSeverity(let kind, let severity, let count):
      "'\(kind)' has no severity \(severity): it has 1 to \(count)"
    }
  }
}
