import Dispatch
import Files
package import Foundation
import GRDB
import Synchronization

extension ArchiveStore {
  /// What became of an object that came.
  package enum Arrival: Sendable, Equatable {
    /// It is new, or comes again after it had failed and replaces files of so many bytes: it will be read.
    case new(Int, replacing: Int)
    /// It is there already.
    case known(Int)
  }

  /// An object that came and waits to be put in the books.
  final class Pending: Sendable {
    let identity: ArchivedObject.Identity
    let callingAE: String
    let file: URL
    let bytes: Int
    let time: Date
    private let outcome = Mutex<Result<Arrival, any Error>>(.failure(SpoolError.failed(reason: "it was not tried")))
    private let isSettled = DispatchSemaphore(value: 0)

    init(_ identity: ArchivedObject.Identity, from callingAE: String, file: URL, bytes: Int, at time: Date) {
      self.identity = identity
      self.callingAE = callingAE
      self.file = file
      self.bytes = bytes
      self.time = time
    }

    func settle(_ result: Result<Arrival, any Error>) {
      outcome.withLock { $0 = result }
      isSettled.signal()
    }

    func wait() throws -> Arrival {
      isSettled.wait()
      return try outcome.withLock { $0 }.get()
    }
  }

  /// Those that wait for the transaction in progress to end.
  struct Arrivals {
    var pending: [Pending] = []
    var isWriting = false
  }

  /// Takes an object over whose file is whole and synced; blocks until it is safe under its number.
  ///
  /// The file is moved to its place within the transaction that enters it, which is committed last. So a row always has its
  /// file, and what a kill leaves behind is a file without a row, of an object that was not acknowledged.
  ///
  /// - Throws: ``SpoolError/failed(reason:)``; the file is where it was then, or of no use.
  package func add(
    _ identity: ArchivedObject.Identity, from callingAE: String, file: URL, bytes: Int, at time: Date
  ) throws(SpoolError) -> Arrival {
    let pending = Pending(identity, from: callingAE, file: file, bytes: bytes, at: time)
    let mustStart = arrivals.withLock { arrivals in
      arrivals.pending.append(pending)
      defer { arrivals.isWriting = true }
      return !arrivals.isWriting
    }
    if mustStart { writer.async { self.drain() } }
    do {
      return try pending.wait()
    } catch {
      throw error as? SpoolError ?? .failed(reason: Self.reason(error))
    }
  }

  /// Enters what is pending, transaction by transaction, until nothing is.
  private func drain() {
    while true {
      let batch = arrivals.withLock { arrivals in
        defer { arrivals.pending = [] }
        if arrivals.pending.isEmpty { arrivals.isWriting = false }
        return arrivals.pending
      }
      guard !batch.isEmpty else { return }
      let results = Result {
        try pool.write { database in
          let results = batch.map { pending in Result { try enter(pending, database) } }
          try AtomicFile.synchronizeDirectory(of: folder.object(0))
          return results
        }
      }
      for (index, pending) in batch.enumerated() { pending.settle(results.flatMap { $0[index] }) }
    }
  }

  /// Enters one object; what fails of it is undone, and the others of its transaction go on.
  ///
  /// One that had failed is what came now and nothing of what it was, for it may have been corrected meanwhile, its patient
  /// even: what was read of it goes, with the results that no destination has.
  private func enter(_ pending: Pending, _ database: Database) throws -> Arrival {
    var arrival = Arrival.known(0)
    try database.inSavepoint {
      let known = try Row.fetchOne(
        database, sql: "SELECT id, state, bytes + result_bytes AS n FROM object WHERE sop_instance = ?",
        arguments: [pending.identity.sopInstance])
      if let known {
        let id: Int = known["id"]
        arrival = .known(id)
        guard ArchivedObject.State(rawValue: known["state"]) == .failed else { return .commit }
        arrival = .new(id, replacing: known["n"])
        try replace(id, with: pending, database)
      } else {
        arrival = .new(try insert(pending, database), replacing: 0)
      }
      guard case .new(let id, _) = arrival else { return .commit }
      guard rename(pending.file.path, folder.object(id).path) == 0 else {
        throw FileError.system(.create, file: pending.file.lastPathComponent, code: errno)
      }
      return .commit
    }
    return arrival
  }

  private func insert(_ pending: Pending, _ database: Database) throws -> Int {
    try database.cachedStatement(
      sql: """
        INSERT INTO object (\(Self.arrivalColumns.joined(separator: ", ")), sop_instance, state) \
        VALUES (\(Self.arrivalColumns.map { _ in "?" }.joined(separator: ", ")), ?, 'waiting')
        """
    ).execute(arguments: Self.values(pending) + [pending.identity.sopInstance])
    return Int(database.lastInsertedRowID)
  }

  private func replace(_ id: Int, with pending: Pending, _ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE object SET \(Self.arrivalColumns.map { "\($0) = ?" }.joined(separator: ", ")), prediction = NULL, \
        probability = NULL, positive = NULL, refused = NULL, report = NULL, result_bytes = 0, swept = 0 WHERE id = ?
        """, arguments: Self.values(pending) + [id])
    try Self.readAgain(id, database)
    SpoolFolder.remove(folder.results(of: id))
  }

  /// What a row says of an object as it came, beside its SOP Instance UID.
  private static let arrivalColumns = [
    "sop_class", "study", "patient_id", "accession_number", "study_date", "modality", "view", "body_part", "received",
    "calling_ae", "bytes",
  ]

  /// The values of ``arrivalColumns``.
  private static func values(_ pending: Pending) -> StatementArguments {
    let identity = pending.identity
    return [
      identity.sopClass, identity.study, identity.patientID, identity.accessionNumber, identity.studyDate,
      identity.modality, identity.view, identity.bodyPart, pending.time.timeIntervalSince1970, pending.callingAE,
      pending.bytes,
    ]
  }
}
