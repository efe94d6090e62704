import Dispatch
import Synchronization

/// A value that is computed on another thread while this one does something else.
final class Ahead<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let made = Mutex<Value?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  /// Begins to compute.
  init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let value = make()
      made.withLock { $0 = value }
      isDone.signal()
    }
  }

  /// The value, once it is there.
  var value: Value {
    isDone.wait()
    isDone.signal()
    return made.withLock { $0 } ?? make()
  }
}
