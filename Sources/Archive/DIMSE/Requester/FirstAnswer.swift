import Synchronization

/// The first of the answers that may be given to a task which waits for one; those that come later are left.
final class FirstAnswer<Value: Sendable>: Sendable {
  private enum State {
    case none
    case awaited(CheckedContinuation<Value, Never>)
    case given(Value)
    case over
  }

  private let state = Mutex(State.none)

  /// Gives an answer, before it is waited for or after.
  func give(_ value: Value) {
    let waiting: CheckedContinuation<Value, Never>? = state.withLock { state in
      switch state {
      case .none: state = .given(value)
      case .awaited(let continuation):
        state = .over
        return continuation
      case .given, .over: break
      }
      return nil
    }
    waiting?.resume(returning: value)
  }

  /// Has a task wait; to be called once.
  func await(_ continuation: CheckedContinuation<Value, Never>) {
    let given: Value? = state.withLock { state in
      guard case .given(let value) = state else {
        state = .awaited(continuation)
        return nil
      }
      state = .over
      return value
    }
    if let given { continuation.resume(returning: given) }
  }
}
