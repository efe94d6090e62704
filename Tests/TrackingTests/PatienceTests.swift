import Synchronization
import Testing
import Tracking

@Suite struct PatienceTests {
  /// Fails as often as told, then gives how often it was tried.
  private final class Work: Sendable {
    private let tries = Mutex(0)
    private let failures: Int
    private let error: TrackingError

    init(_ failures: Int, _ error: TrackingError = .timedOut) { (self.failures, self.error) = (failures, error) }

    var count: Int { tries.withLock { $0 } }

    func run() async throws(TrackingError) {
      let number = tries.withLock { tries in
        tries += 1
        return tries
      }
      if number <= failures { throw error }
    }
  }

  private let patience = Patience(first: .microseconds(10), longest: .microseconds(50), lastTries: 3)

  private func trying(_ work: Work) async throws(TrackingError) {
    try await patience.trying(waiting: { _ in }, { () async throws(TrackingError) in try await work.run() })
  }

  @Test func aServerThatIsAwayIsWaitedForWhileTheTrainingGoesOn() async throws {
    let work = Work(20, .refused(status: 503, code: nil))
    try await trying(work)
    #expect(work.count == 21)
  }

  @Test func afterTheTrainingAFewTriesAreLeft() async {
    patience.end()
    let work = Work(20)
    await #expect(throws: TrackingError.timedOut) { try await trying(work) }
    #expect(work.count == 3)
  }

  @Test func whatTheServerRefusesIsNotTriedAgain() async {
    let work = Work(20, .refused(status: 401, code: nil))
    await #expect(throws: TrackingError.refused(status: 401, code: nil)) { try await trying(work) }
    #expect(work.count == 1)
  }
}
