import Dispatch
import Foundation
import Synchronization

/// The threads that decode and infer, as many as there are cores, off the event loops.
///
/// What is in the network's reach goes before what still has to be decoded, so that each picture is done soon after it was
/// begun; single pictures go before those of requests with many, of which one in eight gets its turn all the same.
final class WorkerPool: Sendable {
  /// What comes first.
  enum Priority: Int, CaseIterable { case inference, interactive, bulk }

  typealias Job = @Sendable () -> Void

  private struct State {
    var queues = [[Job]](repeating: [], count: Priority.allCases.count)
    var turn = 0
    var isStopped = false
  }

  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)
  private let running = Atomic(0)
  /// The threads.
  let count: Int

  init(threads: Int = ProcessInfo.processInfo.activeProcessorCount) {
    count = max(1, threads)
    for index in 0..<count {
      let thread = Thread { [self] in work() }
      thread.name = "hilum-worker-\(index)"
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  /// Jobs that run or wait.
  var load: Int { running.load(ordering: .relaxed) + waiting }

  /// Jobs that wait.
  var waiting: Int { state.withLock { $0.queues.reduce(0) { $0 + $1.count } } }

  /// Puts a job in line; false where so many wait already.
  @discardableResult
  func submit(_ priority: Priority, limit: Int = .max, _ job: @escaping Job) -> Bool {
    let isTaken = state.withLock { state in
      guard !state.isStopped, state.queues.reduce(0, { $0 + $1.count }) < limit else { return false }
      state.queues[priority.rawValue].append(job)
      return true
    }
    if isTaken { available.signal() }
    return isTaken
  }

  /// Ends the threads once they have done what waits.
  func stop() {
    state.withLock { $0.isStopped = true }
    for _ in 0..<count { available.signal() }
  }

  private func work() {
    while true {
      available.wait()
      guard let job = next() else { return }
      running.add(1, ordering: .relaxed)
      job()
      running.subtract(1, ordering: .relaxed)
    }
  }

  private func next() -> Job? {
    state.withLock { state in
      state.turn &+= 1
      let order: [Priority] = state.turn % 8 == 0 ? [.inference, .bulk, .interactive] : Priority.allCases
      for priority in order where !state.queues[priority.rawValue].isEmpty {
        return state.queues[priority.rawValue].removeFirst()
      }
      return nil
    }
  }
}

extension WorkerPool {
  /// Does some work on a thread and waits for its result.
  ///
  /// - Throws: ``APIError`` where so many jobs wait already; what the work throws.
  func run<Value: Sendable>(
    _ priority: Priority, limit: Int = .max, _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let isTaken = submit(priority, limit: limit) { continuation.resume(with: Result { try work() }) }
      if !isTaken { continuation.resume(throwing: APIError.queueFull) }
    }
  }
}
