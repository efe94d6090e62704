public import Foundation

/// What a person said of a reading, with which key and when.
public struct Annotation: Sendable, Equatable {
  /// The reading.
  public let reading: AuditRecord
  /// What it was said to be.
  public let said: AuditFeedback
  /// The id of the key that was used; nil where none was needed.
  public let key: String?
  /// When it was said; nil of what is from before that was kept.
  public let time: Date?

  /// What was said of a reading.
  public init(reading: AuditRecord, said: AuditFeedback, key: String?, time: Date?) {
    self.reading = reading
    self.said = said
    self.key = key
    self.time = time
  }

  /// Whose word it is: without keys nobody knows, so that the words for one reading count as one person's.
  var reader: String { key.map { "key \($0)" } ?? "reading \(reading.id)" }

  /// Whether another says the same.
  func agrees(with other: Annotation) -> Bool { Set(said.names) == Set(other.said.names) }
}
