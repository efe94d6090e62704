package import Foundation
import GRDB

extension ArchiveStore {
  /// A result and where it goes.
  package struct PlannedDelivery: Sendable, Equatable {
    package let kind: ResultKind
    package let destination: String
    package let file: String
    package let sopClass: String?
    package let sopInstance: String?
    /// Why there is no such result; the delivery has failed then.
    package let problem: String?

    package init(
      _ kind: ResultKind, to destination: String, file: String, sopClass: String? = nil, sopInstance: String? = nil,
      problem: String? = nil
    ) {
      self.kind = kind
      self.destination = destination
      self.file = file
      self.sopClass = sopClass
      self.sopInstance = sopInstance
      self.problem = problem
    }
  }

  /// How often the program may end while an object is read; then the object is held to be the reason.
  package static let interruptionLimit = 5

  /// Puts the store in order after the last process ended, however it did.
  ///
  /// What was being read waits again. An object that was being read each of several times that a process ended fails.
  /// Deliveries to destinations that there are no longer fail.
  ///
  /// - Throws: ``SpoolError``.
  package func recover(destinations: [String], at time: Date) async throws(SpoolError) {
    let known = destinations
    try await write { database in
      try database.execute(
        sql: """
          UPDATE object SET interruptions = interruptions + 1, next_attempt = NULL, state = 'waiting' \
          WHERE state = 'reading';
          """)
      try database.execute(
        sql: """
          UPDATE object SET state = 'failed', finished = ?, error = ? WHERE state = 'waiting' AND interruptions >= ?
          """,
        arguments: [
          time.timeIntervalSince1970, "the program ended \(Self.interruptionLimit) times while this object was read",
          Self.interruptionLimit,
        ])
      let lanes = try String.fetchAll(
        database, sql: "SELECT DISTINCT destination FROM delivery WHERE state = 'waiting'")
      for name in lanes where !known.contains(name) {
        try database.execute(
          sql: "UPDATE delivery SET state = 'failed', error = ? WHERE destination = ? AND state = 'waiting'",
          arguments: ["the configuration has no destination \(name)", name])
      }
      for id in try Int.fetchAll(database, sql: "SELECT id FROM object WHERE state = 'sending'") {
        try Self.settle(id, database, at: time)
      }
    }
  }

