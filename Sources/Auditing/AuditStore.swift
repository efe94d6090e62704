import Dispatch
import Files
public import Foundation
import GRDB
public import Metrics
import Synchronization

/// Readings, kept in SQLite.
///
/// A record is safe on the disk once ``add(_:)`` has returned: the log is synced with each transaction, and records that come
/// while one is being written share the next, so that many cost hardly more than one. The files that were read are kept only
/// where a folder for them is given; each goes with the last of its records.
public final class AuditStore: Sendable {
  private struct Pending: Sendable {
    let record: AuditRecord
    let upload: Data?
    let answer: CheckedContinuation<Void, any Error>
  }

  private struct Line {
    var pending: [Pending] = []
    var isWriting = false
  }

  let pool: DatabasePool
  private let uploads: UploadFolder?
  private let line = Mutex(Line())
  private let writer = DispatchQueue(label: "hilum.audit")

  /// Opens a store, or makes it.
  ///
  /// - Parameter uploads: the folder that keeps the files which were read; none is kept where nil.
  /// - Throws: ``AuditError/cannotOpen(file:reason:)``.
  public init(_ url: URL, uploads: URL? = nil) throws(AuditError) {
    do {
      self.uploads = try uploads.map { try UploadFolder($0) }
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      pool = try DatabasePool(path: url.path, configuration: configuration)
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try Self.migrator.migrate(pool)
    } catch {
      throw .cannotOpen(file: url.lastPathComponent, reason: Self.reason(error))
    }
  }

