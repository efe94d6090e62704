package import Foundation
import GRDB

extension ArchiveStore {
  /// A delivery that is due, with the object that it is of.
  package struct DueDelivery: Sendable {
    package let delivery: Delivery
    package let identity: ArchivedObject.Identity
  }

  /// What became of an attempt to deliver.
  package enum Attempt: Sendable, Equatable {
    case sent
    case retry(reason: String, next: Date)
    case failed(reason: String)
  }

  /// The deliveries to a destination that are due, the oldest first.
  ///
  /// - Throws: ``SpoolError``.
  package func due(to destination: String, limit: Int, at time: Date) async throws(SpoolError) -> [DueDelivery] {
    try await read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM delivery WHERE destination = ? AND state = 'waiting' AND COALESCE(next_attempt, 0) <= ? \
          ORDER BY id LIMIT ?
          """, arguments: [destination, time.timeIntervalSince1970, limit])
      return try rows.map { row in
        let object = try Row.fetchOne(
          database, sql: "SELECT * FROM object WHERE id = ?", arguments: [row["object"] as Int])
        guard let object else { throw SpoolError.unknownObject(row["object"]) }
        return DueDelivery(delivery: try Delivery(row), identity: try ArchivedObject(object).identity)
      }
    }
  }

  /// Keeps what became of deliveries, and with them of their objects.
  ///
  /// - Throws: ``SpoolError``.
  package func settle(_ attempts: [(delivery: Delivery, attempt: Attempt)], at time: Date) async throws(SpoolError) {
    try await write { database in
      for (delivery, attempt) in attempts {
        let (state, error, next): (Delivery.State, String?, Date?) =
          switch attempt {
          case .sent: (.sent, nil, nil)
          case .retry(let reason, let next): (.waiting, reason, next)
          case .failed(let reason): (.failed, reason, nil)
          }
        try database.cachedStatement(
          sql: """
            UPDATE delivery SET state = ?, error = ?, next_attempt = ?, attempts = attempts + 1, \
            first_attempt = COALESCE(first_attempt, ?) WHERE id = ? AND state <> 'sent'
            """
        ).execute(arguments: [
          state.rawValue, error, next?.timeIntervalSince1970, time.timeIntervalSince1970, delivery.id,
        ])
      }
      for id in Set(attempts.map(\.delivery.object)) { try Self.settle(id, database, at: time) }
    }
  }

  /// Makes everything that waits for a destination due, since it answers again.
  ///
  /// - Throws: ``SpoolError``.
  func hasten(_ destination: String) async throws(SpoolError) {
    try await write { database in
      try database.execute(
        sql: "UPDATE delivery SET next_attempt = NULL WHERE destination = ? AND state = 'waiting'",
        arguments: [destination])
    }
  }

  /// When the next delivery to a destination is due.
  ///
  /// - Throws: ``SpoolError``.
  package func nextDelivery(to destination: String) async throws(SpoolError) -> Date? {
    try await read { database in
      try Double.fetchOne(
        database,
        sql: "SELECT MIN(COALESCE(next_attempt, 0)) FROM delivery WHERE destination = ? AND state = 'waiting'",
        arguments: [destination]
      ).map { Date(timeIntervalSince1970: $0) }
    }
  }
}
