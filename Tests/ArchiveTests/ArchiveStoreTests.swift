import Archive
import Foundation
import Testing

struct ArchiveStoreTests {
  @Test func anObjectGoesFromWaitingToDone() async throws {
    let archive = try ArchiveFixture()
    #expect(try archive.receive("1.2.3") == .success)
    let waiting = try await archive.store.object(1)
    #expect(waiting.state == .waiting && waiting.attempts == 0 && waiting.callingAE == "MODALITY")
    #expect(waiting.identity.patientID == "PID-1" && waiting.identity.view == "PA")
    let claimed = try await archive.store.claim(4, at: .start)
    #expect(claimed.map(\.id) == [1] && claimed[0].state == .reading && claimed[0].attempts == 1)
    #expect(try await archive.store.claim(4, at: .start).isEmpty)
    try await archive.store.finish(
      1, outcome: .init(prediction: "NORMAL", probability: 0.2, isPositive: false, isRefused: false), report: "{}",
      resultBytes: 7,
      [.init(.structuredReport, to: "A", file: "sr.dcm"), .init(.secondaryCapture, to: "A", file: "sc.dcm")],
      at: .start)
    let sending = try await archive.store.object(1)
    #expect(sending.state == .sending && sending.outcome?.prediction == "NORMAL" && sending.deliveries.count == 2)
    let due = try await archive.store.due(to: "A", limit: 9, at: .start).map(\.delivery)
    try await archive.store.settle([(due[0], .sent)], at: .start)
    #expect(try await archive.store.object(1).state == .sending)
    try await archive.store.settle([(due[1], .sent)], at: .start)
    #expect(try await archive.store.object(1).state == .done)
    #expect(try await archive.store.report(of: 1) == "{}")
  }

  @Test func theSameObjectTwiceIsOne() async throws {
    let archive = try ArchiveFixture()
    #expect(try archive.receive("1.2.3") == .success)
    #expect(try archive.receive("1.2.3") == .success)
    #expect(try await archive.store.page(limit: 10).objects.count == 1)
    #expect(archive.happened == [.received, .duplicate])
    #expect(try FileManager.default.contentsOfDirectory(atPath: archive.folder.url.path + "/incoming").isEmpty)
    // One that failed is tried again when it comes again.
    _ = try await archive.store.claim(1, at: .start)
    try await archive.store.fail(1, reason: "unreadable", next: nil, at: .start)
    #expect(try archive.receive("1.2.3") == .success)
    let again = try await archive.store.object(1)
    #expect(again.state == .waiting && again.error == nil && again.attempts == 0)
  }

  @Test func objectsThatComeTogetherAreAllKept() async throws {
    let archive = try ArchiveFixture()
    await withTaskGroup { group in
      for index in 0..<24 { group.addTask { _ = try? archive.receive("1.2.\(index % 20)") } }
    }
    let page = try await archive.store.page(limit: 100)
    #expect(page.objects.count == 20)
    for object in page.objects {
      let file = try Data(contentsOf: archive.folder.object(object.id))
      #expect(Array(file) == ArchiveFixture.object(object.identity.sopInstance))
    }
  }

  @Test func whatWasBeingReadWaitsAfterARestart() async throws {
    let archive = try ArchiveFixture()
    try archive.receive("1.2.3")
    for _ in 1..<ArchiveStore.interruptionLimit {
      #expect(try await archive.store.claim(1, at: .start).count == 1)
      try await archive.store.recover(destinations: [], at: .start)
      #expect(try await archive.store.object(1).state == .waiting)
    }
    #expect(try await archive.store.claim(1, at: .start).count == 1)
    try await archive.store.recover(destinations: [], at: .start)
    let object = try await archive.store.object(1)
    #expect(object.state == .failed && object.error?.contains("program ended") == true)
  }

