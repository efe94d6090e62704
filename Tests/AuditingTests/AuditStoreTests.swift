import Auditing
import Foundation
import GRDB
import Metrics
import Testing

/// The store itself: many writers, retention, a file that is none.
struct AuditStoreTests {
  private static func record(
    _ number: Int, suffix: String = "", time: Date = Date(), sha256: String = "00"
  ) -> AuditRecord {
    AuditRecord(
      id: "r\(number)\(suffix)", time: time, model: "m", version: 1, sha256: sha256, prediction: "A", probability: 0.5,
      positive: number % 2 == 0, classes: .init(names: ["A", "B"], positive: "B"), milliseconds: 1, key: nil)
  }

  private func withStore(_ body: (AuditStore, URL) async throws -> Void) async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "hilum-audit-\(UUID().uuidString).db")
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: url.path + end) } }
    try await body(AuditStore(url), url)
  }

  @Test func manyAtATimeAreAllKept() async throws {
    try await withStore { store, url in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<200 { group.addTask { try await store.add(Self.record(number)) } }
        try await group.waitForAll()
      }
      // Another opening of the same file sees them: they are on the disk.
      #expect(try await AuditStore(url).summary().count == 200)
      let page = try await store.page(limit: 150)
      #expect(page.records.count == 150)
      #expect(try await store.page(limit: 150, before: page.next).records.count == 50)
      await #expect(throws: AuditError.self) { try await store.add(Self.record(7)) }
    }
  }

  @Test func oldReadingsAreForgotten() async throws {
    try await withStore { store, _ in
      try await store.add(Self.record(1, time: Date(timeIntervalSinceNow: -100_000)))
      try await store.add(Self.record(2))
      #expect(try await store.forget(before: Date(timeIntervalSinceNow: -50_000)) == 1)
      #expect(try await store.summary().count == 1)
    }
  }

  @Test func filesAreKeptOnceAndGoWithTheirLastReading() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "hilum-uploads-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let uploads = folder.appending(path: "uploads")
    let store = try AuditStore(folder.appending(path: "audit.db"), uploads: uploads)
    let (both, old) = (String(repeating: "a", count: 64), String(repeating: "b", count: 64))
    let before = Date(timeIntervalSinceNow: -100_000)
    try await store.add(Self.record(1, time: before, sha256: both), upload: Data("one".utf8))
    try await store.add(Self.record(2, sha256: both), upload: Data("one".utf8))
    try await store.add(Self.record(3, time: before, sha256: old), upload: Data("two".utf8))
    // What is no upload is left alone.
    try Data("mine".utf8).write(to: uploads.appending(path: "notes.txt"))
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: uploads.path).sorted() }
    #expect(try names() == [both, old, "notes.txt"])
    #expect(try Data(contentsOf: uploads.appending(path: old)) == Data("two".utf8))
    #expect(try await store.forget(before: Date(timeIntervalSinceNow: -50_000)) == 2)
    #expect(try names() == [both, "notes.txt"])
    let access = try FileManager.default.attributesOfItem(atPath: uploads.path)[.posixPermissions] as? Int
    #expect(access == 0o700)
  }

  @Test func withoutAFolderNoFileIsKept() async throws {
    try await withStore { store, url in
      let sum = String(repeating: "c", count: 64)
      try await store.add(Self.record(1, sha256: sum), upload: Data("one".utf8))
      let names = try FileManager.default.contentsOfDirectory(atPath: url.deletingLastPathComponent().path)
      #expect(!names.contains(sum))
      #expect(try await store.forget(before: Date(timeIntervalSinceNow: 10)) == 1)
    }
  }

  @Test func aFileThatIsNoStoreIsRefused() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "hilum-audit-\(UUID().uuidString).db")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(repeating: 65, count: 10_000).write(to: url)
    #expect(throws: AuditError.self) { try AuditStore(url) }
  }

  @Test func aSearchFindsWhatContainsTheTextAndTheRequestThatItNames() async throws {
    try await withStore { store, _ in
      for number in 0..<50 { try await store.add(Self.record(number)) }
      try await store.add(Self.record(7, suffix: "-0"))
      try await store.add(Self.record(7, suffix: "-31"))
      try await store.setFeedback(.label("B"), of: "r3")
      func ids(_ query: String, limit: Int = 1000) async throws -> [String] {
        try await store.page(limit: limit, query: query).records.map(\.id)
      }
      #expect(try await ids("r7") == ["r7-31", "r7-0", "r7"])
      #expect(try await ids("b") == ["r3"])
      #expect(try await ids("M", limit: 2) == ["r7-31", "r7-0"])
      #expect(try await ids("%").isEmpty)
      #expect(try await ids("nothing").isEmpty)
      // Page by page each reading comes once, in order.
      var (found, cursor) = ([String](), Int?.none)
      repeat {
        let page = try await store.page(limit: 7, before: cursor, query: "a")
        found += page.records.map(\.id)
        cursor = page.next
      } while cursor != nil
      #expect(try await found == store.page(limit: 1000).records.map(\.id))
      let summary = try await store.summary(model: "m")
      #expect(summary == (try await store.summary()))
      #expect((summary.count, summary.withFeedback, summary.confusion.falseNegatives) == (52, 1, 1))
      #expect(try await store.summary(model: "other").count == 0)
    }
  }

  /// No statement of a page looks at readings that it does not tell, or sorts them.
  @Test func pagesAndReportsUseIndexes() async throws {
    try await withStore { store, url in
      try await store.add(Self.record(1))
      let plans = try await DatabaseQueue(path: url.path).read { database in
        func plan(_ sql: String, _ arguments: Int) throws -> String {
          try Row.fetchAll(
            database, sql: "EXPLAIN QUERY PLAN " + sql,
            arguments: StatementArguments(Array(repeating: "1", count: arguments))
          ).map { $0["detail"] as String }.joined(separator: "; ")
        }
        return try [
          plan(AuditStatements.page, 2), plan(AuditStatements.request, 3), plan(AuditStatements.countOfModel, 1),
          plan(AuditStatements.judgedOfModel, 1),
        ]
          + AuditStatements.searched.flatMap { column in
            try [plan(AuditStatements.values(of: column), 1), plan(AuditStatements.numbers(of: column), 3)]
          }
      }
      for plan in plans {
        #expect(!plan.contains("SCAN reading") && !plan.contains("TEMP B-TREE"), "\(plan)")
        #expect(plan.contains("SEARCH reading USING"), "\(plan)")
      }
    }
  }

  @Test func aTableCannotCarryFormulas() {
    let row = AuditRecord(
      id: "=1+1", time: Date(timeIntervalSince1970: 0), model: "a,b", version: 1, sha256: "", prediction: "say \"x\"",
      probability: -1, positive: true, classes: .init(names: [], positive: ""), milliseconds: 0, key: nil
    ).csvRow
    #expect(row.hasPrefix("'=1+1,1970-01-01T00:00:00Z,\"a,b\",1,,\"say \"\"x\"\"\",-1.0,true"))
  }
}
