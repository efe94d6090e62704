public import Foundation
import GRDB

extension ArchiveStore {
  /// A page of objects, the newest first.
  public struct Page: Sendable, Equatable {
    /// The objects.
    public let objects: [ArchivedObject]
    /// What to ask the next page with; nil at the end.
    public let next: Int?
  }

  /// How many objects and deliveries stand where.
  public struct Summary: Sendable, Equatable {
    /// Objects by state; every state has a number.
    public var objects: [ArchivedObject.State: Int]
    /// Deliveries by destination and state; every state of a destination has a number.
    public var deliveries: [String: [Delivery.State: Int]]
    /// When the oldest object was received that is neither done nor failed.
    public var oldest: Date?
    /// Bytes of the objects and results that are kept.
    public var bytes: Int
  }

  /// A page of objects.
  ///
  /// - Parameters:
  ///   - cursor: the `next` of the page before.
  ///   - state: only objects in this state.
  /// - Throws: ``SpoolError``.
  public func page(
    limit: Int, before cursor: Int? = nil, state: ArchivedObject.State? = nil
  ) async throws(SpoolError) -> Page {
    let limit = min(max(limit, 1), 1000)
    return try await read { database in
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT * FROM object WHERE id < ? AND (?2 IS NULL OR state = ?2) ORDER BY id DESC LIMIT ?3",
        arguments: [cursor ?? Int.max, state?.rawValue, limit + 1])
      let objects = try rows.prefix(limit).map { try Self.object($0, database) }
      return Page(objects: objects, next: rows.count > limit ? objects.last?.id : nil)
    }
  }

  /// An object with its deliveries.
  ///
  /// - Throws: ``SpoolError/unknownObject(_:)``.
  public func object(_ id: Int) async throws(SpoolError) -> ArchivedObject {
    try await read { database in
      let row = try Row.fetchOne(database, sql: "SELECT * FROM object WHERE id = ?", arguments: [id])
      guard let row else { throw SpoolError.unknownObject(id) }
      return try Self.object(row, database)
    }
  }

  /// The files of an object that are kept: the object's own, then its results.
  public func files(of object: ArchivedObject) -> [URL] {
    var files = [folder.object(object.id)]
    for delivery in object.deliveries {
      let file = folder.results(of: object.id).appending(path: delivery.file)
      if !files.contains(file) { files.append(file) }
    }
    return files.filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// The report's text of an object as JSON; nil before it was read.
  ///
  /// - Throws: ``SpoolError/unknownObject(_:)``.
  public func report(of id: Int) async throws(SpoolError) -> String? {
    try await read { database in
      let row = try Row.fetchOne(database, sql: "SELECT report FROM object WHERE id = ?", arguments: [id])
      guard let row else { throw SpoolError.unknownObject(id) }
      return row["report"]
    }
  }

  /// Counts objects and deliveries.
  ///
  /// - Throws: ``SpoolError``.
  public func summary() async throws(SpoolError) -> Summary {
    try await read { database in
      var summary = Summary(
        objects: Dictionary(uniqueKeysWithValues: ArchivedObject.State.allCases.map { ($0, 0) }), deliveries: [:],
        oldest: nil, bytes: 0)
      for row in try Row.fetchAll(database, sql: "SELECT state, COUNT(*) AS n FROM object GROUP BY state") {
        if let state = ArchivedObject.State(rawValue: row["state"]) { summary.objects[state] = row["n"] }
      }
      let rows = try Row.fetchAll(
        database, sql: "SELECT destination, state, COUNT(*) AS n FROM delivery GROUP BY destination, state")
      let none = Dictionary(uniqueKeysWithValues: Delivery.State.allCases.map { ($0, 0) })
      for row in rows {
        guard let state = Delivery.State(rawValue: row["state"]) else { continue }
        summary.deliveries[row["destination"], default: none][state] = row["n"]
      }
      summary.oldest = try Double.fetchOne(
        database, sql: "SELECT MIN(received) FROM object WHERE state IN ('waiting', 'reading', 'sending')"
      ).map { Date(timeIntervalSince1970: $0) }
      summary.bytes =
        try Int.fetchOne(database, sql: "SELECT SUM(bytes + result_bytes) FROM object WHERE swept = 0") ?? 0
      return summary
    }
  }

  private static func object(_ row: Row, _ database: Database) throws -> ArchivedObject {
    let deliveries = try Row.fetchAll(
      database, sql: "SELECT * FROM delivery WHERE object = ? ORDER BY id", arguments: [row["id"] as Int])
    return try ArchivedObject(row, deliveries: deliveries.map { try Delivery($0) })
  }
}
