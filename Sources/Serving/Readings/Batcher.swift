import Dispatch
import Foundation
import Synchronization

/// Gathers what is ready for the network into batches.
///
/// A batch goes as soon as it is full, as soon as nothing else is on its way to it, or after a short delay, whichever comes
/// first; so a picture that comes alone never waits.
final class Batcher<Item: Sendable>: Sendable {
  private struct State {
    var ready: [Item] = []
    var coming = 0
    var isTimerSet = false
  }

  private let options: BatchingOptions
  private let state = Mutex(State())
  private let timers = DispatchQueue(label: "hilum.batcher")
  private let run: @Sendable ([Item]) -> Void

  /// A batcher that hands batches to `run`, on the thread that completed them or on a timer's.
  init(_ options: BatchingOptions, run: @escaping @Sendable ([Item]) -> Void) {
    self.options = options
    self.run = run
  }

  /// Says that an item is on its way: ``add(_:)`` or ``abandon()`` will follow.
  func expect() { state.withLock { $0.coming += 1 } }

  /// Says that an item which was on its way does not come.
  func abandon() {
    let batch = state.withLock { state in
      state.coming -= 1
      return state.coming == 0 ? Self.take(&state) : []
    }
    if !batch.isEmpty { run(batch) }
  }

  /// Adds an item that was on its way.
  func add(_ item: Item) {
    let (batch, needsTimer): ([Item], Bool) = state.withLock { state in
      state.coming -= 1
      state.ready.append(item)
      if state.ready.count >= options.size || state.coming == 0 || options.delay <= .zero {
        return (Self.take(&state), false)
      }
      defer { state.isTimerSet = true }
      return ([], !state.isTimerSet)
    }
    if !batch.isEmpty { return run(batch) }
    guard needsTimer else { return }
    let nanoseconds = Int(options.delay / .nanoseconds(1))
    timers.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { [self] in
      let batch = state.withLock { Self.take(&$0) }
      if !batch.isEmpty { run(batch) }
    }
  }

  private static func take(_ state: inout State) -> [Item] {
    defer { state.ready = [] }
    state.isTimerSet = false
    return state.ready
  }
}