  @Test func anObjectThatEndsTheProgramIsReadAlone() async throws {
    let archive = try ArchiveFixture()
    let store = archive.store
    for index in 1...3 { try archive.receive("1.2.\(index)") }
    // The second ends the program, whatever is read beside it.
    #expect(try await store.claim(2, at: .start).map(\.id) == [1, 2])
    for end in 1..<ArchiveStore.interruptionLimit {
      try await store.recover(destinations: [], at: .start)
      if end == 1 {
        #expect(try await store.claim(3, at: .start).map(\.id) == [1])
        #expect(try await store.claim(3, at: .start).isEmpty)
        try await archive.finish(1)
      }
      #expect(try await store.claim(3, at: .start).map(\.id) == [2])
      #expect(try await store.claim(3, at: .start).isEmpty)
    }
    try await store.recover(destinations: [], at: .start)
    #expect(try await store.object(2).state == .failed)
    #expect(try await store.claim(3, at: .start).map(\.id) == [3])
  }

  @Test func oneThatEndedTheProgramWaitsForWhatIsBeingRead() async throws {
    let archive = try ArchiveFixture()
    let store = archive.store
    try archive.receive("1.2.1")
    _ = try await store.claim(1, at: .start)
    try await store.recover(destinations: [], at: .start)
    _ = try await store.claim(1, at: .start)
    try await store.fail(1, reason: "later", next: .start + 60, at: .start)
    for index in 2...3 { try archive.receive("1.2.\(index)") }
    #expect(try await store.claim(1, at: .start).map(\.id) == [2])
    #expect(try await store.nextReading(after: .start) == .start + 60)
    #expect(try await store.claim(1, at: .start + 60).isEmpty)
    try await archive.finish(2)
    #expect(try await store.claim(2, at: .start + 60).map(\.id) == [1])
  }

  @Test func deliveriesToADestinationThatIsGoneFail() async throws {
    let archive = try ArchiveFixture()
    let id = try await archive.read("1.2.3", to: ["A", "B"])
    try await archive.store.recover(destinations: ["A"], at: .start)
    let object = try await archive.store.object(id)
    #expect(object.deliveries.map(\.state) == [.waiting, .failed] && object.state == .sending)
  }

  @Test func aReopenedStoreKnowsEveryState() async throws {
    let archive = try ArchiveFixture()
    let sent = try await archive.read("1.1", to: ["A"])
    let due = try await archive.store.due(to: "A", limit: 1, at: .start)
    try await archive.store.settle([(due[0].delivery, .sent)], at: .start)
    let sending = try await archive.read("1.2", to: ["A"])
    let failed = try await archive.read("1.3", to: ["B"])
    let other = try await archive.store.due(to: "B", limit: 1, at: .start)
    try await archive.store.settle([(other[0].delivery, .failed(reason: "no"))], at: .start)
    try archive.receive("1.4")
    let reopened = try ArchiveStore(existingIn: archive.folder)
    #expect(try await reopened.object(sent).state == .done)
    #expect(try await reopened.object(sending).state == .sending)
    #expect(try await reopened.object(failed).error == "B (sr): no")
    let summary = try await reopened.summary()
    #expect(summary.objects == [.waiting: 1, .reading: 0, .sending: 1, .done: 1, .failed: 1])
    #expect(summary.deliveries["A"] == [.waiting: 1, .sent: 1, .failed: 0])
    #expect(summary.oldest != nil && summary.bytes > 0)
  }

  @Test func retryPutsBackWhatFailed() async throws {
    let archive = try ArchiveFixture()
    let id = try await archive.read("1.2", to: ["A", "B"])
    for name in ["A", "B"] {
      let due = try await archive.store.due(to: name, limit: 1, at: .start)
      try await archive.store.settle([(due[0].delivery, name == "A" ? .sent : .failed(reason: "no"))], at: .start)
    }
    #expect(try await archive.store.object(id).state == .failed)
    try await archive.store.retry(id)
    let object = try await archive.store.object(id)
    #expect(object.state == .sending && object.deliveries.map(\.state) == [.sent, .waiting])
    await #expect(throws: SpoolError.unknownObject(99)) { try await archive.store.retry(99) }
    let due = try await archive.store.due(to: "B", limit: 1, at: .start)
    try await archive.store.settle([(due[0].delivery, .sent)], at: .start)
    await #expect(throws: SpoolError.alreadyDone(id)) { try await archive.store.retry(id) }
    #expect(try await archive.store.retryAll() == 0)
  }

