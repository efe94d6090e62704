/// What a task waits for, to be given once.
struct Answer<Value: Sendable>: Sendable {
  private let continuation: CheckedContinuation<Value, any Error>

  init(_ continuation: CheckedContinuation<Value, any Error>) { self.continuation = continuation }

  func complete(_ result: Result<Value, any Error>) { continuation.resume(with: result) }

  func fail(_ error: any Error) { continuation.resume(throwing: error) }
}
