import Foundation
import GRDB

extension ArchiveStore {
  // MARK: - Trying again

  /// Has an object tried again that failed.
  ///
  /// It is read, if it was not or if a result is missing; else what was not delivered is delivered. Of one that waits, the
  /// next attempt is due at once.
  ///
  /// - Throws: ``SpoolError/unknownObject(_:)``, ``SpoolError/alreadyDone(_:)``.
  public func retry(_ id: Int) async throws(SpoolError) {
    try await write { database in
      guard let state = try String.fetchOne(database, sql: "SELECT state FROM object WHERE id = ?", arguments: [id])
      else { throw SpoolError.unknownObject(id) }
      switch ArchivedObject.State(rawValue: state) {
      case .done: throw SpoolError.alreadyDone(id)
      case .failed: try self.restart(id, database)
      default:
        try database.execute(sql: "UPDATE object SET next_attempt = NULL WHERE id = ?", arguments: [id])
        try database.execute(sql: "UPDATE delivery SET next_attempt = NULL WHERE object = ?", arguments: [id])
      }
    }
    SpoolBell.ring(folder)
  }

  /// Has every object tried again that failed; how many there were.
  ///
  /// - Throws: ``SpoolError``.
  @discardableResult
  public func retryAll() async throws(SpoolError) -> Int {
    let count = try await write { database in
      let failed = try Int.fetchAll(database, sql: "SELECT id FROM object WHERE state = 'failed'")
      for id in failed { try self.restart(id, database) }
      return failed.count
    }
    SpoolBell.ring(folder)
    return count
  }

  /// Makes a failed object wait: for delivery where every result that failed lies written, else for being read.
  private func restart(_ id: Int, _ database: Database) throws {
    let failed = try String.fetchSet(
      database, sql: "SELECT file FROM delivery WHERE object = ? AND state = 'failed'", arguments: [id])
    let results = folder.results(of: id)
    let areWritten = failed.allSatisfy { FileManager.default.fileExists(atPath: results.appending(path: $0).path) }
    guard !failed.isEmpty, areWritten else { return try Self.readAgain(id, database) }
    try database.execute(
      sql: """
        UPDATE delivery SET state = 'waiting', attempts = 0, first_attempt = NULL, next_attempt = NULL \
        WHERE object = ? AND state = 'failed'
        """, arguments: [id])
    try database.execute(
      sql: "UPDATE object SET state = 'sending', error = NULL, finished = NULL WHERE id = ?", arguments: [id])
  }

  /// Makes an object wait for being read, as if it had just come; what a destination has of it is not sent there again.
  static func readAgain(_ id: Int, _ database: Database) throws {
    try database.execute(sql: "DELETE FROM delivery WHERE object = ? AND state <> 'sent'", arguments: [id])
    try database.execute(
      sql: """
        UPDATE object SET state = 'waiting', attempts = 0, interruptions = 0, first_attempt = NULL, \
        next_attempt = NULL, error = NULL, finished = NULL WHERE id = ?
        """, arguments: [id])
  }

  // MARK: - Keeping files and rows

  /// The objects whose files are kept, and their bytes.
  ///
  /// - Throws: ``SpoolError``.
  package func kept() async throws(SpoolError) -> (objects: Set<Int>, bytes: Int) {
    try await read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT id, bytes + result_bytes AS n FROM object WHERE swept = 0")
      return (Set(rows.map { $0["id"] as Int }), rows.reduce(0) { $0 + ($1["n"] as Int) })
    }
  }

  /// Objects that were done before a time and still have files.
  ///
  /// - Throws: ``SpoolError``.
  func finished(before time: Date, limit: Int) async throws(SpoolError) -> [(id: Int, bytes: Int)] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT id, bytes + result_bytes AS n FROM object WHERE finished < ? AND state = 'done' AND swept = 0 \
          ORDER BY finished LIMIT ?
          """, arguments: [time.timeIntervalSince1970, limit]
      ).map { ($0["id"], $0["n"]) }
    }
  }

  /// Keeps that objects have no files any more.
  ///
  /// - Throws: ``SpoolError``.
  func setSwept(_ ids: [Int]) async throws(SpoolError) {
    try await write { database in
      for id in ids { try database.execute(sql: "UPDATE object SET swept = 1 WHERE id = ?", arguments: [id]) }
    }
  }

  /// Forgets objects that were done before a time and have no files any more; how many.
  ///
  /// - Throws: ``SpoolError``.
  @discardableResult
  func forget(before time: Date) async throws(SpoolError) -> Int {
    try await write { database in
      try database.execute(
        sql: "DELETE FROM object WHERE finished < ? AND state = 'done' AND swept = 1",
        arguments: [time.timeIntervalSince1970])
      return database.changesCount
    }
  }
}
