import Synchronization

/// How long a server that does not answer is waited for: while the training goes on, without end; after it, for a few
/// tries.
package final class Patience: Sendable {
  private let isEnding = Atomic(false)
  private let first: Duration
  private let longest: Duration
  private let lastTries: Int

  /// Pauses that begin with `first` and double up to `longest`; after the end of the training `lastTries` tries.
  package init(first: Duration = .seconds(1), longest: Duration = .seconds(60), lastTries: Int = 3) {
    (self.first, self.longest, self.lastTries) = (first, longest, lastTries)
  }

  /// The training has come to its end.
  package func end() { isEnding.store(true, ordering: .relaxed) }

  /// Does work that may fail for a while.
  ///
  /// - Parameter waiting: Is told why there is a pause.
  /// - Throws: The error of the last try.
  package func trying<Result>(
    waiting: (TrackingError) -> Void, _ work: () async throws(TrackingError) -> Result
  ) async throws(TrackingError) -> Result {
    var pause = first
    var triesLeft = lastTries
    while true {
      do {
        return try await work()
      } catch {
        guard error.mayPass, !Task.isCancelled else { throw error }
        if isEnding.load(ordering: .relaxed) {
          triesLeft -= 1
          guard triesLeft > 0 else { throw error }
        }
        waiting(error)
        await sleep(pause)
        pause = min(pause * 2, longest)
      }
    }
  }

  /// Sleeps, but no longer than ``first`` after the end of the training.
  private func sleep(_ pause: Duration) async {
    let wasEnding = isEnding.load(ordering: .relaxed)
    var left = pause
    while left > .zero, !Task.isCancelled {
      let slice = min(left, first)
      try? await Task.sleep(for: slice)
      left -= slice
      if !wasEnding, isEnding.load(ordering: .relaxed) { return }
    }
  }
}
