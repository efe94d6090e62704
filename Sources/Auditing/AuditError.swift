/// What can go wrong with the audit store.
public enum AuditError: Error, Sendable, Equatable {
  /// The file can't be opened, or is no audit store; the reason.
  case cannotOpen(file: String, reason: String)
  /// A record can't be written or read; the reason.
  case failed(reason: String)
  /// There is no reading with this id.
  case unknownReading(String)
  /// The label is none of the model's classes, or not one for its task.
  case unknownLabel(String, classes: [String])
}

extension AuditError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .cannotOpen(let file, let reason): "the audit store \(file) can't be opened: \(reason)"
    case .failed(let reason): "the audit store failed: \(reason)"
    case .unknownReading(let id): "there is no reading '\(id.prefix(80))'"
    case .unknownLabel(let label, let classes):
      "'\(label.prefix(80))' is none of the classes \(classes.joined(separator: ", "))"
    }
  }
}
