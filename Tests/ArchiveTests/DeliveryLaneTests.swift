import Archive
import Foundation
import Testing

struct DeliveryLaneTests {
  private let schedule = RetrySchedule()

  private func lane(_ archive: ArchiveFixture, _ destination: FakeDestination) -> DeliveryLane {
    DeliveryLane(destination, store: archive.store, schedule: schedule, logger: .quiet)
  }

  @Test func resultsAreSentOnceWithTheirNames() async throws {
    let archive = try ArchiveFixture()
    for index in 0..<40 { _ = try await archive.read("1.2.\(index)", to: ["A"]) }
    let destination = FakeDestination("A")
    #expect(try await lane(archive, destination).sendDue { .start } == nil)
    #expect(Set(destination.tried.compactMap(\.sopInstance)).count == 40 && destination.tried.count == 40)
    #expect(destination.tried[0].source.study == "1.2.3.4")
    #expect(try await archive.store.summary().objects[.done] == 40)
  }

  @Test func aDestinationThatIsDownIsAskedWithOneResultAtATimeAndHoldsUpNoOther() async throws {
    let archive = try ArchiveFixture()
    for index in 0..<50 { _ = try await archive.read("1.2.\(index)", to: ["DOWN", "UP"]) }
    let down = FakeDestination("DOWN") { _ throws(DeliveryError) in
      throw DeliveryError(reason: "unreachable", isPermanent: false)
    }
    let up = FakeDestination("UP")
    let lane = lane(archive, down)
    // An hour by the clock, as fast as the test can.
    var time = Date.start
    while time < .start + 3600 {
      let next = try #require(try await lane.sendDue { time })
      #expect(next > time && next <= time + 31)
      time = next
    }
    #expect((120...400).contains(down.tried.count - DeliveryLane.connections))
    #expect(try await self.lane(archive, up).sendDue { .start } == nil)
    #expect(up.tried.count == 50)
    // It is back: all that waits goes at once.
    down.answer { _ in }
    let before = down.tried.count
    #expect(try await lane.sendDue { time } == nil)
    #expect(down.tried.count - before == 50)
    #expect(try await archive.store.summary().objects[.done] == 50)
  }

  @Test func whatIsRefusedForGoodIsADeadLetterAndTheOthersGoOn() async throws {
    let archive = try ArchiveFixture()
    for index in 0..<10 { _ = try await archive.read("1.2.\(index)", to: ["A"]) }
    let half = FakeDestination("A") { result throws(DeliveryError) in
      guard result.source.sopInstance.last.flatMap({ Int(String($0)) }).map({ $0 % 2 == 0 }) == true else {
        throw DeliveryError(reason: "refused", isPermanent: true)
      }
    }
    #expect(try await lane(archive, half).sendDue { .start } == nil)
    let summary = try await archive.store.summary()
    #expect(summary.objects[.done] == 5 && summary.objects[.failed] == 5)
    #expect(try await archive.store.page(limit: 1, state: .failed).objects[0].error == "A (sr): refused")
  }

  @Test func afterADayItIsGivenUpAndRetryBeginsAnew() async throws {
    let archive = try ArchiveFixture()
    let id = try await archive.read("1.2", to: ["A"])
    let destination = FakeDestination("A") { _ throws(DeliveryError) in
      throw DeliveryError(reason: "unreachable", isPermanent: false)
    }
    let lane = lane(archive, destination)
    _ = try await lane.sendDue { .start }
    #expect(try await archive.store.object(id).deliveries[0].nextAttempt != nil)
    #expect(try await lane.sendDue { .start + 86_400 } == nil)
    let object = try await archive.store.object(id)
    #expect(object.state == .failed && object.deliveries[0].attempts == 2)
    destination.answer { _ in }
    try await archive.store.retry(id)
    #expect(try await lane.sendDue { .start + 86_500 } == nil)
    #expect(try await archive.store.object(id).state == .done)
  }
}
