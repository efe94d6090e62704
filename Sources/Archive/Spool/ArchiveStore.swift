import Dispatch
import Files
import Foundation
import GRDB
import Synchronization

/// Which objects came and where each of them and its results stand, kept in SQLite.
///
/// A change is safe on the disk once its call has returned: the log is synced with each transaction. Objects that come at the
/// same time share one. Other processes may look at the store, and have failed objects tried again, while a node uses it.
public final class ArchiveStore: Sendable {
  let folder: SpoolFolder
  let pool: DatabasePool
  let arrivals = Mutex(Arrivals())
  let writer = DispatchQueue(label: "hilum.archive")

  /// Opens the store of a spool, or makes it.
  ///
  /// - Throws: ``SpoolError/cannotOpen(folder:reason:)``.
  public init(_ folder: SpoolFolder) throws(SpoolError) {
    self.folder = folder
    do {
      try folder.make()
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      configuration.foreignKeysEnabled = true
      pool = try DatabasePool(path: folder.store.path, configuration: configuration)
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try Self.migrator.migrate(pool)
    } catch {
      throw .cannotOpen(folder: folder.url.lastPathComponent, reason: Self.reason(error))
    }
  }

  /// Opens the store of a spool that is there.
  ///
  /// - Throws: ``SpoolError/cannotOpen(folder:reason:)``.
  public convenience init(existingIn folder: SpoolFolder) throws(SpoolError) {
    guard FileManager.default.fileExists(atPath: folder.store.path) else {
      throw .cannotOpen(folder: folder.url.lastPathComponent, reason: "there is no spool in this folder")
    }
    try self.init(folder)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE object (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sop_instance TEXT NOT NULL UNIQUE, sop_class TEXT NOT NULL, study TEXT NOT NULL, patient_id TEXT,
            accession_number TEXT, study_date TEXT, modality TEXT, view TEXT, body_part TEXT,
            received REAL NOT NULL, calling_ae TEXT NOT NULL, bytes INTEGER NOT NULL,
            state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, interruptions INTEGER NOT NULL DEFAULT 0,
            first_attempt REAL, next_attempt REAL, error TEXT,
            prediction TEXT, probability REAL, positive INTEGER, refused INTEGER, report TEXT,
            result_bytes INTEGER NOT NULL DEFAULT 0, finished REAL, swept INTEGER NOT NULL DEFAULT 0
          );
          CREATE INDEX object_state ON object (state, id);
          CREATE INDEX object_finished ON object (finished) WHERE finished IS NOT NULL;
          CREATE TABLE delivery (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            object INTEGER NOT NULL REFERENCES object (id) ON DELETE CASCADE,
            kind TEXT NOT NULL, destination TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            first_attempt REAL, next_attempt REAL, error TEXT, file TEXT NOT NULL, sop_class TEXT, sop_instance TEXT,
            UNIQUE (object, kind, destination)
          );
          CREATE INDEX delivery_lane ON delivery (destination, state, id);
          """)
    }
    migrator.registerMigration("2") { database in
      try database.execute(sql: "CREATE INDEX object_interrupted ON object (id) WHERE interruptions > 0")
    }
    return migrator
  }

  /// Says what failed without SQLite's own words about files.
  func named<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws(SpoolError) -> Value {
    do {
      return try await body()
    } catch {
      throw error as? SpoolError ?? .failed(reason: Self.reason(error))
    }
  }

  /// Reads within one transaction.
  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(SpoolError) -> Value {
    try await named { try await self.pool.read(body) }
  }

  /// Writes within one transaction.
  func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(SpoolError) -> Value
  {
    try await named { try await self.pool.write(body) }
  }

  static func reason(_ error: any Error) -> String {
    switch error {
    case let error as DatabaseError: "\(error.resultCode)"
    case let error as FileError: "\(error)"
    default: "the system reported an error"
    }
  }
}

// MARK: - Rows

extension ArchivedObject {
  init(_ row: Row, deliveries: [Delivery] = []) throws {
    guard let state = State(rawValue: row["state"]) else {
      throw SpoolError.failed(reason: "object \(row["id"] as Int) is in no known state")
    }
    let prediction: String? = row["prediction"]
    self.init(
      id: row["id"],
      identity: Identity(
        sopClass: row["sop_class"], sopInstance: row["sop_instance"], study: row["study"], patientID: row["patient_id"],
        accessionNumber: row["accession_number"], studyDate: row["study_date"], modality: row["modality"],
        view: row["view"], bodyPart: row["body_part"]),
      received: Date(timeIntervalSince1970: row["received"]), callingAE: row["calling_ae"], state: state,
      attempts: row["attempts"], nextAttempt: Date(row["next_attempt"]), error: row["error"],
      outcome: prediction.map {
        Outcome(
          prediction: $0, probability: row["probability"] ?? 0, isPositive: row["positive"] ?? false,
          isRefused: row["refused"] ?? false)
      }, deliveries: deliveries)
  }
}

extension Delivery {
  init(_ row: Row) throws {
    guard let state = State(rawValue: row["state"]), let kind = ResultKind(rawValue: row["kind"]) else {
      throw SpoolError.failed(reason: "delivery \(row["id"] as Int) is in no known state")
    }
    self.init(
      id: row["id"], object: row["object"], kind: kind, destination: row["destination"], state: state,
      attempts: row["attempts"], firstAttempt: Date(row["first_attempt"]), nextAttempt: Date(row["next_attempt"]),
      error: row["error"], file: row["file"], sopClass: row["sop_class"], sopInstance: row["sop_instance"])
  }
}

extension Date {
  /// A time as the store keeps it; nil where it has none.
  fileprivate init?(_ seconds: Double?) {
    guard let seconds else { return nil }
    self.init(timeIntervalSince1970: seconds)
  }
}
