import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// Maps every element, on all cores; the results are in the order of the elements.
  ///
  /// - Parameter progress: called after each element with the number done, from any thread but never from two at once.
  package func concurrentMap<Result: Sendable>(
    progress: (@Sendable (Int) -> Void)? = nil, _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    let state = Mutex<(results: [Result?], done: Int)>((Swift.Array(repeating: nil, count: count), 0))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = transform(self[index])
      state.withLock { state in
        state.results[index] = result
        state.done += 1
        progress?(state.done)
      }
    }
    return state.withLock { $0.results.compactMap(\.self) }
  }
}
