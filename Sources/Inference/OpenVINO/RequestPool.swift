import Dispatch
import Synchronization

/// Hands each caller a request of its own, and lets callers wait while all are in use.
final class RequestPool: Sendable {
  private let model: CompiledModel
  private let permits: DispatchSemaphore
  private let idle = Mutex<[InferRequest]>([])

  /// Makes a pool of at most `capacity` requests, each made when first needed.
  init(_ model: CompiledModel, capacity: Int) {
    self.model = model
    permits = DispatchSemaphore(value: capacity)
  }

  /// Calls `body` with a request that no one else uses meanwhile.
  func withRequest<Result>(
    _ body: (InferRequest) throws(InferenceError) -> Result
  ) throws(InferenceError) -> Result {
    permits.wait()
    defer { permits.signal() }
    let request = if let idle = takeIdle() { idle } else { try model.makeRequest() }
    defer { idle.withLock { $0.append(request) } }
    return try body(request)
  }

  private func takeIdle() -> InferRequest? {
    idle.withLock { $0.popLast() }
  }
}
