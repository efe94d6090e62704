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
  /// No reading has feedback, of the model that is meant or of any.
  case noFeedback(model: String?)
  /// Readings of several models have feedback, whose classes differ.
  case severalModels([String])
  /// The pictures are not below the folder of the table that is to name them.
  case picturesElsewhere(table: String)
  /// None of the pictures with feedback is in the folder.
  case noPictures(folder: String, count: Int)
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
    case .noFeedback(let model): "no reading\(model.map { " of the model '\($0)'" } ?? "") has feedback"
    case .severalModels(let models):
      "the feedback is for models of different classes; choose one with --model: \(models.joined(separator: ", "))"
    case .picturesElsewhere(let table):
      "\(table) must lie in a folder above the pictures, or beside them: a table names no pictures of elsewhere"
    case .noPictures(let folder, let count):
      "none of the \(count) pictures with feedback is in \(folder): no file has its SHA-256"
    }
  }
}
