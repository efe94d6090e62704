package import Foundation
package import Logging
import Synchronization

/// Sends what waits for one destination; each destination has a lane of its own, so that one which is down holds up no other.
///
/// While nothing gets through, one result at a time is tried, after growing waits; once one does, everything that waits is
/// due.
package final class DeliveryLane: Sendable {
  /// Batches that are under way at a time at most.
  package static let connections = 2
  /// The longest wait of a lane through which nothing gets.
  static let longestPause = Duration.seconds(30)

  private struct Pause {
    var failures = 0
    var until: Date?
  }

  let destination: any Destination
  private let store: ArchiveStore
  private let schedule: RetrySchedule
  private let logger: Logger
  private let onEvent: @Sendable (ArchiveEvent) -> Void
  private let pause = Mutex(Pause())
  /// Rung when something may be due.
  let wake = Wake()

  package init(
    _ destination: any Destination, store: ArchiveStore, schedule: RetrySchedule, logger: Logger,
    onEvent: @escaping @Sendable (ArchiveEvent) -> Void = { _ in }
  ) {
    self.destination = destination
    self.store = store
    self.schedule = schedule
    self.logger = logger
    self.onEvent = onEvent
  }

  /// Sends whatever becomes due, until the wake is finished.
  func run() async {
    for await _ in wake.rings {
      do throws(SpoolError) {
        wake.ring(at: try await sendDue { Date() })
      } catch {
        logger.error("deliveries can't be looked up", metadata: ["reason": "\(error)"])
        wake.ring(at: Date(timeIntervalSinceNow: 5))
      }
    }
  }

  /// Sends what is due; when the next is due, if any is.
  ///
  /// - Throws: ``SpoolError``.
  package func sendDue(now: () -> Date) async throws(SpoolError) -> Date? {
    while !wake.isFinished, !Task.isCancelled {
      let time = now()
      let (failures, until) = pause.withLock { ($0.failures, $0.until) }
      if let until, until > time { return until }
      let due = try await store.due(
        to: destination.name, limit: failures > 0 ? 1 : destination.batch * Self.connections, at: time)
      guard !due.isEmpty else { return try await store.nextDelivery(to: destination.name) }
      let attempts = try await send(due, at: time)
      try await judge(attempts, at: time)
    }
    return nil
  }

  /// Sends results in batches side by side and keeps what became of each as soon as its batch is over.
  private func send(
    _ due: [ArchiveStore.DueDelivery], at time: Date
  ) async throws(SpoolError) -> [ArchiveStore.Attempt] {
    let size = min(destination.batch, (due.count + Self.connections - 1) / Self.connections)
    let results = await withTaskGroup(of: Result<[ArchiveStore.Attempt], SpoolError>.self) { group in
      for start in stride(from: 0, to: due.count, by: size) {
        let batch = Array(due[start..<min(start + size, due.count)])
        group.addTask { await self.send(batch: batch, at: time) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var attempts: [ArchiveStore.Attempt] = []
    for result in results { attempts += try result.get() }
    return attempts
  }

  private func send(
    batch: [ArchiveStore.DueDelivery], at time: Date
  ) async -> Result<[ArchiveStore.Attempt], SpoolError> {
    let outcomes = await destination.send(batch.map { OutgoingResult($0, in: store.folder) })
    let attempts = batch.enumerated().map { index, due in
      // A destination that leaves an outcome out has not sent it.
      let outcome =
        outcomes.indices.contains(index)
        ? outcomes[index] : .failure(DeliveryError(reason: "it was not sent", isPermanent: false))
      return attempt(outcome, of: due.delivery, at: time)
    }
    do {
      try await store.settle(zip(batch, attempts).map { ($0.delivery, $1) }, at: time)
      return .success(attempts)
    } catch {
      return .failure(error)
    }
  }

  private func attempt(
    _ outcome: Result<Void, DeliveryError>, of delivery: Delivery, at time: Date
  ) -> ArchiveStore.Attempt {
    guard case .failure(let error) = outcome else {
      onEvent(.delivered(destination: destination.name))
      return .sent
    }
    let next =
      error.isPermanent
      ? nil : schedule.next(after: delivery.attempts + 1, since: delivery.firstAttempt ?? time, at: time)
    onEvent(.deliveryFailed(destination: destination.name, isPermanent: next == nil))
    logger.warning(
      next == nil ? "a delivery was given up" : "a delivery failed",
      metadata: [
        "destination": "\(destination.name)", "object": "\(delivery.object)", "kind": "\(delivery.kind.rawValue)",
        "reason": "\(error.reason)",
      ])
    return next.map { .retry(reason: error.reason, next: $0) } ?? .failed(reason: error.reason)
  }

  /// Lets the lane rest where nothing got through, and makes everything due where something does again.
  private func judge(_ attempts: [ArchiveStore.Attempt], at time: Date) async throws(SpoolError) {
    let gotNothing = attempts.allSatisfy { if case .retry = $0 { true } else { false } }
    let isBack = pause.withLock { pause in
      guard gotNothing else {
        defer { pause = Pause() }
        return pause.failures > 0
      }
      pause.failures += 1
      let wait = min(schedule.wait(after: pause.failures), Self.longestPause)
      pause.until = time.addingTimeInterval(wait / .seconds(1))
      return false
    }
    if isBack { try await store.hasten(destination.name) }
  }
}

extension OutgoingResult {
  init(_ due: ArchiveStore.DueDelivery, in folder: SpoolFolder) {
    self.init(
      kind: due.delivery.kind, sopClass: due.delivery.sopClass, sopInstance: due.delivery.sopInstance,
      file: folder.results(of: due.delivery.object).appending(path: due.delivery.file),
      source: Source(
        sopInstance: due.identity.sopInstance, study: due.identity.study, patientID: due.identity.patientID,
        accessionNumber: due.identity.accessionNumber))
  }
}
