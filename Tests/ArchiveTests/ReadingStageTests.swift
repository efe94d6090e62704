import Archive
import Foundation
import GRDB
import Radiograph
import Testing

struct ReadingStageTests {
  private struct NotReady: Error {}

  private func stage(
    _ archive: ArchiveFixture, _ rules: [RoutingRule], by reader: FakeReader = FakeReader()
  ) -> ReadingStage {
    ReadingStage(
      archive.spool, reader: reader, rules: rules, schedule: RetrySchedule(), limit: 2,
      logger: .quiet, onEvent: { _ in }, onResults: {})
  }

  private let everything = [RoutingRule(send: ["A": ResultKind.allCases.filter { $0 != .secondaryCapture }])]

  @Test func resultsLieWrittenAndWaitForDelivery() async throws {
    let archive = try ArchiveFixture()
    try archive.receive("1.2.3")
    let object = try await archive.store.claim(1, at: .start)[0]
    await stage(archive, everything).treat(object) { .start }
    let read = try await archive.store.object(1)
    #expect(read.state == .sending && read.outcome?.isPositive == true && read.outcome?.probability == 0.9)
    #expect(read.deliveries.map(\.kind) == [.structuredReport, .presentationState, .fhir, .oru, .webhook])
    #expect(read.deliveries.allSatisfy { $0.state == .waiting })
    #expect(try archive.names("results/1") == ["fhir.json", "gsps.dcm", "oru.hl7", "sr.dcm", "webhook.json"])
    #expect(read.deliveries[0].sopInstance != nil && read.deliveries[2].sopInstance == nil)
    #expect(try await archive.store.report(of: 1)?.contains("Meant.") == true)
  }

  @Test func aSecondReadingWritesTheSameBytes() async throws {
    let archive = try ArchiveFixture()
    try archive.receive("1.2.3")
    var written: [[Data]] = []
    for _ in 0..<2 {
      let object = try await archive.store.claim(1, at: .start)[0]
      await stage(archive, everything).treat(object) { .start }
      let names = try archive.names("results/1")
      written.append(try names.map { try Data(contentsOf: archive.folder.results(of: 1).appending(path: $0)) })
      // As after a kill between the results and the books.
      if written.count == 1 { try await archive.store.fail(1, reason: "", next: .start, at: .start) }
    }
    #expect(written[0] == written[1])
    #expect(try await archive.store.object(1).deliveries.count == 5)
  }

  @Test func whatCanNotBeReadFailsAtOnceAndTheRestIsTriedAgain() async throws {
    let archive = try ArchiveFixture()
    try archive.receive("1.1")
    try archive.receive("1.2")
    let objects = try await archive.store.claim(2, at: .start)
    await stage(archive, [], by: FakeReader(error: RadiographError.truncated(.dicom))).treat(objects[0]) { .start }
    await stage(archive, [], by: FakeReader(error: NotReady())).treat(objects[1]) { .start }
    let failed = try await archive.store.object(1)
    #expect(failed.state == .failed && failed.error == "\(RadiographError.truncated(.dicom))")
    let waiting = try await archive.store.object(2)
    #expect(waiting.state == .waiting && waiting.nextAttempt.map { $0 > .start } == true)
    #expect(try await archive.store.claim(1, at: .start).isEmpty)
    let again = try await archive.store.claim(1, at: .start + 2)[0]
    await stage(archive, []).treat(again) { .start + 2 }
    // Nothing is to be delivered of it.
    #expect(try await archive.store.object(2).state == .done)
  }

  @Test func cancellationPutsBack() async throws {
    let archive = try ArchiveFixture()
    try archive.receive("1.1")
    let object = try await archive.store.claim(1, at: .start)[0]
    await stage(archive, [], by: FakeReader(error: CancellationError())).treat(object) { .start }
    let back = try await archive.store.object(1)
    #expect(back.state == .waiting && back.attempts == 0)
  }

  @Test func whatTheStoreCanNotKeepIsReadAgainWithoutARestart() async throws {
    let archive = try ArchiveFixture()
    try archive.receive("1.1")
    let stage = stage(archive, everything)
    let object = try await archive.store.claim(1, at: .start)[0]
    let other = try DatabaseQueue(path: archive.folder.url.appending(path: "archive.db").path)
    try await other.write { database in
      try database.execute(
        sql: """
          CREATE TRIGGER full BEFORE UPDATE ON object WHEN NEW.state <> 'reading' BEGIN SELECT RAISE(ABORT, 'full'); END
          """)
    }
    await stage.treat(object) { .start }
    await #expect(throws: SpoolError.self) { try await stage.putBackUnkept(at: .start) }
    #expect(try await archive.store.object(1).state == .reading)
    try await other.write { try $0.execute(sql: "DROP TRIGGER full") }
    try await stage.putBackUnkept(at: .start)
    let back = try await archive.store.object(1)
    #expect(back.state == .waiting && back.attempts == 0)
    let next = try #require(back.nextAttempt)
    #expect(next > .start && next < .start + 60)
    let again = try await archive.store.claim(1, at: next)[0]
    await stage.treat(again) { next }
    #expect(try await archive.store.object(1).state == .sending)
  }
}
