import Archive
import Foundation
import Testing

struct RetryScheduleTests {
  private let schedule = RetrySchedule(first: .seconds(1), longest: .seconds(300), limit: .seconds(3600))

  @Test func waitsDoubleUpToTheLongest() {
    let waits = (1...12).map { schedule.wait(after: $0, chance: 1) / .seconds(1) }
    #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
    #expect(schedule.wait(after: 3, chance: 0) == .seconds(2))
    #expect(schedule.wait(after: 10_000, chance: 1) == .seconds(300))
    #expect(schedule.wait(after: 0, chance: 1) == .seconds(1))
  }

  @Test func afterTheLimitNothingIsTried() throws {
    let early = try #require(schedule.next(after: 2, since: .start, at: .start + 10))
    #expect(((Date.start + 11)...(Date.start + 12)).contains(early))
    #expect(schedule.next(after: 2, since: .start, at: .start + 3600) == nil)
  }
}