  @Test func aCorrectedObjectIsReadAnewAndTheOldResultsAreNotSent() async throws {
    let archive = try ArchiveFixture()
    let id = try await archive.read("1.2", to: ["A", "B"])
    // Counts what is held.
    try await archive.spool.recover(destinations: ["A", "B"], at: .start)
    try await archive.settle("A", .sent)
    try await archive.settle("B", .failed(reason: "no"))
    let corrected = ArchiveFixture.object("1.2", patientID: "PID-2", study: "1.2.3.5")
    #expect(try archive.receive("1.2", bytes: corrected) == .success)
    let again = try await archive.store.object(id)
    #expect(again.state == .waiting && again.error == nil && again.outcome == nil)
    #expect(again.identity.patientID == "PID-2" && again.identity.study == "1.2.3.5")
    #expect(again.deliveries.map(\.destination) == ["A"])
    #expect(!FileManager.default.fileExists(atPath: archive.folder.result(.structuredReport, of: id).path))
    #expect(try Array(Data(contentsOf: archive.folder.object(id))) == corrected)
    #expect(archive.spool.heldBytes == corrected.count)
    // What B lacks is planned anew; what A has is not sent twice.
    #expect(try await archive.store.claim(1, at: .start).map(\.id) == [id])
    let results = ["A", "B"].map { ArchiveStore.PlannedDelivery(.structuredReport, to: $0, file: "sr.dcm") }
    let growth = try await archive.store.finish(
      id, outcome: .init(prediction: "NORMAL", probability: 0.2, isPositive: false, isRefused: false), report: "{}",
      resultBytes: 7, results, at: .start)
    #expect(growth == 7)
    #expect(try await archive.store.object(id).deliveries.map(\.state) == [.sent, .waiting])
  }

  @Test func aResultWithoutItsFileIsMadeAnew() async throws {
    let archive = try ArchiveFixture()
    let id = try await archive.read("1.2", to: ["A", "B"])
    try await archive.settle("A", .sent)
    try await archive.settle("B", .failed(reason: "it can't be read"))
    try FileManager.default.removeItem(at: archive.folder.results(of: id))
    try await archive.store.retry(id)
    let again = try await archive.store.object(id)
    #expect(again.state == .waiting && again.attempts == 0 && again.deliveries.map(\.destination) == ["A"])
    #expect(try await archive.store.claim(1, at: .start).map(\.id) == [id])
  }

  @Test func whatWasRefusedShowsNoFinding() async throws {
    let archive = try ArchiveFixture()
    try archive.receive("1.2")
    _ = try await archive.store.claim(1, at: .start)
    try await archive.store.finish(
      1, outcome: .init(prediction: "PNEUMONIA", probability: 0.9, isPositive: true, isRefused: true), report: "{}",
      resultBytes: 0, [], at: .start)
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(try await archive.store.object(1)))
    let keys = try #require(json as? [String: Any])
    #expect(keys["positive"] is NSNull && keys["probability"] is NSNull && keys["refused"] as? Bool == true)
  }

  @Test func pagesGoBackwards() async throws {
    let archive = try ArchiveFixture()
    for index in 1...5 { try archive.receive("1.2.\(index)") }
    let first = try await archive.store.page(limit: 2)
    #expect(first.objects.map(\.id) == [5, 4] && first.next == 4)
    let last = try await archive.store.page(limit: 3, before: first.next)
    #expect(last.objects.map(\.id) == [3, 2, 1] && last.next == nil)
    #expect(try await archive.store.page(limit: 9, state: .failed).objects.isEmpty)
  }
}
