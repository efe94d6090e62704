import Foundation
import Synchronization

/// What a worker waits for: that someone rings, or that a time comes.
///
/// Rings that come while it works are one.
final class Wake: Sendable {
  /// One element a ring, until ``finish()``.
  let rings: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let alarm = Mutex<Task<Void, Never>?>(nil)
  private let over = Atomic(false)

  init() {
    (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    ring()
  }

  /// Whether ``finish()`` was called.
  var isFinished: Bool { over.load(ordering: .relaxed) }

  func ring() { continuation.yield() }

  /// Rings once at a time, in place of an earlier alarm; not at all where nil.
  func ring(at time: Date?) {
    let next = time.map { time in
      Task {
        try? await Task.sleep(for: .seconds(max(0, time.timeIntervalSinceNow)))
        if !Task.isCancelled { ring() }
      }
    }
    alarm.withLock { alarm in
      alarm?.cancel()
      alarm = next
    }
  }

  /// Ends the stream of rings.
  func finish() {
    over.store(true, ordering: .relaxed)
    ring(at: nil)
    continuation.finish()
  }
}
