import Foundation
import GRDB

extension AuditStore {
  /// Everything that people said, in the order in which they said it.
  ///
  /// - Parameter model: The model whose readings are meant; those of all where nil.
  /// - Throws: ``AuditError/failed(reason:)``.
  public func annotations(model: String? = nil) async throws -> [Annotation] {
    try await named {
      try await self.pool.read { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT reading.*, annotation.time AS said_at, annotation.key AS said_with, annotation.label AS said, \
            annotation.findings AS said_findings FROM annotation JOIN reading ON reading.number = annotation.reading \
            WHERE ? IS NULL OR model = ? ORDER BY annotation.number
            """, arguments: [model, model]
        ).map(Annotation.init)
      }
    }
  }
}

extension Annotation {
  fileprivate init(_ row: Row) throws {
    let findings = try AuditRecord.decoded([String].self, row["said_findings"])
    self.init(
      reading: try AuditRecord(row), said: findings.map(AuditFeedback.findings) ?? .label(row["said"]),
      key: row["said_with"], time: (row["said_at"] as Double?).map { Date(timeIntervalSince1970: $0) })
  }
}