  /// Opens a store that must be there.
  ///
  /// - Throws: ``AuditError/cannotOpen(file:reason:)``.
  public convenience init(existing url: URL) throws(AuditError) {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw .cannotOpen(file: url.lastPathComponent, reason: "there is no such file")
    }
    try self.init(url)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE reading (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE, time REAL NOT NULL, model TEXT NOT NULL, version INTEGER NOT NULL,
            sha256 TEXT NOT NULL, prediction TEXT NOT NULL, probability REAL NOT NULL, positive INTEGER NOT NULL,
            classes TEXT NOT NULL, positive_class TEXT NOT NULL, milliseconds REAL NOT NULL, key TEXT, feedback TEXT
          );
          CREATE INDEX reading_time ON reading (time);
          CREATE INDEX reading_feedback ON reading (feedback) WHERE feedback IS NOT NULL;
          """)
    }
    migrator.registerMigration("2") { database in
      try database.execute(sql: "CREATE INDEX reading_sha256 ON reading (sha256)")
    }
    migrator.registerMigration("3") { database in
      try database.execute(sql: "ALTER TABLE reading ADD COLUMN lungs_found INTEGER")
      try database.execute(sql: "ALTER TABLE reading ADD COLUMN heat_in_lungs REAL")
    }
    migrator.registerMigration("4") { database in
      for column in [
        "task TEXT", "negative_class TEXT", "findings TEXT", "feedback_findings TEXT", "feedback_positive INTEGER",
      ] {
        try database.execute(sql: "ALTER TABLE reading ADD COLUMN \(column)")
      }
      try database.execute(
        sql: "UPDATE reading SET feedback_positive = (feedback = positive_class) WHERE feedback IS NOT NULL")
    }
    migrator.registerMigration("5") { database in
      try database.execute(
        sql: """
          CREATE TABLE annotation (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            reading INTEGER NOT NULL REFERENCES reading (number) ON DELETE CASCADE,
            time REAL, key TEXT, label TEXT NOT NULL, findings TEXT
          );
          CREATE INDEX annotation_reading ON annotation (reading);
          INSERT INTO annotation (reading, label, findings)
            SELECT number, feedback, feedback_findings FROM reading WHERE feedback IS NOT NULL ORDER BY number;
          """)
    }
    migrator.registerMigration("6") { try $0.execute(sql: AuditStatements.indexes) }
    return migrator
  }

  // MARK: - Writing

  /// Keeps a reading; returns when it is safe.
  ///
  /// - Parameter upload: the file that was read, which is kept too if the store has a folder for files.
  /// - Throws: ``AuditError/failed(reason:)``.
  public func add(_ record: AuditRecord, upload: Data? = nil) async throws {
    try await withCheckedThrowingContinuation { continuation in
      let mustStart = line.withLock { line in
        line.pending.append(Pending(record: record, upload: uploads == nil ? nil : upload, answer: continuation))
        defer { line.isWriting = true }
        return !line.isWriting
      }
      if mustStart { writer.async { self.drain() } }
    }
  }

  /// Writes what is pending, transaction by transaction, until nothing is.
  private func drain() {
    while true {
      let batch = line.withLock { line in
        defer { line.pending = [] }
        if line.pending.isEmpty { line.isWriting = false }
        return line.pending
      }
      guard !batch.isEmpty else { return }
      let result = Result { try pool.write { database in try batch.forEach { try insert($0, database) } } }
      for pending in batch {
        pending.answer.resume(with: result.mapError { AuditError.failed(reason: Self.reason($0)) })
      }
    }
  }

  private func insert(_ pending: Pending, _ database: Database) throws {
    let record = pending.record
    // Within the transaction, so that ``forget(before:)`` never takes a file whose record is about to be written.
    if let upload = pending.upload { try uploads?.add(upload, sha256: record.sha256) }
    let classes = try Self.json(record.classes.names)
    try database.cachedStatement(
      sql: """
        INSERT INTO reading (id, time, model, version, sha256, prediction, probability, positive, classes, \
        positive_class, milliseconds, key, lungs_found, heat_in_lungs, task, negative_class, findings) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      record.id, record.time.timeIntervalSince1970, record.model, record.version, record.sha256, record.prediction,
      record.probability, record.positive, classes, record.classes.positive, record.milliseconds, record.key,
      record.lungsFound, record.heatInLungs, record.classes.task.rawValue, record.classes.negative,
      try record.findings.map(Self.json),
    ])
  }

  /// Keeps what a person said of a reading; a later word takes the place of an earlier one, which is kept as an
  /// ``Annotation``.
  ///
  /// - Parameter key: The id of the key that was used.
  /// - Throws: ``AuditError``.
  public func setFeedback(_ feedback: AuditFeedback, of id: String, key: String? = nil, time: Date = Date())
    async throws
  {
    try await named {
      try await self.pool.write { database in
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM reading WHERE id = ?", arguments: [id])
        else { throw AuditError.unknownReading(id) }
        let classes = try AuditRecord.Classes(row)
        let findings = try feedback.findings(classes.task).map(Self.json)
        try database.execute(
          sql: "UPDATE reading SET feedback = ?, feedback_findings = ?, feedback_positive = ? WHERE id = ?",
          arguments: [feedback.text, findings, try feedback.isPositive(classes), id])
        try database.execute(
          sql: "INSERT INTO annotation (reading, time, key, label, findings) VALUES (?, ?, ?, ?, ?)",
          arguments: [row["number"] as Int, time.timeIntervalSince1970, key, feedback.text, findings])
      }
    }
  }

  private static func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  /// Forgets readings from before a time, and the files that no reading is left of.
  ///
  /// - Returns: How many.
  /// - Throws: ``AuditError/failed(reason:)``.
  @discardableResult
  public func forget(before time: Date) async throws -> Int {
    let count = try await named {
      try await self.pool.write { database in
        try database.execute(sql: "DELETE FROM reading WHERE time < ?", arguments: [time.timeIntervalSince1970])
        return database.changesCount
      }
    }
    try await named { try await self.removeUnusedUploads() }
    return count
  }

  /// Removes the files that no reading is left of, some at a time, so that new readings need not wait long.
  private func removeUnusedUploads() async throws {
    guard let uploads else { return }
    let names = uploads.names()
    for start in stride(from: 0, to: names.count, by: 256) {
      try await pool.write { database in
        for name in names[start..<min(start + 256, names.count)] {
          let isUsed = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM reading WHERE sha256 = ?)", arguments: [name])
          if isUsed == false { uploads.remove(name) }
        }
      }
    }
  }

  // MARK: - Reading

  /// A page of readings, the newest first.
  public struct Page: Sendable {
    /// The readings.
    public let records: [AuditRecord]
    /// What to ask the next page with; nil at the end.
    public let next: Int?
  }

  /// A page of readings.
  ///
  /// - Parameters:
  ///   - cursor: the `next` of the page before.
  ///   - query: text that the model, the prediction or the feedback must contain, or the id of a request.
  /// - Throws: ``AuditError/failed(reason:)``.
  public func page(limit: Int, before cursor: Int? = nil, query: String? = nil) async throws -> Page {
    let limit = min(max(limit, 1), 1000)
    let before = cursor ?? Int.max
    return try await named {
      try await self.pool.read { database in
        let rows =
          if let query {
            try AuditSearch(query).rows(before: before, limit: limit + 1, database)
          } else {
            try Row.fetchAll(database, sql: AuditStatements.page, arguments: [before, limit + 1])
          }
        let kept = rows.prefix(limit)
        return Page(
          records: try kept.map(AuditRecord.init), next: rows.count > limit ? kept.last?["number"] : nil)
      }
    }
  }

  /// What the readings with feedback say of the models.
  public struct Summary: Sendable, Equatable {
    /// Readings in all.
    public let count: Int
    /// Readings of which a person has said what they are.
    public let withFeedback: Int
    /// How often the decision was right and wrong.
    public let confusion: ConfusionMatrix
  }

  /// Counts readings and holds their decisions against what people said.
  ///
  /// - Parameter model: the model to count; all where nil.
  /// - Throws: ``AuditError/failed(reason:)``.
  public func summary(model: String? = nil) async throws -> Summary {
    try await named {
      try await self.pool.read { database in
        let arguments = StatementArguments(model.map { [$0] } ?? [])
        let all = try Int.fetchOne(
          database, sql: model == nil ? AuditStatements.count : AuditStatements.countOfModel, arguments: arguments)
        let row = try Row.fetchOne(
          database, sql: model == nil ? AuditStatements.judged : AuditStatements.judgedOfModel, arguments: arguments)
        func count(_ column: String) -> Int { row?[column] ?? 0 }
        return Summary(
          count: all ?? 0, withFeedback: count("f"),
          confusion: ConfusionMatrix(
            trueNegatives: count("tn"), falsePositives: count("fp"), falseNegatives: count("fn"),
            truePositives: count("tp")))
      }
    }
  }

  /// Says what failed without SQLite's own words about files.
  func named<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as AuditError {
      throw error
    } catch {
      throw AuditError.failed(reason: Self.reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as DatabaseError: "\(error.resultCode)"
    case let error as FileError: "\(error)"
    default: "the system reported an error"
    }
  }
}

