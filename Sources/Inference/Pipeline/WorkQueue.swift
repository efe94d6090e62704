import Dispatch
import Foundation
import Synchronization

/// Numbered pieces of work, done side by side by as many workers as there are cores.
///
/// Each worker takes the next piece when it is done with one, so that a slow piece keeps no one waiting.
public struct WorkQueue: Sendable {
  private let count: Int
  private let workers: Int

  /// A queue of `count` pieces.
  public init(_ count: Int, workers: Int? = nil) {
    self.count = max(0, count)
    self.workers = max(1, min(workers ?? ProcessInfo.processInfo.activeProcessorCount, count))
  }

  /// Does every piece, in any order; each worker has a scratch value of its own.
  ///
  /// - Parameter progress: is told how many pieces are done; from any thread.
  public func forEach<Scratch>(
    scratch: @Sendable () -> Scratch, progress: (@Sendable (Int) -> Void)? = nil,
    _ body: @Sendable (Int, inout Scratch) -> Void
  ) {
    let next = Atomic(0)
    let done = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var scratch = scratch()
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index, &scratch)
        progress?(done.add(1, ordering: .relaxed).newValue)
      }
    }
  }

  /// Does every piece, and hands the results on in the order of the pieces, one at a time, as soon as that can be.
  ///
  /// - Throws: what `emit` throws first; nothing is emitted then any more, and pieces not yet begun are left out.
  public func inOrder<Result: Sendable>(
    progress: (@Sendable (Int) -> Void)? = nil, _ work: @Sendable (Int) -> Result,
    emit: @Sendable (Int, Result) throws -> Void
  ) throws {
    let state = Mutex(Waiting<Result>())
    forEach(scratch: {}, progress: progress) { index, _ in
      guard state.withLock({ $0.failure == nil }) else { return }
      let result = work(index)
      state.withLock { state in
        state.results[index] = result
        while state.failure == nil, let result = state.results.removeValue(forKey: state.next) {
          do {
            try emit(state.next, result)
          } catch {
            state.failure = error
          }
          state.next += 1
        }
      }
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Results that wait for those before them.
  private struct Waiting<Result: Sendable>: Sendable {
    var next = 0
    var results: [Int: Result] = [:]
    var failure: (any Error)?
  }
}