  /// Takes objects that are due to be read, the oldest first.
  ///
  /// An object during whose reading the program ended goes before others, alone: nothing is taken while it is read, and it
  /// is taken once nothing else is read. So one that ends the program again takes no other with it.
  ///
  /// - Throws: ``SpoolError``.
  package func claim(_ limit: Int, at time: Date) async throws(SpoolError) -> [ArchivedObject] {
    let isAnyDue = try await read { database in
      try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS (SELECT 1 FROM object WHERE state = 'waiting' AND COALESCE(next_attempt, 0) <= ?)",
        arguments: [time.timeIntervalSince1970])
    }
    guard isAnyDue == true else { return [] }
    return try await write { database in
      let suspect = try Int.fetchOne(
        database,
        sql: """
          SELECT id FROM object INDEXED BY object_interrupted WHERE interruptions > 0 AND (state = 'reading' \
          OR state = 'waiting' AND COALESCE(next_attempt, 0) <= ?) ORDER BY state = 'reading' DESC, id LIMIT 1
          """, arguments: [time.timeIntervalSince1970])
      let isReading =
        try suspect != nil
        && Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM object WHERE state = 'reading')") == true
      guard !isReading else { return [] }
      let rows = try Row.fetchAll(
        database,
        sql: """
          UPDATE object SET state = 'reading', attempts = attempts + 1, first_attempt = COALESCE(first_attempt, ?1) \
          WHERE id IN (SELECT id FROM object WHERE state = 'waiting' AND COALESCE(next_attempt, 0) <= ?1 \
          AND (?3 IS NULL OR id = ?3) ORDER BY id LIMIT ?2) RETURNING *
          """, arguments: [time.timeIntervalSince1970, limit, suspect])
      return try rows.map { try ArchivedObject($0) }.sorted { $0.id < $1.id }
    }
  }

  /// Keeps what was read of an object, and that its results, which lie written, are to be delivered; what a destination has
  /// of an earlier reading is not sent there again.
  ///
  /// - Parameter report: the report's text as JSON.
  /// - Returns: by how many bytes the object's results grew.
  /// - Throws: ``SpoolError``.
  @discardableResult
  package func finish(
    _ id: Int, outcome: ArchivedObject.Outcome, report: String, resultBytes: Int, _ deliveries: [PlannedDelivery],
    at time: Date
  ) async throws(SpoolError) -> Int {
    try await write { database in
      let before = try Int.fetchOne(database, sql: "SELECT result_bytes FROM object WHERE id = ?", arguments: [id])
      try database.execute(
        sql: """
          UPDATE object SET state = 'sending', prediction = ?, probability = ?, positive = ?, refused = ?, report = ?, \
          result_bytes = ?, error = NULL, next_attempt = NULL WHERE id = ?
          """,
        arguments: [
          outcome.prediction, outcome.probability, outcome.isPositive, outcome.isRefused, report, resultBytes, id,
        ])
      for delivery in deliveries {
        try database.cachedStatement(
          sql: """
            INSERT INTO delivery (object, kind, destination, state, error, file, sop_class, sop_instance) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """
        ).execute(arguments: [
          id, delivery.kind.rawValue, delivery.destination,
          (delivery.problem == nil ? Delivery.State.waiting : .failed).rawValue, delivery.problem, delivery.file,
          delivery.sopClass, delivery.sopInstance,
        ])
      }
      try Self.settle(id, database, at: time)
      return resultBytes - (before ?? 0)
    }
  }

  /// Keeps why an object could not be read.
  ///
  /// - Parameter next: when it is to be tried again; it fails for good where nil.
  /// - Throws: ``SpoolError``.
  package func fail(_ id: Int, reason: String, next: Date?, at time: Date) async throws(SpoolError) {
    try await write { database in
      try database.execute(
        sql: "UPDATE object SET state = ?, error = ?, next_attempt = ?, finished = ? WHERE id = ?",
        arguments: [
          (next == nil ? ArchivedObject.State.failed : .waiting).rawValue, reason, next?.timeIntervalSince1970,
          next == nil ? time.timeIntervalSince1970 : nil, id,
        ])
    }
  }

  /// Puts an object back whose reading was broken off, as if it had not been begun.
  ///
  /// - Parameter next: when it is to be tried again; at once where nil.
  /// - Throws: ``SpoolError``.
  func putBack(_ id: Int, next: Date? = nil) async throws(SpoolError) {
    try await write { database in
      try database.execute(
        sql: """
          UPDATE object SET state = 'waiting', attempts = attempts - 1, next_attempt = ? \
          WHERE id = ? AND state = 'reading'
          """, arguments: [next?.timeIntervalSince1970, id])
    }
  }

  /// When reading an object was begun first since it last began to wait.
  ///
  /// - Throws: ``SpoolError``.
  func firstAttempt(of id: Int) async throws(SpoolError) -> Date? {
    try await read { database in
      try Double.fetchOne(database, sql: "SELECT first_attempt FROM object WHERE id = ?", arguments: [id])
        .map { Date(timeIntervalSince1970: $0) }
    }
  }

  /// When the next object is due that is not yet due at a time.
  ///
  /// - Throws: ``SpoolError``.
  package func nextReading(after time: Date) async throws(SpoolError) -> Date? {
    try await read { database in
      try Double.fetchOne(
        database, sql: "SELECT MIN(next_attempt) FROM object WHERE state = 'waiting' AND next_attempt > ?",
        arguments: [time.timeIntervalSince1970]
      ).map { Date(timeIntervalSince1970: $0) }
    }
  }

  /// Makes an object's state what its deliveries say.
  static func settle(_ id: Int, _ database: Database, at time: Date) throws {
    let states = try String.fetchSet(
      database, sql: "SELECT DISTINCT state FROM delivery WHERE object = ?", arguments: [id])
    let state: ArchivedObject.State =
      states.contains(Delivery.State.waiting.rawValue)
      ? .sending : states.contains(Delivery.State.failed.rawValue) ? .failed : .done
    try database.execute(
      sql: """
        UPDATE object SET state = ?1, finished = ?2, error = CASE WHEN ?1 = 'failed' THEN \
        (SELECT destination || ' (' || kind || '): ' || error FROM delivery WHERE object = ?3 AND state = 'failed' \
        ORDER BY id LIMIT 1) END WHERE id = ?3 AND state IN ('sending', 'failed')
        """, arguments: [state.rawValue, state == .sending ? nil : time.timeIntervalSince1970, id])
  }
}