extension AuditRecord {
  /// A row of the table of readings.
  init(_ row: Row) throws {
    self.init(
      id: row["id"], time: Date(timeIntervalSince1970: row["time"]), model: row["model"], version: row["version"],
      sha256: row["sha256"], prediction: row["prediction"], probability: row["probability"], positive: row["positive"],
      classes: try Classes(row), findings: try Self.decoded([Finding].self, row["findings"]),
      milliseconds: row["milliseconds"], key: row["key"], lungsFound: row["lungs_found"],
      heatInLungs: row["heat_in_lungs"])
    feedback = row["feedback"]
    feedbackFindings = try Self.decoded([String].self, row["feedback_findings"])
  }

  /// What a column has in JSON; nil where it has nothing.
  static func decoded<Value: Decodable>(_ type: Value.Type, _ text: String?) throws -> Value? {
    try text.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
  }
}

extension AuditRecord.Classes {
  /// Readings from before there were tasks have none: they are binary.
  fileprivate init(_ row: Row) throws {
    self.init(
      task: (row["task"] as String?).flatMap(ClassificationTask.init) ?? .binary,
      names: try JSONDecoder().decode([String].self, from: Data((row["classes"] as String).utf8)),
      positive: row["positive_class"], negative: row["negative_class"])
  }
}
